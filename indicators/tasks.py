"""What is still to be entered, corrected or handed in: targets whose figures wait for their operators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from indicators import scorecard
from indicators.models import AccumulationChoice, Origin, Period, WorkflowState
from indicators.models.locks import load_locks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from indicators.models import Indicator, PeriodLock, Realization
    from indicators.scorecard import Score

HANDED_IN = {WorkflowState.SUBMITTED, WorkflowState.VERIFIED}


@dataclass(frozen=True)
class Task:
    """A figure that somebody has to bring forward until its due date."""

    indicator: Indicator
    year: int
    period: Period
    due: datetime.date
    realization: Realization | None

    @property
    def place(self) -> str:
        """The period in words."""
        return place_text(self.year, self.period)

    @property
    def is_returned(self) -> bool:
        row = self.realization
        return row is not None and row.workflow == WorkflowState.RETURNED

    @property
    def is_filled(self) -> bool:
        """Whether there is something to hand in."""
        return self.realization is not None and self.realization.says_something

    @property
    def what(self) -> str:
        """What is missing, in words."""
        if self.is_returned:
            return "dikembalikan"
        return "belum diajukan" if self.is_filled else "belum diisi"


def place_text(year: int, period: str) -> str:
    """Return the period in words: "2023", "Triwulan I 2023"."""
    return str(year) if period == Period.YEAR else f"{Period(period).label} {year}"


def open_tasks(unit: Unit, today: datetime.date) -> list[Task]:
    """Return the tasks of all open periods, the earliest due first; the queries do not grow with them."""
    card = scorecard.load(unit, today=today)
    scores = [
        score for year in card.years.values() for score in (*year.rows, *year.goal_rows)
    ]
    locks = load_locks((unit.pk, year) for year in card.years)
    found = [
        task
        for score in scores
        for task in _tasks(score)
        if not _is_locked(task, locks[unit.pk, task.year])
    ]
    # The scorecard does not ask who is in charge; whoever is told about a task does.
    prefetch_related_objects(
        [task.indicator for task in found], "person_in_charge", "team"
    )
    return sorted(found, key=lambda task: task.due)


def _tasks(score: Score) -> Iterator[Task]:
    """Yield the quarters that are planned, and the year where no quarter is to bring it."""
    quarters = [
        Task(score.indicator, score.year, part.period, part.due, part.realization)
        for part in score.quarters
        if part.target.is_set and not _is_settled(part.realization)
    ]
    yield from quarters
    is_derived = score.indicator.accumulation != AccumulationChoice.ENTERED and (
        bool(quarters) or score.is_derived_from_quarters
    )
    if score.is_targeted and not is_derived and not _is_settled(score.realization):
        yield Task(
            score.indicator, score.year, Period.YEAR, score.due, score.realization
        )


def _is_settled(row: Realization | None) -> bool:
    """Whether nothing waits for the operator: handed in, or the document's own figure."""
    if row is None:
        return False
    is_documents = row.origin == Origin.PUBLISHED and row.says_something
    if row.workflow == WorkflowState.DRAFT:
        return is_documents
    return row.workflow in HANDED_IN


def _is_locked(task: Task, locks: Iterable[PeriodLock]) -> bool:
    return any(
        lock.period in (Period.YEAR, task.period) and lock.closes(task.indicator.pk)
        for lock in locks
    )
