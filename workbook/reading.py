"""From a file or folder to sheets whose names and columns are right; nothing is interpreted yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook import csv_reading, xlsx_reading
from workbook.cells import Cell, as_text, is_filled, shown
from workbook.findings import Fault, FileRefusedError
from workbook.limits import MAX_FILE_BYTES, MAX_ROWS, TOO_LARGE, TOO_MANY_ROWS
from workbook.sheets import COLUMNS
from workbook.tables import NOT_IMPORTED, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbook.tables import Table


@dataclass(frozen=True)
class Sheet:
    """A sheet with its rows: the number of each as the spreadsheet counts, and its cells by column."""

    name: str
    rows: list[tuple[int, dict[str, Cell]]]


@dataclass(frozen=True)
class Source:
    """A workbook as read: its sheets, what is wrong with their form, and which file it was."""

    file_name: str
    sha256: str
    sheets: list[Sheet] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_workbook(path: Path, file_name: str = "") -> Source:
    """Read an .xlsx file or a folder of .csv files; raises FileRefusedError for what is neither."""
    try:
        tables, data = _folder(path) if path.is_dir() else _file(path)
    except OSError as error:
        raise FileRefusedError(f"{path} tidak ada atau tidak dapat dibaca.") from error
    sheets, faults = arrange(tables)
    return Source(file_name or path.name, sha256_of(data), sheets, faults)


def sha256_of(parts: Iterable[bytes]) -> str:
    """Return the hash of the parts, each with its length before it."""
    parts = list(parts)
    if len(parts) == 1:
        return hashlib.sha256(parts[0]).hexdigest()
    return hashlib.sha256(
        b"".join(b"%d:%b" % (len(part), part) for part in parts)
    ).hexdigest()


def arrange(tables: list[Table]) -> tuple[list[Sheet], list[Fault]]:
    """Return the sheets with their cells by column, and every fault of their form."""
    tables = [table for table in tables if table.name not in NOT_IMPORTED]
    faults = [fault for table in tables for fault in _form_faults(table)]
    if faults:
        return [], faults
    sheets = [Sheet(table.name, _rows(table)) for table in tables]
    if not any(sheet.rows for sheet in sheets):
        raise FileRefusedError("Buku kerja ini tidak memuat satu baris data pun.")
    if sum(len(sheet.rows) for sheet in sheets) > MAX_ROWS:
        raise FileRefusedError(TOO_MANY_ROWS)
    return sheets, []


def _folder(path: Path) -> tuple[list[Table], list[bytes]]:
    contents = csv_reading.read_files(path)
    parts = [
        part for name, content in contents.items() for part in (name.encode(), content)
    ]
    return csv_reading.read_tables(contents), parts


def _file(path: Path) -> tuple[list[Table], list[bytes]]:
    # A device or a pipe has no end that its size would tell.
    if path.exists() and not path.is_file():
        raise FileRefusedError(f"{path} bukan berkas.")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise FileRefusedError(TOO_LARGE)
    content = path.read_bytes()
    return xlsx_reading.read_tables(content), [content]


def _form_faults(table: Table) -> list[Fault]:
    """Return what is wrong with a sheet's name, header and extent."""
    name = table.name
    if name not in COLUMNS:
        known = f"lembar tidak dikenal; lembar yang dikenal: {', '.join(COLUMNS)}"
        return [Fault(name, 1, "", name, known)]
    header = _header(table)
    if not any(header):
        reason = "lembar kosong: baris pertama harus berisi judul kolom"
        return [Fault(name, 1, "", "", reason)]
    found = [
        Fault(name, 1, column, column, reason)
        for column, reason in _header_problems(COLUMNS[name], header)
    ]
    return found + _stray_cells(table, header)


def _header_problems(expected: list[str], header: list[str]) -> list[tuple[str, str]]:
    named = Counter(column for column in header if column)
    doubled = [
        (column, "kolom ini ada dua kali") for column in named if named[column] > 1
    ]
    missing = [
        (column, "kolom ini tidak ada") for column in expected if not named[column]
    ]
    extra = [
        (column, "kolom tidak dikenal di lembar ini")
        for column in named
        if column not in expected and not is_for_people(column)
    ]
    return doubled + missing + extra


def _stray_cells(table: Table, header: list[str]) -> list[Fault]:
    """Return cells that stand under no heading: they would be lost."""
    return [
        Fault(table.name, number, "", shown(cell), "sel di luar kolom-kolom lembar ini")
        for number, cells in enumerate(table.rows, start=1)
        for index, cell in enumerate(cells)
        if (index >= len(header) or not header[index]) and is_filled(cell)
    ]


def _rows(table: Table) -> list[tuple[int, dict[str, Cell]]]:
    header = _header(table)
    rows: list[tuple[int, dict[str, Cell]]] = []
    for number, cells in enumerate(table.rows[1:], start=2):
        if any(map(is_filled, cells)):
            padded = [*cells, *[None] * (len(header) - len(cells))]
            pairs = zip(header, padded, strict=False)
            rows.append((number, {column: cell for column, cell in pairs if column}))
    return rows


def is_for_people(column: str) -> bool:
    """Whether the column only helps to fill the others in: its name stands in parentheses."""
    return column.startswith("(") and column.endswith(")")


def _header(table: Table) -> list[str]:
    return [plain_name(as_text(cell)) for cell in table.rows[0]] if table.rows else []
