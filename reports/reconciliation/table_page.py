"""A published table side by side with the computed one, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from reports.reconciliation.comparing import CellState
from reports.reconciliation.finding_rows import address
from reports.reconciliation.page import ALL as ALL_ANSWERS
from reports.reconciliation.page import Filters
from reports.reconciliation.roles import FIGURES, role_of
from reports.unit_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import Unit
    from reports.reconciliation.answers import Answered, Checked
    from reports.reconciliation.comparing import ComparedCell, ComparedTable
    from reports.unit_choice import UnitChoice

DIFFERING, ALL = "berbeda", "semua"


# Texts beyond this length get a column that is wide enough to read.
LONG = 30


@dataclass(frozen=True)
class ShownCell:
    """A printed cell above the computed one; ``mark`` is the word where they are not the same."""

    printed: str
    computed: str
    state: CellState
    is_figure: bool

    @property
    def is_different(self) -> bool:
        return self.state is CellState.DIFFERENT

    @property
    def is_repeated(self) -> bool:
        """Whether the computed text is the printed one to the letter."""
        return self.state is CellState.SAME and self.printed == self.computed

    @property
    def is_blank(self) -> bool:
        return not self.printed and not self.computed

    @property
    def mark(self) -> str:
        return "" if self.state is CellState.SAME else self.state.label

    @property
    def classes(self) -> str:
        """The looks of the cell."""
        length = max(len(self.printed), len(self.computed))
        looks = {
            "different": self.is_different,
            "figure": self.is_figure,
            "long": length > LONG,
        }
        return " ".join(look for look, is_so in looks.items() if is_so)


@dataclass(frozen=True)
class ShownRow:
    """A printed row with its lines in the text, and where each is corrected ("" for whom that is closed)."""

    lines: tuple[tuple[int, str], ...]
    cells: tuple[ShownCell, ...]

    @property
    def is_different(self) -> bool:
        return any(cell.is_different for cell in self.cells)


@dataclass(frozen=True)
class TablePage:
    """A table as its page shows it."""

    unit: Unit
    label: str
    title: str
    document: str
    report_title: str
    back: str
    findings_url: str
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    choices: tuple[Choice, ...]
    counts: tuple[tuple[CellState, int], ...]
    findings: tuple[Answered, ...]


def build(
    choice: UnitChoice,
    checked: Checked,
    document: str,
    code: str,
    rows: str,
    *,
    admin: bool,
) -> TablePage:
    """Return the page of a table; one that the unit has not published, or that is not compared, answers 404."""
    table = next(
        (
            item
            for item in checked.result.tables
            if (item.document, item.placed.printed.code) == (document, code)
        ),
        None,
    )
    if table is None or rows not in ("", DIFFERING, ALL):
        raise Http404("Tabel terbit tidak ditemukan.")
    return _page(choice, checked, table, rows or ALL, admin)


def _page(
    choice: UnitChoice,
    checked: Checked,
    table: ComparedTable,
    rows: str,
    admin: bool,
) -> TablePage:
    printed, computed = table.placed.printed, table.placed.computed
    titles = {item.code: item.title for item in checked.result.documents}
    shown = [row for row in _rows(table, admin) if rows == ALL or row.is_different]
    own = set(table.findings)
    back = reverse("reconciliation")
    return TablePage(
        unit=choice.unit,
        label=printed.label,
        title=printed.title,
        document=titles[table.document],
        report_title=computed.table.title,
        back=f"{back}?{urlencode(choice.query)}" if choice.query else back,
        findings_url=f"{back}{Filters(place=f'{table.document}/{printed.code}', state=ALL_ANSWERS).query(choice)}",
        columns=tuple(_heading(table, key) for key in printed.column_keys),
        rows=tuple(shown),
        choices=tuple(_choices(choice, rows)),
        counts=tuple(
            (state, table.count(state)) for state in CellState if table.count(state)
        ),
        findings=tuple(item for item in checked.items if item.finding in own),
    )


def _heading(table: ComparedTable, key: str) -> str:
    column = table.placed.computed.columns.get(key)
    return column.full_label if column else key


def _rows(table: ComparedTable, admin: bool) -> Iterator[ShownRow]:
    """Yield the printed rows in their order."""
    by_row: dict[str, dict[str, ComparedCell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, {})[cell.column] = cell
    for key, cells in by_row.items():
        found = (cells[column] for column in table.placed.printed.column_keys)
        shown = tuple(_cell(table, cell) for cell in found)
        yield ShownRow(tuple(_lines(table, key, admin)), shown)


def _cell(table: ComparedTable, cell: ComparedCell) -> ShownCell:
    role = role_of(table.placed.printed.report, cell.column)
    return ShownCell(cell.printed, cell.computed, cell.state, role in FIGURES)


def _lines(table: ComparedTable, row: str, admin: bool) -> Iterator[tuple[int, str]]:
    """Yield the lines that the row fills in the document's text; a row without line by its order."""
    for item in table.placed.printed.rows:
        if item.key == row:
            yield item.place.line or item.order, address(item.place.link, admin)


def _choices(choice: UnitChoice, rows: str) -> Iterator[Choice]:
    for value, label in ((ALL, "Semua baris"), (DIFFERING, "Hanya yang berbeda")):
        asked = {} if value == ALL else {"baris": value}
        yield Choice(label, "?" + urlencode({**asked, **choice.query}), value == rows)
