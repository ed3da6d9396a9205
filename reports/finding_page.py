"""The page of the data checks: what is open, by rule, and what was acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from indicators.acknowledgements import check
from indicators.findings import Severity
from reports.unit_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from indicators.acknowledgements import Checked
    from indicators.findings import Finding
    from indicators.models import FindingAcknowledgement
    from reports.unit_choice import UnitChoice

# The sign in templates/reports/_signs.html and the colour that supports it.
SIGNS = {Severity.ERROR: "cross", Severity.WARNING: "missing", Severity.NOTE: "dash"}
TONES = {Severity.ERROR: "low", Severity.WARNING: "near", Severity.NOTE: ""}


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is drawn; ``url`` is "" where the person may not open its row."""

    finding: Finding
    url: str
    acknowledgement: FindingAcknowledgement | None


@dataclass(frozen=True)
class RuleGroup:
    """The findings of one rule."""

    title: str
    severity: Severity
    sign: str
    tone: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True)
class FindingPage:
    """Everything the page shows; counts are of all open findings of the chosen year."""

    unit: Unit
    units: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    years: tuple[Choice, ...]
    groups: tuple[RuleGroup, ...]
    acknowledged: tuple[FindingRow, ...]
    all_query: str
    open_count: int


@dataclass(frozen=True)
class Filters:
    """What the address asks for: a severity, a year, or everything."""

    severity: Severity | None
    year: int | None

    def passes(self, found: Finding) -> bool:
        return self.severity in (None, found.severity) and self.year in (
            None,
            found.year,
        )

    def query(self, choice: UnitChoice) -> str:
        """Return the part of an address that asks for this, and keeps the unit."""
        severity = self.severity.value if self.severity else ""
        parts = {"tingkat": severity, "tahun": str(self.year or "")}
        given = {name: text for name, text in parts.items() if text}
        return "?" + urlencode({**given, **choice.query})


def read_filters(severity: str, year: str) -> Filters:
    """Return what these texts ask for; an unknown severity or year answers 404."""
    return Filters(_severity(severity), _year(year))


def build(choice: UnitChoice, filters: Filters, *, admin: bool) -> FindingPage:
    """Return the page. ``admin`` opens links to the administration."""
    found = check(choice.unit)
    years = sorted({item.finding.year for item in found if item.finding.year})
    rows = [item for item in found if filters.passes(item.finding)]
    return FindingPage(
        unit=choice.unit,
        units=choice.links,
        severities=tuple(_severity_links(choice, filters, found)),
        years=tuple(_year_links(choice, filters, years)),
        groups=tuple(_groups([item for item in rows if item.is_open], admin)),
        acknowledged=tuple(_row(item, admin) for item in rows if not item.is_open),
        all_query=Filters(None, None).query(choice),
        open_count=sum(item.is_open for item in found),
    )


def address(found: Finding) -> str:
    """Return the page of what a finding is about."""
    return reverse(found.link.view, args=found.link.args)


def _severity(text: str) -> Severity | None:
    if text and text not in list(Severity):
        raise Http404("Tingkat temuan tidak dikenal.")
    return Severity(text) if text else None


def _year(text: str) -> int | None:
    """Return the year; one without findings is no fault: the last finding may just have been settled."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == len("2023")):
        raise Http404("Tahun tidak dikenal.")
    return int(text)


def _severity_links(
    choice: UnitChoice, filters: Filters, found: Iterable[Checked]
) -> Iterator[Choice]:
    of_year = Filters(None, filters.year)
    rows = [
        item.finding for item in found if item.is_open and of_year.passes(item.finding)
    ]
    for severity in (None, *Severity):
        count = sum(severity in (None, row.severity) for row in rows)
        label = f"{severity.label if severity else 'Semua'} {count}"
        url = Filters(severity, filters.year).query(choice)
        yield Choice(label, url, severity is filters.severity)


def _year_links(
    choice: UnitChoice, filters: Filters, years: Iterable[int]
) -> Iterator[Choice]:
    for year in (None, *years):
        url = Filters(filters.severity, year).query(choice)
        yield Choice(str(year or "Semua"), url, year == filters.year)


def _groups(items: Iterable[Checked], admin: bool) -> Iterator[RuleGroup]:
    by_rule: dict[str, list[Checked]] = {}
    for item in items:
        by_rule.setdefault(item.finding.code, []).append(item)
    for found in by_rule.values():
        first = found[0].finding
        yield RuleGroup(
            title=first.title,
            severity=first.severity,
            sign=SIGNS[first.severity],
            tone=TONES[first.severity],
            rows=tuple(_row(item, admin) for item in found),
        )


def _row(item: Checked, admin: bool) -> FindingRow:
    found = item.finding
    is_open_to = admin or not found.link.view.startswith("admin:")
    return FindingRow(found, address(found) if is_open_to else "", item.acknowledgement)
