"""What waits for those who enter figures: returned ones first, then what is overdue, due soon or not handed in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from indicators.models import Realization, WorkflowState
from indicators.models.charge import charge_refusals
from indicators.tasks import Task, TaskKind, open_tasks, place_text
from reports.links import entry_address, figure_address, stage_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from accounts.models import Unit, User
    from indicators.models import Indicator

SOON_DAYS = 30


@dataclass(frozen=True)
class Returned:
    """A figure that came back, with what is to be mended."""

    row: Realization
    place: str
    url: str


@dataclass(frozen=True)
class PeriodTasks:
    """The tasks of one period, which are done on one page."""

    place: str
    due: datetime.date
    url: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class OperatorWork:
    """Everything that waits for an operator."""

    returned: tuple[Returned, ...]
    overdue: tuple[PeriodTasks, ...]
    due_soon: tuple[PeriodTasks, ...]
    drafts: tuple[PeriodTasks, ...]
    waiting: int
    drafts_url: str
    waiting_url: str

    @property
    def is_empty(self) -> bool:
        return not (self.returned or self.overdue or self.due_soon or self.drafts)


def operator_work(unit: Unit, user: User, today: datetime.date) -> OperatorWork:
    """Return the work on the indicators that the person is in charge of, in a constant number of queries."""
    soon = today + datetime.timedelta(days=SOON_DAYS)
    tasks, returned = open_tasks(unit, today), _returned(unit)
    theirs = charge_refusals(
        user,
        [*(each.indicator for each in tasks), *(row.indicator for row in returned)],
    )
    own = [task for task in tasks if task.indicator.pk not in theirs]
    empty = [task for task in own if not task.is_filled]
    drafts = [task for task in own if task.kind is TaskKind.DRAFT]
    return OperatorWork(
        returned=tuple(
            _returned_row(row) for row in returned if row.indicator_id not in theirs
        ),
        overdue=tuple(_by_period(task for task in empty if task.due < today)),
        due_soon=tuple(_by_period(t for t in empty if today <= t.due <= soon)),
        drafts=tuple(_by_period(drafts)),
        waiting=_submitted(unit).count(),
        drafts_url=stage_address(WorkflowState.DRAFT),
        waiting_url=stage_address(WorkflowState.SUBMITTED),
    )


def _returned(unit: Unit) -> list[Realization]:
    rows = Realization.objects.of_unit(unit).filter(workflow=WorkflowState.RETURNED)
    related = ("indicator__plan", "indicator__team", "returned_by")
    return list(rows.select_related(*related).order_by("-returned_at", "pk"))


def _returned_row(row: Realization) -> Returned:
    url = figure_address(row.indicator, row.year, row.period)
    return Returned(row, place_text(row.year, row.period), url)


def _submitted(unit: Unit) -> QuerySet[Realization]:
    found: QuerySet[Realization] = Realization.objects.of_unit(unit).filter(
        workflow=WorkflowState.SUBMITTED
    )
    return found


def _by_period(tasks: Iterable[Task]) -> Iterator[PeriodTasks]:
    """Yield the tasks by year, period and due date, the latest year first."""
    ordered = sorted(tasks, key=_period_key)
    for (year, period, due), members in groupby(ordered, key=_period_key):
        indicators = tuple(task.indicator for task in members)
        yield PeriodTasks(
            place_text(-year, period), due, entry_address(-year), indicators
        )


def _period_key(task: Task) -> tuple[int, str, datetime.date]:
    return (-task.year, task.period, task.due)
