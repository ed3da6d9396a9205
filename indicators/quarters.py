"""The quarters of an indicator's year: what was planned, what was realized, and what they amount to.

Whatever says "to date" uses closed quarters only: those whose last day is past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import achievement as rules
from indicators.accumulation import (
    Accumulated,
    AccumulatedTarget,
    Quarter,
    Way,
    so_far,
    target_so_far,
    year_from_quarters,
)
from indicators.calculation import (
    Accumulation,
    Aggregation,
    aggregate,
)
from indicators.calculation_text import value_text
from indicators.judgement import (
    NO_JUDGEMENT,
    Judgement,
    figure_of,
    is_declared,
    judge,
    state_of,
    target_of,
)
from indicators.models.choices import QUARTERS, Period, ValueKind
from indicators.models.indicator import period_end
from indicators.scores import agrees
from indicators.words import (
    NOTHING,
    previous_year_note,
    realized_text,
    short_title,
    target_text,
    written_target,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import TypeGuard

    from indicators.calculation import MeasurementInput
    from indicators.models import (
        Indicator,
        Measurement,
        QuarterlyTarget,
        Realization,
    )


@dataclass(frozen=True)
class QuarterRows:
    """What is stored of an indicator's quarters in a year, by period; measurements by realization."""

    targets: dict[str, QuarterlyTarget] = field(default_factory=dict)
    realizations: dict[str, Realization] = field(default_factory=dict)
    measurements: dict[int, list[Measurement]] = field(default_factory=dict)


