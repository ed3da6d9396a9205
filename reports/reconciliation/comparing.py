"""Every printed cell beside the computed one, with what is to be said of it. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reports.reconciliation.roles import FIGURES, role_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.reconciliation.findings import Finding
    from reports.reconciliation.placing import Placed


class CellState(StrEnum):
    """How a printed cell stands to the computed one."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_PRINTED = "not_printed"  # print says nothing where the report has words: another row says it
    UNKNOWN = "unknown"  # the report has no such cell, or nothing is recorded for it

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    CellState.SAME: "sama",
    CellState.DIFFERENT: "berbeda",
    CellState.NOT_PRINTED: "tidak tercetak",
    CellState.UNKNOWN: "tanpa padanan",
}


@dataclass(frozen=True)
class ComparedCell:
    """A printed cell and the computed one."""

    row: str
    column: str
    printed: str
    computed: str
    state: CellState


@dataclass(frozen=True)
class ComparedTable:
    """A published table with all its cells compared, and the findings that stand in it."""

    document: str
    placed: Placed
    cells: tuple[ComparedCell, ...]
    findings: tuple[Finding, ...]

    def count(self, state: CellState) -> int:
        """Return how many cells stand so; what stands under no column of the report has no counterpart."""
        beyond = self.placed.beyond if state is CellState.UNKNOWN else 0
        return beyond + sum(cell.state is state for cell in self.cells)


def compared(
    document: str, placed: Placed, findings: Iterable[Finding]
) -> ComparedTable:
    """Return the table with the state of every cell."""
    code = placed.printed.code
    cells = tuple(
        ComparedCell(
            row,
            column,
            cell.text,
            placed.computed.text(row, column),
            _state(placed, row, column),
        )
        for (row, column), cell in placed.cells.items()
    )
    return ComparedTable(
        document, placed, cells, tuple(item for item in findings if code in item.tables)
    )


def _state(placed: Placed, row: str, column: str) -> CellState:
    text, computed = placed.text(row, column), placed.computed
    if computed.cell(row, column) is None:
        return CellState.UNKNOWN
    if placed.agrees(row, column, text) or _repeats(placed, row, column):
        return CellState.SAME
    if not computed.is_known(row, column):
        return CellState.UNKNOWN
    is_figure = role_of(placed.printed.report, column) in FIGURES
    return CellState.DIFFERENT if text or is_figure else CellState.NOT_PRINTED


def _repeats(placed: Placed, row: str, column: str) -> bool:
    """Whether the print repeats what a merged cell above says."""
    owner = placed.computed.owner(row, column)
    return bool(owner) and placed.agrees(owner, column, placed.text(row, column))
