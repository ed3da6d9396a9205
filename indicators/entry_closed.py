"""Why a person may not write some of a year's realizations, asked once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from indicators.models import Period, WorkflowState
from indicators.models.charge import (
    charge_refusal,
    names_in_charge,
    others_indicators,
)
from indicators.models.guard import closing_lock
from indicators.models.locks import load_locks
from indicators.stages import PEOPLE
from indicators.tasks import TaskKind, year_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accounts.models import Unit
    from indicators.models import (
        Indicator,
        LockException,
        PeriodLock,
        Realization,
    )
    from indicators.scorecard import YearScore
    from indicators.tasks import Task


@dataclass(frozen=True)
class Closing:
    """The locks of a year, and who is in charge of the indicators that are not the person's (by id)."""

    locks: Sequence[PeriodLock]
    others: dict[int, str]

    @property
    def shut(self) -> list[PeriodLock]:
        """The locks to be told of: the year's, else the quarters'; none where the whole unit may write for a while."""
        closing = [lock for lock in self.locks if lock.closes()]
        return [lock for lock in closing if lock.period == Period.YEAR] or closing

    @property
    def openings(self) -> tuple[LockException, ...]:
        """What is open for a while of a year that is locked, in whole or in part."""
        return self.locks[0].exceptions if self.locks else ()

    def tasks(self, score: YearScore) -> list[Task]:
        """Return what the year leaves the person to do by now."""
        found = year_tasks(score, self.locks, timezone.localdate())
        return [
            task
            for task in found
            if task.kind is not TaskKind.COMING and task.indicator.pk not in self.others
        ]

    def openings_of(self, indicator: Indicator) -> tuple[LockException, ...]:
        """Return what of it is open for this indicator."""
        wanted = (None, indicator.pk)
        return tuple(each for each in self.openings if each.indicator_id in wanted)

    def lock(self, indicator: Indicator, period: Period) -> PeriodLock | None:
        """Return the lock that closes an indicator's period, None where it is open."""
        return closing_lock(self.locks, period, indicator.pk)

    def reason(
        self, indicator: Indicator, period: Period, row: Realization | None
    ) -> str:
        """Return why the person may not write there, "" where it is open.

        A lock comes before the verification: while it closes the period, nobody can return the figure.
        """
        if lock := self.lock(indicator, period):
            return lock.refusal()
        if row and row.workflow == WorkflowState.VERIFIED:
            return row.verified_refusal
        who = self.others.get(indicator.pk)
        return charge_refusal(indicator, who) if who else ""


def closing_of(unit: Unit, score: YearScore, user: User) -> Closing:
    """Load what closes the year to a person, in a constant number of queries."""
    indicators = [row.indicator for row in (*score.rows, *score.goal_rows)]
    others = [] if user.is_superuser else others_indicators(user, indicators)
    locks = load_locks([(unit.pk, score.year)])[unit.pk, score.year]
    return Closing(locks, names_in_charge(others))


def put_people(rows: Iterable[Realization]) -> None:
    """Put the people of their stages on realizations, in one query."""
    known = list(rows)
    wanted = {getattr(row, f"{name}_id") for row in known for name in PEOPLE} - {None}
    people = User.objects.in_bulk(wanted)
    for row in known:
        for name in PEOPLE:
            if person := people.get(getattr(row, f"{name}_id")):
                setattr(row, name, person)
