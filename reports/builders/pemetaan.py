"""Which of the parent organisation's targets and which goal each activity target serves (Renstra, Tabel 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reports.builders import frame, plans
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import ActivityTarget
    from reports.documents import Document

DIGITS = re.compile(r"(\d+)")
NO_TARGETS = "Renstra ini belum memuat sasaran kegiatan."
NOT_RECORDED = "Tanda “–” berarti tidak tercatat dalam renstra ini."


def build(parameters: Parameters) -> Document:
    """Return the activity targets of the plan in force in the order of what they refer to."""
    plan = plans.in_force(parameters)
    parent = parameters.unit.parent
    listed = sorted(plan.activity_targets.select_related("goal"), key=_order)
    table = Table(
        title=f"Pemetaan Sasaran Kegiatan {plan.period_text}",
        subtitle=plan.title,
        columns=(
            Column(
                f"Acuan SS {parent.code if parent else ''}".strip(),
                "parent",
                Kind.LABEL,
                width=18,
            ),
            Column("Sasaran Kegiatan", "sasaran", width=64),
            Column("Tujuan", "goal", Kind.LABEL, width=18),
        ),
        rows=tuple(map(_row, listed)),
        notes=tuple(_notes(listed)),
    )
    return frame.document("pemetaan", parameters, table, summary={"plan": plan.code})


def _order(sasaran: ActivityTarget) -> tuple[object, ...]:
    """Sort SP2 before SP10, and what refers to nothing last."""
    parts = DIGITS.split(sasaran.parent_code)
    # Every second part is a number: numbers are only compared with numbers.
    return (
        not sasaran.parent_code,
        [int(part) if place % 2 else part for place, part in enumerate(parts)],
        sasaran.order,
    )


def _row(sasaran: ActivityTarget) -> Row:
    goal = sasaran.goal
    cells = (
        Cell(text=sasaran.parent_code or NOTHING),
        Cell(text=f"{sasaran.code}: {sasaran.statement}"),
        Cell(text=goal.code if goal else NOTHING),
    )
    record = {
        "parent": sasaran.parent_code or None,
        "sasaran_code": sasaran.code,
        "sasaran": sasaran.statement,
        "goal": goal.code if goal else None,
    }
    return Row(cells, record=record, key=sasaran.code)


def _notes(listed: list[ActivityTarget]) -> Iterator[str]:
    if not listed:
        yield NO_TARGETS
    if any(not (sasaran.parent_code and sasaran.goal) for sasaran in listed):
        yield NOT_RECORDED
