"""The sheet that computes every derived figure of a workbook once more and compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from indicators.numbers import format_number
from reports.derivations import Given
from reports.renderers import xlsx_page
from reports.renderers.xlsx_formulas import formula, words
from reports.renderers.xlsx_styles import (
    FAILED_FILL,
    PASSED_FILL,
    Look,
    Part,
    SheetStyles,
    set_text,
)
from reports.tables import FIGURE_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from reports.derivations import Derivation, Place
    from reports.documents import Document
    from reports.renderers.xlsx_sheet import TableSheet
    from reports.tables import Cell, Column, Row, Table

NAME = "Pemeriksaan"
EXPLANATION = (
    "Setiap jumlah, persentase, pertumbuhan, capaian, dan rata-rata dihitung ulang dengan rumus dari sel bagiannya. "
    "Selisih dibulatkan enam desimal; hasilnya ikut berubah bila sel di lembar tabel diubah."
)
WIDTHS = {
    "Lembar": 12,
    "Baris": 38,
    "Kolom": 16,
    "Aturan": 36,
    "Tertulis": 16,
    "Dihitung ulang": 16,
    "Selisih": 11,
    "Hasil": 11,
}  # of the columns, in characters
STATED, RECOMPUTED, DIFFERENCE, RESULT = 5, 6, 7, 8
HEADING, FIRST = 5, 6  # the heading and the first line below it
PLACES = 6  # of the difference
SAME, DIFFERENT = "cocok", "BERBEDA"


@dataclass(frozen=True)
class Check:
    """A derived figure with where it stands."""

    sheet: TableSheet
    line: int
    row: Row
    column: Column
    cell: Cell
    derivation: Derivation

    @property
    def address(self) -> str:
        """How another sheet names the figure's cell."""
        letter = get_column_letter(self.sheet.columns[self.column.key])
        return self.sheet.reference(f"{letter}{self.line}")

    @property
    def formula(self) -> str:
        """The formula that computes the figure from its parts."""
        parts = [
            part.value if isinstance(part, Given) else self.sheet.coordinate(part)
            for part in self.derivation.parts
        ]
        return formula(self.derivation, parts, self.sheet.reference)

    @property
    def rule(self) -> str:
        """The rule in words, with the names of the parts."""
        known = sum(
            isinstance(part, Given) or self.sheet.cell(part).value is not None
            for part in self.derivation.parts
        )
        return words(self.derivation, self._name, known)

    def _name(self, part: Place | Given) -> str:
        """Return what tells the part from the others: its column, or in one column its row."""
        if isinstance(part, Given):
            return f"{part.name} ({format_number(part.value)})"
        column = self.sheet.table.columns[self.sheet.columns[part.column] - 1]
        if part.row == self.row.key:
            return column.full_label
        name = row_name(self.sheet.rows_by_key[part.row], self.sheet.table)
        return name if column is self.column else f"{name} {column.label}"


def row_name(row: Row, table: Table) -> str:
    """Return the last words before the row's figures, which tell it from the others; else its key."""
    name = row.key
    for cell, column in zip(row.cells, table.columns, strict=True):
        if column.kind in FIGURE_KINDS:
            break
        if cell.text and cell.kind_in(column) is Kind.TEXT:
            name = cell.text
    return name


def add(workbook: Workbook, document: Document, sheets: Sequence[TableSheet]) -> None:
    """Add the sheet to the workbook, unless none of its figures follows from others."""
    checks = [check for sheet in sheets for check in _checks(sheet)]
    if checks:
        _Writer(workbook.create_sheet(NAME), document, checks).write()


def _checks(sheet: TableSheet) -> Iterator[Check]:
    for line, row in sheet.rows:
        for column, cell in zip(sheet.table.columns, row.cells, strict=True):
            if cell.derived and cell.value is not None:
                yield Check(sheet, line, row, column, cell, cell.derived)


