"""The one scorecard: a unit's indicators and years with target, realization, state and achievement.

Dashboard, reports, pages and checks read this; no second formula exists. ``load``
makes six queries whatever the number of indicators and years (plan years, bands,
indicators, links, targets, realizations), plus one per derived source in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from indicators import achievement as rules
from indicators import sources
from indicators.lineage import LineageMap
from indicators.models import (
    AnnualTarget,
    GradeBand,
    Indicator,
    IndicatorLink,
    Period,
    PlanYear,
    Realization,
)
from indicators.numbers import format_number, round_half_up

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import (
        ActivityTarget,
        Goal,
        PerformanceAgreement,
        StrategicPlan,
    )

NOTHING = "–"


class Basis(StrEnum):
    """Against which target a year is measured."""

    PK = "pk"
    RENSTRA = "renstra"

    @property
    def label(self) -> str:
        return "Perjanjian Kinerja" if self is Basis.PK else "Renstra"


@dataclass(frozen=True)
class TargetFigure:
    """A target of one basis, with the words that say whose it is."""

    row: AnnualTarget
    basis: Basis
    target: rules.Target
    text: str
    label: str

    @property
    def is_set(self) -> bool:
        return self.target.is_set

    @property
    def printed_text(self) -> str:
        return self.row.printed_text


@dataclass(frozen=True)
class Score:
    """One indicator in one year."""

    indicator: Indicator
    year: int
    state: rules.FigureState
    achievement: Decimal | None
    status: rules.Status | None
    band: rules.Band | None
    target: TargetFigure | None
    pk: TargetFigure | None
    renstra: TargetFigure | None
    renstra_achievement: Decimal | None
    renstra_met: bool | None
    realization: Realization | None
    due: datetime.date
    derived: Decimal | None
    derived_label: str

    @property
    def met(self) -> bool | None:
        return None if self.status is None else self.status.is_met

    @property
    def is_targeted(self) -> bool:
        """Whether the governing basis has a target: such rows are counted."""
        return self.target is not None and self.target.is_set

    @property
    def is_listed(self) -> bool:
        """Whether the row belongs in the year's table: named in the governing basis, or realized."""
        return self.target is not None or (
            self.realization is not None and self.realization.carries_figure
        )

    @property
    def target_text(self) -> str:
        return self.target.text if self.target else NOTHING

    @property
    def result_text(self) -> str:
        return result_text(self.indicator, self.realization)

    @property
    def differs_from_derived(self) -> bool:
        """Whether the recorded value is not the derived one, to the decimals that were recorded."""
        if (
            self.derived is None
            or self.realization is None
            or self.realization.value is None
        ):
            return False
        recorded = self.realization.value.normalize()
        places = max(0, -int(recorded.as_tuple().exponent))
        return round_half_up(self.derived, places) != recorded


@dataclass(frozen=True)
class Group:
    """An activity target with its scores and their roll-up."""

    activity_target: ActivityTarget
    rows: tuple[Score, ...]
    average: rules.Average
    tally: rules.Tally

    @property
    def number(self) -> int:
        return self.activity_target.order


@dataclass(frozen=True)
class GoalSummary:
    """The roll-up of the indicators that serve a goal."""

    goal: Goal
    average: rules.Average
    tally: rules.Tally


