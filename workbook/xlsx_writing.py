"""The workbook as .xlsx: real numbers and dates, text that never becomes a formula."""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill

from workbook.cells import MAX_TEXT

# What a spreadsheet would read as an escaped character ("_x0041_") is itself escaped.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = (8, 48)
FONT = "Calibri"
_HEADER_FONT = Font(name=FONT, size=11, bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="FFE7ECF3")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")


def write_xlsx(
    columns: dict[str, list[str]], sheets: dict[str, list[list[Any]]]
) -> bytes:
    """Return the .xlsx file with these sheets."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        _write_sheet(book.create_sheet(name), columns[name], rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet: Any, columns: list[str], rows: list[list[Any]]) -> None:
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_column_widths(columns, rows), start=1):
        sheet.column_dimensions[_letter(index)].width = width
    sheet.append([_header_cell(sheet, column) for column in columns])
    for row in rows:
        sheet.append([value_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{_letter(len(columns))}{len(rows) + 1}"


def _header_cell(sheet: Any, column: str) -> Any:
    cell = text_cell(sheet, column)
    cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    return cell


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text if it were typed in again."""
    return text[:1] in {"=", "+", "-", "@"}


def xml_text(text: str) -> str:
    """Return the text as a file can hold it: no longer than a cell, without control characters."""
    return str(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text[:MAX_TEXT]))


def value_cell(sheet: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = _TOP
    cell.number_format = _number_format(value)
    return cell


def bare_cell(sheet: Any, value: Any) -> Any:
    """Return a value for a cell without a format of its own: far quicker where there are many."""
    if isinstance(value, str):
        is_bare = not is_like_formula(value) and value not in ERROR_CODES
        return xml_text(value) if is_bare else text_cell(sheet, value)
    return value


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that stays text whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=_ESCAPE.sub("_x005F_", xml_text(text)))
    cell.data_type = "s"
    cell.quotePrefix = is_like_formula(text)
    cell.alignment = _WRAPPED if len(text) > _WIDTHS[1] or "\n" in text else _TOP
    return cell


def _number_format(value: Any) -> str:
    if isinstance(value, datetime.date):
        return "yyyy-mm-dd"
    # Money is whole and large; years and orders are whole and small.
    if (
        isinstance(value, Decimal)
        and value == value.to_integral_value()
        and abs(value) >= 10_000
    ):
        return "#,##0"
    return "General"


def _column_widths(columns: list[str], rows: list[list[Any]]) -> list[int]:
    narrow, wide = _WIDTHS
    widths = [max(narrow, len(column) + 4) for column in columns]
    for row in rows:
        for index, value in enumerate(row):
            if value is not None:
                longest = max(len(line) for line in str(value).split("\n"))
                widths[index] = min(max(widths[index], longest + 2), wide)
    return widths


def _letter(index: int) -> str:
    """Return the letter of a column, counted from 1; no sheet has more than 52."""
    return chr(64 + index) if index <= 26 else f"A{chr(64 + index - 26)}"
