"""Many lines of text as an Excel sheet, written one by one and never held in memory together."""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from reports.renderers.text_guard import STARTS, clean, looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_LINES = 1_048_576  # of a sheet
MAX_TEXT = 32_767  # of a cell
WIDTH = 22
SUSPICIOUS = (*STARTS, "#")  # formulas, and the names of Excel's errors
TOO_LONG = "Tidak semua baris muat dalam satu lembar; unduh sebagai CSV."
BOLD = Font(bold=True)


def write(
    title: str,
    headings: Sequence[str],
    lines: Iterable[Sequence[str]],
    target: IO[bytes],
) -> None:
    """Write the heading and the lines; what a sheet cannot hold is said in its last line."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([_cell(sheet, text, BOLD) for text in headings])
    rest = iter(lines)
    for line in islice(rest, MAX_LINES - 2):
        sheet.append([_value(sheet, text) for text in line])
    if next(rest, None) is not None:
        sheet.append([_cell(sheet, TOO_LONG, BOLD)])
    workbook.save(target)


def _value(sheet: Any, text: str) -> Any:
    """Return what goes into a cell: the text itself, which is fastest, unless Excel would take it for more."""
    if not text:
        return None
    shown = clean(text)[:MAX_TEXT]
    return _cell(sheet, shown) if shown.startswith(SUSPICIOUS) else shown


def _cell(sheet: Any, text: str, font: Font | None = None) -> Any:
    """Return a cell that stays text whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)
    if font:
        cell.font = font
    return cell
