"""The years of a unit with their agreements, and two versions of one side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import AnnualTarget, PerformanceAgreement, PlanYear
from indicators.words import NOTHING, target_text

if TYPE_CHECKING:
    from accounts.models import Unit
    from indicators.models import Indicator, StrategicPlan


@dataclass(frozen=True)
class YearAgreements:
    """A year: the plan in force and the versions of its agreement, the latest first."""

    year: int
    plan: StrategicPlan
    versions: tuple[PerformanceAgreement, ...]

    @property
    def governing(self) -> PerformanceAgreement | None:
        """The version against which the year is measured."""
        return next((row for row in self.versions if not row.is_draft), None)

    @property
    def draft(self) -> PerformanceAgreement | None:
        return next((row for row in self.versions if row.is_draft), None)


@dataclass(frozen=True)
class VersionRow:
    """An indicator in two versions."""

    indicator: Indicator
    planned: str
    first: str
    second: str
    reason: str

    @property
    def change(self) -> str:
        """What the second version does to the first, in words."""
        if self.first == self.second:
            return "Tetap"
        if self.first == NOTHING:
            return "Ditambahkan"
        return "Dihapus" if self.second == NOTHING else "Diubah"


def years_of(unit: Unit) -> list[YearAgreements]:
    """Return the years in which a plan is in force, the latest first, in two queries."""
    versions: dict[int, list[PerformanceAgreement]] = defaultdict(list)
    rows = PerformanceAgreement.objects.filter(unit=unit).select_related("fixed_by")
    for row in rows.order_by("-version"):
        versions[row.year].append(row)
    years = PlanYear.objects.filter(unit=unit).select_related("plan").order_by("-year")
    return [YearAgreements(y.year, y.plan, tuple(versions[y.year])) for y in years]


def compare(
    first: PerformanceAgreement, second: PerformanceAgreement
) -> list[VersionRow]:
    """Return every indicator that one of the versions names, in the order of the plan."""
    rows = AnnualTarget.objects.filter(agreement__in=[first, second]).select_related(
        "indicator__plan", "indicator__activity_target"
    )
    found: dict[int, dict[int, AnnualTarget]] = defaultdict(dict)
    indicators: dict[int, Indicator] = {}
    for row in rows:
        if not row.is_left_out:
            indicators[row.indicator_id] = row.indicator
            found[row.indicator_id][row.agreement_id or 0] = row
    planned = _planned(indicators, first.year)
    ordered = sorted(indicators.values(), key=_place)
    return [_row(item, found[item.pk], planned, first, second) for item in ordered]


def _planned(indicators: dict[int, Indicator], year: int) -> dict[int, str]:
    rows = AnnualTarget.objects.filter(
        indicator__in=indicators, year=year, agreement__isnull=True
    )
    found = {}
    for row in rows:
        row.indicator = indicators[row.indicator_id]
        found[row.indicator_id] = target_text(row)
    return found


def _place(item: Indicator) -> tuple[int, int, int, str]:
    owner = item.activity_target.order if item.activity_target else 0
    return (item.plan_id, owner, item.order, item.code)


def _row(
    item: Indicator,
    rows: dict[int, AnnualTarget],
    planned: dict[int, str],
    first: PerformanceAgreement,
    second: PerformanceAgreement,
) -> VersionRow:
    before, after = rows.get(first.pk), rows.get(second.pk)
    return VersionRow(
        indicator=item,
        planned=planned.get(item.pk, NOTHING),
        first=target_text(before) if before else NOTHING,
        second=target_text(after) if after else NOTHING,
        reason=after.deviation_reason if after else "",
    )
