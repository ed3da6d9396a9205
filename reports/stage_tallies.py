"""How many realizations of each period stand at which stage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from indicators.locking import UNFINISHED
from indicators.models import Origin, Period, Realization, WorkflowState
from indicators.models.indicator import period_end
from indicators.models.locks import load_locks
from indicators.models.realizations import SAYS_SOMETHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import Unit
    from indicators.models import PeriodLock

IS_DOCUMENTS = Q(workflow=WorkflowState.DRAFT, origin=Origin.PUBLISHED)
COUNTS = {
    "draft": Q(workflow=WorkflowState.DRAFT) & ~Q(origin=Origin.PUBLISHED),
    "published": IS_DOCUMENTS,
    "submitted": Q(workflow=WorkflowState.SUBMITTED),
    "returned": Q(workflow=WorkflowState.RETURNED),
    "verified": Q(workflow=WorkflowState.VERIFIED),
    "unfinished": UNFINISHED,
}


@dataclass(frozen=True)
class Tally:
    """The counts of one period, the lock that closes it, and whether it may be locked with all of it verified."""

    year: int
    period: Period
    draft: int
    published: int
    submitted: int
    returned: int
    verified: int
    unfinished: int
    lock: PeriodLock | None
    is_ready_to_lock: bool

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
    left: Counter[int] = Counter()
    for row in rows:
        left[row["year"]] += row["unfinished"]
    return tuple(
        _tally(row, locks[unit.pk, row["year"]], left[row["year"]]) for row in rows
    )


def _tally(
    row: dict[str, Any], locks: Iterable[PeriodLock], left_of_year: int
) -> Tally:
    """Return the counts of a period; its year waits for the quarters too, as locking does."""
    period, lock = Period(row["period"]), _closing(locks, row["period"])
    left = left_of_year if period == Period.YEAR else row["unfinished"]
    is_over = period_end(row["year"], period) < timezone.localdate()
    is_ready = bool(row["verified"]) and not left and is_over and lock is None
    return Tally(**{**row, "period": period}, lock=lock, is_ready_to_lock=is_ready)


def _closing(locks: Iterable[PeriodLock], period: str) -> PeriodLock | None:
    return next((x for x in locks if x.period in (Period.YEAR, period)), None)
