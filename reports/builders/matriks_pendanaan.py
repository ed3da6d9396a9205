"""Funding matrix: activity targets, indicators and components with targets and amounts (Renstra, Lampiran II)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgets.figures import total
from budgets.models import BudgetAllocation, BudgetLine
from reports.builders import frame, plans
from reports.derivations import Rule, down
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
    across,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import ActivityTarget, Indicator, StrategicPlan
    from reports.builders.plans import PlanTargets
    from reports.documents import Document

LEADING = (
    Column("KODE", "code", Kind.LABEL, width=7),
    Column(
        "KEGIATAN / SASARAN KEGIATAN / INDIKATOR SASARAN KEGIATAN / KOMPONEN / SUBKOMPONEN",
        "name",
        width=32,
    ),
    Column("SATUAN", "unit_of_measure", Kind.LABEL, width=9),
)
IN_MILLIONS = "Jumlah dalam juta rupiah, dua desimal, dibulatkan setengah ke atas; jumlah unit dihitung dari angka penuh semua komponen."
NO_LINES = "Renstra ini belum memuat komponen anggaran."
WITHOUT_AMOUNT = "Sel jumlah yang kosong: komponen tanpa alokasi pada tahun itu."
EARLIER = "* Indikator renstra sebelumnya yang komponennya masih tercantum: {codes}."
DECIMALS = 2


@dataclass(frozen=True)
class Matrix:
    """A plan's components with its indicators, and the indicators of earlier plans that they name."""

    plan: StrategicPlan
    sasaran: list[ActivityTarget]
    indicators: list[Indicator]
    lines: list[BudgetLine]
    allocations: Mapping[tuple[int, int], BudgetAllocation]
    targets: PlanTargets

    @property
    def earlier(self) -> list[Indicator]:
        """The indicators of earlier plans, in the order of their components."""
        named = (line.indicator for line in self.lines if line.indicator)
        foreign = (item for item in named if item.plan_id != self.plan.pk)
        return list(dict.fromkeys(foreign))

    def indicators_of(self, sasaran: ActivityTarget) -> list[Indicator]:
        """Return the plan's own in their order; one of an earlier plan stands where its components do."""
        found = [i for i in self.indicators if i.activity_target_id == sasaran.pk]
        place = 0
        for line in self.lines_of(sasaran):
            if line.indicator and line.indicator not in found:
                found.insert(place, line.indicator)
            if line.indicator:
                place = found.index(line.indicator) + 1
        return found

    def lines_of(self, sasaran: ActivityTarget) -> list[BudgetLine]:
        """Return the components of the activity target."""
        return [line for line in self.lines if line.activity_target_id == sasaran.pk]


def build(parameters: Parameters) -> Document:
    """Return the matrix of the plan in force, amounts in million rupiah."""
    matrix = _load(plans.in_force(parameters))
    plan, years = matrix.plan, matrix.targets.years
    table = Table(
        title=f"Matriks Kinerja dan Pendanaan {plan.period_text}",
        subtitle=plan.title,
        columns=(*LEADING, *(column for year in years for column in _columns(year))),
        rows=(_unit_row(parameters.unit, matrix), *_rows(matrix)),
        notes=tuple(_notes(matrix)),
    )
    return frame.document(
        "matriks-pendanaan",
        parameters,
        table,
        is_landscape=True,
        summary={"plan": plan.code, "components": len(matrix.lines)},
    )


def _load(plan: StrategicPlan) -> Matrix:
    """Read the plan's rows by five queries, whatever their number."""
    lines = list(plan.budget_lines.select_related("indicator__plan"))
    own = list(plan.indicators.of_activity_targets().in_order())
    named = [line.indicator for line in lines if line.indicator]
    allocations = BudgetAllocation.objects.filter(line__plan=plan)
    return Matrix(
        plan,
        list(plan.activity_targets.all()),
        own,
        lines,
        {(row.line_id, row.year): row for row in allocations},
        plans.targets_of({*own, *named}, plans.years_of(plan)),
    )


def _columns(year: int) -> tuple[Column, Column]:
    group = str(year)
    return (
        Column("TARGET", f"target_{year}", Kind.NUMBER, group, width=6),
        Column("RP. JUTA", f"amount_{year}", Kind.NUMBER, group, width=7),
    )


