"""What the preview page shows of an import's findings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from indicators.numbers import format_number
from workbook.findings import by_sheet

if TYPE_CHECKING:
    from workbook.findings import (
        Change,
        Fault,
        Findings,
        Reading,
        SheetCount,
        WantedReason,
    )

LINES_SHOWN = 50
FAULTS_SHOWN = 200
_TEXT_SHOWN = 300


@dataclass(frozen=True)
class Line:
    """A line of the table of differences: a changed cell, or a new row as a whole."""

    row: int
    key: str
    column: str
    old: str
    new: str
    is_new: bool


@dataclass(frozen=True)
class SheetPreview:
    """The differences of a sheet, the first ones, and how many more there are."""

    name: str
    lines: list[Line]
    rest: str


@dataclass(frozen=True)
class CountLine:
    """How many rows of a sheet are new, changed, unchanged, refused, as people write numbers."""

    sheet: str
    new: str
    changed: str
    unchanged: str
    refused: str


@dataclass(frozen=True)
class Preview:
    """Counts, differences, faults and readings, each within what a page can show."""

    counts: list[CountLine]
    sheets: list[SheetPreview]
    faults: list[Fault]
    faults_rest: str
    readings: list[Reading]
    wanted_reasons: list[WantedReason]
    wanted_reasons_rest: str
    writes: int

    @property
    def writes_text(self) -> str:
        """How many rows would be written, in words for a button."""
        return format_count(self.writes)


def preview_of(findings: Findings) -> Preview:
    """Return what the page shows."""
    changes = by_sheet(findings.changes)
    return Preview(
        counts=[_count_line(count) for count in findings.counts],
        sheets=[
            _sheet(count, changes[count.sheet])
            for count in findings.counts
            if count.sheet in changes
        ],
        faults=findings.faults[:FAULTS_SHOWN],
        faults_rest=_rest(len(findings.faults), FAULTS_SHOWN),
        readings=findings.readings,
        wanted_reasons=findings.wanted_reasons[:LINES_SHOWN],
        wanted_reasons_rest=_rest(len(findings.wanted_reasons), LINES_SHOWN),
        writes=findings.writes,
    )


def format_count(count: int) -> str:
    """Write a number of rows: "10.000"."""
    return format_number(Decimal(count))


def _rest(total: int, shown: int) -> str:
    """Write how many more there are, empty for none."""
    return format_count(total - shown) if total > shown else ""


def _count_line(count: SheetCount) -> CountLine:
    numbers = (count.new, count.changed, count.unchanged, count.refused)
    return CountLine(count.sheet, *map(format_count, numbers))


def _sheet(count: SheetCount, changes: list[Change]) -> SheetPreview:
    lines = [
        line
        for _, cells in groupby(changes, key=lambda change: change.row)
        for line in _lines(list(cells))
    ]
    changed_cells = sum(not change.is_new for change in changes)
    total = max(len(lines), changed_cells + count.new)
    shown = lines[:LINES_SHOWN]
    return SheetPreview(count.sheet, shown, _rest(total, len(shown)))


def _lines(cells: list[Change]) -> list[Line]:
    first = cells[0]
    if not first.is_new:
        return [
            Line(cell.row, cell.key, cell.column, _cut(cell.old), _cut(cell.new), False)
            for cell in cells
        ]
    filled = "; ".join(f"{cell.column}: {cell.new}" for cell in cells if cell.new)
    return [Line(first.row, first.key, "", "", _cut(filled), True)]


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_SHOWN else f"{text[:_TEXT_SHOWN]}…"
