"""Why a person may not write some of a year's realizations, asked once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import User
from indicators.models import Period, WorkflowState
from indicators.models.charge import names_in_charge, others_indicators
from indicators.models.guard import closing_lock
from indicators.models.locks import load_locks
from indicators.stages import stage_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accounts.models import Unit
    from indicators.models import Indicator, PeriodLock, Realization
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score


@dataclass(frozen=True)
class Closing:
    """The locks of a year, and who is in charge of the indicators that are not the person's (by id)."""

    locks: Sequence[PeriodLock]
    others: dict[int, str]

    @property
    def year_lock(self) -> PeriodLock | None:
        """The lock of the whole year."""
        found = (lock for lock in self.locks if lock.period == Period.YEAR)
        return next(found, None)

    def reason(self, score: Score | QuarterScore, period: Period) -> str:
        """Return why the person may not write there, "" where it is open."""
        if who := self.others.get(score.indicator.pk):
            return f"Tugas {who}"
        row = score.realization
        if row and row.workflow == WorkflowState.VERIFIED:
            return stage_sentence(row)
        lock = closing_lock(self.locks, period, score.indicator.pk)
        return lock.refusal() if lock else ""


def closed_reasons(
    unit: Unit, year: int, user: User, indicators: Iterable[Indicator]
) -> Closing:
    """Load what closes the year's realizations to a person, in a constant number of queries."""
    others = [] if user.is_superuser else others_indicators(user, indicators)
    locks = load_locks([(unit.pk, year)])[unit.pk, year]
    return Closing(locks, names_in_charge(others))


def put_people(rows: Iterable[Realization]) -> None:
    """Put the people of their stages on realizations, in one query."""
    known = list(rows)
    names = ("submitted_by", "verified_by", "returned_by")
    wanted = {getattr(row, f"{name}_id") for row in known for name in names} - {None}
    people = User.objects.in_bulk(wanted)
    for row in known:
        for name in names:
            if person := people.get(getattr(row, f"{name}_id")):
                setattr(row, name, person)