class _Writer:
    def __init__(
        self, sheet: Worksheet, document: Document, checks: Sequence[Check]
    ) -> None:
        self.sheet, self.document, self.checks = sheet, document, checks
        self.styles = SheetStyles(sheet)
        self.last = FIRST + len(checks) - 1
        self.width = len(WIDTHS)

    def write(self) -> None:
        self._write_top()
        self._write_headings()
        for line, check in enumerate(self.checks, start=FIRST):
            self._write_line(line, check)
        self._colour()
        xlsx_page.set_up(
            self.sheet,
            f"{NAME} · {self.document.title} · {self.document.unit_code}",
            f"A1:{get_column_letter(self.width)}{self.last}",
            headings=(HEADING, HEADING),
            is_landscape=True,
        )

    def _write_top(self) -> None:
        results = self._area(RESULT)
        tally = f'=COUNTIF({results},"{SAME}")&" dari "&ROWS({results})&" {SAME}"'
        self._text(1, 1, f"{NAME} – {self.document.title}", Part.TITLE)
        self._formula(2, 1, tally, Part.RESULT)
        self._text(3, 1, EXPLANATION, Part.NOTE)
        for row, height in ((1, 26), (2, 20), (3, 26)):
            self.sheet.merge_cells(None, row, 1, row, self.width)
            self.sheet.row_dimensions[row].height = height

    def _write_headings(self) -> None:
        for number, (heading, width) in enumerate(WIDTHS.items(), start=1):
            self._text(HEADING, number, heading, Part.HEADING)
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self.sheet.row_dimensions[HEADING].height = 20

    def _write_line(self, line: int, check: Check) -> None:
        kind = check.cell.kind_in(check.column)
        figure = Look(kind, check.cell.places_in(check.column))
        row = row_name(check.row, check.sheet.table)
        texts = (check.sheet.sheet.title, row, check.column.full_label, check.rule)
        for number, text in enumerate(texts, start=1):
            self._text(line, number, text, Look(Kind.TEXT))
        lines = max(map(xlsx_page.lines_of, texts, WIDTHS.values()))
        self.sheet.row_dimensions[line].height = lines * xlsx_page.LINE_HEIGHT + 2
        self._formula(line, STATED, f"={check.address}", figure)
        self._formula(line, RECOMPUTED, check.formula, figure)
        difference = f"=ROUND(E{line}-F{line},{PLACES})"
        self._formula(line, DIFFERENCE, difference, Look(Kind.NUMBER, PLACES))
        # A word where a figure was gives an error, which differs too.
        result = f'=IF(IFERROR(G{line}=0,FALSE),"{SAME}","{DIFFERENT}")'
        self._formula(line, RESULT, result, Look(Kind.STATUS))

    def _colour(self) -> None:
        """Colour the results and their count by what they say."""
        results, first = self._area(RESULT), f"H{FIRST}"
        every = f'COUNTIF({self._area(RESULT, "$")},"{SAME}")=ROWS({results})'
        for area, condition in ((results, f'{first}="{SAME}"'), ("A2", every)):
            passed, failed = condition, f"NOT({condition})"
            self._rule(area, passed, PASSED_FILL, "18794E")
            self._rule(area, failed, FAILED_FILL, "B42318")

    def _rule(self, area: str, condition: str, fill: PatternFill, colour: str) -> None:
        rule = FormulaRule([condition], font=Font(color=colour, bold=True), fill=fill)
        self.sheet.conditional_formatting.add(area, rule)

    def _area(self, column: int, fixed: str = "") -> str:
        letter = get_column_letter(column)
        return f"{fixed}{letter}{fixed}{FIRST}:{fixed}{letter}{fixed}{self.last}"

    def _text(self, row: int, column: int, text: str, look: Look | Part) -> None:
        target = self.sheet.cell(row, column)
        self.styles.apply(target, look)
        set_text(target, text)

    def _formula(self, row: int, column: int, text: str, look: Look | Part) -> None:
        target = self.sheet.cell(row, column)
        self.styles.apply(target, look)
        target.value = text
