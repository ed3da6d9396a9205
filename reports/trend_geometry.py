"""Geometry of a series over years; see ``reports.charts`` for how coordinates are written. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.numbers import format_number
from reports.charts import (
    HUNDRED,
    ZERO,
    Dot,
    Mark,
    Segment,
    TargetMark,
    Tick,
    Trend,
    coordinate,
    percent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reports.charts import Observation

MARGIN = Decimal(9)  # percent of the width left and right of the outermost years
ABOVE, BELOW = 24, 40  # pixels for texts over the highest and under the lowest value
TICK_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


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
    middles = (
        [MARGIN + step * i for i in range(count)]
        if count > 1
        else [HUNDRED / 2] * count
    )
    return tuple(
        _Place(
            percent(x),
            percent(x - reach),
            percent(x + reach),
            percent(x - step / 2),
        )
        for x in middles
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
        breaks=tuple(
            Mark(place.before, item.break_before)
            for place, item in placed
            if item.break_before
        ),
        words=tuple(
            Mark(place.x, item.text)
            for place, item in placed
            if item.value is None and item.text
        ),
        ticks=tuple(_tick(frame, level) for level in levels),
    )


def _levels(
    observations: Sequence[Observation], ticks: int
) -> tuple[list[Decimal], Decimal, Decimal]:
    """Return the levels to draw, and the lowest and highest value of the frame."""
    known = [o.value for o in observations if o.value is not None]
    known += [
        post.value
        for o in observations
        for post in o.goalposts
        if post.value is not None
    ]
    low, high = (min(known), max(known)) if known else (ZERO, Decimal(1))
    if low == high:
        low, high = low - 1, high + 1
    if not ticks:
        return [], low, high
    step = _tick_step((high - low) / ticks)
    if all(value == value.to_integral_value() for value in known):
        # Whole figures, as of things that are counted, have no levels between them.
        step = max(step, Decimal(1))
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
    return Tick(coordinate(y), coordinate(y - 6), format_number(level))


def _dots(observations: Sequence[Observation], frame: _Frame) -> tuple[Dot, ...]:
    drawn = [(i, o, o.value) for i, o in enumerate(observations) if o.value is not None]
    return tuple(
        Dot(
            x=frame.places[i].x,
            y=coordinate(frame.y(value)),
            label_y=coordinate(_label_y(observations, i, frame.y(value), frame)),
            text=o.text,
            year=o.year,
            is_last=i == drawn[-1][0],
        )
        for i, o, value in drawn
    )


def _label_y(
    observations: Sequence[Observation], place: int, y: Decimal, frame: _Frame
) -> Decimal:
    """Return where the text of a dot stands: off the line, and off target marks, that would read as minus signs."""
    marks = [
        frame.y(post.value)
        for post in observations[place].goalposts
        if post.value is not None
    ]
    offsets = (18, 30, -11) if _is_low(observations, place) else (-11, -23, 18)
    free = (
        y + offset
        for offset in offsets
        if not any(-12 < mark - y - offset < 4 for mark in marks)
    )
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
    return (
        here.value is not None and bool(known) and sum(known) > here.value * len(known)
    )


def _segments(
    observations: Sequence[Observation], frame: _Frame
) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            frame.places[i].x,
            coordinate(frame.y(before.value)),
            frame.places[i + 1].x,
            coordinate(frame.y(after.value)),
        )
        for i, (before, after) in enumerate(pairwise(observations))
        if before.value is not None
        and after.value is not None
        and not after.break_before
    )


def _targets(
    observations: Sequence[Observation], frame: _Frame
) -> Iterable[TargetMark]:
    for place, observation in zip(frame.places, observations, strict=True):
        for post in observation.goalposts:
            if post.value is not None:
                yield TargetMark(
                    place.left,
                    place.right,
                    coordinate(frame.y(post.value)),
                    post.basis,
                    post.text,
                )
