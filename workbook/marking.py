"""A refused workbook given back: faulty cells coloured and commented, a first sheet that lists the faults."""

from __future__ import annotations

import io
import logging
import warnings
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from workbook import xlsx_reading
from workbook.cells import BadCell, as_text
from workbook.fault_sheet import FaultList, Mark, write_fault_sheet
from workbook.tables import FAULTS, LISTS, NOT_IMPORTED, plain_name
from workbook.xlsx_cleaning import cleaned
from workbook.xlsx_package import Package
from workbook.xlsx_writing import (
    bare_cell,
    is_like_formula,
    value_cell,
    xml_text,
)

if TYPE_CHECKING:
    from workbook.findings import Fault, RefusedFile
    from workbook.tables import Table

AUTHOR = "Kinerja"
COLOUR = "FFFFC7C2"
FILL = PatternFill("solid", fgColor=COLOUR)
NO_FILL = PatternFill()
COLUMN_WIDTH = 16
COMMENT_WIDTH, COMMENT_LINE, LETTERS_A_LINE = 320, 20, 44  # pixels, pixels, letters

Places = dict[tuple[int, int], list[str]]
logger = logging.getLogger(__name__)


def marked_workbook(file: RefusedFile) -> bytes:
    """Return the uploaded workbook with its faults marked, as a file.

    Formats come along where the file can be opened again; otherwise the values alone are written.
    """
    tables = xlsx_reading.read_tables(file.content)
    found = FaultList(file.file_name, _placed(file.faults, tables), file.total)
    try:
        return _reopened(file.content, found)
    except Exception:
        logger.info("The values of an upload are written anew", exc_info=True)
        return _rewritten(tables, found)


def _placed(faults: list[Fault], tables: list[Table]) -> list[Mark]:
    """Return each fault with its cell; one of a whole row, or of a missing column, at the row's first cell."""
    columns = {table.name: _columns(table) for table in tables}
    return [
        Mark(fault, fault.row, columns[fault.sheet].get(fault.column, 1))
        for fault in faults
    ]


def _columns(table: Table) -> dict[str, int]:
    header = table.rows[0] if table.rows else []
    names = [plain_name(as_text(cell)) for cell in header]
    return {name: place for place, name in enumerate(names, start=1) if name}


def _reasons(found: FaultList) -> dict[str, Places]:
    """Return, of each sheet, the reasons by row and column."""
    reasons: dict[str, Places] = defaultdict(lambda: defaultdict(list))
    for mark in found.marks:
        reasons[mark.fault.sheet][mark.row, mark.column].append(mark.fault.reason)
    return reasons


def _reopened(content: bytes, found: FaultList) -> bytes:
    clean = cleaned(Package(content), left_out={FAULTS}, hidden={LISTS})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about formats that it does not know
        book = load_workbook(io.BytesIO(clean))
    reasons = _reasons(found)
    for sheet in book.worksheets:
        _clear(sheet)
        for (row, column), texts in reasons[plain_name(sheet.title)].items():
            _mark(sheet.cell(row, column), texts)
    titles = {plain_name(sheet.title): sheet.title for sheet in book.worksheets}
    write_fault_sheet(book.create_sheet(FAULTS.capitalize(), 0), found, titles)
    book.active = 0
    return _file(book)


def _clear(sheet: Any) -> None:
    """Take away the colour of an earlier round; keep text that looks like a formula text when it is edited."""
    for cell in sheet._cells.values():
        if cell.data_type == "s" and is_like_formula(cell.value):
            cell.quotePrefix = True
        if cell.has_style and cell.fill.fgColor.rgb == COLOUR:
            cell.fill = NO_FILL


def _rewritten(tables: list[Table], found: FaultList) -> bytes:
    """Write the values alone, row by row: no memory grows with the file."""
    book = Workbook(write_only=True)
    first = book.create_sheet(FAULTS.capitalize())
    reasons = _reasons(found)
    titles: dict[str, str] = {}
    for table in tables:
        if table.name not in NOT_IMPORTED:
            sheet = book.create_sheet(_title(table.name))
            titles[table.name] = sheet.title
            _write_values(sheet, table, reasons[table.name])
    write_fault_sheet(first, found, titles)
    return _file(book)


def _write_values(sheet: Any, table: Table, reasons: Places) -> None:
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = COLUMN_WIDTH
    places: dict[int, dict[int, list[str]]] = defaultdict(dict)
    for (row, column), texts in reasons.items():
        places[row][column] = texts
    for number, values in enumerate(table.rows, start=1):
        plain = [
            str(value) if isinstance(value, BadCell) else value for value in values
        ]
        plain += [None] * (max(places[number], default=0) - len(plain))
        cells = [bare_cell(sheet, value) for value in plain]
        for column, texts in places[number].items():
            cell = value_cell(sheet, plain[column - 1]) or WriteOnlyCell(sheet)
            cells[column - 1] = _mark(cell, texts)
        sheet.append(cells)


def _mark(cell: Any, reasons: list[str]) -> Any:
    """Colour the cell and say why; return it."""
    text = xml_text("\n".join(reason[:1].upper() + reason[1:] for reason in reasons))
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in text.split("\n"))
    cell.fill = FILL
    cell.comment = Comment(text, AUTHOR, COMMENT_LINE * (lines + 1), COMMENT_WIDTH)
    return cell


def _title(name: str) -> str:
    """Return a name that every spreadsheet program takes."""
    return str(INVALID_TITLE_REGEX.sub("_", name))[:31] or "lembar"


def _file(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