def _unit_row(unit: Unit, matrix: Matrix) -> Row:
    """Return the totals of the components."""
    keys = [_key(line) for line in matrix.lines]
    sums = {
        year: total(_amount(matrix, line, year) for line in matrix.lines)
        for year in matrix.targets.years
    }
    cells: list[Cell] = [Cell(), Cell(text=unit.code), Cell()]
    for year, amount in sums.items():
        rule = down(Rule.SUM, f"amount_{year}", keys) if keys else None
        cells += [Cell(), Cell(amount, NOTHING, decimals=DECIMALS, derived=rule)]
    record: dict[str, Json] = {"level": "unit", "name": unit.name}
    record |= {f"amount_{year}": plain(amount) for year, amount in sums.items()}
    return Row(tuple(cells), RowKind.TOTAL, record, key="unit")


def _key(line: BudgetLine) -> str:
    return f"komponen:{line.order}"


def _amount(matrix: Matrix, line: BudgetLine, year: int) -> Decimal | None:
    """Return the exact amount in million rupiah."""
    row = matrix.allocations.get((line.pk, year))
    amount: Decimal | None = row.amount if row else None
    return None if amount is None else amount.scaleb(-6)


def _rows(matrix: Matrix) -> Iterator[Row]:
    for sasaran in matrix.sasaran:
        lines = matrix.lines_of(sasaran)
        yield _sasaran_row(sasaran, matrix)
        yield from _line_rows(lines, None, matrix)
        for indicator in matrix.indicators_of(sasaran):
            yield _indicator_row(indicator, matrix)
            yield from _line_rows(lines, indicator, matrix)


def _line_rows(
    lines: Iterable[BudgetLine], indicator: Indicator | None, matrix: Matrix
) -> Iterator[Row]:
    for line in lines:
        if line.indicator == indicator:
            yield _line_row(line, matrix)


def _sasaran_row(sasaran: ActivityTarget, matrix: Matrix) -> Row:
    width = len(LEADING) - 1 + 2 * len(matrix.targets.years)
    record: dict[str, Json] = {
        "level": "sasaran",
        "code": sasaran.code,
        "name": sasaran.statement,
    }
    cells = (Cell(text=sasaran.code), *across(sasaran.statement, width))
    return Row(cells, RowKind.HEADING, record, key=sasaran.code)


def _indicator_row(indicator: Indicator, matrix: Matrix) -> Row:
    is_own = indicator.plan_id == matrix.plan.pk
    cells = [
        Cell(text=indicator.code if is_own else f"{indicator.code}*", tone="strong"),
        Cell(text=indicator.name, tone="strong"),
        Cell(text=indicator.unit_of_measure),
    ]
    for target in matrix.targets.cells(indicator):
        cells += [target, Cell()]
    record: dict[str, Json] = {
        "level": "indicator",
        "code": indicator.code,
        "name": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
    }
    record |= {
        f"target_{name}": value
        for name, value in matrix.targets.record(indicator).items()
    }
    key = indicator.code if is_own else f"{indicator.plan.code}:{indicator.code}"
    return Row(tuple(cells), record=record, key=key)


def _line_row(line: BudgetLine, matrix: Matrix) -> Row:
    cells = [Cell(text=line.letter), Cell(text=line.name), Cell()]
    record: dict[str, Json] = {
        "level": "component",
        "code": line.letter,
        "name": line.name,
    }
    for year in matrix.targets.years:
        amount = _amount(matrix, line, year)
        row = matrix.allocations.get((line.pk, year))
        printed = row.printed_text if row else ""
        cells += [Cell(), Cell(amount, printed, decimals=DECIMALS)]
        record[f"amount_{year}"] = plain(amount)
    return Row(tuple(cells), record=record, key=_key(line))


def _notes(matrix: Matrix) -> Iterator[str]:
    if not matrix.lines:
        yield NO_LINES
    else:
        yield IN_MILLIONS
        yield WITHOUT_AMOUNT
    if matrix.earlier:
        named = (f"{item.code} ({item.plan.short_title})" for item in matrix.earlier)
        yield EARLIER.format(codes=", ".join(named))
    yield matrix.targets.note("Target")
