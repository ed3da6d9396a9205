"""A map of boxes in bands from top to bottom, with an arrow from each band to the one above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.drawing import Anchor, Box, Drawing, Ink, Label, Line
from reports.pictures.lettering import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.drawing import Shape

SIZE = 8
LEADING = 11
PADDING = 8
SIDE = 104  # room of a band's name
GAP = 10  # between boxes
BETWEEN = 24  # between bands, where the arrows run
PER_ROW = 4


@dataclass(frozen=True)
class Tile:
    """A box of a band: a bold first line, the text, a small remark."""

    title: str
    text: str
    remark: str = ""


@dataclass(frozen=True)
class Band:
    """A band: its name and boxes."""

    name: str
    tiles: tuple[Tile, ...]


def draw(bands: Sequence[Band], width: int) -> Drawing:
    """Return the map of that width, as tall as its texts need."""
    shapes: list[Shape] = []
    top = 1
    for place, band in enumerate(bands):
        if place:
            middle = SIDE + (width - SIDE) // 2
            shapes.append(
                Line(
                    ((middle, top - 3), (middle, top - BETWEEN + 3)),
                    stroke=Ink.ACCENT,
                    thickness=2,
                    has_arrow=True,
                )
            )
        height = _height(band, width)
        shapes += _band(band, top, width, height)
        top += height + BETWEEN
    return Drawing(width, top - BETWEEN + 1, tuple(shapes))


def _tile_width(band: Band, width: int) -> int:
    across = min(len(band.tiles), PER_ROW) or 1
    return (width - SIDE - 2 * PADDING - GAP * (across - 1)) // across


def _rows(band: Band) -> list[tuple[Tile, ...]]:
    return [band.tiles[at : at + PER_ROW] for at in range(0, len(band.tiles), PER_ROW)]


def _row_heights(band: Band, width: int) -> list[int]:
    room = _tile_width(band, width) - 2 * PADDING
    return [
        max(_lines_of(tile, room) for tile in row) * LEADING + 2 * PADDING
        for row in _rows(band)
    ]


def _lines_of(tile: Tile, room: int) -> int:
    return 1 + len(wrap(tile.text, SIZE, room)) + len(wrap(tile.remark, SIZE - 1, room))


def _height(band: Band, width: int) -> int:
    heights = _row_heights(band, width)
    own = sum(heights) + GAP * max(len(heights) - 1, 0)
    name = len(wrap(band.name, SIZE, SIDE - 2 * PADDING)) * LEADING
    return max(own, name) + 2 * PADDING


def _band(band: Band, top: int, width: int, height: int) -> Iterator[Shape]:
    yield Box(0, top, width, height, fill=Ink.SOFT, radius=6, stroke=Ink.NONE)
    lines = wrap(band.name, SIZE, SIDE - 2 * PADDING)
    first = top + height // 2 - (len(lines) - 1) * LEADING // 2 + 3
    for place, line in enumerate(lines):
        yield Label(
            SIDE // 2,
            first + place * LEADING,
            line,
            SIZE,
            anchor=Anchor.MIDDLE,
            is_bold=True,
        )
    tile_width, tile_top = _tile_width(band, width), top + PADDING
    for row, tall in zip(_rows(band), _row_heights(band, width), strict=True):
        for place, tile in enumerate(row):
            left = SIDE + PADDING + place * (tile_width + GAP)
            yield from _tile(tile, left, tile_top, tile_width, tall)
        tile_top += tall + GAP


def _tile(tile: Tile, left: int, top: int, width: int, height: int) -> Iterator[Shape]:
    yield Box(left, top, width, height, radius=4)
    room = width - 2 * PADDING
    lines = [
        (tile.title, SIZE, Ink.TEXT, True),
        *((line, SIZE, Ink.TEXT, False) for line in wrap(tile.text, SIZE, room)),
        *(
            (line, SIZE - 1, Ink.MUTED, False)
            for line in wrap(tile.remark, SIZE - 1, room)
        ),
    ]
    for place, (text, size, ink, is_bold) in enumerate(lines):
        baseline = top + PADDING + 8 + place * LEADING
        yield Label(left + PADDING, baseline, text, size, ink, is_bold=is_bold)
