"""What people are reminded of: what falls due soon, what is overdue, what waits to be verified."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from accounts.models import Unit
from indicators.models import Notice, NoticeKind, Realization, WorkflowState
from indicators.notices import notice
from indicators.recipients import in_charge, verifiers
from indicators.tasks import open_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.tasks import Task

REPEAT_DAYS = 7


def due_notices(today: datetime.date) -> list[Notice]:
    """Return what everybody is to be told on this day and has not been told; nothing is written."""
    units = Unit.objects.filter(plan_years__isnull=False).distinct().order_by("code")
    found = [each for unit in units for each in _of_unit(unit, today)]
    told = _told(found)
    return [each for each in found if _key(each) not in told]


def _of_unit(unit: Unit, today: datetime.date) -> Iterator[Notice]:
    soon = today + datetime.timedelta(days=settings.REMIND_DAYS_BEFORE)
    tasks = [task for task in open_tasks(unit, today) if task.due <= soon]
    charged = in_charge(unit, (task.indicator for task in tasks))
    for task in tasks:
        kind, occasion = _occasion(task, today)
        for user in charged[task.indicator.pk]:
            yield notice(
                user,
                kind,
                task.indicator,
                (task.year, task.period),
                occasion=occasion.isoformat(),
                text=f"{task.what}, jatuh tempo {task.due:%d-%m-%Y}.",
            )
    yield from _waiting(unit)


def _occasion(task: Task, today: datetime.date) -> tuple[NoticeKind, datetime.date]:
    """Return what to say, and the day that stands for it: the due date, then the first day of each week after it."""
    late = (today - task.due).days
    if late <= 0:
        return NoticeKind.DUE_SOON, task.due
    weeks = (late - 1) // REPEAT_DAYS
    return NoticeKind.OVERDUE, task.due + datetime.timedelta(
        days=1 + weeks * REPEAT_DAYS
    )


def _waiting(unit: Unit) -> Iterator[Notice]:
    """Yield, for those who verify, every figure that was handed in by somebody else."""
    people = verifiers(unit)
    rows = Realization.objects.of_unit(unit).filter(workflow=WorkflowState.SUBMITTED)
    for row in rows.select_related("indicator", "submitted_by").order_by("pk"):
        for user in people:
            if user.pk != row.submitted_by_id:
                yield notice(
                    user,
                    NoticeKind.WAITING,
                    row.indicator,
                    (row.year, row.period),
                    occasion=str(row.submitted_at),
                    text="menunggu verifikasi Anda.",
                )


def _key(each: Notice) -> tuple[object, ...]:
    place = (each.indicator_id, each.year, each.period)
    return (each.user_id, each.kind, *place, each.occasion)


def _told(notices: list[Notice]) -> set[tuple[object, ...]]:
    known = Notice.objects.filter(
        user__in={each.user_id for each in notices},
        occasion__in={each.occasion for each in notices},
    )
    return {_key(each) for each in known}
