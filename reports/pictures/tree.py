"""A tree drawn from left to right: every level a column of boxes, joined by elbows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.drawing import Box, Drawing, Ink, Label, Line
from reports.pictures.lettering import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reports.drawing import Shape

SIZE, SMALL = 8, 7
LEADING = 10  # from line to line
PADDING = 5
GAP_DOWN = 5  # between boxes of a column
GAP_ACROSS = 22  # between columns, where the elbows run
HEADING = 22  # room above for the columns' headings


@dataclass(frozen=True)
class Node:
    """A box: a bold line, text below it, small remarks at its foot, and what hangs on it."""

    title: str
    text: str = ""
    remarks: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Level:
    """A column of boxes: its heading, width and fill."""

    heading: str
    width: int
    fill: Ink = Ink.SURFACE


@dataclass(frozen=True)
class _Placed:
    """A node with its lines and where it stands; ``span`` is the height of all that hangs on it."""

    node: Node
    lines: tuple[tuple[str, int, bool], ...]
    height: int
    span: int
    children: tuple[_Placed, ...]


def draw(roots: Sequence[Node], levels: Sequence[Level]) -> Drawing:
    """Return the tree; it is as tall as its boxes need."""
    placed = [_place(root, levels) for root in roots]
    lefts = _lefts(levels)
    shapes: list[Shape] = list(_headings(levels, lefts))
    top = HEADING
    for root in placed:
        shapes += _shapes(root, 0, top, levels, lefts)
        top += root.span + GAP_DOWN
    return Drawing(
        lefts[-1] + levels[-1].width + 1, max(top, HEADING + LEADING), tuple(shapes)
    )


def _lefts(levels: Sequence[Level]) -> list[int]:
    found = [1]
    for level in levels[:-1]:
        found.append(found[-1] + level.width + GAP_ACROSS)
    return found


def _headings(levels: Sequence[Level], lefts: Sequence[int]) -> Iterator[Shape]:
    for level, left in zip(levels, lefts, strict=True):
        yield Label(left, 12, level.heading, size=SIZE, ink=Ink.MUTED, is_bold=True)


def _place(node: Node, levels: Sequence[Level]) -> _Placed:
    lines = tuple(_lines(node, levels[0].width - 2 * PADDING))
    height = len(lines) * LEADING + 2 * PADDING - 2
    children = tuple(_place(child, levels[1:]) for child in node.children)
    return _Placed(node, lines, height, max(height, _span_of(children)), children)


def _span_of(children: Sequence[_Placed]) -> int:
    gaps = GAP_DOWN * max(len(children) - 1, 0)
    return sum(child.span for child in children) + gaps


def _lines(node: Node, room: int) -> Iterator[tuple[str, int, bool]]:
    yield from ((line, SIZE, True) for line in wrap(node.title, SIZE, room))
    yield from ((line, SIZE, False) for line in wrap(node.text, SIZE, room))
    for remark in node.remarks:
        yield from ((line, SMALL, False) for line in wrap(remark, SMALL, room))


def _shapes(
    placed: _Placed, depth: int, top: int, levels: Sequence[Level], lefts: Sequence[int]
) -> Iterator[Shape]:
    level, left = levels[depth], lefts[depth]
    own_top = top + (placed.span - placed.height) // 2
    yield Box(left, own_top, level.width, placed.height, fill=level.fill, radius=4)
    yield from _words(placed, left, own_top)
    middle = own_top + placed.height // 2
    below = _span_of(placed.children)
    child_top = top + (placed.span - below) // 2
    for child in placed.children:
        child_middle = child_top + child.span // 2
        yield _elbow(left + level.width, middle, lefts[depth + 1], child_middle)
        yield from _shapes(child, depth + 1, child_top, levels, lefts)
        child_top += child.span + GAP_DOWN


def _words(placed: _Placed, left: int, top: int) -> Iterator[Shape]:
    for place, (text, size, is_bold) in enumerate(placed.lines):
        baseline = top + PADDING + 7 + place * LEADING
        ink = Ink.MUTED if size == SMALL else Ink.TEXT
        yield Label(left + PADDING, baseline, text, size, ink, is_bold=is_bold)


def _elbow(right: int, middle: int, child_left: int, child_middle: int) -> Line:
    bend = right + GAP_ACROSS // 2
    points = (
        (right, middle),
        (bend, middle),
        (bend, child_middle),
        (child_left, child_middle),
    )
    return Line(points)


def pages(
    roots: Iterable[Node], levels: Sequence[Level], limit: int
) -> list[list[Node]]:
    """Return the roots in groups whose drawings are not taller than the limit; a root is never cut."""
    found: list[list[Node]] = []
    height = 0
    for root in roots:
        span = _place(root, levels).span + GAP_DOWN
        if not found or height + span > limit:
            found.append([])
            height = HEADING
        found[-1].append(root)
        height += span
    return found
