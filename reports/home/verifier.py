"""What waits for those who verify: figures handed in, periods to lock, and who is late."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import WorkflowState
from indicators.stages import person_name
from indicators.tasks import open_tasks, place_text
from reports.links import stage_address
from reports.stage_tallies import tallies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from indicators.models import Indicator
    from indicators.tasks import Task
    from reports.stage_tallies import Tally

WHOLE_UNIT = "Semua operator"


@dataclass(frozen=True)
class Waiting:
    """How many figures of a period wait to be verified."""

    place: str
    count: int
    url: str


@dataclass(frozen=True)
class Late:
    """How much of one person or team is overdue, and since when."""

    who: str
    empty: int
    not_handed_in: int
    since: datetime.date


@dataclass(frozen=True)
class VerifierWork:
    """Everything that waits for a verifikator."""

    waiting: tuple[Waiting, ...]
    ready: tuple[str, ...]
    late: tuple[Late, ...]
    returned: int
    returned_url: str

    @property
    def total(self) -> int:
        return sum(each.count for each in self.waiting)


def verifier_work(unit: Unit, today: datetime.date) -> VerifierWork:
    """Return the work in a unit, in a constant number of queries."""
    counted = tallies(unit)
    overdue = [task for task in open_tasks(unit, today) if task.due < today]
    return VerifierWork(
        waiting=tuple(_waiting(counted)),
        ready=tuple(_ready(counted)),
        late=tuple(_late(overdue)),
        returned=sum(tally.returned for tally in counted),
        returned_url=stage_address(WorkflowState.RETURNED),
    )


def _waiting(counted: Iterable[Tally]) -> Iterator[Waiting]:
    for tally in counted:
        if tally.submitted:
            url = stage_address(
                WorkflowState.SUBMITTED, tahun=tally.year, periode=tally.period.value
            )
            yield Waiting(place_text(tally.year, tally.period), tally.submitted, url)


def _ready(counted: Iterable[Tally]) -> Iterator[str]:
    for tally in counted:
        if tally.is_ready_to_lock:
            yield place_text(tally.year, tally.period)


def _late(overdue: Iterable[Task]) -> list[Late]:
    """Return who is late, most of it first."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in overdue:
        found[_in_charge(task.indicator)].append(task)
    rows = [
        Late(
            who,
            empty=sum(not task.is_filled for task in tasks),
            not_handed_in=sum(task.is_filled for task in tasks),
            since=min(task.due for task in tasks),
        )
        for who, tasks in found.items()
    ]
    return sorted(rows, key=lambda row: (-(row.empty + row.not_handed_in), row.who))


def _in_charge(indicator: Indicator) -> str:
    names = []
    if indicator.person_in_charge:
        names.append(person_name(indicator.person_in_charge))
    if indicator.team:
        names.append(indicator.team.name)
    return ", ".join(names) or WHOLE_UNIT
