"""An .xlsx file as tables: checked part by part, then read with calamine."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from indicators.numbers import canonical
from workbook.findings import FileRefusedError
from workbook.limits import MAX_CELLS, MAX_TEXT_TOTAL, TOO_MANY_ROWS
from workbook.tables import Table, plain_name
from workbook.xlsx_package import Package
from workbook.xlsx_scan import SheetScan, percent_styles, scan_sheet, text_lengths

if TYPE_CHECKING:
    from workbook.cells import Cell

BROKEN = "Buku kerja ini rusak dan tidak dapat dibaca."


def read_tables(content: bytes) -> list[Table]:
    """Return a table for each sheet; raises FileRefusedError for what is not a sound .xlsx file."""
    package = Package(content)
    lengths = text_lengths(package.part("xl/sharedstrings.xml"))
    percent = percent_styles(package.part("xl/styles.xml"))
    scans = {
        name: scan_sheet(package.part(part), lengths, percent)
        for name, part in package.sheet_parts()
    }
    if sum(scan.text_total for scan in scans.values()) > MAX_TEXT_TOTAL:
        raise FileRefusedError("Isi sel buku kerja ini terlalu besar.")
    if sum(scan.extent for scan in scans.values()) > MAX_CELLS:
        raise FileRefusedError(TOO_MANY_ROWS)
    found = _values(content, list(scans))
    return [
        Table(plain_name(name), _marked(found[name], scan))
        for name, scan in scans.items()
    ]


def _values(content: bytes, names: list[str]) -> dict[str, list[list[Cell]]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = {name: book.get_sheet_by_name(name) for name in names}
            return {
                name: [list(row) for row in sheet.to_python(skip_empty_area=False)]
                for name, sheet in sheets.items()
            }
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise FileRefusedError(BROKEN) from error
    except BaseException as error:
        # The reader's own panics are no Exception; they say the same.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefusedError(BROKEN) from error


def _marked(rows: list[list[Cell]], scan: SheetScan) -> list[list[Cell]]:
    """Return the rows with their percentages as shown, and with what cannot be taken marked."""
    for row, column in scan.percent_cells:
        if row <= len(rows) and column < len(rows[row - 1]):
            rows[row - 1][column] = _percent(rows[row - 1][column])
    for row, column, bad in scan.bad_cells:
        # A formula without a value does not count for the reader: it may stand beyond the last row.
        rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = bad
    return rows


def _percent(cell: Cell) -> Cell:
    """Return a cell with a percent format as people see it: 0.9858 is "98,58%"."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return f"{canonical(Decimal(f'{cell:.15g}') * 100)}%"
