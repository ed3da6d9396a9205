"""A sheet as a file holds it, before anyone looks at its columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbook.cells import Cell


@dataclass(frozen=True)
class Table:
    """Rows of cells, the header first; ``bad_cells`` are (row, column index, value, reason)."""

    name: str
    rows: list[list[Cell]]
    bad_cells: list[tuple[int, int, str, str]] = field(default_factory=list)
