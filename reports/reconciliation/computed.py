"""A computed table by its keys, and whether a printed text says what it computes. No Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.numbers import round_half_up
from reports.reconciliation import naming
from reports.reconciliation.writing import Style, Written, read
from reports.tables import NOTHING, Kind, RowKind

if TYPE_CHECKING:
    from decimal import Decimal

    from reports.tables import Cell, Column, Row, Table

# What a builder writes where nothing is recorded: no statement that print could contradict.
UNKNOWN = {NOTHING, "belum diisi"}


class Computed:
    """A report's table, its cells found by row and column key."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns: dict[str, Column] = {item.key: item for item in table.columns}
        self.rows: dict[str, Row] = {row.key: row for row in table.all_rows if row.key}
        self._cells = {
            (row.key, column.key): cell
            for row in table.all_rows
            for column, cell in zip(table.columns, row.cells, strict=True)
        }

    def cell(self, row: str, column: str) -> Cell | None:
        """Return the cell; None where the report has no such row or column."""
        return self._cells.get((row, column))

    def text(self, row: str, column: str) -> str:
        """Return what people read in the cell; a cell that another covers shows nothing."""
        cell = self.cell(row, column)
        if cell is None or not cell.is_drawn:
            return ""
        return cell.text_in(self.columns[column])

    def value(self, row: str, column: str) -> Decimal | None:
        """Return the figure of the cell."""
        cell = self.cell(row, column)
        return cell.value if cell else None

    def is_known(self, row: str, column: str) -> bool:
        """Whether the report has the cell and something is recorded for it."""
        return (
            self.cell(row, column) is not None and self.text(row, column) not in UNKNOWN
        )

    def is_heading(self, row: str) -> bool:
        """Whether the row is a heading over others."""
        return row in self.rows and self.rows[row].kind is RowKind.HEADING

    def owner(self, row: str, column: str) -> str:
        """Return the row whose merged cell reaches into this one, "" where none does."""
        cell = self.cell(row, column)
        if cell is None or cell.rows > 0:
            return ""
        keys = list(self.rows)
        above = reversed(keys[: keys.index(row)])
        return next((key for key in above if self._cells[key, column].rows > 1), "")

    def agrees(self, row: str, column: str, text: str, *, is_english: bool) -> bool:
        """Whether the printed text says what the cell says, however it is written."""
        cell, shown = self.cell(row, column), self.text(row, column)
        if cell is None:
            return False
        written = read(text, is_english=is_english)
        if cell.value is not None and cell.is_drawn:
            return self._says_figure(written, cell, column)
        if written.is_declared or not text.strip():
            return shown in {"", "-"} | UNKNOWN
        return _same_text(text, shown) or (
            written.grade != "" and written.grade == read(shown).grade
        )

    def _says_figure(self, written: Written, cell: Cell, column: str) -> bool:
        """Whether the figure is the computed one; a derived or rounded one to the printed decimals."""
        value = cell.value
        assert value is not None  # noqa: S101 - its caller has looked
        if written.value is None:
            return False
        known = {written.value, *alternatives(written)}
        is_rounded = (
            cell.derived is not None
            or cell.decimals is not None
            or cell.kind_in(self.columns[column]) is Kind.PERCENT
        )
        shown = round_half_up(value, written.places) if is_rounded else value
        return shown in known or value in known


def alternatives(written: Written) -> set[Decimal]:
    """Return what a figure that could be meant either way might be besides."""
    if written.style is not Style.EITHER:
        return set()
    both = (read(written.text, is_english=flag).value for flag in (False, True))
    return {value for value in both if value is not None}


def _same_text(one: str, other: str) -> bool:
    return (
        naming.same_name(one, other)
        or naming.same_code(one, other)
        or naming.same_unit(one, other)
    )
