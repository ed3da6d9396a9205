"""What is still to be entered, corrected or handed in: figures that wait for their operators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from indicators import scorecard
from indicators.calculation import LabelledEnum
from indicators.models import AccumulationChoice, Origin, Period, WorkflowState
from indicators.models.guard import closing_lock
from indicators.models.indicator import period_end
from indicators.models.locks import load_locks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from accounts.models import Unit
    from indicators.models import Indicator, PeriodLock
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score, YearScore

HANDED_IN = {WorkflowState.SUBMITTED, WorkflowState.VERIFIED}


class TaskKind(LabelledEnum):
    """What is to be done, the most urgent first; what is coming cannot be filled in yet."""

    RETURNED = "returned", "dikembalikan"
    MISSING = "missing", "lewat jatuh tempo dan belum diisi"
    OPEN = "open", "sudah dapat diisi"
    DRAFT = "draft", "draf belum diajukan"
    COMING = "coming", "akan datang"


# The short words of a notice, where they are not "belum diisi".
WORDS = {TaskKind.RETURNED: "dikembalikan", TaskKind.DRAFT: "belum diajukan"}


@dataclass(frozen=True)
class Task:
    """A figure that somebody has to bring forward until its due date."""

    indicator: Indicator
    year: int
    period: Period
    due: datetime.date
    kind: TaskKind

    @property
    def place(self) -> str:
        """The period in words."""
        return place_text(self.year, self.period)

    @property
    def title(self) -> str:
        """The realization in short: "SK3.1", "SK3.1 TW1"."""
        period = "" if self.period == Period.YEAR else f" {self.period.value}"
        return f"{self.indicator.code}{period}"

    @property
    def is_filled(self) -> bool:
        """Whether there is something to hand in, or to mend."""
        return self.kind in (TaskKind.DRAFT, TaskKind.RETURNED)

    @property
    def what(self) -> str:
        """What is missing, in words."""
        return WORDS.get(self.kind, "belum diisi")


def place_text(year: int, period: str) -> str:
    """Return the period in words: "2023", "Triwulan I 2023"."""
    return str(year) if period == Period.YEAR else f"{Period(period).label} {year}"


def open_tasks(unit: Unit, today: datetime.date) -> list[Task]:
    """Return the tasks of all open periods, the earliest due first; the queries do not grow with them."""
    card = scorecard.load(unit, today=today)
    locks = load_locks((unit.pk, year) for year in card.years)
    found = [
        task
        for year, score in card.years.items()
        for task in year_tasks(score, locks[unit.pk, year], today)
    ]
    # The scorecard does not ask who is in charge; whoever is told about a task does.
    prefetch_related_objects(
        [task.indicator for task in found], "person_in_charge", "team"
    )
    return sorted(found, key=lambda task: task.due)


def year_tasks(
    score: YearScore, locks: Sequence[PeriodLock], today: datetime.date
) -> list[Task]:
    """Return what a year leaves to do in its open periods, in the plan's order, TW I before the year."""
    return [
        task
        for row in (*score.rows, *score.goal_rows)
        for task in _tasks(row, today)
        if closing_lock(locks, task.period, row.indicator.pk) is None
    ]


def summary(tasks: Iterable[Task]) -> str:
    """Say how much is left of what: "1 dikembalikan, 3 draf belum diajukan"; "" when nothing is."""
    counts = Counter(task.kind for task in tasks)
    return ", ".join(
        f"{counts[kind]} {kind.label}" for kind in TaskKind if counts[kind]
    )


def next_task(tasks: Iterable[Task], this: Indicator, period: Period) -> Task | None:
    """Return what to fill next, of the same period first: what has no figure, or was returned."""
    waiting = [
        task
        for task in tasks
        if task.kind is not TaskKind.DRAFT
        and (task.indicator.pk, task.period) != (this.pk, period)
    ]
    return next((task for task in waiting if task.period == period), None) or next(
        iter(waiting), None
    )


def _tasks(score: Score, today: datetime.date) -> Iterator[Task]:
    """Yield what is asked or begun: the quarters, and the year where no quarter is to bring it."""
    waiting = [
        part for part in score.quarters if _waits(part, is_asked=part.target.is_set)
    ]
    yield from (_task(part, part.period, today) for part in waiting)
    is_derived = score.indicator.accumulation != AccumulationChoice.ENTERED and (
        score.is_derived_from_quarters or any(part.target.is_set for part in waiting)
    )
    if _waits(score, is_asked=score.is_targeted and not is_derived):
        yield _task(score, Period.YEAR, today)


def _waits(score: Score | QuarterScore, *, is_asked: bool) -> bool:
    """Whether the operator has something to do: fill in what is asked, or bring forward what is begun."""
    row = score.realization
    if row is None:
        return is_asked
    if row.workflow in HANDED_IN:
        return False
    if row.workflow == WorkflowState.DRAFT and row.says_something:
        # The document's own figure waits for nobody.
        return row.origin != Origin.PUBLISHED
    return is_asked or row.workflow == WorkflowState.RETURNED


def _task(score: Score | QuarterScore, period: Period, today: datetime.date) -> Task:
    kind = _kind(score, today > period_end(score.year, period), today)
    return Task(score.indicator, score.year, period, score.due, kind)


def _kind(score: Score | QuarterScore, is_over: bool, today: datetime.date) -> TaskKind:
    row = score.realization
    if row and row.workflow == WorkflowState.RETURNED:
        return TaskKind.RETURNED
    if row and row.says_something:
        return TaskKind.DRAFT
    if today > score.due:
        return TaskKind.MISSING
    return TaskKind.OPEN if is_over else TaskKind.COMING
