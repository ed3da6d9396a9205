"""What the scorecard is made from: a unit's rows, read in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indicators import achievement as rules
from indicators import sources
from indicators.lineage import LineageMap
from indicators.models import (
    AnnualTarget,
    GradeBand,
    Indicator,
    IndicatorLink,
    Measurement,
    Period,
    PlanYear,
    QuarterlyTarget,
    Realization,
    StrategicPlan,
)
from indicators.quarters import QuarterRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from accounts.models import Unit


class ScorecardRows:
    """A unit's rows of the years asked for, each kind read once."""

    def __init__(
        self,
        unit: Unit,
        years: Sequence[int] | None,
        derived: Mapping[str, Mapping[int, Decimal]],
    ) -> None:
        """Read the years asked for, all without; ``derived`` are values of sources computed already."""
        self.unit = unit
        plan_years = (
            PlanYear.objects.filter(unit=unit).select_related("plan").order_by("year")
        )
        self.plans = {row.year: row.plan for row in plan_years}
        self.years = [year for year in self.plans if years is None or year in years]
        self.scales = _load_scales(unit)
        self.indicators = _load_indicators(unit)
        plans = {item.plan_id: item.plan for item in self.indicators.values()}
        self.plan_titles = _plan_titles(plans)
        self.plans_that_count = _that_count(self.plans.values(), plans)
        self.lineage = LineageMap(
            IndicatorLink.objects.filter(from_indicator__plan__unit=unit).order_by("pk")
        )
        self.targets = self._load_targets()
        self.quarters: dict[tuple[int, int], QuarterRows] = {}
        self._load_quarterly_targets()
        self.realizations = self._load_realizations()
        self._load_measurements()
        self.derived = {**self._compute_derived(derived), **derived}

    def _load_targets(self) -> dict[tuple[int, int], list[AnnualTarget]]:
        found: dict[tuple[int, int], list[AnnualTarget]] = {}
        rows = AnnualTarget.objects.filter(
            indicator__plan__unit=self.unit, year__in=self.years
        )
        for row in rows.select_related("agreement"):
            row.indicator = self.indicators[row.indicator_id]
            found.setdefault((row.indicator_id, row.year), []).append(row)
        return found

    def _load_quarterly_targets(self) -> None:
        rows = QuarterlyTarget.objects.filter(
            indicator__plan__unit=self.unit, year__in=self.years
        )
        for row in rows:
            row.indicator = self.indicators[row.indicator_id]
            self._quarters_of(row).targets[row.period] = row

    def _load_realizations(self) -> dict[tuple[int, int], Realization]:
        """Read the realizations of years and quarters, and return those of years."""
        found: dict[tuple[int, int], Realization] = {}
        for row in Realization.objects.filter(
            indicator__plan__unit=self.unit, year__in=self.years
        ):
            if row.period == Period.YEAR:
                found[row.indicator_id, row.year] = row
            else:
                self._quarters_of(row).realizations[row.period] = row
        return found

    def _load_measurements(self) -> None:
        """Read what the quarters' realizations were measured by, where there are any."""
        owners = {
            row.pk: quarters
            for quarters in self.quarters.values()
            for row in quarters.realizations.values()
        }
        if not owners:
            return
        rows = Measurement.objects.filter(
            realization__indicator__plan__unit=self.unit,
            realization__year__in=self.years,
        ).exclude(realization__period=Period.YEAR)
        for row in rows.order_by("realization", "order"):
            measured = owners[row.realization_id].measurements
            measured.setdefault(row.realization_id, []).append(row)

    def _quarters_of(self, row: QuarterlyTarget | Realization) -> QuarterRows:
        return self.quarters.setdefault((row.indicator_id, row.year), QuarterRows())

    def _compute_derived(
        self, known: Mapping[str, object]
    ) -> dict[str, Mapping[int, Decimal]]:
        names = {
            item.derived_source
            for item in self.indicators.values()
            if item.derived_source
        } - set(known)
        found = [source for name in sorted(names) if (source := sources.find(name))]
        return {source.name: source.compute(self.unit) for source in found}


def _that_count(
    in_force: Iterable[StrategicPlan], known: Mapping[int, StrategicPlan]
) -> set[int]:
    """Return the plans in force, and those that they revise: a later revision takes their years, not what they said."""
    found: set[int] = set()
    for plan in in_force:
        current: StrategicPlan | None = plan
        while current and current.pk not in found:
            found.add(current.pk)
            is_revision = current.relation == StrategicPlan.Relation.REVISES
            current = known.get(current.predecessor_id or 0) if is_revision else None
    return found


def _plan_titles(plans: Mapping[int, StrategicPlan]) -> dict[int, str]:
    """Return the plans' short titles; two revisions of one year are told apart by their codes."""
    taken = Counter(plan.short_title for plan in plans.values())
    return {
        pk: plan.short_title if taken[plan.short_title] == 1 else plan.full_title
        for pk, plan in plans.items()
    }


def _load_scales(unit: Unit) -> dict[int, rules.Scale]:
    bands: dict[int, list[rules.Band]] = {}
    codes: dict[int, str] = {}
    for row in (
        GradeBand.objects.filter(scale__unit=unit)
        .select_related("scale")
        .order_by("scale", "rank")
    ):
        codes[row.scale_id] = row.scale.code
        bands.setdefault(row.scale_id, []).append(
            rules.Band(
                row.label,
                row.lower,
                row.is_lower_included,
                row.rank,
                row.points,
                row.colour,
            )
        )
    return {pk: rules.Scale(codes[pk], tuple(rows)) for pk, rows in bands.items()}


def _load_indicators(unit: Unit) -> dict[int, Indicator]:
    rows = Indicator.objects.filter(plan__unit=unit).select_related(
        "plan", "activity_target__goal", "goal_owner", "goal"
    )
    return {row.pk: row for row in rows.in_order()}
