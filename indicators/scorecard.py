"""The one scorecard: a unit's indicators and years with target, realization, state and achievement.

Dashboard, reports, pages and checks read this; no second formula exists. ``load``
makes seven queries whatever the number of indicators and years (plan years, bands,
indicators, links, targets, quarterly targets, realizations), one more where quarters
were realized (their measurements), plus one per derived source in use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from indicators import achievement as rules
from indicators.judgement import (
    NO_JUDGEMENT,
    Judgement,
    figure_of,
    judge,
    state_of,
    target_of,
)
from indicators.models import AgreementState, Period
from indicators.quarters import QuarterRows, YearQuarters
from indicators.scorecard_rows import ScorecardRows
from indicators.scores import (
    Basis,
    Group,
    Score,
    Scorecard,
    SeriesPoint,
    TargetFigure,
    YearScore,
    asked,
)
from indicators.words import NOTHING, result_text, target_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import (
        AnnualTarget,
        Indicator,
        PerformanceAgreement,
        Realization,
    )

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

NO_ROWS = QuarterRows()


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
    rows = ScorecardRows(unit, years, derived or {})
    return _Assembler(rows, today or timezone.localdate()).scorecard(basis)


class _Assembler:
    """Makes the scores of the rows that were read."""

    def __init__(self, rows: ScorecardRows, today: datetime.date) -> None:
        self.rows = rows
        self.today = today

    def scorecard(self, basis: Basis | None) -> Scorecard:
        scores = {year: self._year(year, basis) for year in self.rows.years}
        return Scorecard(
            self.rows.unit,
            scores,
            tuple(self.rows.plans),
            self.rows.lineage,
            self.rows.scales,
        )

    def _year(self, year: int, wanted: Basis | None) -> YearScore:
        plan = self.rows.plans[year]
        agreement = self._agreement(year)
        basis = (
            wanted
            if wanted is not None and (agreement or wanted is Basis.RENSTRA)
            else None
        )
        basis = basis or (Basis.PK if agreement else Basis.RENSTRA)
        own = [
            item for item in self.rows.indicators.values() if item.plan_id == plan.pk
        ]
        scores = [self._score(item, year, basis, agreement) for item in own]
        stayed = [
            self._score(item, year, basis, agreement)
            for item in self.rows.indicators.values()
            if item.plan_id != plan.pk and self._is_left(item, year, agreement)
        ]
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
            stayed=tuple(stayed),
        )

    def _is_left(
        self, indicator: Indicator, year: int, agreement: PerformanceAgreement | None
    ) -> bool:
        """Whether the year has figures of an indicator whose plan does not count in it."""
        place = (indicator.pk, year)
        row = self.rows.realizations.get(place)
        is_realized = row is not None and row.says_something
        quarters = self.rows.quarters.get(place, NO_ROWS)
        is_agreed = self._pk_target(indicator, year, agreement) is not None
        return is_realized or bool(quarters.realizations) or is_agreed

    def _agreement(self, year: int) -> PerformanceAgreement | None:
        """Return the latest fixed version of the year's agreement that has targets."""
        versions = [
            row.agreement
            for (_, row_year), rows in self.rows.targets.items()
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
        pk = self._pk_target(indicator, year, agreement)
        renstra = self._renstra_target(indicator, year)
        # A goal's indicator has targets in the plan only; an agreement does not name it.
        target = renstra if basis is Basis.RENSTRA or indicator.goal_owner_id else pk
        row = self.rows.realizations.get((indicator.pk, year))
        quarters = self._year_quarters(indicator, year)
        result = _figure(row, quarters)
        judged = self._judge(indicator, target, result)
        return Score(
            indicator=indicator,
            year=year,
            value=result.value,
            state=state_of(
                row,
                target.target if target else None,
                result,
                judged,
                due=indicator.due_on(year, Period.YEAR),
                today=self.today,
            ),
            judged=judged,
            band=self._band(year, judged.achievement),
            target=target,
            pk=pk,
            renstra=renstra,
            deviation=self._deviation(indicator, year, agreement, (pk, renstra)),
            judged_by_plan=self._judge(indicator, renstra, result),
            realization=row,
            derived=self.rows.derived.get(indicator.derived_source, {}).get(year),
            year_quarters=quarters,
        )

    def _year_quarters(self, indicator: Indicator, year: int) -> YearQuarters:
        return YearQuarters(
            indicator=indicator,
            year=year,
            rows=self.rows.quarters.get((indicator.pk, year), NO_ROWS),
            scale=self.rows.scales.get(indicator.scale_id or 0),
            today=self.today,
        )

    def _judge(
        self, indicator: Indicator, target: TargetFigure | None, result: rules.Result
    ) -> Judgement:
        if target is None:
            return NO_JUDGEMENT
        scale = self.rows.scales.get(indicator.scale_id or 0)
        return judge(indicator, target.target, result, scale)

    def _agreed_row(
        self, indicator: Indicator, year: int, agreement: PerformanceAgreement | None
    ) -> AnnualTarget | None:
        if agreement is None:
            return None
        rows = self.rows.targets.get((indicator.pk, year), [])
        return next((row for row in rows if row.agreement_id == agreement.pk), None)

    def _pk_target(
        self, indicator: Indicator, year: int, agreement: PerformanceAgreement | None
    ) -> TargetFigure | None:
        """Return the agreement's target; a row that only says why an indicator is left out is none."""
        row = self._agreed_row(indicator, year, agreement)
        if row is None or row.is_left_out:
            return None
        return _target_figure(row, Basis.PK, str(agreement))

    def _deviation(
        self,
        indicator: Indicator,
        year: int,
        agreement: PerformanceAgreement | None,
        targets: tuple[TargetFigure | None, TargetFigure | None],
    ) -> str | None:
        pk, renstra = targets
        if agreement is None or indicator.goal_owner_id or renstra is None:
            return None
        if asked(pk) == asked(renstra):
            return None
        row = self._agreed_row(indicator, year, agreement)
        return row.deviation_reason if row else ""

    def _renstra_target(self, indicator: Indicator, year: int) -> TargetFigure | None:
        """The plan's own target, else the one that a later revision sets for the same measure.

        A revision that counts in no year sets nothing yet; one whose years a later revision took has set it.
        """
        for place, pk in enumerate(
            (indicator.pk, *self.rows.lineage.same_measure_ahead(indicator.pk))
        ):
            for row in self.rows.targets.get((pk, year), []):
                plan = row.indicator.plan
                counts = not place or plan.pk in self.rows.plans_that_count
                if row.agreement_id is None and counts:
                    title = self.rows.plan_titles[plan.pk]
                    return _target_figure(
                        row,
                        Basis.RENSTRA,
                        f"{title}, ditetapkan kemudian" if place else title,
                    )
        return None

    def _band(self, year: int, achievement: Decimal | None) -> rules.Band | None:
        scale = self.rows.scales.get(self.rows.plans[year].achievement_scale_id or 0)
        return (
            scale.band_for(achievement) if scale and achievement is not None else None
        )


def _figure(realization: Realization | None, quarters: YearQuarters) -> rules.Result:
    """Return the year's figure; one that nobody entered is derived where quarters were realized.

    A recorded "-" stands: it says that there is nothing to derive.
    """
    is_said = realization is not None and realization.says_something
    if is_said or not quarters.is_realized:
        return figure_of(realization, None)
    return figure_of(realization, quarters.value.value)


def _target_figure(row: AnnualTarget, basis: Basis, label: str) -> TargetFigure:
    return TargetFigure(
        row=row,
        basis=basis,
        target=target_of(row),
        text=target_text(row),
        label=label,
    )
