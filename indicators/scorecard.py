"""The one scorecard: a unit's indicators and years with target, realization, state and achievement.

Dashboard, reports, pages and checks read this; no second formula exists. ``load``
makes six queries whatever the number of indicators and years (plan years, bands,
indicators, links, targets, realizations), plus one per derived source in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from indicators import achievement as rules
from indicators import sources
from indicators.lineage import LineageMap
from indicators.models import (
    AgreementState,
    AnnualTarget,
    GradeBand,
    Indicator,
    IndicatorLink,
    Period,
    PlanYear,
    Realization,
)
from indicators.scores import (
    NOTHING,
    Basis,
    Group,
    Score,
    Scorecard,
    SeriesPoint,
    TargetFigure,
    YearScore,
    result_text,
    target_text,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import PerformanceAgreement

__all__ = [
    "NOTHING",
    "Basis",
    "Group",
    "Score",
    "Scorecard",
    "SeriesPoint",
    "TargetFigure",
    "YearScore",
    "load",
    "result_text",
    "target_text",
]


def load(
    unit: Unit,
    years: Sequence[int] | None = None,
    *,
    basis: Basis | None = None,
    today: datetime.date | None = None,
    derived: Mapping[str, Mapping[int, Decimal]] | None = None,
) -> Scorecard:
    """Load the unit's scorecard for these years (all without), against one basis (the governing one without).

    ``derived`` gives the values of derived sources that the caller has computed already.
    """
    return _Loader(unit, years, today or timezone.localdate(), derived).scorecard(basis)


class _Loader:
    """Reads everything once and assembles the scores."""

    def __init__(
        self,
        unit: Unit,
        years: Sequence[int] | None,
        today: datetime.date,
        derived: Mapping[str, Mapping[int, Decimal]] | None,
    ) -> None:
        self.unit = unit
        self.today = today
        plan_years = (
            PlanYear.objects.filter(unit=unit).select_related("plan").order_by("year")
        )
        self.plans = {row.year: row.plan for row in plan_years}
        self.years = [year for year in self.plans if years is None or year in years]
        self.scales = _load_scales(unit)
        self.indicators = _load_indicators(unit)
        self.lineage = LineageMap(
            IndicatorLink.objects.filter(from_indicator__plan__unit=unit).order_by("pk")
        )
        self.targets = self._load_targets()
        self.realizations = self._load_realizations()
        self.derived = {**self._compute_derived(derived or {}), **(derived or {})}

    def _load_targets(self) -> dict[tuple[int, int], list[AnnualTarget]]:
        found: dict[tuple[int, int], list[AnnualTarget]] = {}
        rows = AnnualTarget.objects.filter(
            indicator__plan__unit=self.unit, year__in=self.years
        )
        for row in rows.select_related("agreement"):
            row.indicator = self.indicators[row.indicator_id]
            found.setdefault((row.indicator_id, row.year), []).append(row)
        return found

    def _load_realizations(self) -> dict[tuple[int, int], Realization]:
        rows = Realization.objects.filter(
            indicator__plan__unit=self.unit, year__in=self.years, period=Period.YEAR
        )
        return {(row.indicator_id, row.year): row for row in rows}

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

    def scorecard(self, basis: Basis | None) -> Scorecard:
        scores = {year: self._year(year, basis) for year in self.years}
        return Scorecard(self.unit, scores, tuple(self.plans), self.lineage)

    def _year(self, year: int, wanted: Basis | None) -> YearScore:
        plan = self.plans[year]
        agreement = self._agreement(year)
        basis = (
            wanted
            if wanted is not None and (agreement or wanted is Basis.RENSTRA)
            else None
        )
        basis = basis or (Basis.PK if agreement else Basis.RENSTRA)
        own = [item for item in self.indicators.values() if item.plan_id == plan.pk]
        scores = [self._score(item, year, basis, agreement) for item in own]
        return YearScore(
            year=year,
            plan=plan,
            basis=basis,
            basis_note=""
            if agreement
            else f"Tahun {year} belum mempunyai Perjanjian Kinerja; diukur terhadap target Renstra.",
            agreement=agreement,
            rows=tuple(score for score in scores if score.indicator.activity_target_id),
            goal_rows=tuple(score for score in scores if score.indicator.goal_owner_id),
        )

    def _agreement(self, year: int) -> PerformanceAgreement | None:
        """Return the latest fixed version of the year's agreement that has targets."""
        versions = [
            row.agreement
            for (_, row_year), rows in self.targets.items()
            for row in rows
            if row_year == year
            and row.agreement
            and row.agreement.state == AgreementState.FIXED
        ]
        return max(versions, key=lambda agreement: agreement.version, default=None)

    def _score(
        self,
        indicator: Indicator,
        year: int,
        basis: Basis,
        agreement: PerformanceAgreement | None,
    ) -> Score:
        pk, renstra = (
            self._pk_target(indicator, year, agreement),
            self._renstra_target(indicator, year),
        )
        # A goal's indicator has targets in the plan only; an agreement does not name it.
        target = renstra if basis is Basis.RENSTRA or indicator.goal_owner_id else pk
        realization = self.realizations.get((indicator.pk, year))
        reached = _judge(indicator, target, realization, self.scales)
        against_plan = _judge(indicator, renstra, realization, self.scales)
        due = indicator.due_on(year, Period.YEAR)
        source = (
            sources.find(indicator.derived_source) if indicator.derived_source else None
        )
        return Score(
            indicator=indicator,
            year=year,
            state=self._state(target, realization, reached.achievement, due),
            achievement=reached.achievement,
            status=reached.status,
            band=self._band(year, reached.achievement),
            target=target,
            pk=pk,
            renstra=renstra,
            renstra_achievement=against_plan.achievement,
            renstra_met=None
            if against_plan.status is None
            else against_plan.status.is_met,
            realization=realization,
            due=due,
            derived=self.derived.get(indicator.derived_source, {}).get(year),
            derived_label=source.label if source else "",
        )

    def _pk_target(
        self, indicator: Indicator, year: int, agreement: PerformanceAgreement | None
    ) -> TargetFigure | None:
        for row in self.targets.get((indicator.pk, year), []):
            if agreement is not None and row.agreement_id == agreement.pk:
                return _target_figure(row, Basis.PK, str(agreement))
        return None

    def _renstra_target(self, indicator: Indicator, year: int) -> TargetFigure | None:
        """The plan's own target, else the one that a later revision sets for the same measure."""
        for place, pk in enumerate(
            (indicator.pk, *self.lineage.same_measure_ahead(indicator.pk))
        ):
            for row in self.targets.get((pk, year), []):
                if row.agreement_id is None:
                    title = row.indicator.plan.short_title
                    return _target_figure(
                        row,
                        Basis.RENSTRA,
                        f"{title}, ditetapkan kemudian" if place else title,
                    )
        return None

    def _state(
        self,
        target: TargetFigure | None,
        realization: Realization | None,
        achievement: Decimal | None,
        due: datetime.date,
    ) -> rules.FigureState:
        has_result = realization is not None and realization.carries_figure
        return rules.figure_state(
            target_set=target is not None and target.is_set,
            has_result=has_result,
            value=realization.value if realization else None,
            achievement=achievement,
            declared_not_applicable=bool(
                realization and not has_result and realization.printed_text
            ),
            due=due,
            today=self.today,
        )

    def _band(self, year: int, achievement: Decimal | None) -> rules.Band | None:
        scale = self.scales.get(self.plans[year].achievement_scale_id or 0)
        return (
            scale.band_for(achievement) if scale and achievement is not None else None
        )


@dataclass(frozen=True)
class _Judgement:
    achievement: Decimal | None
    status: rules.Status | None


def _judge(
    indicator: Indicator,
    target: TargetFigure | None,
    realization: Realization | None,
    scales: Mapping[int, rules.Scale],
) -> _Judgement:
    if (
        target is None
        or not target.is_set
        or realization is None
        or not realization.carries_figure
    ):
        return _Judgement(None, None)
    result = rules.Result(value=realization.value, grade=realization.grade or None)
    polarity = rules.Polarity(indicator.polarity)
    scale = scales.get(indicator.scale_id or 0)
    return _Judgement(
        rules.achievement(
            target.target, result, polarity, tolerance=indicator.tolerance, scale=scale
        ),
        rules.status(
            target.target, result, polarity, tolerance=indicator.tolerance, scale=scale
        ),
    )


def _target_figure(row: AnnualTarget, basis: Basis, label: str) -> TargetFigure:
    target = rules.Target(
        value=row.value, lower=row.lower, upper=row.upper, grade=row.grade or None
    )
    return TargetFigure(
        row=row, basis=basis, target=target, text=target_text(row), label=label
    )


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
