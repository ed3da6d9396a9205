"""Activities by policy direction, and the activities of each activity target (Renstra, Tabel 11–19 and section 3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.models import PolicyDirection
from reports.builders import frame, plans
from reports.documents import Heading
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Json, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from indicators.models import (
        ActivityTarget,
        PlannedActivity,
        PolicyActivity,
        StrategicPlan,
    )
    from reports.documents import Block, Document

COLUMNS = (
    Column("No", "no", Kind.LABEL, width=6),
    Column("Aktivitas/ Kegiatan", "activity", width=38),
    Column("#", "letter", Kind.LABEL, width=6),
    Column("Sasaran Kegiatan", "outcome", width=50),
)
SASARAN_COLUMNS = (
    Column("Sasaran Kegiatan", "sasaran", width=26),
    Column("Indikator Kinerja", "indicators", width=34),
    Column("No", "no", Kind.LABEL, width=6),
    Column("Kegiatan", "activity", width=34),
)
NO_DIRECTIONS = "Renstra ini tidak memuat arah kebijakan."
NO_ACTIVITIES = "Renstra ini tidak memuat kegiatan menurut sasaran kegiatan."
NOT_RECORDED = "Tanda “–” berarti tidak tercatat dalam renstra ini."


def build(parameters: Parameters) -> Document:
    """Return a table for each policy direction of the plan in force, and one of its own activities."""
    plan = plans.in_force(parameters)
    directions = list(plan.policy_directions.prefetch_related("activities__outcomes"))
    return frame.compose(
        "aktivitas",
        parameters,
        f"Aktivitas dan Kegiatan {plan.period_text}",
        [*_direction_blocks(parameters.unit, directions), *_sasaran_blocks(plan)],
        subtitle=plan.title,
        notes=() if directions else (NO_DIRECTIONS,),
        summary={"plan": plan.code},
    )


def _direction_blocks(
    unit: Unit, directions: Iterable[PolicyDirection]
) -> Iterator[Block]:
    """Yield the tables, those of the parent organisation and the unit's own each under a heading."""
    level = ""
    for direction in directions:
        is_own = direction.level == PolicyDirection.Level.OWN
        owner = unit if is_own else unit.parent
        whose = f"Arah Kebijakan {owner.code if owner else 'Unit Induk'}"
        if direction.level != level:
            level = direction.level
            yield Heading(whose, f"arah-{level}", level=2)
        yield _direction_table(direction, whose)


def _direction_table(direction: PolicyDirection, whose: str) -> Table:
    rows = [
        row
        for activity in direction.activities.all()
        for row in _activity_rows(activity)
    ]
    return Table(
        title=f"Sasaran {direction.title.rstrip('.')}",
        subtitle=whose,
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(NOT_RECORDED,) if _has_gaps(rows) else (),
        key=direction.code,
    )


def _has_gaps(rows: Iterable[Row]) -> bool:
    return any(cell.text == NOTHING for row in rows for cell in row.cells)


def _activity_rows(activity: PolicyActivity) -> Iterator[Row]:
    """Yield a row for each outcome, number and name merged over them."""
    outcomes = [(item.letter, item.statement) for item in activity.outcomes.all()]
    for place, (letter, outcome) in enumerate(outcomes or [("", NOTHING)]):
        merged = 0 if place else max(1, len(outcomes))
        mark = letter.rstrip(").") or (str(place + 1) if place else "")
        cells = (
            Cell(text=activity.number, rows=merged),
            Cell(text=activity.name, rows=merged),
            Cell(text=letter),
            Cell(text=outcome),
        )
        record: dict[str, Json] = {
            "no": activity.number,
            "activity": activity.name,
            "letter": letter or None,
            "outcome": outcome if outcomes else None,
        }
        key = f"{activity.number}/{mark}" if mark else activity.number
        yield Row(cells, record=record, key=key)


def _sasaran_blocks(plan: StrategicPlan) -> Iterator[Block]:
    sasaran = plan.activity_targets.prefetch_related("planned_activities", "indicators")
    listed = [(item, list(item.planned_activities.all())) for item in sasaran]
    is_recorded = any(planned for _, planned in listed)
    rows = (
        [row for item in listed for row in _sasaran_rows(*item)] if is_recorded else []
    )
    notes = (NOT_RECORDED,) if _has_gaps(rows) else ()
    yield Heading("Program dan Kegiatan", "program-dan-kegiatan", level=2)
    yield Table(
        title="Kegiatan Menurut Sasaran Kegiatan",
        columns=SASARAN_COLUMNS,
        rows=tuple(rows),
        notes=notes if is_recorded else (NO_ACTIVITIES,),
        key="kegiatan",
    )


def _sasaran_rows(
    sasaran: ActivityTarget, planned: list[PlannedActivity]
) -> Iterator[Row]:
    """Yield a row for each activity; the activity target and its indicators are merged over them."""
    names = [item.name for item in sasaran.indicators.all()]
    used: set[str] = set()
    for place, item in enumerate(planned or [None]):
        merged = 0 if place else max(1, len(planned))
        label, name, key = _described(sasaran, item, used)
        cells = (
            Cell(text=f"{sasaran.code}: {sasaran.statement}", rows=merged),
            Cell(text=_as_list(names), rows=merged),
            Cell(text=f"{label}." if label else ""),
            Cell(text=name or NOTHING),
        )
        record: dict[str, Json] = {
            "sasaran_code": sasaran.code,
            "sasaran": sasaran.statement,
            "indicators": _as_list(names),
            "no": label or None,
            "activity": name or None,
        }
        yield Row(cells, record=record, key=key)


def _described(
    sasaran: ActivityTarget, item: PlannedActivity | None, used: set[str]
) -> tuple[str, str, str]:
    """Return number, name and key; letters may come again under the next number, keys may not."""
    if item is None:
        return "", "", f"{sasaran.code}/0"
    key = f"{sasaran.code}/{item.label or item.order}"
    key = f"{key}#{item.order}" if key in used else key
    used.add(key)
    return item.label, item.name, key


def _as_list(names: list[str]) -> str:
    """Return the names below each other, numbered where there are several."""
    if len(names) < 2:
        return "".join(names)
    return "\n".join(f"{number}. {name}" for number, name in enumerate(names, start=1))
