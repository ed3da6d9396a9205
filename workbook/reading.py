"""From a file or folder to sheets whose names and columns are right; nothing is interpreted yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook import csv_reading, xlsx_reading
from workbook.cells import Cell, as_text, shown
from workbook.findings import Fault, FileRefusedError
from workbook.limits import MAX_FILE_BYTES, MAX_ROWS, TOO_LARGE, TOO_MANY_ROWS
from workbook.sheets import COLUMNS

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
    if path.is_dir():
        contents = csv_reading.read_files(path)
        tables = csv_reading.read_tables(contents)
        data = [
            part
            for name, content in contents.items()
            for part in (name.encode(), content)
        ]
    else:
        data = [_file_bytes(path)]
        tables = xlsx_reading.read_tables(data[0])
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
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for table in tables:
        found = _form_faults(table, [sheet.name for sheet in sheets])
        faults += found
        if not found:
            sheets.append(_sheet(table, faults))
    if not faults and not any(sheet.rows for sheet in sheets):
        raise FileRefusedError("Buku kerja ini tidak memuat satu baris data pun.")
    if sum(len(sheet.rows) for sheet in sheets) > MAX_ROWS:
        raise FileRefusedError(TOO_MANY_ROWS)
    return sheets, faults


def _file_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise FileRefusedError(TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise FileRefusedError(f"Berkas {path} tidak dapat dibaca.") from error


def _form_faults(table: Table, seen: list[str]) -> list[Fault]:
    name = table.name
    if name not in COLUMNS:
        return [
            Fault(
                name,
                1,
                "",
                name,
                f"lembar tidak dikenal; lembar yang dikenal: {', '.join(COLUMNS)}",
            )
        ]
    if name in seen:
        return [Fault(name, 1, "", name, "lembar ini ada dua kali")]
    header = _header(table)
    if not any(header):
        return [
            Fault(
                name, 1, "", "", "lembar kosong: baris pertama harus berisi judul kolom"
            )
        ]
    named = [column for column in header if column]
    faults = [
        Fault(name, 1, column, column, "kolom ini ada dua kali")
        for column in dict.fromkeys(named)
        if named.count(column) > 1
    ]
    faults += [
        Fault(name, 1, column, "", "kolom ini tidak ada")
        for column in COLUMNS[name]
        if column not in named
    ]
    return faults + [
        Fault(name, 1, column, column, "kolom tidak dikenal di lembar ini")
        for column in dict.fromkeys(named)
        if column not in COLUMNS[name]
    ]


def _sheet(table: Table, faults: list[Fault]) -> Sheet:
    header = _header(table)
    for row, index, value, reason in table.bad_cells:
        column = header[index] if index < len(header) else ""
        faults.append(Fault(table.name, row, column, value, reason))
    rows: list[tuple[int, dict[str, Cell]]] = []
    for number, cells in enumerate(table.rows[1:], start=2):
        if not any(cell not in (None, "") and str(cell).strip() for cell in cells):
            continue
        stray = next(
            (
                cell
                for cell, column in _beyond(cells, header)
                if not column and as_text(cell).strip()
            ),
            None,
        )
        if stray is not None:
            faults.append(
                Fault(
                    table.name,
                    number,
                    "",
                    shown(stray),
                    "sel di luar kolom-kolom lembar ini",
                )
            )
        padded = [*cells, *[None] * (len(header) - len(cells))]
        rows.append(
            (
                number,
                {
                    column: cell
                    for column, cell in zip(header, padded, strict=False)
                    if column
                },
            )
        )
    return Sheet(table.name, rows)


def _header(table: Table) -> list[str]:
    return [as_text(cell).strip() for cell in table.rows[0]] if table.rows else []


def _beyond(cells: list[Cell], header: list[str]) -> list[tuple[Cell, str]]:
    """Pair each cell with its column's name, empty for a cell beyond the header."""
    if len(cells) <= len(header) and "" not in header:
        return []
    return [
        (cell, header[index] if index < len(header) else "")
        for index, cell in enumerate(cells)
    ]
