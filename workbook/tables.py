"""A sheet as a file holds it, before anyone looks at its columns."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.cells import Cell

# Sheets that the application adds for people: instructions, the contents of drop-down lists, faults.
GUIDE, LISTS, FAULTS = "petunjuk", "daftar", "kesalahan"
NOT_IMPORTED = {GUIDE, LISTS, FAULTS}


def plain_name(written: str) -> str:
    """Return the name of a sheet or column; capitals and spaces around do not matter."""
    return written.strip().lower()


@dataclass(frozen=True)
class Table:
    """Rows of cells, the header first."""

    name: str
    rows: list[list[Cell]]
