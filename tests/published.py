"""The tables of the Renstra as it prints them (fixtures/bspji_manado/tabel_terbit.csv and baris_terbit.csv)."""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "bspji_manado"
CELLS = [f"sel_{place}" for place in range(1, 17)]
BLANKS = {"", "–", "belum diisi"}


@dataclass(frozen=True)
class PrintedTable:
    """A printed table: which report it is the print of, and its cells by row and column key."""

    code: str
    report: str
    part: str
    year: str
    cells: dict[tuple[str, str], str]

    @property
    def keys(self):
        """The keys of the rows, in their order."""
        return list(dict.fromkeys(row for row, _ in self.cells))


@cache
def printed_tables():
    """Return the printed tables by code; a row broken over two pages is one row."""
    rows = _read("baris_terbit")
    return {
        table["kode"]: PrintedTable(
            table["kode"],
            table["laporan"],
            table["bagian"],
            table["tahun"],
            _cells([r for r in rows if r["tabel"] == table["kode"]], table["kolom"]),
        )
        for table in _read("tabel_terbit")
    }


def _read(sheet):
    with (FIXTURES / f"{sheet}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _cells(rows, columns):
    found = {}
    for row in rows:
        if not row["kunci"]:
            continue
        for column, text in zip(columns.split(","), _placed(row), strict=False):
            place = (row["kunci"], column)
            parts = dict.fromkeys([*found.get(place, []), *([text] if text else [])])
            found[place] = list(parts)
    printed = {column for (_, column), parts in found.items() if parts}
    return {
        place: " ".join(parts) for place, parts in found.items() if place[1] in printed
    }


def _placed(row):
    """Return the cells; Lampiran II prints a page of its indicators one cell too far left."""
    cells = [row[name] for name in CELLS]
    is_shifted = row["tabel"] == "L2A" and len(cells[0]) == 1
    return ["", *cells] if is_shifted else cells


def says_the_same(printed, shown):
    """Whether both mean the same: case, spaces, a full stop, SK.1.1 and the way of writing figures aside."""
    if {printed, shown} <= BLANKS or _words(printed) == _words(shown):
        return True
    return bool(_readings(printed) & {_number(shown.replace(".", "").replace(",", "."))})  # fmt: skip


def _words(text):
    plain = re.sub(r"^SK\.(?=\d)", "SK", text).casefold().rstrip(".")
    return re.sub(r"(?<=\w)-(?=\w)", " ", plain).split()


def _readings(text):
    """Return what the figure may be, with a decimal comma or a decimal point."""
    readings = {
        _number(text.replace(".", "").replace(",", ".")),
        _number(text.replace(",", "")),
    }
    return readings - {None}


def _number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
