"""A folder of CSV files as tables: UTF-8, comma or semicolon, one file a sheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from workbook.cells import Cell, unprotect
from workbook.findings import FileRefusedError
from workbook.limits import MAX_ROWS, MAX_UNPACKED_BYTES, TOO_MANY_ROWS
from workbook.tables import Table, plain_name

if TYPE_CHECKING:
    from pathlib import Path


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the folder's .csv files by sheet name; other files are left alone."""
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() == ".csv" and path.is_file()
    )
    if not paths:
        raise FileRefusedError(f"Folder {folder} tidak memuat berkas .csv.")
    if len({plain_name(path.stem) for path in paths}) < len(paths):
        raise FileRefusedError(
            f"Folder {folder} memuat dua berkas untuk lembar yang sama."
        )
    if sum(path.stat().st_size for path in paths) > MAX_UNPACKED_BYTES:
        raise FileRefusedError("Folder itu lebih besar daripada 100 MB.")
    return {plain_name(path.stem): path.read_bytes() for path in paths}


def read_tables(contents: dict[str, bytes]) -> list[Table]:
    """Return a table for each file."""
    return [Table(name, _rows(name, content)) for name, content in contents.items()]


def _rows(name: str, content: bytes) -> list[list[Cell]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            f"Berkas {name}.csv bukan teks UTF-8; simpan ulang sebagai “CSV UTF-8”."
        ) from error
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows: list[list[Cell]] = []
    try:
        # Strict: a quote that is never closed would otherwise swallow the rows after it.
        for row in csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, strict=True
        ):
            rows.append([unprotect(cell) for cell in row])
            if len(rows) > MAX_ROWS:
                raise FileRefusedError(TOO_MANY_ROWS)
    except csv.Error as error:
        place = f"baris {len(rows) + 1}"
        raise FileRefusedError(
            f"Berkas {name}.csv rusak pada {place}: tanda kutip atau isi selnya tidak sah."
        ) from error
    return rows
