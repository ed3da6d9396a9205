"""The page of the reconciliation: what was compared, what differs, by kind, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.http import urlencode

from indicators.numbers import format_number
from reports.reconciliation.comparing import CellState
from reports.reconciliation.finding_rows import (
    KindGroup,
    grouped_rows,
    table_address,
    table_key,
)
from reports.reconciliation.kinds import Kind
from reports.unit_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from reports.reconciliation.answers import Answered, Checked
    from reports.reconciliation.comparing import ComparedTable
    from reports.reconciliation.engine import TableError
    from reports.reconciliation.findings import Finding
    from reports.unit_choice import UnitChoice

OPEN, ANSWERED, ALL = "terbuka", "dijawab", "semua"
STATES = {OPEN: "Belum dijawab", ANSWERED: "Sudah dijawab", ALL: "Semua"}
TEXT = "teks"


@dataclass(frozen=True)
class TableRow:
    """A published table: what it is the print of, how many of its cells differ."""

    label: str
    title: str
    url: str
    compared: int
    differing: int
    unknown: int
    finding_count: int


@dataclass(frozen=True)
class ReconciliationPage:
    """Everything the page shows; counts are of all findings, whatever is chosen."""

    unit: Unit
    units: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    places: tuple[Choice, ...]
    place_label: str
    groups: tuple[KindGroup, ...]
    tables: tuple[TableRow, ...]
    errors: tuple[TableError, ...]
    statement_count: int
    judged_count: int
    open_count: int
    finding_count: int
    all_query: str
    report_query: str

    def shows(self, fingerprint: str) -> bool:
        """Whether a finding with an answer form is among those shown."""
        parts = (part for group in self.groups for part in group.aspects)
        rows = (row for part in parts for row in part.rows)
        return any(
            row.finding.fingerprint == fingerprint and row.answer is None
            for row in rows
        )

    @property
    def compared_text(self) -> str:
        """How many cells have a counterpart: "3.044"."""
        return format_number(Decimal(sum(row.compared for row in self.tables)))

    @property
    def differing_count(self) -> int:
        return sum(row.differing for row in self.tables)

    @property
    def unknown_count(self) -> int:
        return sum(row.unknown for row in self.tables)


@dataclass(frozen=True)
class Filters:
    """What the address asks for: a kind, a table (by document and code) or the text, and what was answered."""

    kind: Kind | None = None
    place: str = ""
    state: str = OPEN

    def passes(self, item: Answered) -> bool:
        """Whether the finding is asked for."""
        return (
            self.kind in (None, item.finding.kind)
            and self.state in (ALL, OPEN if item.is_open else ANSWERED)
            and (not self.place or self.place in _places(item.finding))
        )

    def query(self, choice: UnitChoice) -> str:
        """Return the part of an address that asks for this, and keeps the unit."""
        parts = {
            "jenis": self.kind.value if self.kind else "",
            "letak": self.place,
            "jawaban": "" if self.state == OPEN else self.state,
        }
        given = {name: text for name, text in parts.items() if text}
        return "?" + urlencode({**given, **choice.query})


def read_filters(kind: str, place: str, state: str) -> Filters:
    """Return what these texts ask for; an unknown kind or state answers 404."""
    if kind and kind not in list(Kind):
        raise Http404("Jenis temuan tidak dikenal.")
    if state and state not in STATES:
        raise Http404("Keadaan jawaban tidak dikenal.")
    return Filters(Kind(kind) if kind else None, place, state or OPEN)


def _places(finding: Finding) -> set[str]:
    """Return the tables that a finding stands in, as an address names them."""
    return {f"{finding.document}/{code}" if code else TEXT for code in finding.tables}


def build(
    choice: UnitChoice, checked: Checked, filters: Filters, *, admin: bool
) -> ReconciliationPage:
    """Return the page. ``admin`` opens links to the administration."""
    result = checked.result
    shown = [item for item in checked.items if filters.passes(item)]
    tables = tuple(_table_row(table, choice) for table in result.tables)
    return ReconciliationPage(
        unit=choice.unit,
        units=choice.links,
        kinds=tuple(_kind_links(choice, filters, checked)),
        states=tuple(_state_links(choice, filters)),
        places=tuple(_place_links(choice, filters, result.tables)),
        place_label=_place_label(filters, result.tables),
        groups=tuple(grouped_rows(shown, result.tables, choice, admin)),
        tables=tables,
        errors=result.errors,
        statement_count=result.statement_count,
        judged_count=result.judged_count,
        open_count=checked.open_count,
        finding_count=len(checked.items),
        all_query=Filters(state=ALL).query(choice),
        report_query=f"?{urlencode(choice.query)}" if choice.query else "",
    )


def _kind_links(
    choice: UnitChoice, filters: Filters, checked: Checked
) -> Iterator[Choice]:
    any_kind = replace(filters, kind=None)
    rows = [item.finding for item in checked.items if any_kind.passes(item)]
    for kind in (None, *Kind):
        count = sum(kind in (None, row.kind) for row in rows)
        label = f"{kind.label if kind else 'Semua'} {count}"
        yield Choice(
            label, replace(filters, kind=kind).query(choice), kind is filters.kind
        )


def _state_links(choice: UnitChoice, filters: Filters) -> Iterator[Choice]:
    for state, label in STATES.items():
        yield Choice(
            label, replace(filters, state=state).query(choice), state == filters.state
        )


def _place_links(
    choice: UnitChoice, filters: Filters, tables: Iterable[ComparedTable]
) -> Iterator[Choice]:
    named = {table_key(table): table.placed.printed.label for table in tables}
    for place, label in {
        "": "Semua letak",
        TEXT: "Teks di luar tabel",
        **named,
    }.items():
        yield Choice(
            label, replace(filters, place=place).query(choice), place == filters.place
        )


def _place_label(filters: Filters, tables: Iterable[ComparedTable]) -> str:
    """Return what the chooser of tables shows as chosen."""
    named = {table_key(table): table.placed.printed.label for table in tables}
    return {"": "Semua letak", TEXT: "Teks di luar tabel", **named}.get(
        filters.place, "Letak lain"
    )


def _table_row(table: ComparedTable, choice: UnitChoice) -> TableRow:
    printed = table.placed.printed
    same, differing = table.count(CellState.SAME), table.count(CellState.DIFFERENT)
    return TableRow(
        printed.label,
        printed.title,
        table_address(table.document, printed.code, choice),
        same + differing,
        differing,
        table.count(CellState.UNKNOWN),
        len(table.findings),
    )
