"""Targets of a plan over its years (Renstra, Tabel 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.models import AnnualTarget, Indicator, PlanYear, StrategicPlan
from indicators.scorecard import target_text
from reports.builders import frame
from reports.builders.plan_of_year import plan_of
from reports.parameters import Parameters
from reports.tables import (
    NOTHING,
    Cell,
    Column,
    Json,
    Kind,
    Row,
    RowKind,
    Table,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import Unit
    from reports.documents import Document

    Targets = dict[tuple[int, int], AnnualTarget]

LEADING = (
    Column("Kode/No", "no", Kind.LABEL, width=9),
    Column("Sasaran Kegiatan / Indikator Kinerja", "indicator", width=47),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=14),
)
NO_TARGETS = "Renstra ini tidak memuat target; lihat Perjanjian Kinerja tiap tahun."


def default_year(unit: Unit) -> int | None:
    """Return the last year in which a plan of the unit is in force; None without a plan."""
    return (
        PlanYear.objects.filter(unit=unit)
        .order_by("-year")
        .values_list("year", flat=True)
        .first()
    )


def build(parameters: Parameters) -> Document:
    """Return the targets of the plan in force in the year, as the plan states them."""
    plan = plan_of(parameters)
    years = range(plan.start_year, plan.end_year + 1)
    targets = _targets(plan)
    table = Table(
        title=f"Target Kinerja {plan.period_text}",
        subtitle=plan.title,
        columns=(*LEADING, *(_year_column(year) for year in years)),
        rows=tuple(_rows(plan, years, targets)),
        notes=(frame.figures_note(row.indicator for row in targets.values()),)
        if targets
        else (NO_TARGETS,),
    )
    return frame.document("target", parameters, table, summary={"plan": plan.code})


def _year_column(year: int) -> Column:
    return Column(str(year), str(year), Kind.NUMBER, group="Target")


def _targets(plan: StrategicPlan) -> Targets:
    rows = AnnualTarget.objects.filter(indicator__plan=plan, agreement__isnull=True)
    return {
        (row.indicator_id, row.year): row for row in rows.select_related("indicator")
    }


def _rows(plan: StrategicPlan, years: range, targets: Targets) -> Iterator[Row]:
    owner, number = None, 0
    for indicator in (
        plan.indicators.of_activity_targets()
        .select_related("activity_target")
        .in_order()
    ):
        if indicator.activity_target_id != owner:
            owner, number = indicator.activity_target_id, 0
            yield _heading(indicator, len(years))
        number += 1
        yield _row(indicator, number, years, targets)


def _heading(indicator: Indicator, year_count: int) -> Row:
    sasaran = indicator.activity_target
    assert sasaran is not None  # noqa: S101 - the queryset holds indicators of activity targets only
    statement = Cell(text=sasaran.statement, columns=2 + year_count)
    return Row(
        (Cell(text=sasaran.code), statement, *[Cell(columns=0)] * (1 + year_count)),
        RowKind.HEADING,
        key=sasaran.code,
    )


def _row(indicator: Indicator, number: int, years: range, targets: Targets) -> Row:
    found = {year: targets.get((indicator.pk, year)) for year in years}
    cells = (
        Cell(text=str(number)),
        Cell(text=indicator.name),
        Cell(text=indicator.unit_of_measure),
    )
    figures = tuple(_cell(target, indicator) for target in found.values())
    record = _record(indicator, number, found)
    return Row(cells + figures, record=record, key=indicator.code)


def _cell(target: AnnualTarget | None, indicator: Indicator) -> Cell:
    if target is None:
        return Cell(text=NOTHING)
    return Cell(target.value, target_text(target), decimals=indicator.decimals)


def _record(
    indicator: Indicator, number: int, found: dict[int, AnnualTarget | None]
) -> dict[str, Json]:
    sasaran = indicator.activity_target
    record: dict[str, Json] = {
        "no": str(number),
        "sasaran_code": sasaran.code if sasaran else None,
        "sasaran": sasaran.statement if sasaran else None,
        "indicator_code": indicator.code,
        "indicator": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
    }
    for year, target in found.items():
        record[str(year)] = target_text(target) if target else None
        record[f"{year}_value"] = plain(target.value) if target else None
    return record
