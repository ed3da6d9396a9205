"""Charts of one indicator for documents: its series with the targets, and how far it is to the end target."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reports.charts import HUNDRED, SCALE_END, ZERO
from reports.drawing import Anchor, Box, Dot, Drawing, Ink, Label, Line
from reports.trend_geometry import trend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.charts import Observation, Trend
    from reports.drawing import Shape

WIDTH, HEIGHT = 480, 176
TICKS = 4
AXIS = 40  # room of the axis' figures at the left
LEGEND = 18
BAR_HEIGHT = 14
DISTANCE_HEIGHT = 52


def draw_series(observations: Sequence[Observation]) -> Drawing:
    """Return the series as dots joined by a line, a level mark at each year's target, with a legend."""
    shape = trend(observations, HEIGHT, ticks=TICKS)
    shapes = [
        *_ticks(shape),
        *_breaks(shape),
        *_lines(shape),
        *_words(shape),
        *_legend(has_breaks=bool(shape.breaks)),
    ]
    return Drawing(WIDTH, HEIGHT + LEGEND, tuple(shapes))


def _x(place: str) -> Decimal:
    """Return where a percentage of the picture's width is, right of the axis."""
    share = Decimal(place.removesuffix("%"))
    return round(AXIS + share * (WIDTH - AXIS) / HUNDRED, 1)


def _ticks(shape: Trend) -> Iterator[Shape]:
    for tick in shape.ticks:
        y = Decimal(tick.y)
        yield Line(((AXIS, y), (WIDTH, y)), stroke=Ink.SOFT)
        yield Label(AXIS - 6, y + 3, tick.text, 8, Ink.MUTED, Anchor.END)


def _breaks(shape: Trend) -> Iterator[Shape]:
    for mark in shape.breaks:
        x = _x(mark.x)
        yield Line(((x, 8), (x, Decimal(shape.bottom))), Ink.MUTED, is_dashed=True)


def _lines(shape: Trend) -> Iterator[Shape]:
    for mark in shape.targets:
        y = Decimal(mark.y)
        yield Line(((_x(mark.x1), y), (_x(mark.x2), y)), Ink.TARGET, thickness=2)
    for piece in shape.segments:
        ends = (
            (_x(piece.x1), Decimal(piece.y1)),
            (_x(piece.x2), Decimal(piece.y2)),
        )
        yield Line(ends, Ink.ACCENT, thickness=2)
    for dot in shape.dots:
        yield Dot(_x(dot.x), Decimal(dot.y), 4)


def _words(shape: Trend) -> Iterator[Shape]:
    for dot in shape.dots:
        yield Label(
            _x(dot.x),
            Decimal(dot.label_y),
            dot.text,
            anchor=Anchor.MIDDLE,
            is_bold=True,
        )
    for mark in shape.words:
        yield Label(_x(mark.x), Decimal(shape.words_y), mark.text, anchor=Anchor.MIDDLE)
    for year in shape.years:
        yield Label(
            _x(year.x), Decimal(shape.years_y), year.text, 8, Ink.MUTED, Anchor.MIDDLE
        )


def _legend(*, has_breaks: bool) -> Iterator[Shape]:
    y = HEIGHT + LEGEND - 6
    yield Dot(AXIS + 6, y - 3, 4)
    yield Label(AXIS + 14, y, "realisasi", 8, Ink.MUTED)
    yield Line(((AXIS + 70, y - 3), (AXIS + 88, y - 3)), Ink.TARGET, thickness=2)
    yield Label(AXIS + 94, y, "target tahun itu", 8, Ink.MUTED)
    if not has_breaks:
        return
    yield Line(((AXIS + 178, y - 10), (AXIS + 178, y + 2)), Ink.MUTED, is_dashed=True)
    yield Label(AXIS + 186, y, "deret terputus", 8, Ink.MUTED)


def draw_distance(percent: Decimal, result: str, target: str) -> Drawing:
    """Return how far a result has come to the end target, in percent of it; 100 is the target's line.

    A result below zero stands at zero, one beyond the scale ends with an arrow; the words say how much.
    """
    scale = Decimal(WIDTH) / SCALE_END
    reached = round(min(max(percent, ZERO), SCALE_END) * scale, 1)
    goal = round(HUNDRED * scale, 1)
    top = 18
    shapes: list[Shape] = [
        Box(0, top, WIDTH, BAR_HEIGHT, fill=Ink.SOFT, stroke=Ink.NONE, radius=2),
        Box(0, top, reached, BAR_HEIGHT, fill=Ink.ACCENT, stroke=Ink.NONE, radius=2),
        Line(((goal, top - 5), (goal, top + BAR_HEIGHT + 5)), Ink.TARGET, thickness=2),
        Label(goal, top - 8, f"target akhir {target}", 8, Ink.MUTED, Anchor.MIDDLE),
        Label(0, top + BAR_HEIGHT + 16, result, is_bold=True),
    ]
    if percent > SCALE_END:
        middle = top + BAR_HEIGHT // 2
        ends = ((WIDTH - 14, middle), (WIDTH - 2, middle))
        shapes.append(Line(ends, Ink.ON_ACCENT, thickness=2, has_arrow=True))
    return Drawing(WIDTH, DISTANCE_HEIGHT, tuple(shapes))