@dataclass(frozen=True)
class YearScore:
    """A year of the plan in force, measured against one basis."""

    year: int
    plan: StrategicPlan
    basis: Basis
    basis_note: str
    agreement: PerformanceAgreement | None
    rows: tuple[Score, ...]
    goal_rows: tuple[Score, ...]

    @property
    def cap(self) -> Decimal:
        return self.plan.cap

    @cached_property
    def counted(self) -> tuple[Score, ...]:
        return tuple(row for row in self.rows if row.is_targeted)

    @cached_property
    def tally(self) -> rules.Tally:
        return rules.tally(row.met for row in self.counted)

    @cached_property
    def average(self) -> rules.Average:
        return rules.average((row.achievement for row in self.counted), self.cap)

    @cached_property
    def renstra_tally(self) -> rules.Tally:
        """How many meet the Renstra target, of those for which one is printed."""
        return rules.tally(
            row.renstra_met for row in self.rows if row.renstra and row.renstra.is_set
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        found: dict[int, list[Score]] = {}
        for row in self.rows:
            found.setdefault(row.indicator.activity_target_id or 0, []).append(row)
        return tuple(self._group(rows) for rows in found.values())

    def _group(self, rows: list[Score]) -> Group:
        owner = rows[0].indicator.activity_target
        assert owner is not None  # noqa: S101 - ``rows`` holds indicators of activity targets only
        return Group(owner, tuple(rows), *self._roll_up(rows))

    @cached_property
    def goal_summaries(self) -> tuple[GoalSummary, ...]:
        """The plan's goals with the indicators that serve them (the indicator's own goal, else its SK's)."""
        found: dict[Goal, list[Score]] = {}
        for row in self.rows:
            goal = row.indicator.goal or (
                row.indicator.activity_target and row.indicator.activity_target.goal
            )
            if goal:
                found.setdefault(goal, []).append(row)
        ordered = sorted(found.items(), key=lambda item: item[0].order)
        return tuple(GoalSummary(goal, *self._roll_up(rows)) for goal, rows in ordered)

    def _roll_up(self, rows: Iterable[Score]) -> tuple[rules.Average, rules.Tally]:
        targeted = [row for row in rows if row.is_targeted]
        return rules.average(
            (row.achievement for row in targeted), self.cap
        ), rules.tally(row.met for row in targeted)


@dataclass(frozen=True)
class SeriesPoint:
    """A year of a series; ``break_before`` says what happened to the indicator just before it."""

    year: int
    score: Score
    break_before: str


@dataclass(frozen=True)
class Scorecard:
    """A unit's years, and the series that run through them."""

    unit: Unit
    years: dict[int, YearScore]
    all_years: tuple[int, ...]
    lineage: LineageMap

    def year(self, year: int) -> YearScore | None:
        return self.years.get(year)

    @cached_property
    def _by_indicator(self) -> dict[tuple[int, int], Score]:
        return {
            (score.indicator.pk, year): score
            for year, year_score in self.years.items()
            for score in (*year_score.rows, *year_score.goal_rows)
        }

    def series_of(self, indicator_id: int) -> tuple[SeriesPoint, ...]:
        """Return the series that the indicator belongs to, through its lineage, oldest year first."""
        chain = self.lineage.chain(indicator_id)
        points: list[SeriesPoint] = []
        last_place: int | None = None
        for year in self.years:
            for place, member in enumerate(chain):
                score = self._by_indicator.get((member.indicator_id, year))
                if score is None:
                    continue
                breaks = [
                    m.break_before
                    for m in chain[(last_place or 0) + 1 : place + 1]
                    if m.break_before
                ]
                points.append(
                    SeriesPoint(year, score, breaks[-1] if breaks and points else "")
                )
                last_place = place
        return tuple(points)


def result_text(indicator: Indicator, realization: Realization | None) -> str:
    """Return the realization as people read it: "16,85", "B-", "-" when declared not applicable, "–" when empty."""
    if realization is None:
        return NOTHING
    if realization.value is not None:
        return format_number(realization.value, indicator.decimals)
    return realization.grade or realization.printed_text or NOTHING


def target_text(row: AnnualTarget) -> str:
    """Return the target as people read it: "6", "80–90", "B-"; "-" when not targeted."""
    decimals = row.indicator.decimals
    if row.value is not None:
        return format_number(row.value, decimals)
    if row.lower is not None and row.upper is not None:
        return (
            f"{format_number(row.lower, decimals)}–{format_number(row.upper, decimals)}"
        )
    return row.grade or "-"


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
        """Return the latest version of the year's agreement that has targets."""
        versions = [
            row.agreement
            for (_, row_year), rows in self.targets.items()
            for row in rows
            if row_year == year and row.agreement
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
