"""Findings as they are drawn: by kind and aspect, with the pages that show and correct both sides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from reports.reconciliation.kinds import GRAVE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.models import ReconciliationAnswer
    from indicators.findings import Link
    from reports.reconciliation.answers import Answered
    from reports.reconciliation.comparing import ComparedTable
    from reports.reconciliation.findings import Finding
    from reports.unit_choice import UnitChoice

TABLE_PAGE = "reconciliation_table"
# How much depends on it: a word, and the sign in templates/reports/_signs.html with the colour that supports it.
HEAVY = ("Harus dijawab", "cross", "low")
LIGHT = ("Catatan", "dash", "")
SETTLED = ("Sudah dijawab", "check", "ok")


@dataclass(frozen=True)
class PlaceLink:
    """A table that a finding stands in, and the page that shows it beside the computed one."""

    label: str
    url: str


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is drawn.

    ``data_url`` and ``print_url`` open the data that differ, and what was entered as printed; "" where there
    is no row to open, or the person may not.
    """

    finding: Finding
    answer: ReconciliationAnswer | None
    data_url: str
    print_url: str
    places: tuple[PlaceLink, ...]


@dataclass(frozen=True)
class AspectGroup:
    """The findings of one kind about one side of things: targets, codes, references."""

    label: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True)
class KindGroup:
    """The findings of one kind."""

    kind: Kind
    weight: str
    sign: str
    tone: str
    aspects: tuple[AspectGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.aspects)


def grouped_rows(
    items: Iterable[Answered],
    tables: Iterable[ComparedTable],
    choice: UnitChoice,
    admin: bool,
) -> Iterator[KindGroup]:
    """Yield the findings, which come sorted, by kind and aspect. ``admin`` opens links to the administration."""
    labels = {table_key(table): table.placed.printed.label for table in tables}
    rows = (_row(item, labels, choice, admin) for item in items)
    for kind, of_kind in groupby(rows, key=lambda row: row.finding.kind):
        aspects = tuple(
            AspectGroup(label, tuple(group))
            for label, group in groupby(of_kind, key=lambda r: r.finding.aspect.label)
        )
        is_open = any(row.answer is None for part in aspects for row in part.rows)
        weight = (HEAVY if kind in GRAVE else LIGHT) if is_open else SETTLED
        yield KindGroup(kind, *weight, aspects)


def _row(
    item: Answered, labels: dict[str, str], choice: UnitChoice, admin: bool
) -> FindingRow:
    found = item.finding
    places = tuple(
        PlaceLink(labels[key], table_address(found.document, code, choice))
        for code in found.tables
        if (key := f"{found.document}/{code}") in labels
    )
    printed = next((place.link for place in found.places if place.link), None)
    data = None if found.link and found.link.view == TABLE_PAGE else found.link
    return FindingRow(
        found, item.answer, address(data, admin), address(printed, admin), places
    )


def address(link: Link | None, admin: bool) -> str:
    """Return the page of a row; "" for none. The administration is for its people."""
    if link is None:
        return ""
    if link.view.startswith("admin:") and not admin:
        return ""
    return reverse(link.view, args=link.args)


def table_key(table: ComparedTable) -> str:
    """Return a table as an address names it: document and code."""
    return f"{table.document}/{table.placed.printed.code}"


def table_address(document: str, table: str, choice: UnitChoice) -> str:
    """Return the page that shows the table beside the computed one, in the chosen unit."""
    where = reverse(TABLE_PAGE, args=[document, table])
    return f"{where}?{urlencode(choice.query)}" if choice.query else where
