"""The page "Verifikasi": what waits for whom, grouped as people check it, and the count of every stage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.http import urlencode

from indicators.models import Period, WorkflowState
from indicators.stages import PEOPLE
from indicators.workflow import Deed
from reports.stage_tallies import Tally, recorded_rows, tallies
from reports.verification_filters import (
    STAGES,
    Choosers,
    Filters,
    choosers,
    narrowed,
)
from reports.verification_rows import CheckedRow, checked_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit, User
    from indicators.workflow import Outcome
    from reports.unit_choice import Choice, UnitChoice

INDICATOR_RELATIONS = ("plan__unit", "activity_target", "goal_owner", "scale", "team")
IN_ORDER = (
    "-year",
    "period",
    F("indicator__activity_target__order").asc(nulls_last=True),
    F("indicator__goal_owner__order").asc(nulls_last=True),
    "indicator__order",
    "indicator__code",
)


@dataclass(frozen=True)
class Section:
    """The rows of one activity target or goal."""

    code: str
    title: str
    rows: tuple[CheckedRow, ...]


@dataclass(frozen=True)
class PeriodGroup:
    """The rows of one period."""

    year: int
    period: Period
    sections: tuple[Section, ...]

    @property
    def key(self) -> str:
        return f"{self.year}-{self.period}"

    @property
    def count(self) -> int:
        return sum(len(section.rows) for section in self.sections)


@dataclass(frozen=True)
class VerificationPage:
    """Everything the page shows; ``outcome`` is that of a deed that was refused."""

    unit: Unit
    is_own: bool
    units: tuple[Choice, ...]
    stage_label: str
    choosers: Choosers
    groups: tuple[PeriodGroup, ...]
    deeds: tuple[Deed, ...]
    tallies: tuple[Tally, ...]
    waiting: int
    query: str
    outcome: Outcome | None = None

    @property
    def unit_query(self) -> str:
        """The part of an address that keeps a unit which is not the person's own."""
        return "" if self.is_own else "&" + urlencode({"unit": self.unit.code})


def build(choice: UnitChoice, filters: Filters, user: User) -> VerificationPage:
    """Return the page of a stage, in a constant number of queries."""
    counted = tallies(choice.unit)
    filters = narrowed(filters, counted)
    rows = _rows(choice.unit).filter(workflow=filters.stage)
    if filters.year:
        rows = rows.filter(year=filters.year)
    if filters.period:
        rows = rows.filter(period=filters.period)
    found = checked_rows(list(rows), choice.unit, user)
    return _page(choice, filters, counted, found)


def build_refused(choice: UnitChoice, outcome: Outcome) -> VerificationPage:
    """Return the page of the rows that were chosen for a deed that was not done."""
    asked = outcome.asked
    rows = list(_rows(choice.unit).filter(pk__in=asked.seen))
    found = checked_rows(rows, choice.unit, asked.user, outcome)
    filters = Filters(WorkflowState(sorted(asked.step.stages)[0]))
    return _page(choice, filters, tallies(choice.unit), found, outcome)


def _page(
    choice: UnitChoice,
    filters: Filters,
    counted: tuple[Tally, ...],
    rows: list[CheckedRow],
    outcome: Outcome | None = None,
) -> VerificationPage:
    offered = {deed for row in rows for deed in row.panel.deeds}
    return VerificationPage(
        unit=choice.unit,
        is_own=choice.is_own,
        units=choice.links,
        stage_label=STAGES[filters.stage],
        choosers=choosers(choice, filters, counted),
        groups=tuple(_groups(rows)),
        deeds=tuple(deed for deed in Deed if deed in offered),
        tallies=counted,
        waiting=sum(tally.submitted for tally in counted),
        query=filters.query(choice),
        outcome=outcome,
    )


def _rows(unit: Unit) -> Any:
    related = (f"indicator__{name}" for name in INDICATOR_RELATIONS)
    return recorded_rows(unit).select_related(*related, *PEOPLE).order_by(*IN_ORDER)


def _groups(rows: Iterable[CheckedRow]) -> Iterator[PeriodGroup]:
    by_period = groupby(
        rows, key=lambda row: (row.realization.year, row.realization.period)
    )
    for (year, period), members in by_period:
        yield PeriodGroup(year, Period(period), tuple(_sections(members)))


def _sections(rows: Iterable[CheckedRow]) -> Iterator[Section]:
    for owner, members in groupby(rows, key=_owner):
        yield Section(owner.code, owner.statement, tuple(members))


def _owner(row: CheckedRow) -> Any:
    """Return the activity target or the goal that the row's indicator belongs to."""
    indicator = row.realization.indicator
    return indicator.activity_target or indicator.goal_owner
