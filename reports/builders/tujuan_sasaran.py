"""Goals with the indicators that serve them, and their targets (Renstra, Tabel 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.builders import frame, plans
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Json, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import Goal, Indicator, StrategicPlan
    from reports.builders.plans import PlanTargets
    from reports.documents import Document

LEADING = (
    Column("Tujuan", "goal", Kind.LABEL, width=8),
    Column("Sasaran Program/ Kegiatan", "sasaran", Kind.LABEL, width=11),
    Column("Indikator", "indicator", width=43),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=12),
)
NO_INDICATORS = "Renstra ini belum memuat indikator."
NO_GOALS = "Renstra ini tidak mencatat tujuan; indikatornya didaftar tanpa tujuan."
WITHOUT_GOAL = "Tanpa tujuan: {codes}."
GOALS_FIRST = "Baris tebal adalah tujuan dengan indikator dan targetnya sendiri."


def build(parameters: Parameters) -> Document:
    """Return the indicators of the plan in force under the goals that they serve."""
    plan = plans.in_force(parameters)
    return frame.document(
        "tujuan-sasaran", parameters, table(plan), summary={"plan": plan.code}
    )


def table(plan: StrategicPlan) -> Table:
    """Return the plan's goals and what serves them."""
    listed = list(
        plan.indicators.select_related(
            "activity_target__goal", "goal", "goal_owner"
        ).in_order()
    )
    targets = plans.targets_of(listed, plans.years_of(plan))
    goals = list(plan.goals.all())
    return Table(
        title=f"Pemetaan Tujuan dan Sasaran Kegiatan {plan.period_text}",
        subtitle=plan.title,
        columns=(*LEADING, *targets.columns()),
        rows=tuple(_rows(goals, listed, targets)),
        notes=tuple(_notes(goals, listed, targets)),
    )


def _rows(
    goals: Iterable[Goal], listed: list[Indicator], targets: PlanTargets
) -> Iterator[Row]:
    for goal in (*goals, None):
        serving = [item for item in listed if item.served_goal == goal]
        own = [item for item in serving if item.goal_owner]
        if goal and not own:
            yield _bare_heading(goal, len(targets.years))
        yield from (_row(item, targets, RowKind.HEADING) for item in own)
        yield from (_row(item, targets) for item in serving if item not in own)


def _bare_heading(goal: Goal, year_count: int) -> Row:
    cells = (Cell(text=goal.code), Cell(), Cell(text=goal.statement), Cell())
    record: dict[str, Json] = {"goal": goal.code, "indicator": goal.statement}
    years = [Cell(text=NOTHING)] * year_count
    return Row((*cells, *years), RowKind.HEADING, record=record, key=goal.code)


def _row(
    indicator: Indicator, targets: PlanTargets, kind: RowKind = RowKind.DATA
) -> Row:
    goal, sasaran = indicator.served_goal, indicator.activity_target
    cells = (
        Cell(text=goal.code if goal else NOTHING),
        Cell(text=sasaran.code if sasaran else ""),
        Cell(text=indicator.name),
        Cell(text=indicator.unit_of_measure),
    )
    record: dict[str, Json] = {
        "goal": goal.code if goal else None,
        "sasaran": sasaran.code if sasaran else None,
        "indicator_code": indicator.code,
        "indicator": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
    }
    return Row(
        cells + targets.cells(indicator),
        kind,
        record | targets.record(indicator),
        indicator.code,
    )


def _notes(
    goals: list[Goal], listed: list[Indicator], targets: PlanTargets
) -> Iterator[str]:
    if not listed:
        yield NO_INDICATORS
        return
    lost = [item.code for item in listed if item.served_goal is None]
    if not goals:
        yield NO_GOALS
    elif lost:
        yield WITHOUT_GOAL.format(codes=", ".join(lost))
    if any(item.goal_owner for item in listed):
        yield GOALS_FIRST
    yield targets.note()
