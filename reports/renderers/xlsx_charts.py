"""The sheet of a workbook's charts, which the spreadsheet draws from the cells of the tables.

Each chart has its figures below it, as references to the tables: a spreadsheet draws only cells that
stand together, and whoever cannot see the chart reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from indicators.numbers import format_number
from reports.derivations import Place
from reports.renderers import xlsx_page
from reports.renderers.xlsx_checks import row_name
from reports.renderers.xlsx_drawing import Figures, draw
from reports.renderers.xlsx_styles import Look, Part, SheetStyles, set_text
from reports.tables import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from reports.documents import Document
    from reports.renderers.xlsx_sheet import TableSheet
    from reports.tables import Chart, Table

    Series = tuple[str, list[Place]]  # its name, a cell for each category

NAME = "Grafik"
LINES = 20  # of the sheet, behind a chart
CATEGORY, WORDS, FIRST_SERIES = 1, 2, 3  # columns of the figures
CATEGORY_WIDTH, WORDS_WIDTH, SERIES_WIDTH = 13, 44, 19  # in characters
PAGE_WIDTH = 84  # characters that fit across the paper


def add(workbook: Workbook, document: Document, sheets: Sequence[TableSheet]) -> None:
    """Add the sheet to the workbook where a table has a chart."""
    charts = [(sheet, sheet.table.chart) for sheet in sheets]
    if any(chart for _, chart in charts):
        writer = _Writer(workbook.create_sheet(NAME))
        for sheet, chart in charts:
            if chart:
                writer.write(sheet, chart)
        writer.close(document)


def _series(table: Table, chart: Chart) -> list[Series]:
    if chart.by_rows:
        rows = {row.key: row_name(row, table) for row in table.all_rows}
        return [
            (rows[row], [Place(row, column) for column in chart.columns])
            for row in chart.rows
        ]
    labels = {column.key: column.full_label for column in table.columns}
    return [
        (labels[column], [Place(row, column) for row in chart.rows])
        for column in chart.columns
    ]


def _categories(table: Table, chart: Chart) -> list[tuple[str, str]]:
    """Return what stands under the chart, with its words: a year has none, a code has."""
    if chart.by_rows:
        labels = {column.key: column.label for column in table.columns}
        return [(labels[column], "") for column in chart.columns]
    rows = {row.key: row_name(row, table) for row in table.all_rows}
    return [(row, rows[row]) for row in chart.rows]


class _Writer:
    """Writes chart after chart; ``line`` is the next free row."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.line = sheet, 1
        self.styles = SheetStyles(sheet)
        self.last_column = FIRST_SERIES + 1  # as wide as the chart

    def write(self, source: TableSheet, chart: Chart) -> None:
        """Write a chart and its figures."""
        if self.line > 1:
            self.sheet.row_breaks.append(Break(self.line - 2))
        anchor = f"A{self.line}"
        self.line += LINES
        figures = self._write_figures(source, chart)
        self.sheet.add_chart(draw(self.sheet, chart, figures), anchor)
        self.line += 3

    def close(self, document: Document) -> None:
        """Set the page up, a chart on each."""
        widths = [CATEGORY_WIDTH, WORDS_WIDTH]
        widths += [SERIES_WIDTH] * (self.last_column - len(widths))
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        xlsx_page.set_up(
            self.sheet,
            f"{NAME} · {document.title} · {document.unit_code}",
            f"A1:{get_column_letter(self.last_column)}{self.line - 3}",
        )
        # Excel forgets page breaks on a sheet that it fits to the page itself.
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = False
        self.sheet.page_setup.scale = min(100, 100 * PAGE_WIDTH // sum(widths))

    def _write_figures(self, source: TableSheet, chart: Chart) -> Figures:
        heading = self.line
        series = _series(source.table, chart)
        for line, (category, words) in enumerate(_categories(source.table, chart), heading + 1):  # fmt: skip
            self._text(line, CATEGORY, category, Look(Kind.LABEL))
            self._text(line, WORDS, words, Look(Kind.TEXT))
            lines = xlsx_page.lines_of(words, WORDS_WIDTH)
            self.sheet.row_dimensions[line].height = lines * xlsx_page.LINE_HEIGHT + 2
            self.line = line
        for column, (name, places) in enumerate(series, start=FIRST_SERIES):
            self._text(heading, column, name, Part.HEADING)
            for line, place in enumerate(places, start=heading + 1):
                self._write_figure(line, column, source, place)
        self._text(heading, CATEGORY, "", Part.HEADING)
        self._text(heading, WORDS, chart.title, Part.HEADING)
        last = FIRST_SERIES + len(series) - 1
        if chart.level is not None:
            last += 1
            self._write_level(heading, last, chart.level)
        self.last_column = max(self.last_column, last)
        values = (source.cell(place).value for _, places in series for place in places)
        has_negative = any(value is not None and value < 0 for value in values)
        return Figures(heading, self.line, FIRST_SERIES, len(series), has_negative)

    def _write_figure(
        self, line: int, column: int, source: TableSheet, place: Place
    ) -> None:
        """Refer to the table's figure; an unknown one stays empty, so that nothing is drawn."""
        row, number = source.coordinate(place)
        cell, told = source.cell(place), source.table.columns[number - 1]
        target = self.sheet.cell(line, column)
        self.styles.apply(target, Look(cell.kind_in(told), cell.places_in(told)))
        if cell.value is not None:
            target.value = f"={source.reference(f'{get_column_letter(number)}{row}')}"

    def _write_level(self, heading: int, column: int, level: Decimal) -> None:
        """Write the line across the chart: the same figure for each category."""
        self._text(heading, column, f"Garis {format_number(level)}", Part.HEADING)
        for line in range(heading + 1, self.line + 1):
            target = self.sheet.cell(line, column)
            self.styles.apply(target, Look(Kind.NUMBER))
            target.value = level

    def _text(self, row: int, column: int, text: str, look: Look | Part) -> None:
        target = self.sheet.cell(row, column)
        self.styles.apply(target, look)
        set_text(target, text)
