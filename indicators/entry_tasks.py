"""What is left to do in a year of realizations: returned, missing, open to be filled, not yet submitted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.achievement import FigureState
from indicators.calculation import LabelledEnum
from indicators.models import Origin, Period, WorkflowState
from indicators.models.indicator import period_end

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Iterator

    from indicators.models import Indicator, Realization
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score, YearScore


class TaskKind(LabelledEnum):
    """What is to be done, the most urgent first."""

    RETURNED = "returned", "dikembalikan"
    MISSING = "missing", "lewat jatuh tempo dan belum diisi"
    OPEN = "open", "sudah dapat diisi"
    DRAFT = "draft", "draf belum diajukan"


@dataclass(frozen=True)
class Task:
    """One realization that waits for the person."""

    indicator: Indicator
    year: int
    period: Period
    kind: TaskKind

    @property
    def title(self) -> str:
        """The realization in short: "SK3.1", "SK3.1 TW1"."""
        period = "" if self.period == Period.YEAR else f" {self.period.value}"
        return f"{self.indicator.code}{period}"


def tasks_of(
    score: YearScore, others: Collection[int], today: datetime.date
) -> list[Task]:
    """Return what is left of a year, without the indicators (by id) that others are in charge of."""
    return [
        task
        for row in (*score.rows, *score.goal_rows)
        if row.indicator.pk not in others
        for task in _tasks(row, today)
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


def _tasks(row: Score, today: datetime.date) -> Iterator[Task]:
    periods: list[tuple[Period, Score | QuarterScore]] = [
        (quarter.period, quarter) for quarter in row.quarters
    ]
    for period, score in [*periods, (Period.YEAR, row)]:
        kind = _kind(score, score.realization, today > period_end(row.year, period))
        if kind:
            yield Task(row.indicator, row.year, period, kind)


def _kind(
    score: Score | QuarterScore, row: Realization | None, is_over: bool
) -> TaskKind | None:
    if row and row.workflow == WorkflowState.RETURNED:
        return TaskKind.RETURNED
    if score.state is FigureState.MISSING:
        return TaskKind.MISSING
    if score.state is FigureState.NOT_DUE and is_over:
        return TaskKind.OPEN
    if row is None or row.origin == Origin.PUBLISHED:
        return None
    is_draft = row.workflow == WorkflowState.DRAFT and row.carries_figure
    return TaskKind.DRAFT if is_draft else None
