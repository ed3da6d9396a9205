"""The workbook out of the database: a folder of CSV files or one .xlsx, the same rows in the same order."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from workbook.cells import as_text, protect
from workbook.sheets import COLUMNS, RESOURCES
from workbook.xlsx_writing import write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import Unit

Rows = list[list[Any]]


def export_rows(unit: Unit | None = None) -> dict[str, Rows]:
    """Return the rows of every sheet, sorted by key: of one unit, or of all. One query a sheet."""
    return {resource.sheet: _rows(resource(), unit) for resource in RESOURCES}


def export_workbook(path: Path, unit: Unit | None = None) -> None:
    """Write the workbook as .xlsx where the path says so, else as a folder of CSV files."""
    sheets = export_rows(unit)
    if path.suffix.lower() == ".xlsx":
        path.write_bytes(write_xlsx(COLUMNS, sheets))
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets.items():
        (path / f"{name}.csv").write_bytes(csv_bytes(COLUMNS[name], rows))


def csv_bytes(columns: list[str], rows: Rows) -> bytes:
    """Return a sheet as CSV: UTF-8, comma, LF, quotes only where needed, nothing that runs as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [protect(cell) if isinstance(cell, str) else as_text(cell) for cell in row]
        )
    return out.getvalue().encode()


def _rows(resource: Any, unit: Unit | None) -> Rows:
    exported = [resource.export_cells(instance) for instance in resource.of_unit(unit)]
    return [list(cells.values()) for cells in sorted(exported, key=resource.sort_key)]
