"""Where the cells of a table stand, for formats that place them by row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.tables import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reports.tables import Table


def shares(table: Table) -> list[float]:
    """Return how much of the table's width each column takes, 1 together."""
    widths = [column.width for column in table.columns]
    taken, free = sum(width for width in widths if width), widths.count(None)
    rest = max(0, 100 - taken) / free if free else 0
    whole = max(100, taken) if free else taken
    return [(width or rest) / whole for width in widths]


def heading_rows(table: Table) -> list[Row]:
    """Return the headings as rows of cells, merged where a heading reaches over several."""
    width = len(table.columns)
    rows = [[Cell(rows=0)] * width for _ in table.heading_rows]
    free = [0] * width  # the next row without a heading, by column
    for number, headings in enumerate(table.heading_rows):
        for heading in headings:
            column = next(place for place in range(width) if free[place] <= number)
            rows[number][column] = Cell(
                text=heading.label, rows=heading.rows, columns=heading.columns
            )
            for covered in range(column, column + heading.columns):
                free[covered] = number + heading.rows
    return [Row(tuple(cells)) for cells in rows]


@dataclass(frozen=True)
class Slot:
    """A piece of a row: a cell, or (None) where one from above reaches into it."""

    column: int
    columns: int
    cell: Cell | None


def slots(rows: Iterable[Row]) -> list[list[Slot]]:
    """Return the pieces of each row, which together fill it whatever is merged."""
    reach: dict[int, tuple[int, int]] = {}
    return [_pieces(row.cells, reach) for row in rows]


def _pieces(cells: Sequence[Cell], reach: dict[int, tuple[int, int]]) -> list[Slot]:
    """Cut one row; ``reach`` says for a column how many more rows a cell takes, and its columns."""
    found, column = [], 0
    while column < len(cells):
        cell: Cell | None = cells[column]
        rows, columns = reach.pop(column, (0, 1))
        if cells[column].is_drawn:
            rows, columns = cells[column].rows, cells[column].columns
        elif rows:
            cell = None
        if rows > 1:
            reach[column] = rows - 1, columns
        found.append(Slot(column, columns, cell))
        column += columns
    return found
