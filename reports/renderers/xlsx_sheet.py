"""A table with its document's frame as a sheet: real numbers, merged cells, print set-up."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from openpyxl.formatting.rule import CellIsRule
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange

from reports.renderers import xlsx_page
from reports.renderers.grid import heading_rows, shares
from reports.renderers.xlsx_page import LINE_HEIGHT, lines_of
from reports.renderers.xlsx_styles import (
    STATUS_FILLS,
    Look,
    Part,
    SheetStyles,
    rich_text,
    set_text,
)
from reports.tables import Kind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from reports.derivations import Place
    from reports.documents import Document, Signature
    from reports.tables import Cell, Column, Row, Table

LANDSCAPE_CHARACTERS = 128
PORTRAIT_CHARACTERS = 88
LANDSCAPE_POINTS, PORTRAIT_POINTS = 520, 765  # A4 within the margins
TITLE_HEIGHT = 26.0
FIT_LIMIT = 1.5  # printed at two thirds it can still be read
SIGNATURE_GAP = 3
SIGNATURE_LINES = 4 + SIGNATURE_GAP


class TableSheet:
    """Writes a table with its document's frame from top to bottom; ``line`` is the next free row.

    ``rows`` are the table's rows with the sheet's row in which each stands.
    """

    def __init__(
        self, sheet: Worksheet, document: Document, table: Table, *, is_signed: bool
    ) -> None:
        self.sheet, self.document, self.table = sheet, document, table
        self.is_signed = is_signed and bool(document.signatures)
        self.is_landscape = document.is_landscape or table.is_wide
        self.styles = SheetStyles(sheet)
        self.width = len(table.columns)
        self.characters = _character_widths(table, self.is_landscape)
        self.line = 1
        self.rows: list[tuple[int, Row]] = []

    @cached_property
    def lines(self) -> dict[str, int]:
        """In which row of the written sheet a row of the table stands, by its key."""
        return {row.key: line for line, row in self.rows if row.key}

    @cached_property
    def columns(self) -> dict[str, int]:
        """In which column of the sheet a column of the table stands, by its key."""
        return {column.key: number for number, column in enumerate(self.table.columns, start=1)}  # fmt: skip

    @cached_property
    def rows_by_key(self) -> dict[str, Row]:
        """The table's rows that have a key."""
        return {row.key: row for row in self.table.all_rows if row.key}

    def cell(self, place: Place) -> Cell:
        """Return a cell of the table."""
        return self.rows_by_key[place.row].cells[self.columns[place.column] - 1]

    def coordinate(self, place: Place) -> tuple[int, int]:
        """Return row and column of a cell in the written sheet."""
        return self.lines[place.row], self.columns[place.column]

    def reference(self, area: str) -> str:
        """Return how another sheet names an area of this one."""
        return f"{quote_sheetname(self.sheet.title)}!{area}"

    def write(self) -> None:
        for number, characters in enumerate(self.characters, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = characters
        self._write_top()
        first = self.line
        self._write_headings()
        last = self.line - 1
        self._write_rows()
        self._colour_statuses(last + 1)
        self._write_notes()
        if self.is_signed and self.document.signatures:
            self._write_signatures()
        self._set_up(first, last)

    def _write_top(self) -> None:
        for line in self.document.letterhead.lines:
            self._write_across(line, Part.LETTERHEAD)
        self._write_across(self.table.caption, Part.TITLE)
        self.sheet.row_dimensions[self.line - 1].height = TITLE_HEIGHT
        if self.table.subtitle:
            self._write_across(self.table.subtitle, Part.SUBTITLE)
        self.sheet.row_dimensions[self.line].height = LINE_HEIGHT / 2
        self.line += 1

    def _write_across(self, text: str, part: Part) -> None:
        self._put(self.line, 1, text, part)
        self._merge(self.line, 1, 1, self.width)
        lines = self._lines_of(text, 0, self.width)
        self.sheet.row_dimensions[self.line].height = lines * LINE_HEIGHT
        self.line += 1

    def _write_headings(self) -> None:
        rows = heading_rows(self.table)
        for line, row in enumerate(rows, start=self.line):
            for column, cell in enumerate(row.cells, start=1):
                if cell.is_drawn:
                    self._write_heading(line, column, cell)
            self.sheet.row_dimensions[line].height = LINE_HEIGHT + 5
        self.line += len(rows)
        self._fit_headings(self.line - 1, above=len(rows) - 1)
        if self.table.numbering:
            for column, text in enumerate(self.table.numbering, start=1):
                self._put(self.line, column, text, Part.NUMBERING)
            self.line += 1

    def _fit_headings(self, row: int, *, above: int) -> None:
        """Give the heading row, the last with ``above`` others above it, the lines that labels still need."""
        lines = max(
            self._lines_of(column.label, place) - (0 if column.group else above)
            for place, column in enumerate(self.table.columns)
        )
        self.sheet.row_dimensions[row].height = max(1, lines) * LINE_HEIGHT + 5

    def _write_heading(self, row: int, column: int, heading: Cell) -> None:
        """Write a merged cell; its hidden cells get the style, else borders would have holes."""
        for line in range(row, row + heading.rows):
            for place in range(column, column + heading.columns):
                self.styles.apply(self.sheet.cell(line, place), Part.HEADING)
        self._put(row, column, heading.text, Part.HEADING)
        self._merge(row, column, heading.rows, heading.columns)

    def _write_rows(self) -> None:
        for block in self.table.blocks:
            heights = [self._lines_needed(row) for row in block]
            self._stretch(block, heights)
            for row, lines in zip(block, heights, strict=True):
                self._write_row(row)
                self.sheet.row_dimensions[self.line].height = lines * LINE_HEIGHT + 2
                self.line += 1

    def _colour_statuses(self, first: int) -> None:
        """Colour the status words by what they say."""
        for number, column in enumerate(self.table.columns, start=1):
            if column.kind is not Kind.STATUS or self.line == first:
                continue
            letter = get_column_letter(number)
            for status, fill in STATUS_FILLS.items():
                word = f'"{status.label.capitalize()}"'
                rule = CellIsRule(operator="equal", formula=[word], fill=fill)
                area = f"{letter}{first}:{letter}{self.line - 1}"
                self.sheet.conditional_formatting.add(area, rule)

    def _write_row(self, row: Row) -> None:
        self.rows.append((self.line, row))
        for number, (cell, column) in enumerate(
            zip(row.cells, self.table.columns, strict=True), start=1
        ):
            target = self.sheet.cell(self.line, number)
            self.styles.apply(target, _look(row, cell, column))
            if cell.is_drawn:
                self._fill(target, cell)
                self._merge(self.line, number, cell.rows, cell.columns)

    def _fill(self, target: Any, cell: Cell) -> None:
        if cell.value is not None:
            target.value = cell.value
        elif len(cell.parts) > 1:
            target.value = rich_text(cell.parts)
        elif cell.text:
            set_text(target, cell.text)

    def _put(self, row: int, column: int, text: str, part: Part) -> None:
        target = self.sheet.cell(row, column)
        self.styles.apply(target, part)
        set_text(target, text)

    def _merge(self, row: int, column: int, rows: int, columns: int) -> None:
        if rows > 1 or columns > 1:
            area = CellRange(None, column, row, column + columns - 1, row + rows - 1)
            # "merge_cells" compares with all areas before, which takes minutes for a long table.
            self.sheet.merged_cells.ranges.add(area)

    def _lines_needed(self, row: Row) -> int:
        """Estimate how many lines the row's own cells take; spreadsheets do not fit merged rows."""
        return max(
            (
                self._lines_of(cell.text, place, cell.columns)
                for place, cell in enumerate(row.cells)
                if cell.rows == 1 and cell.columns
            ),
            default=1,
        )

    def _lines_of(self, text: str, place: int, columns: int = 1) -> int:
        return lines_of(text, sum(self.characters[place : place + columns]))

    def _stretch(self, block: list[Row], heights: list[int]) -> None:
        """Make the last row of a merged cell taller where its text needs more than the rows together."""
        for place, cell in enumerate(block[0].cells):
            if cell.rows > 1:
                missing = self._lines_of(cell.text, place) - sum(heights[: cell.rows])
                heights[cell.rows - 1] += max(0, missing)

    def _write_notes(self) -> None:
        own = (*self.table.notes, self.document.data_text)
        for note in self.document.notes if self.document.is_one_table else own:
            self._write_across(note, Part.NOTE)

    def _write_signatures(self) -> None:
        """Write who signs, the unit's own at the right, another one at the left."""
        *others, own = self.document.signatures
        self.line += 1
        right = _signature_column(self.characters)
        for place, signature in ((1, item) for item in others):
            self._write_signature(signature, place, right - 1)
        self._write_signature(own, right, self.width)
        self.line += SIGNATURE_LINES

    def _write_signature(self, signature: Signature, first: int, last: int) -> None:
        lines = {
            0: signature.place_and_date,
            1: signature.position,
            2 + SIGNATURE_GAP: signature.name,
            3 + SIGNATURE_GAP: signature.nip,
        }
        for offset, text in lines.items():
            self._put(self.line + offset, first, text, Part.SIGNATURE)
            self._merge(self.line + offset, first, 1, max(1, last - first + 1))

    def _set_up(self, first: int, last: int) -> None:
        xlsx_page.set_up(
            self.sheet,
            f"{self.table.caption} · {self.document.unit_code}",
            f"A1:{get_column_letter(self.width)}{self.line - 1}",
            headings=(first, last),
            is_landscape=self.is_landscape,
            on_one_page=self._nearly_fits_a_page(),
        )

    def _nearly_fits_a_page(self) -> bool:
        """Whether a slightly smaller print keeps the signature on the page of its table."""
        page = LANDSCAPE_POINTS if self.is_landscape else PORTRAIT_POINTS
        rows = (self.sheet.row_dimensions[row] for row in range(1, self.line))
        return sum(row.height or LINE_HEIGHT for row in rows) <= page * FIT_LIMIT


def _look(row: Row, cell: Cell, column: Column) -> Look:
    return Look(
        cell.kind_in(column), cell.places_in(column), row.kind, cell.tone, cell.mark
    )


def _character_widths(table: Table, is_landscape: bool) -> list[float]:
    """Return the columns' widths in characters, from their shares of the page."""
    available = LANDSCAPE_CHARACTERS if is_landscape else PORTRAIT_CHARACTERS
    return [max(5.0, available * share) for share in shares(table)]


def _signature_column(characters: list[float]) -> int:
    """Return the column from which the signature has room, at the right."""
    room, column = 0.0, len(characters)
    while column > 1 and room + characters[column - 1] < 32:
        room += characters[column - 1]
        column -= 1
    return column
