"""Geometry of the pictures: numbers in, coordinates out; templates draw. No Django.

Across, coordinates are percentages of the picture's width, down, they are pixels: so a picture
stretches with the page while text, dots and strokes keep their size. Coordinates are text
with a decimal point, because templates would write a number the Indonesian way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ZERO = Decimal(0)
HUNDRED = Decimal(100)
SCALE_END = Decimal(150)  # percent of target at which a bar ends
MARGIN = Decimal(9)  # percent of the width left and right of the outermost years
ABOVE, BELOW = 24, 40  # pixels for texts over the highest and under the lowest value
TICK_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Bullet:
    """A bar of achievement on the common scale, where 100 % of target is the same line in every row."""

    width: str
    target: str
    overflows: bool


@dataclass(frozen=True)
class StackPart:
    """One part of a stacked bar, with what it counts."""

    x: str
    width: str
    tone: str


@dataclass(frozen=True)
class Goalpost:
    """A target in a trend: of which basis, how much, in which words."""

    basis: str
    value: Decimal | None
    text: str


@dataclass(frozen=True)
class Observation:
    """One year of a trend; ``value`` is None where nothing can be drawn (missing, or a grade)."""

    year: int
    value: Decimal | None
    text: str
    goalposts: tuple[Goalpost, ...] = ()
    break_before: str = ""


@dataclass(frozen=True)
class Dot:
    """A drawn value; ``label_y`` is where its text stands."""

    x: str
    y: str
    label_y: str
    text: str
    year: int
    is_last: bool


@dataclass(frozen=True)
class Segment:
    """A straight piece of a line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class TargetMark:
    """A short level line at a year's target."""

    x1: str
    x2: str
    y: str
    basis: str
    text: str


@dataclass(frozen=True)
class Mark:
    """A word at a place across: a year, a grade, what broke the series."""

    x: str
    text: str


@dataclass(frozen=True)
class Tick:
    """A level of the vertical axis."""

    y: str
    label_y: str
    text: str


@dataclass(frozen=True)
class Trend:
    """A series over years."""

    height: str
    bottom: str
    years_y: str
    words_y: str
    years: tuple[Mark, ...]
    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    targets: tuple[TargetMark, ...]
    breaks: tuple[Mark, ...]
    words: tuple[Mark, ...]
    ticks: tuple[Tick, ...]

    @property
    def line_path(self) -> str:
        """All segments as one path, for a picture stretched from 100 units across."""
        return "".join(f"M{_bare(s.x1)} {s.y1}L{_bare(s.x2)} {s.y2}" for s in self.segments)

    @property
    def level_path(self) -> str:
        """All target marks as one path."""
        return "".join(f"M{_bare(t.x1)} {t.y}H{_bare(t.x2)}" for t in self.targets)

    @property
    def gap_path(self) -> str:
        """All breaks as one path."""
        return "".join(f"M{_bare(mark.x)} 6V{self.bottom}" for mark in self.breaks)

    @property
    def dot_path(self) -> str:
        """All dots as one path of points: a round stroke makes them visible."""
        return "".join(f"M{_bare(dot.x)} {dot.y}h0" for dot in self.dots)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw but the years."""
        return not (self.dots or self.targets or self.words)


def bullet(achievement: Decimal) -> Bullet:
    """Return the bar of an achievement in percent: 0 at the left, 150 at the right."""
    shown = min(max(achievement, ZERO), SCALE_END)
    return Bullet(_share(shown, SCALE_END), _share(HUNDRED, SCALE_END), achievement > SCALE_END)


def stack(parts: Iterable[tuple[int, str]]) -> tuple[StackPart, ...]:
    """Return counts with their tones as parts of one bar; empty parts are left out."""
    counted = [(Decimal(count), tone) for count, tone in parts if count]
    whole = sum((count for count, _ in counted), ZERO)
    placed: list[StackPart] = []
    start = ZERO
    for count, tone in counted:
        placed.append(StackPart(_share(start, whole), _share(count, whole), tone))
        start += count
    return tuple(placed)


@dataclass(frozen=True)
class _Place:
    """Where a year stands across: its middle, the reach of its target mark, the line before it."""

    x: str
    left: str
    right: str
    before: str


@lru_cache(maxsize=64)  # every picture of a page has the same years
def _places(count: int) -> tuple[_Place, ...]:
    step = (HUNDRED - 2 * MARGIN) / max(count - 1, 1)
    reach = min(step * Decimal("0.34"), MARGIN - 1)
    middles = [MARGIN + step * i for i in range(count)] if count > 1 else [HUNDRED / 2] * count
    return tuple(
        _Place(_percent(x), _percent(x - reach), _percent(x + reach), _percent(x - step / 2)) for x in middles
    )


@dataclass(frozen=True)
class _Frame:
    """Where years and values come to stand."""

    places: tuple[_Place, ...]
    low: Decimal
    scale: Decimal  # pixels for one unit of the value
    bottom: int

    def y(self, value: Decimal) -> Decimal:
        return self.bottom - (value - self.low) * self.scale


def trend(observations: Sequence[Observation], height: int, *, ticks: int = 0) -> Trend:
    """Return the picture of a series: dots joined where nothing broke it, a mark at every target.

    Years without a value leave a gap. With ``ticks`` about that many levels are drawn behind.
    """
    levels, low, high = _levels(observations, ticks)
    bottom = height - BELOW
    places = _places(len(observations))
    frame = _Frame(places, low, (bottom - ABOVE) / (high - low), bottom)
    placed = list(zip(places, observations, strict=True))
    return Trend(
        height=str(height),
        bottom=str(bottom + 16),
        years_y=str(height - 5),
        words_y=str((ABOVE + bottom) // 2),
        years=tuple(Mark(place.x, str(item.year)) for place, item in placed),
        dots=_dots(observations, frame),
        segments=_segments(observations, frame),
        targets=tuple(_targets(observations, frame)),
        breaks=tuple(Mark(place.before, item.break_before) for place, item in placed if item.break_before),
        words=tuple(Mark(place.x, item.text) for place, item in placed if item.value is None and item.text),
        ticks=tuple(_tick(frame, level) for level in levels),
    )


def _levels(observations: Sequence[Observation], ticks: int) -> tuple[list[Decimal], Decimal, Decimal]:
    """Return the levels to draw, and the lowest and highest value of the frame."""
    known = [o.value for o in observations if o.value is not None]
    known += [post.value for o in observations for post in o.goalposts if post.value is not None]
    low, high = (min(known), max(known)) if known else (ZERO, Decimal(1))
    if low == high:
        low, high = low - 1, high + 1
    if not ticks:
        return [], low, high
    step = _tick_step((high - low) / ticks)
    first, last = low // step, -(-high // step)
    # Decimal's // cuts towards zero; below zero the frame must reach further down.
    first -= 1 if first * step > low else 0
    last += 1 if last * step < high else 0
    levels = [step * place for place in range(int(first), int(last) + 1)]
    return levels, levels[0], levels[-1]


def _tick_step(rough: Decimal) -> Decimal:
    """Return the round step (1, 2, 2.5, 5 × a power of ten) that is not smaller than the rough one."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in TICK_STEPS if step * power >= rough)


