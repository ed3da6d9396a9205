"""What the scorecard is made of: targets, scores, roll-ups and series, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import achievement as rules
from indicators import sources
from indicators.judgement import judge
from indicators.models.base import FIGURE_DECIMALS
from indicators.models.choices import Period
from indicators.numbers import round_half_up
from indicators.words import (
    FROM_QUARTERS,
    NOTHING,
    previous_year_note,
    realized_text,
    written_target,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.accumulation import Accumulated
    from indicators.judgement import Judgement
    from indicators.lineage import LineageMap, Member
    from indicators.models import (
        ActivityTarget,
        AnnualTarget,
        Goal,
        Indicator,
        PerformanceAgreement,
        Realization,
        StrategicPlan,
    )
    from indicators.quarters import QuarterScore, ToDate, YearQuarters


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
    """One indicator in one year.

    ``value`` is the year's figure: the recorded one, else the one that its quarters give.
    ``deviation`` is why the agreement does not ask for the plan's target, "" while nobody has
    said; None where it does, or where one of the two is not known.
    """

    indicator: Indicator
    year: int
    value: Decimal | None
    state: rules.FigureState
    judged: Judgement
    band: rules.Band | None
    target: TargetFigure | None
    pk: TargetFigure | None
    renstra: TargetFigure | None
    deviation: str | None
    judged_by_plan: Judgement
    realization: Realization | None
    derived: Decimal | None
    year_quarters: YearQuarters

    @property
    def achievement(self) -> Decimal | None:
        """The percentage, unrounded; None where there is none."""
        return self.judged.achievement

    @property
    def status(self) -> rules.Status | None:
        return self.judged.status

    @property
    def met(self) -> bool | None:
        return None if self.status is None else self.status.is_met

    @property
    def renstra_achievement(self) -> Decimal | None:
        """The percentage of the plan's target, whichever governs."""
        return self.judged_by_plan.achievement

    @property
    def renstra_met(self) -> bool | None:
        status = self.judged_by_plan.status
        return None if status is None else status.is_met

    @property
    def due(self) -> datetime.date:
        """The last day on which the year's figure is not yet overdue."""
        return self.indicator.due_on(self.year, Period.YEAR)

    @property
    def is_derived_from_quarters(self) -> bool:
        """Whether the year's value is what its quarters give, because none was recorded."""
        is_recorded = self.realization is not None and self.realization.carries_figure
        return self.value is not None and not is_recorded

    @property
    def derived_label(self) -> str:
        """What the derived value comes from, "" where nothing is derived."""
        source = sources.find(self.indicator.derived_source)
        return source.label if source else ""

    @property
    def is_targeted(self) -> bool:
        """Whether the governing basis has a target: such rows are counted."""
        return self.target is not None and self.target.is_set

    @property
    def is_listed(self) -> bool:
        """Whether the row belongs in the year's table: named in the governing basis, or realized."""
        return self.target is not None or self.has_figure

    @property
    def has_figure(self) -> bool:
        """Whether the year has a figure, recorded or derived from its quarters."""
        row = self.realization
        return self.value is not None or (row is not None and row.carries_figure)

    @property
    def target_text(self) -> str:
        return self.target.text if self.target else NOTHING

    @property
    def result_text(self) -> str:
        return realized_text(self.indicator, self.realization, self.value)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said wherever the year's figure is shown."""
        row = self.realization
        is_borrowed = row is not None and row.uses_previous_year
        own = (previous_year_note(self.year),) if is_borrowed else ()
        if not self.is_derived_from_quarters:
            return own
        return (FROM_QUARTERS, *(own or self.year_quarters.notes))

    @property
    def quarters(self) -> tuple[QuarterScore, ...]:
        """TW I to IV, also where nothing is stored of them."""
        return self.year_quarters.scores

    @property
    def to_date(self) -> ToDate:
        """Value, target and achievement of the closed quarters."""
        return self.year_quarters.to_date

    @property
    def year_from_quarters(self) -> Accumulated:
        """What the quarters give for the year, how, or why nothing."""
        return self.year_quarters.value

    @property
    def differs_from_quarters(self) -> bool:
        """Whether the year's recorded value is not what its quarters give."""
        if (
            self.value is None
            or self.is_derived_from_quarters
            or not self.year_quarters.is_realized
        ):
            return False
        found = self.year_from_quarters
        if found.value is None or found.is_exact:
            return found.value not in (None, self.value)
        return not agrees(self.value, found.value)

    @property
    def target_from_quarters(self) -> rules.Target | None:
        """What the quarterly targets ask for together, None where they do not say."""
        return self.year_quarters.target.target

    @property
    def target_from_quarters_text(self) -> str:
        return written_target(self.target_from_quarters, self.indicator.decimals)

    @property
    def differs_from_quarterly_targets(self) -> bool:
        """Whether the year's governing target is not what its quarterly targets give."""
        derived = self.target_from_quarters
        if derived is None or self.target is None:
            return False
        return not asks_the_same(self.target.target, derived)

    @property
    def differs_from_derived(self) -> bool:
        """Whether the recorded value is not the derived one, to the decimals that were recorded."""
        if (
            self.derived is None
            or self.realization is None
            or self.realization.value is None
        ):
            return False
        return not agrees(self.realization.value, self.derived)


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
    """A year of the plan in force, measured against one basis.

    ``stayed`` are figures of the year that stand on indicators of another plan, since a revision took
    the year over: they can be read, and count nowhere.
    """

    year: int
    plan: StrategicPlan
    basis: Basis
    basis_note: str
    agreement: PerformanceAgreement | None
    rows: tuple[Score, ...]
    goal_rows: tuple[Score, ...]
    stayed: tuple[Score, ...] = ()

    @property
    def target_labels(self) -> tuple[str, ...]:
        """Whose targets the year is measured against, each once."""
        labels = (row.target.label for row in self.rows if row.target)
        return tuple(dict.fromkeys(labels))

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
    """A year of a series; ``break_before`` says what happened to the indicator just before it.

    A point that ``stayed`` belongs to a plan that no longer counts in its year; where the year has
    a point that counts, that one follows it.
    """

    year: int
    score: Score
    break_before: str
    stayed: bool = False


