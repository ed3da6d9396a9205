"""The page "Kunci periode": what is closed, what is open for a while, and what is still unfinished."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from indicators.locking import UNFINISHED
from indicators.models import (
    QUARTERS,
    Indicator,
    LockException,
    Period,
    PeriodLock,
    PlanYear,
    Realization,
    WorkflowState,
)
from indicators.models.indicator import period_end
from indicators.models.locks import load_locks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from accounts.models import Unit


@dataclass(frozen=True)
class PeriodRow:
    """A period of a year: its lock, and how far its figures are."""

    year: int
    period: Period
    lock: PeriodLock | None
    total: int
    verified: int
    unfinished: int
    is_over: bool

    @property
    def key(self) -> str:
        """What a form sends to name the period."""
        return f"{self.year}-{self.period}"

    @property
    def may_be_locked(self) -> bool:
        return self.is_over and not self.unfinished and self.lock is None


@dataclass(frozen=True)
class YearRows:
    """The periods of a year, the exceptions of its locks, and for which indicators there can be some."""

    year: int
    rows: tuple[PeriodRow, ...]
    exceptions: tuple[LockException, ...]
    indicators: tuple[Indicator, ...]

    @property
    def is_locked(self) -> bool:
        """Whether any period of the year is closed: then it may be opened for a while."""
        return any(row.lock for row in self.rows)


class LockPage:
    """Everything that the page of a unit shows, in six queries."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.today = timezone.localdate()
        plan_years = PlanYear.objects.filter(unit=unit, year__lte=self.today.year)
        self._plans = dict(plan_years.order_by("-year").values_list("year", "plan"))
        self._locks = load_locks((unit.pk, year) for year in self._plans)
        self._counts = self._load_counts()
        self._exceptions = list(
            LockException.objects.filter(unit=unit).select_related(
                "indicator", "opened_by"
            )
        )

    def _load_counts(self) -> dict[tuple[int, str], Mapping[str, Any]]:
        rows = Realization.objects.filter(indicator__plan__unit=self.unit)
        verified = Q(workflow=WorkflowState.VERIFIED)
        counted = rows.values("year", "period").annotate(
            total=Count("pk"),
            verified=Count("pk", filter=verified),
            unfinished=Count("pk", filter=UNFINISHED),
        )
        return {(row["year"], row["period"]): row for row in counted.order_by()}

    @cached_property
    def years(self) -> tuple[YearRows, ...]:
        """The years that have begun, the latest first."""
        return tuple(self._year(year) for year in self._plans)

    @cached_property
    def _indicators(self) -> dict[int, list[Indicator]]:
        """The indicators of the plans in force, by plan."""
        found: dict[int, list[Indicator]] = {plan: [] for plan in self._plans.values()}
        for indicator in Indicator.objects.filter(plan__in=found).in_order():
            found[indicator.plan_id].append(indicator)
        return found

    def _year(self, year: int) -> YearRows:
        locks = {lock.period: lock for lock in self._locks[self.unit.pk, year]}
        rows = [self._row(year, period, locks.get(period)) for period in QUARTERS]
        whole = self._whole_year(year, rows, locks.get(Period.YEAR))
        exceptions = tuple(row for row in self._exceptions if row.year == year)
        indicators = tuple(self._indicators[self._plans[year]])
        return YearRows(year, (*rows, whole), exceptions, indicators)

    def _row(self, year: int, period: Period, lock: PeriodLock | None) -> PeriodRow:
        counts = self._counts.get((year, period), {})
        return PeriodRow(
            year,
            period,
            lock,
            total=counts.get("total", 0),
            verified=counts.get("verified", 0),
            unfinished=counts.get("unfinished", 0),
            is_over=self._is_over(year, period),
        )

    def _whole_year(
        self, year: int, quarters: list[PeriodRow], lock: PeriodLock | None
    ) -> PeriodRow:
        """The year's own figures; it is unfinished as long as any of its quarters is."""
        own = self._row(year, Period.YEAR, lock)
        waiting = own.unfinished + sum(row.unfinished for row in quarters)
        return PeriodRow(
            year, Period.YEAR, lock, own.total, own.verified, waiting, own.is_over
        )

    def _is_over(self, year: int, period: Period) -> bool:
        last_day: datetime.date = period_end(year, period)
        return last_day < self.today
