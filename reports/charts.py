"""Shapes of the pictures, and the bars: numbers in, coordinates out; templates draw. No Django.

Across, coordinates are percentages of the picture's width, down, they are pixels: so a picture
stretches with the page while text, dots and strokes keep their size. Coordinates are text
with a decimal point, because templates would write a number the Indonesian way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ZERO = Decimal(0)
HUNDRED = Decimal(100)
SCALE_END = Decimal(150)  # percent of target at which a bar ends


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
    """One year of a trend; ``value`` is None where nothing can be drawn (missing, or a grade).

    ``notes`` say what the figure is where it is not simply the recorded one.
    """

    year: int
    value: Decimal | None
    text: str
    goalposts: tuple[Goalpost, ...] = ()
    break_before: str = ""
    notes: tuple[str, ...] = ()


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
        return "".join(
            f"M{_bare(s.x1)} {s.y1}L{_bare(s.x2)} {s.y2}" for s in self.segments
        )

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
    return Bullet(
        _share(shown, SCALE_END), _share(HUNDRED, SCALE_END), achievement > SCALE_END
    )


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


def _share(part: Decimal, whole: Decimal) -> str:
    return percent(part * HUNDRED / whole)


def percent(value: Decimal) -> str:
    """Write a place across: "66.67%"."""
    return f"{coordinate(value)}%"


def coordinate(value: Decimal) -> str:
    """Write a coordinate: "66.67", with a point, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _bare(percent: str) -> str:
    return percent.removesuffix("%")
