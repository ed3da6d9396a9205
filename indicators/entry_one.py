"""The page of one realization: an indicator in one year or quarter, with everything that is said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.calculation import Aggregation, formula_text
from indicators.calculation_text import TAKEN, aggregation_text, value_text
from indicators.entry_cells import shown_text
from indicators.entry_form import MeasurementRows, RealizationPageForm
from indicators.models import (
    QUARTERS,
    Measurement,
    Period,
    Realization,
    ValueKind,
    WorkflowState,
)
from indicators.models.calculated import deviations, measured_value
from indicators.models.charge import names_in_charge
from indicators.numbers import format_percent
from indicators.scorecard import Score
from indicators.scores import agrees
from indicators.seals import mark_of_entry
from indicators.sources import find
from indicators.stages import stage_sentence
from indicators.tasks import next_task, summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.forms import BoundField

    from indicators.entry_conflict import Conflict
    from indicators.models import Indicator, LockException
    from indicators.quarters import QuarterScore
    from indicators.tasks import Task

RETURNED = WorkflowState.RETURNED
ANALYSIS = ("note", "cause", "obstacle", "follow_up")


@dataclass(frozen=True)
class Place:
    """Which realization the page is about."""

    indicator: Indicator
    year: int
    period: Period

    @property
    def title(self) -> str:
        """The period in words: "2023", "Triwulan III 2023"."""
        year = str(self.year)
        return year if self.period == Period.YEAR else f"{self.period.label} {year}"


@dataclass(frozen=True)
class Tab:
    """A period of the year, to go to."""

    period: Period
    label: str
    text: str
    state: str
    is_current: bool


@dataclass(frozen=True)
class Derived:
    """What the application computes from other data: the value, its source, and the formula with its figures."""

    value: Decimal
    text: str
    label: str
    formula: str
    is_recorded: bool


@dataclass
class Page:
    """Everything the page shows, and what came of saving it."""

    place: Place
    stored: Realization | None
    cases: list[Measurement]
    score: Score
    previous: Score | None
    tasks: list[Task]
    closed: str
    openings: tuple[LockException, ...]
    form: RealizationPageForm
    rows: MeasurementRows
    problems: list[str] = field(default_factory=list)
    conflict: Conflict | None = None
    done: str = ""

    @cached_property
    def mark(self) -> str:
        """What is stored now, as a short mark; "" for nothing."""
        return mark_of_entry(self.stored, self.cases)

    def computed_from(self, cases: Sequence[Measurement]) -> Decimal | None:
        """Return the value that measurements give; None for an indicator that is graded."""
        indicator = self.place.indicator
        if indicator.value_kind == ValueKind.GRADE:
            return None
        return measured_value(indicator, cases)

    @cached_property
    def computed(self) -> Decimal | None:
        """The value that the stored measurements give."""
        return self.computed_from(self.cases)

    @property
    def follows(self) -> str | None:
        """What the figure's field shows where it is the computed value, or empty; None where it is another."""
        value = self.stored.value if self.stored else None
        text = shown_text(self.stored)
        if not text:
            return text
        if value is None or self.computed is None:
            return None
        return text if agrees(value, self.computed) else None

    @property
    def is_refused(self) -> bool:
        """Whether something typed could not be saved."""
        return self.form.is_bound and not self.done

    @property
    def has_problem(self) -> bool:
        """Whether anything typed was refused."""
        row_errors = any(row.errors for row in self.rows.filled)
        return bool(self.form.errors or self.problems or self.conflict or row_errors)

    @property
    def now(self) -> Score | QuarterScore:
        """How the period stands."""
        if self.place.period == Period.YEAR:
            return self.score
        return self.score.quarters[QUARTERS.index(self.place.period)]

    @property
    def stage_sentence(self) -> str:
        return stage_sentence(self.stored) if self.stored else ""

    @property
    def is_returned(self) -> bool:
        return self.stored is not None and self.stored.workflow == RETURNED

    @property
    def target_label(self) -> str:
        """Whose target the period is measured against."""
        if self.place.period != Period.YEAR:
            return "rencana aksi"
        return self.score.target.label if self.score.target else ""

    @property
    def formulas(self) -> list[tuple[Measurement, str]]:
        """The stored measurements with their formulas."""
        return [(row, formula_text(row.as_input)) for row in self.cases]

    @property
    def taken(self) -> str:
        """What the indicator takes of its measurements."""
        return TAKEN[Aggregation(self.place.indicator.aggregation)]

    @property
    def aggregation(self) -> str:
        """How the stored measurements become the value."""
        way = Aggregation(self.place.indicator.aggregation)
        return aggregation_text([row.as_input for row in self.cases], way)

    @cached_property
    def deviations(self) -> list[str]:
        """What was computed where the stored value is another."""
        found = deviations([self.stored]) if self.stored else []
        return [item.text for item in found]

    @property
    def asks_for_reason(self) -> bool:
        """Whether a change of the figure has to be explained."""
        return self.stored is not None and self.stored.was_submitted

    @property
    def texts(self) -> list[BoundField]:
        """The fields of the analysis."""
        return [self.form[name] for name in ANALYSIS]

    @property
    def written_texts(self) -> list[tuple[str, str]]:
        """What is stored of the analysis and the reasons, by label."""
        if self.stored is None:
            return []
        fields = (self.form[name] for name in (*ANALYSIS, "deviation_reason"))
        found = [
            (str(field.label), getattr(self.stored, field.name)) for field in fields
        ]
        return [(label, text) for label, text in found if text]

    @property
    def activity(self) -> str:
        """What the action plan says about the quarter."""
        return "" if isinstance(self.now, Score) else self.now.activity

    @property
    def achievement_text(self) -> str:
        found = self.now.achievement
        return "" if found is None else f"{format_percent(found)} %"

    @property
    def from_quarters(self) -> str:
        """The year's value as its quarters give it."""
        return value_text(self.score.year_from_quarters.value)

    @property
    def left(self) -> str:
        """What is left to do in the year."""
        return summary(self.tasks)

    @property
    def next(self) -> Task | None:
        """What to fill after this realization."""
        return next_task(self.tasks, self.place.indicator, self.place.period)

    @property
    def in_charge(self) -> str:
        """Who enters the indicator; "" for the whole unit."""
        indicator = self.place.indicator
        return names_in_charge([indicator]).get(indicator.pk, "")

    @property
    def tabs(self) -> list[Tab]:
        quarters = [
            self._tab(quarter.period, quarter) for quarter in self.score.quarters
        ]
        return [*quarters, self._tab(Period.YEAR, self.score)]

    def _tab(self, period: Period, score: Score | QuarterScore) -> Tab:
        return Tab(
            period=period,
            label="Setahun" if period == Period.YEAR else period.label,
            text=score.result_text,
            state=score.state.label,
            is_current=period == self.place.period,
        )

    @cached_property
    def derived(self) -> Derived | None:
        """What the indicator's source gives for the year; None for quarters and without a source."""
        source, value = find(self.place.indicator.derived_source), self.score.derived
        if source is None or value is None or self.place.period != Period.YEAR:
            return None
        return Derived(
            value=value,
            text=value_text(value),
            label=source.label,
            formula=source.explain(self.place.indicator.plan.unit, self.place.year),
            is_recorded=self.stored is not None
            and self.stored.value is not None
            and not self.score.differs_from_derived,
        )
