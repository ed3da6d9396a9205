"""Manual of the indicators: a summary, and a sheet for each (Renstra, Lampiran III)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.models import PolarityChoice
from reports.builders import frame, plans
from reports.documents import Heading
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Json, Kind, Row, Table, across, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import Indicator, StrategicPlan
    from reports.builders.plans import PlanTargets
    from reports.documents import Block, Document

LEADING = (
    Column("Kode", "code", Kind.LABEL, width=10),
    Column("Nama IK", "name", width=27),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=12),
    Column("Klasifikasi", "polarity", Kind.LABEL, width=11),
    Column("Penanggung Jawab", "in_charge", Kind.LABEL, width=12),
)
TEXTS = {
    "definition": "Definisi:",
    "data_source": "Sumber Data:",
    "formula": "Cara Menghitung:",
}
EMPTY = "belum diisi"
NO_INDICATORS = "Renstra ini belum memuat indikator."
GOALS_ONLY = "Baseline dan target di sini milik indikator tujuan; target indikator sasaran kegiatan ada dalam laporan Target Kinerja."
OTHER_UNIT = "Satuan tercetak di pedoman: {units}."


def build(parameters: Parameters) -> Document:
    """Return the manual of the plan in force, the goals' own indicators first."""
    plan = plans.in_force(parameters)
    listed, targets = _load(plan)
    return frame.compose(
        "pedoman",
        parameters,
        _title(plan),
        [_summary(_title(plan), listed, targets), *_sheets(listed, targets)],
        subtitle=plan.title,
        summary={"plan": plan.code},
    )


def summary(plan: StrategicPlan) -> Table:
    """Return one line for each indicator of the plan's manual."""
    return _summary(_title(plan), *_load(plan))


def _title(plan: StrategicPlan) -> str:
    return f"Pedoman Kinerja {plan.period_text}"


def _load(plan: StrategicPlan) -> tuple[list[Indicator], PlanTargets]:
    """Return the plan's indicators, the goals' own first, and the targets of those."""
    rows = plan.indicators.select_related("goal_owner", "activity_target").in_order()
    listed = sorted(rows, key=lambda item: item.goal_owner is None)
    baseline = _baseline_year(listed)
    years = [year for year in plans.years_of(plan) if year != baseline]
    goals = [item for item in listed if item.goal_owner]
    return listed, plans.targets_of(goals, years)


def _baseline_year(listed: Iterable[Indicator]) -> int | None:
    """Return the year of the baselines; None where there is none, or not one for all."""
    years = {item.baseline_year for item in listed if item.baseline_value is not None}
    return years.pop() if len(years) == 1 else None


def _baseline_column(listed: Iterable[Indicator], width: int) -> Column:
    year = _baseline_year(listed)
    label = f"Baseline ({year})" if year else "Baseline"
    return Column(label, "baseline", Kind.NUMBER, width=width)


def _summary(title: str, listed: list[Indicator], targets: PlanTargets) -> Table:
    """Return one line for each sheet."""
    return Table(
        title=f"Ringkasan {title}",
        columns=(*LEADING, _baseline_column(listed, 9), *targets.columns()),
        rows=tuple(_summary_row(item, targets) for item in listed),
        notes=tuple(_notes(listed)),
        key="ringkasan",
    )


def _summary_row(indicator: Indicator, targets: PlanTargets) -> Row:
    cells = (
        Cell(text=_code(indicator)),
        Cell(text=indicator.name),
        Cell(text=indicator.unit_of_measure),
        Cell(text=_polarity(indicator)),
        Cell(text=indicator.team_in_charge or EMPTY),
    )
    record = _record(indicator, targets)
    return Row(cells + _figures(indicator, targets), record=record, key=indicator.code)


def _code(indicator: Indicator) -> str:
    """Return the code that the manual prints: T1, T3/SP1/c; else the indicator's own."""
    return indicator.manual_code or indicator.code


def _polarity(indicator: Indicator) -> str:
    return str(PolarityChoice(indicator.polarity).label)


