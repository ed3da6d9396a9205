"""How many realizations of each period stand at which stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from indicators.models import Origin, Period, Realization, WorkflowState
from indicators.models.locks import load_locks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import Unit
    from indicators.models import PeriodLock

SAYS_SOMETHING = Q(value__isnull=False) | ~Q(grade="") | ~Q(printed_text="")
IS_DOCUMENTS = Q(workflow=WorkflowState.DRAFT, origin=Origin.PUBLISHED)
COUNTS = {
    "draft": Q(workflow=WorkflowState.DRAFT) & ~Q(origin=Origin.PUBLISHED),
    "published": IS_DOCUMENTS,
    "submitted": Q(workflow=WorkflowState.SUBMITTED),
    "returned": Q(workflow=WorkflowState.RETURNED),
    "verified": Q(workflow=WorkflowState.VERIFIED),
}


@dataclass(frozen=True)
class Tally:
    """The counts of one period, and the lock that closes it."""

    year: int
    period: Period
    draft: int
    published: int
    submitted: int
    returned: int
    verified: int
    lock: PeriodLock | None

    @property
    def is_ready_to_lock(self) -> bool:
        """Whether everything of the period is verified and it is still open."""
        waits = self.draft or self.submitted or self.returned
        return bool(self.verified) and not waits and self.lock is None

    def at(self, stage: WorkflowState) -> int:
        """Return how many stand at the stage; the document's figures have not been handed in either."""
        if stage == WorkflowState.DRAFT:
            return self.draft + self.published
        count: int = getattr(self, stage.value)
        return count


def recorded_rows(unit: Unit) -> Any:
    """Return the unit's realizations that say something, or have once been handed in."""
    return Realization.objects.of_unit(unit).filter(
        SAYS_SOMETHING | ~Q(workflow=WorkflowState.DRAFT)
    )


def tallies(unit: Unit) -> tuple[Tally, ...]:
    """Return the counts of every period with realizations, the latest year first; in three queries."""
    counts = {name: Count("pk", filter=found) for name, found in COUNTS.items()}
    grouped = recorded_rows(unit).values("year", "period").annotate(**counts)
    rows = list(grouped.order_by("-year", "period"))
    locks = load_locks((unit.pk, row["year"]) for row in rows)
    return tuple(
        Tally(
            **{**row, "period": Period(row["period"])},
            lock=_closing(locks[unit.pk, row["year"]], row["period"]),
        )
        for row in rows
    )


def _closing(locks: Iterable[PeriodLock], period: str) -> PeriodLock | None:
    return next((x for x in locks if x.period in (Period.YEAR, period)), None)
