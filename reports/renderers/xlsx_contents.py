"""The first sheet of a workbook with many tables: what stands on which sheet, each a link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from reports.renderers import xlsx_page
from reports.renderers.xlsx_styles import Look, Part, SheetStyles, set_text
from reports.tables import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from reports.documents import Document
    from reports.renderers.xlsx_sheet import TableSheet

NAME = "Daftar Tabel"
WIDTHS = {"Lembar": 16, "Tabel": 72}  # in characters
HEADING = 4  # row


def add(workbook: Workbook, document: Document, sheets: Sequence[TableSheet]) -> None:
    """Put the sheet before those of a long document."""
    if not document.has_cover:
        return
    titles = {sheet.sheet.title: sheet.table.title for sheet in sheets}
    others = (name for name in workbook.sheetnames if name not in titles)
    titles |= {name: name for name in others}
    sheet = workbook.create_sheet(NAME, 0)
    _write(sheet, document, titles)
    workbook.active = 0


def _write(sheet: Worksheet, document: Document, titles: dict[str, str]) -> None:
    styles = SheetStyles(sheet)

    def put(row: int, column: int, text: str, look: Look | Part) -> None:
        target = sheet.cell(row, column)
        styles.apply(target, look)
        set_text(target, text)

    for row, (text, part) in enumerate(
        ((document.title, Part.TITLE), (document.unit_name, Part.SUBTITLE)), start=1
    ):
        put(row, 1, text, part)
        sheet.merge_cells(None, row, 1, row, len(WIDTHS))
    for column, (heading, width) in enumerate(WIDTHS.items(), start=1):
        put(HEADING, column, heading, Part.HEADING)
        sheet.column_dimensions["AB"[column - 1]].width = width
    for row, (name, title) in enumerate(titles.items(), start=HEADING + 1):
        put(row, 1, name, Part.LINK)
        place = f"{quote_sheetname(name)}!A1"
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=place)
        put(row, 2, title, Look(Kind.TEXT))
        lines = xlsx_page.lines_of(title, WIDTHS["Tabel"])
        sheet.row_dimensions[row].height = lines * xlsx_page.LINE_HEIGHT + 2
    xlsx_page.set_up(
        sheet,
        f"{NAME} · {document.title} · {document.unit_code}",
        f"A1:B{HEADING + len(titles)}",
        headings=(HEADING, HEADING),
    )