@dataclass(frozen=True)
class Scorecard:
    """A unit's years, and the series that run through them."""

    unit: Unit
    years: dict[int, YearScore]
    all_years: tuple[int, ...]
    lineage: LineageMap
    scales: dict[int, rules.Scale]

    def year(self, year: int) -> YearScore | None:
        return self.years.get(year)

    @cached_property
    def _by_indicator(self) -> dict[tuple[int, int], Score]:
        return {
            (score.indicator.pk, year): score
            for year, year_score in self.years.items()
            for score in (*year_score.rows, *year_score.goal_rows)
        }

    def score_of(self, indicator_id: int, year: int) -> Score:
        """Return an indicator's score in a year in which its plan is in force."""
        return self._by_indicator[indicator_id, year]

    def end_target(self, score: Score) -> TargetFigure | None:
        """Return the Renstra's target of its last year for the measure; the years must have been loaded."""
        last = score.indicator.plan.end_year
        ahead = self.lineage.same_measure_ahead(score.indicator.pk)
        for pk in (score.indicator.pk, *ahead):
            found = self._by_indicator.get((pk, last))
            if found and found.renstra and found.renstra.is_set:
                return found.renstra
        return None

    def against(self, score: Score, target: TargetFigure) -> Judgement:
        """Return the year's figure judged against another target than the governing one."""
        scale = self.scales.get(score.indicator.scale_id or 0)
        grade = score.realization.grade if score.realization else ""
        result = rules.Result(score.value, grade or None)
        return judge(score.indicator, target.target, result, scale)

    def series_of(self, indicator_id: int) -> tuple[SeriesPoint, ...]:
        """Return the series that the indicator belongs to, through its lineage, oldest year first."""
        chain = self.lineage.chain(indicator_id)
        points: list[SeriesPoint] = []
        last_place: int | None = None
        for year in self.years:
            points += self._stayed_points(chain, year)
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

    def _stayed_points(
        self, chain: Iterable[Member], year: int
    ) -> Iterator[SeriesPoint]:
        members = {member.indicator_id for member in chain}
        for score in self.years[year].stayed:
            if score.indicator.pk in members:
                yield SeriesPoint(year, score, "", stayed=True)


def agrees(recorded: Decimal, computed: Decimal) -> bool:
    """Whether a recorded value is the computed one, to the decimals that were recorded."""
    places = max(0, -int(recorded.normalize().as_tuple().exponent))
    return round_half_up(computed, places) == recorded


def asked(figure: TargetFigure | None) -> tuple[object, ...] | None:
    """Return what a target asks for; a "-" asks for as little as no row."""
    if figure is None or not figure.is_set:
        return None
    return (figure.target.bounds, figure.target.grade)


def asks_the_same(printed: rules.Target, derived: rules.Target) -> bool:
    """Whether a target is the derived one; a mean that never ends is taken as it was printed."""
    ours, theirs = printed.bounds, derived.bounds
    if ours is None or theirs is None:
        return printed == derived
    return all(
        mine == its or (_never_ends(its) and agrees(mine, its))
        for mine, its in zip(ours, theirs, strict=True)
    )


def _never_ends(value: Decimal) -> bool:
    """Whether a quotient has more decimals than any figure that people enter."""
    return round_half_up(value, FIGURE_DECIMALS) != value
