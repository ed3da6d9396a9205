"""What the page "Verifikasi" is asked to show, and the links that ask for something else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.http import urlencode

from indicators.models import Period, WorkflowState
from reports.unit_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reports.stage_tallies import Tally
    from reports.unit_choice import UnitChoice

# What each stage is called where its rows are listed, in the order of the work.
STAGES = {
    WorkflowState.SUBMITTED: "Menunggu verifikasi",
    WorkflowState.RETURNED: "Dikembalikan",
    WorkflowState.VERIFIED: "Terverifikasi",
    WorkflowState.DRAFT: "Belum diajukan",
}
# These are dealt with whatever their year; the others are looked up year by year.
QUEUES = {WorkflowState.SUBMITTED, WorkflowState.RETURNED}


@dataclass(frozen=True)
class Filters:
    """A stage, and the year and period to which it is narrowed."""

    stage: WorkflowState
    year: int | None = None
    period: Period | None = None

    def query(self, choice: UnitChoice) -> str:
        """Return the part of an address that asks for this, and keeps the unit."""
        parts = {
            "tahap": self.stage.value,
            "tahun": str(self.year or ""),
            "periode": self.period.value if self.period else "",
        }
        given = {name: text for name, text in parts.items() if text}
        return "?" + urlencode({**given, **choice.query})


@dataclass(frozen=True)
class Choosers:
    """The links by which the page is narrowed."""

    stages: tuple[Choice, ...]
    years: tuple[Choice, ...]
    periods: tuple[Choice, ...]


def read_filters(stage: str, year: str, period: str) -> Filters:
    """Return what these texts ask for; unknown ones answer 404."""
    if stage and stage not in WorkflowState.values:
        raise Http404("Tahap tidak dikenal.")
    if period and period not in Period.values:
        raise Http404("Periode tidak dikenal.")
    if year and not (year.isascii() and year.isdecimal() and len(year) == len("2023")):
        raise Http404("Tahun tidak dikenal.")
    return Filters(
        WorkflowState(stage or WorkflowState.SUBMITTED),
        int(year) if year else None,
        Period(period) if period else None,
    )


def narrowed(filters: Filters, tallies: Iterable[Tally]) -> Filters:
    """Return the filters with the latest year where the stage is no queue and no year was asked for."""
    years = _years_at(tallies, filters.stage)
    if filters.stage in QUEUES or filters.year or not years:
        return filters
    return replace(filters, year=years[0])


def choosers(
    choice: UnitChoice, filters: Filters, tallies: Sequence[Tally]
) -> Choosers:
    """Return the links; a chooser with one entry is none."""
    return Choosers(
        tuple(_stage_links(choice, filters, tallies)),
        _several(_year_links(choice, filters, tallies)),
        _several(_period_links(choice, filters, tallies)),
    )


def _several(links: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return the links where there is a choice: "Semua" and a single entry show the same."""
    found = tuple(links)
    return found if len(found) > 2 else ()


def _years_at(tallies: Iterable[Tally], stage: WorkflowState) -> list[int]:
    return sorted({tally.year for tally in tallies if tally.at(stage)}, reverse=True)


def _stage_links(
    choice: UnitChoice, filters: Filters, tallies: Iterable[Tally]
) -> Iterator[Choice]:
    known = list(tallies)
    for stage, label in STAGES.items():
        count = sum(tally.at(stage) for tally in known)
        url = Filters(stage).query(choice)
        yield Choice(f"{label} {count}", url, stage == filters.stage)


def _year_links(
    choice: UnitChoice, filters: Filters, tallies: Iterable[Tally]
) -> Iterator[Choice]:
    everything = [None] if filters.stage in QUEUES else []
    for year in (*everything, *_years_at(tallies, filters.stage)):
        url = replace(filters, year=year).query(choice)
        yield Choice(str(year or "Semua"), url, year == filters.year)


def _period_links(
    choice: UnitChoice, filters: Filters, tallies: Iterable[Tally]
) -> Iterator[Choice]:
    found = {
        tally.period
        for tally in tallies
        if tally.at(filters.stage) and filters.year in (None, tally.year)
    }
    for period in (None, *sorted(found)):
        label = period.label if period else "Semua"
        url = replace(filters, period=period).query(choice)
        yield Choice(label, url, period == filters.period)
