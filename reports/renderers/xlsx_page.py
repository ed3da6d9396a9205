"""How a sheet is printed and scrolled."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from openpyxl.worksheet.page import PageMargins

from reports.renderers.text_guard import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE_HEIGHT = 14.0  # points
LETTERS_PER_DIGIT = 1.1  # widths count digits, letters are narrower
MARGINS = {
    "left": 0.5,
    "right": 0.5,
    "top": 0.45,
    "bottom": 0.6,
    "header": 0.3,
    "footer": 0.3,
}  # inches


def lines_of(text: str, room: float) -> int:
    """Estimate how many lines the text takes in ``room`` characters; spreadsheets do not always fit rows."""
    fitting = max(1, int((room - 1) * LETTERS_PER_DIGIT))
    return sum(len(wrap(line, fitting)) or 1 for line in text.splitlines()) or 1


def set_up(
    sheet: Worksheet,
    footer: str,
    area: str,
    *,
    headings: tuple[int, int] | None = None,
    is_landscape: bool = False,
    on_one_page: bool = False,
) -> None:
    """Print the area on A4 in one page's width, the heading rows on every page; they stay when scrolling."""
    if headings:
        sheet.freeze_panes = f"A{headings[1] + 1}"
        sheet.print_title_rows = f"{headings[0]}:{headings[1]}"
    sheet.print_area = area
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if on_one_page else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(**MARGINS)
    sheet.print_options.horizontalCentered = True
    _write_footer(sheet, footer)


def _write_footer(sheet: Worksheet, text: str) -> None:
    sheet.oddFooter.left.text = clean(text.replace("&", "&&"))
    sheet.oddFooter.right.text = "Halaman &P dari &N"
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
