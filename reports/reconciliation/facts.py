"""What the database says of the things that documents speak of, read by a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from accounts.models import Unit
from budgets.figures import total
from budgets.models import AnnualBudget, FundingRequirement, NonTaxRevenue
from budgets.revenue import unit_totals
from indicators import scorecard
from indicators.findings import Link
from indicators.models import (
    ActivityTarget,
    AnnualTarget,
    Goal,
    Indicator,
    Lineage,
    PolicyDirection,
    Programme,
    StrategicPlan,
)
from reports.reconciliation.naming import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from indicators.scorecard import Score

# Links over which a later plan's target can be held against an earlier plan's: the measure is still counted.
COMPARABLE = {Lineage.UNCHANGED, Lineage.RENAMED, Lineage.REDEFINED}


@dataclass(frozen=True)
class Ceiling:
    """The money of a year: the ceiling, else what the plan needs; in rupiah."""

    amount: Decimal
    source: str
    link: Link
    spending: Decimal | None = None


class Facts:
    """A unit's plans, indicators, targets, figures and money."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.card = scorecard.load(unit)
        self.plans = {
            plan.code: plan for plan in StrategicPlan.objects.filter(unit=unit)
        }
        found = Indicator.objects.filter(plan__unit=unit).select_related(
            "plan", "activity_target__goal", "goal_owner", "goal"
        )
        self.indicators: dict[tuple[str, str], Indicator] = {
            (item.plan.code, item.code): item for item in found.in_order()
        }
        self.sasaran = {
            (item.plan.code, item.code): item
            for item in ActivityTarget.objects.filter(plan__unit=unit).select_related(
                "plan", "goal"
            )
        }
        rows = AnnualTarget.objects.filter(
            indicator__plan__unit=unit, agreement__isnull=True
        )
        self._targets = {
            (row.indicator_id, row.year): row
            for row in rows.select_related("indicator")
        }

    @cached_property
    def scores(self) -> Mapping[tuple[int, int], Score]:
        """Every score by indicator and year, also of indicators whose plan counts no longer."""
        return {
            (score.indicator.pk, year): score
            for year, of_year in self.card.years.items()
            for score in (*of_year.rows, *of_year.goal_rows, *of_year.stayed)
        }

    @cached_property
    def goals(self) -> Mapping[tuple[str, str], Goal]:
        rows = Goal.objects.filter(plan__unit=self.unit).select_related("plan")
        return {(row.plan.code, row.code): row for row in rows}

    @cached_property
    def programmes(self) -> Mapping[tuple[str, str], Programme]:
        rows = Programme.objects.filter(plan__unit=self.unit).select_related("plan")
        return {(row.plan.code, row.code): row for row in rows}

    @cached_property
    def directions(self) -> Mapping[tuple[str, str], PolicyDirection]:
        rows = PolicyDirection.objects.filter(plan__unit=self.unit).select_related(
            "plan"
        )
        return {(row.plan.code, row.code): row for row in rows}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The unit and those above it, by code."""
        return {unit.code: unit for unit in Unit.objects.with_ancestors(self.unit)}

    @cached_property
    def budgets(self) -> Mapping[int, AnnualBudget]:
        return {row.year: row for row in AnnualBudget.objects.filter(unit=self.unit)}

    @cached_property
    def funding(self) -> Mapping[tuple[str, int], list[FundingRequirement]]:
        """What each plan needs in a year, by source of money."""
        found: dict[tuple[str, int], list[FundingRequirement]] = {}
        rows = FundingRequirement.objects.filter(plan__unit=self.unit).order_by("pk")
        for row in rows.select_related("plan"):
            found.setdefault((row.plan.code, row.year), []).append(row)
        return found

    @cached_property
    def revenue(self) -> Mapping[int, Decimal]:
        """The non-tax revenue of each year."""
        return unit_totals(self.unit)

    @cached_property
    def services(self) -> Mapping[str, Decimal]:
        """The revenue of each service over all years, by name."""
        found: dict[str, Decimal] = {}
        rows = NonTaxRevenue.objects.filter(
            service_type__unit=self.unit, amount__isnull=False
        )
        for row in rows.select_related("service_type"):
            assert row.amount is not None  # noqa: S101 - the query leaves those out
            name = row.service_type.name
            found[name] = found[name] + row.amount if name in found else row.amount
        return found

    def of_plan(self, plan: str) -> list[Indicator]:
        """Return the indicators of a plan."""
        return [item for (code, _), item in self.indicators.items() if code == plan]

    def split(self, key: str, plan: str) -> tuple[str, str]:
        """Return plan and code of "PLAN:SK3.4"; a key without the code of a plan is of the given one."""
        owner, _, code = key.partition(":")
        return (owner, code) if owner in self.plans and code else (plan, key)

    def indicator_of(self, key: str, plan: str) -> Indicator | None:
        """Return the indicator that a key means: of this plan unless it names another."""
        return self.indicators.get(self.split(key, plan))

    def sasaran_of(self, key: str, plan: str) -> ActivityTarget | None:
        """Return the activity target that a key means: of this plan unless it names another."""
        return self.sasaran.get(self.split(key, plan))

    def by_manual_code(self, ending: str, plan: str) -> Indicator | None:
        """Return the plan's indicator whose manual code ends so, T1/SP2/d for SP2/d."""
        found = (
            item
            for item in self.of_plan(plan)
            if item.manual_code.endswith(f"/{ending}")
        )
        return next(found, None)

    def own_target(self, indicator: Indicator, year: int) -> AnnualTarget | None:
        """Return the target that the indicator's plan itself sets."""
        return self._targets.get((indicator.pk, year))

    def target(self, indicator: Indicator, year: int) -> AnnualTarget | None:
        """Return the plan's target; where it sets none the later revision's, else the agreement's."""
        own = self.own_target(indicator, year)
        score = self.scores.get((indicator.pk, year))
        if own or score is None:
            return own
        figure = score.renstra or score.pk
        return figure.row if figure else None

    def plan_target(self, indicator: Indicator, year: int) -> AnnualTarget | None:
        """Return the target of a plan: its own, else that of the indicator that it became.

        An indicator that was defined anew is held against its successor only in the same unit of measure.
        """
        seen: set[int] = set()
        current: Indicator | None = indicator
        while current and current.pk not in seen:
            if own := self.own_target(current, year):
                return own
            seen.add(current.pk)
            current = self._successor(current)
        return None

    def _successor(self, indicator: Indicator) -> Indicator | None:
        link = self.card.lineage.successor(indicator.pk)
        if link is None or link.kind not in COMPARABLE:
            return None
        later = next(
            (i for i in self.indicators.values() if i.pk == link.to_indicator_id), None
        )
        is_same = later and same_unit(later.unit_of_measure, indicator.unit_of_measure)
        return later if is_same else None

    def score(self, indicator: Indicator, year: int) -> Score | None:
        """Return the year's score of the indicator, or of the same measure in another plan."""
        if found := self.scores.get((indicator.pk, year)):
            return found
        points = self.card.series_of(indicator.pk)
        later = [point for point in points if point.year > year]
        if any(point.break_before for point in later):
            return None
        return next((point.score for point in points if point.year == year), None)

    def is_measured_otherwise(self, indicator: Indicator, year: int) -> bool:
        """Whether the year has a score of the series, but of what the indicator was before it was changed."""
        return any(point.year == year for point in self.card.series_of(indicator.pk))

    def ceiling(self, plan: str, year: int) -> Ceiling | None:
        """Return the year's ceiling, where none is recorded what the plan needs."""
        budget = self.budgets.get(year)
        if budget and budget.ceiling is not None:
            link = Link("admin:budgets_annualbudget_change", (budget.pk,))
            return Ceiling(budget.ceiling, budget.source, link, budget.spending)
        rows = self.funding.get((plan, year), [])
        needed = total(row.amount for row in rows)
        if needed is None:
            return None
        link = Link("admin:budgets_fundingrequirement_change", (rows[0].pk,))
        return Ceiling(needed, _together([row.source for row in rows]), link)


def _together(sources: Iterable[str]) -> str:
    """Return the sources of several rows as one: "Tabel 22, baris 1195 dan 1196"."""
    lines: dict[str, list[str]] = {}
    for source in sources:
        where, _, line = source.partition(", baris ")
        lines.setdefault(where, []).extend([line] if line else [])
    return "; ".join(
        f"{where}, baris {' dan '.join(sorted(numbers))}" if numbers else where
        for where, numbers in lines.items()
        if where
    )