def _tick(frame: _Frame, level: Decimal) -> Tick:
    y = frame.y(level)
    return Tick(_text(y), _text(y - 4), format_number(level))


def _dots(observations: Sequence[Observation], frame: _Frame) -> tuple[Dot, ...]:
    drawn = [(i, o, o.value) for i, o in enumerate(observations) if o.value is not None]
    return tuple(
        Dot(
            x=frame.places[i].x,
            y=_text(frame.y(value)),
            label_y=_text(_label_y(observations, i, frame.y(value), frame)),
            text=o.text,
            year=o.year,
            is_last=i == drawn[-1][0],
        )
        for i, o, value in drawn
    )


def _label_y(observations: Sequence[Observation], place: int, y: Decimal, frame: _Frame) -> Decimal:
    """Return where the text of a dot stands: off the line, and off target marks, that would read as minus signs."""
    marks = [frame.y(post.value) for post in observations[place].goalposts if post.value is not None]
    offsets = (17, 29, -9) if _is_low(observations, place) else (-9, -21, 17)
    free = (y + offset for offset in offsets if not any(-12 < mark - y - offset < 4 for mark in marks))
    return next(free, y + offsets[0])


def _is_low(observations: Sequence[Observation], place: int) -> bool:
    """Whether the line leaves upwards from here, so that the text stands below it."""
    here = observations[place]
    after = observations[place + 1] if place + 1 < len(observations) else None
    joined = [
        *([observations[place - 1].value] if place and not here.break_before else []),
        *([after.value] if after and not after.break_before else []),
    ]
    known = [value for value in joined if value is not None]
    return here.value is not None and bool(known) and sum(known) > here.value * len(known)


def _segments(observations: Sequence[Observation], frame: _Frame) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            frame.places[i].x, _text(frame.y(before.value)), frame.places[i + 1].x, _text(frame.y(after.value))
        )
        for i, (before, after) in enumerate(pairwise(observations))
        if before.value is not None and after.value is not None and not after.break_before
    )


def _targets(observations: Sequence[Observation], frame: _Frame) -> Iterable[TargetMark]:
    for place, observation in zip(frame.places, observations, strict=True):
        for post in observation.goalposts:
            if post.value is not None:
                yield TargetMark(place.left, place.right, _text(frame.y(post.value)), post.basis, post.text)


def _share(part: Decimal, whole: Decimal) -> str:
    return _percent(part * HUNDRED / whole)


def _percent(value: Decimal) -> str:
    return f"{_text(value)}%"


def _bare(percent: str) -> str:
    return percent.removesuffix("%")


def _text(value: Decimal) -> str:
    """Write a coordinate: "66.67", with a point, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