def _figures(indicator: Indicator, targets: PlanTargets) -> tuple[Cell, ...]:
    """Return baseline and targets of a goal's indicator; the manual has none of the others."""
    if indicator.goal_owner is None:
        return (Cell(),) * (1 + len(targets.years))
    baseline = Cell(indicator.baseline_value, NOTHING, decimals=indicator.decimals)
    return (baseline, *targets.cells(indicator))


def _record(indicator: Indicator, targets: PlanTargets) -> dict[str, Json]:
    record: dict[str, Json] = {
        "code": _code(indicator),
        "indicator_code": indicator.code,
        "name": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
        "polarity": _polarity(indicator),
        "in_charge": indicator.team_in_charge or None,
        "baseline": plain(indicator.baseline_value),
    }
    return record | (targets.record(indicator) if indicator.goal_owner else {})


def _notes(listed: list[Indicator]) -> Iterator[str]:
    if not listed:
        yield NO_INDICATORS
    if any(item.goal_owner for item in listed):
        yield GOALS_ONLY
    other = [item for item in listed if _has_other_unit(item)]
    if other:
        named = (f"{_code(item)} {item.unit_of_measure_in_manual}" for item in other)
        yield OTHER_UNIT.format(units=", ".join(named))


def _has_other_unit(indicator: Indicator) -> bool:
    printed = indicator.unit_of_measure_in_manual
    return bool(printed) and printed.lower() != indicator.unit_of_measure.lower()


def _sheets(listed: list[Indicator], targets: PlanTargets) -> Iterator[Block]:
    goals = [item for item in listed if item.goal_owner]
    others = [item for item in listed if not item.goal_owner]
    if goals:
        yield Heading("Pedoman Kinerja Tujuan", "pedoman-tujuan", level=2)
    columns = (
        Column("Kode Tujuan", "code", Kind.LABEL, width=18),
        Column("Nama IK", "name", width=38),
        _baseline_column(listed, 12),
        *targets.columns(),
    )
    yield from (_sheet(item, columns, targets) for item in goals)
    if others:
        yield Heading("Pedoman Kinerja Sasaran Kegiatan", "pedoman-sasaran", level=2)
    yield from (_sheet(item, SHEET_COLUMNS, targets) for item in others)


# The last line of a sheet has three cells, the name above reaches over two of them.
SHEET_COLUMNS = (
    Column("Kode Tujuan/ Sasaran/ Kode", "code", Kind.LABEL, width=18),
    Column("", "name", group="Nama IK", width=38),
    Column("", "name_continued", group="Nama IK"),
)


def _sheet(
    indicator: Indicator, columns: tuple[Column, ...], targets: PlanTargets
) -> Table:
    rest = len(columns) - 1
    texts = {field: getattr(indicator, field) for field in TEXTS}
    record = _record(indicator, targets) | {
        field: text or None for field, text in texts.items()
    }
    other = OTHER_UNIT.format(units=indicator.unit_of_measure_in_manual)
    return Table(
        title=f"Pedoman Indikator {indicator.code}",
        columns=columns,
        rows=(
            Row(
                _first_line(indicator, rest, targets), record=record, key=indicator.code
            ),
            *(_text_row(field, text, rest) for field, text in texts.items()),
            Row(_last_line(indicator, rest), key="measure"),
        ),
        notes=(other,) if _has_other_unit(indicator) else (),
        key=indicator.code,
        is_kept_whole=True,
    )


def _first_line(
    indicator: Indicator, rest: int, targets: PlanTargets
) -> tuple[Cell, ...]:
    code = Cell(text=_code(indicator))
    if indicator.goal_owner is None:
        return (code, *across(indicator.name, rest))
    return (code, Cell(text=indicator.name), *_figures(indicator, targets))


def _text_row(field: str, text: str, rest: int) -> Row:
    label = Cell(text=TEXTS[field], kind=Kind.TEXT, tone="strong")
    return Row((label, *across(text or EMPTY, rest)), key=field)


def _last_line(indicator: Indicator, rest: int) -> tuple[Cell, ...]:
    in_charge = f"Penanggung Jawab: {indicator.team_in_charge or EMPTY}"
    return (
        Cell(text=f"Satuan: {indicator.unit_of_measure}", kind=Kind.TEXT),
        Cell(text=f"Klasifikasi: {_polarity(indicator)}"),
        *across(in_charge, rest - 1),
    )
