"""An uploaded .xlsx file made safe to be opened for writing: values, formats, widths, and nothing that runs.

Only what is listed here comes through. Formulas become text; links, pictures, pivots, names,
connections and comments stay behind, and nothing stays hidden.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from workbook.tables import plain_name
from workbook.xlsx_filter import clean_sheet

if TYPE_CHECKING:
    from workbook.xlsx_package import Package

# What openpyxl opens within some seconds and some hundred megabytes.
MAX_CELLS = 250_000
MAX_SHEET_BYTES = 40 * 1024 * 1024
MAX_STYLE_BYTES = 2 * 1024 * 1024


class TooLargeToReopenError(Exception):
    """A sound workbook that is too large to be opened with all its formats."""


def cleaned(package: Package, left_out: set[str], hidden: set[str]) -> bytes:
    """Return a new .xlsx file with what may be kept of the package's sheets.

    Sheets of the names ``left_out`` stay behind, those of ``hidden`` are hidden, the others are not.
    """
    sheets = [
        (name, package.part(part))
        for name, part in package.sheet_parts()
        if plain_name(name) not in left_out
    ]
    parts = {
        "xl/sharedStrings.xml": package.part("xl/sharedStrings.xml"),
        "xl/styles.xml": package.part("xl/styles.xml"),
    }
    size = sum(len(content) for _, content in sheets)
    if size + len(parts["xl/sharedStrings.xml"]) > MAX_SHEET_BYTES:
        raise TooLargeToReopenError
    if len(parts["xl/styles.xml"]) > MAX_STYLE_BYTES:
        raise TooLargeToReopenError
    cells_left = MAX_CELLS
    for number, (_, content) in enumerate(sheets, start=1):
        clean = clean_sheet(content, cells_left)
        if clean is None:
            raise TooLargeToReopenError
        parts[f"xl/worksheets/sheet{number}.xml"] = clean.content
        cells_left -= clean.cells
    return _filled(_frame(package, [name for name, _ in sheets], hidden), parts)


def _frame(package: Package, names: list[str], hidden: set[str]) -> bytes:
    """Return a new workbook with empty sheets of these names."""
    book = Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if plain_name(name) in hidden else "visible"
    if any(
        found.get("date1904") in ("1", "true")
        for found in package.elements("xl/workbook.xml", "workbookPr")
    ):
        book.epoch = CALENDAR_MAC_1904
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _filled(frame: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the frame with these parts in place of its own; an empty part leaves the frame's."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(frame)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    return out.getvalue()