@dataclass(frozen=True)
class QuarterScore:
    """One quarter of an indicator: target, realization, state and achievement.

    ``value`` is the recorded figure, else what the quarter's measurements give (``computed``).
    """

    indicator: Indicator
    year: int
    period: Period
    target_row: QuarterlyTarget | None
    target: rules.Target
    realization: Realization | None
    measurements: tuple[Measurement, ...]
    computed: Decimal | None
    value: Decimal | None
    state: rules.FigureState
    achievement: Decimal | None
    status: rules.Status | None
    due: datetime.date
    is_closed: bool

    @property
    def short_title(self) -> str:
        """The quarter as a heading: "TW II"."""
        return short_title(self.period)

    @property
    def target_text(self) -> str:
        return target_text(self.target_row) if asks(self.target_row) else NOTHING

    @property
    def activity(self) -> str:
        """What is to be done in the quarter, "" where nothing is written."""
        return self.target_row.activity if self.target_row else ""

    @property
    def result_text(self) -> str:
        return realized_text(self.indicator, self.realization, self.value)

    @property
    def has_figure(self) -> bool:
        row = self.realization
        return self.value is not None or (row is not None and row.carries_figure)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said wherever the figure is shown."""
        row, found = self.realization, []
        if row is not None and row.value is None and self.value is not None:
            found.append("dihitung dari pengukuran")
        if self._differs:
            found.append(f"berbeda dari hasil hitungan {value_text(self.computed)}")
        if row is not None and row.uses_previous_year:
            found.append(previous_year_note(self.year))
        return tuple(found)

    @property
    def _differs(self) -> bool:
        """Whether the recorded value is not what the measurements give."""
        if self.value is None or self.computed is None:
            return False
        return not agrees(self.value, self.computed)


@dataclass(frozen=True)
class ToDate:
    """Value and target of the closed quarters up to ``through`` (None: not even the first one)."""

    through: Period | None
    value: Decimal | None
    value_text: str
    how: Accumulated
    target: rules.Target | None
    target_text: str
    achievement: Decimal | None
    status: rules.Status | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class YearQuarters:
    """The four quarters of an indicator in a year, worked out when somebody asks."""

    indicator: Indicator
    year: int
    rows: QuarterRows
    scale: rules.Scale | None
    today: datetime.date

    @property
    def is_planned(self) -> bool:
        """Whether the action plan asks anything of the year."""
        return any(asks(row) for row in self.rows.targets.values())

    @property
    def is_realized(self) -> bool:
        """Whether any quarter has a realization."""
        return bool(self.rows.realizations)

    @cached_property
    def scores(self) -> tuple[QuarterScore, ...]:
        """TW I to IV."""
        return tuple(self._score(period) for period in QUARTERS)

    @cached_property
    def value(self) -> Accumulated:
        """What the quarters give for the year; they must all be closed."""
        given = [_given(score) for score in self.closed]
        if len(given) == len(QUARTERS):
            return year_from_quarters(given, self.way)
        return Accumulated(reason="Tahun ini belum berakhir.")

    @cached_property
    def target(self) -> AccumulatedTarget:
        """What the quarterly targets give for the year."""
        if not self.is_planned:
            return AccumulatedTarget()
        return self._target_through(len(QUARTERS))

    @cached_property
    def to_date(self) -> ToDate:
        """Value, target and achievement of the closed quarters, on the same basis."""
        found = so_far([_given(score) for score in self.closed], self.way)
        reach = found.through if found.value is not None else len(self.closed)
        target = self._target_through(reach).target if reach else None
        reached = self._judge(target, found.value)
        return ToDate(
            through=QUARTERS[reach - 1] if reach else None,
            value=found.value,
            value_text=realized_text(self.indicator, None, found.value),
            how=found,
            target=target,
            target_text=written_target(target, self.indicator.decimals),
            achievement=reached.achievement,
            status=reached.status,
            notes=self._borrowed(QUARTERS[:reach]),
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What must be said wherever a value of all quarters is shown."""
        return self._borrowed(QUARTERS)

    def _borrowed(self, periods: Sequence[Period]) -> tuple[str, ...]:
        """Say whether any of these quarters uses the data of the year before."""
        rows = (self.rows.realizations.get(period) for period in periods)
        is_borrowed = any(row is not None and row.uses_previous_year for row in rows)
        return (previous_year_note(self.year),) if is_borrowed else ()

    @cached_property
    def closed(self) -> tuple[QuarterScore, ...]:
        """The quarters that have ended by the calendar."""
        return tuple(score for score in self.scores if score.is_closed)

    @cached_property
    def way(self) -> Way:
        """What the indicator says about its quarters."""
        return Way(
            Accumulation(self.indicator.accumulation),
            Aggregation(self.indicator.aggregation),
            is_percentage=self.indicator.is_percentage,
            has_grades=self.indicator.value_kind == ValueKind.GRADE,
        )

    def _target_through(self, count: int) -> AccumulatedTarget:
        rows = [self.rows.targets.get(period) for period in QUARTERS[:count]]
        return target_so_far([asked_by(row) for row in rows], self.way)

    def _judge(self, target: rules.Target | None, value: Decimal | None) -> Judgement:
        if target is None or value is None:
            return NO_JUDGEMENT
        return judge(self.indicator, target, rules.Result(value=value), self.scale)

    def _score(self, period: Period) -> QuarterScore:
        target_row = self.rows.targets.get(period)
        row = self.rows.realizations.get(period)
        measured = tuple(self.rows.measurements.get(row.pk, ()) if row else ())
        computed = aggregate(
            inputs_of(measured), Aggregation(self.indicator.aggregation)
        )
        result = figure_of(row, computed)
        target = asked_by(target_row) or rules.Target()
        reached = judge(self.indicator, target, result, self.scale)
        due = self.indicator.due_on(self.year, period)
        return QuarterScore(
            indicator=self.indicator,
            year=self.year,
            period=period,
            target_row=target_row,
            target=target,
            realization=row,
            measurements=measured,
            computed=computed,
            value=result.value,
            state=state_of(row, target, result, reached, due=due, today=self.today),
            achievement=reached.achievement,
            status=reached.status,
            due=due,
            is_closed=self.today > period_end(self.year, period),
        )


def inputs_of(rows: Sequence[Measurement]) -> list[MeasurementInput]:
    """Return stored measurements as the arithmetic takes them."""
    return [row.as_input for row in rows]


def asks(row: QuarterlyTarget | None) -> TypeGuard[QuarterlyTarget]:
    """Whether the row says what is asked for, be it a "-"; one may hold the planned activity only."""
    return row is not None and (row.carries_figure or bool(row.printed_text))


def asked_by(row: QuarterlyTarget | None) -> rules.Target | None:
    """Return the target of the row: empty for a "-", None where it does not say."""
    return target_of(row) if asks(row) else None


def _given(score: QuarterScore) -> Quarter:
    """Return what the quarter gives to the year.

    A quarter without a figure whose target is "-" is left out, as is one declared "-".
    """
    asks_nothing = asks(score.target_row) and not score.target.is_set
    is_left_out = not score.has_figure and (
        asks_nothing or is_declared(score.realization, rules.Result())
    )
    inputs = () if is_left_out else tuple(inputs_of(score.measurements))
    return Quarter(score.value, inputs, is_left_out)
