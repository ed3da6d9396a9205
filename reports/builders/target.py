"""Targets of a plan over its years (Renstra, Tabel 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.builders import frame, plans
from reports.parameters import Parameters
from reports.tables import Cell, Column, Json, Kind, Row, RowKind, Table, across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import Indicator, StrategicPlan
    from reports.builders.plans import PlanTargets
    from reports.documents import Document

LEADING = (
    Column("Kode/No", "no", Kind.LABEL, width=9),
    Column("Sasaran Kegiatan / Indikator Kinerja", "indicator", width=47),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=14),
)


def build(parameters: Parameters) -> Document:
    """Return the targets of the plan in force in the year, as the plan states them."""
    plan = plans.in_force(parameters)
    return frame.document(
        "target", parameters, table(plan), summary={"plan": plan.code}
    )


def table(plan: StrategicPlan) -> Table:
    """Return the plan's own targets."""
    indicators = plan.indicators.of_activity_targets().select_related("activity_target")
    listed = list(indicators.in_order())
    targets = plans.targets_of(listed, plans.years_of(plan))
    return Table(
        title=f"Target Kinerja {plan.period_text}",
        subtitle=plan.title,
        columns=(*LEADING, *targets.columns("Target")),
        rows=tuple(_rows(listed, targets)),
        notes=(targets.note(),),
    )


def _rows(indicators: Iterable[Indicator], targets: PlanTargets) -> Iterator[Row]:
    owner, number = None, 0
    for indicator in indicators:
        if indicator.activity_target_id != owner:
            owner, number = indicator.activity_target_id, 0
            yield _heading(indicator, len(targets.years))
        number += 1
        yield _row(indicator, number, targets)


def _heading(indicator: Indicator, year_count: int) -> Row:
    sasaran = indicator.activity_target
    assert sasaran is not None  # noqa: S101 - the queryset holds indicators of activity targets only
    statement = across(sasaran.statement, 2 + year_count)
    return Row((Cell(text=sasaran.code), *statement), RowKind.HEADING, key=sasaran.code)


def _row(indicator: Indicator, number: int, targets: PlanTargets) -> Row:
    cells = (
        Cell(text=str(number)),
        Cell(text=indicator.name),
        Cell(text=indicator.unit_of_measure),
    )
    record = _record(indicator, number) | targets.record(indicator)
    return Row(cells + targets.cells(indicator), record=record, key=indicator.code)


def _record(indicator: Indicator, number: int) -> dict[str, Json]:
    sasaran = indicator.activity_target
    return {
        "no": str(number),
        "sasaran_code": sasaran.code if sasaran else None,
        "sasaran": sasaran.statement if sasaran else None,
        "indicator_code": indicator.code,
        "indicator": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
    }
