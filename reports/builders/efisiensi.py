"""Efficiency of resources in a year (LKjIP Bab III A.6), by the formula of PMK 22/PMK.02/2021.

The mean over the outputs that have all four inputs; what the others lack is named, never guessed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from budgets.figures import EFFICIENCY_BOUND, efficiency, efficiency_score
from reports.builders import frame
from reports.builders.budget_lines import budget_year
from reports.derivations import Derivation, Place, Rule, down, recompute
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from budgets.models import BudgetAllocation
    from reports.builders.budget_lines import BudgetYear
    from reports.documents import Document
    from reports.parameters import Parameters

COLUMNS = (
    Column("No", "no", Kind.LABEL, width=4),
    Column("Komponen", "component", width=40),
    Column("Keluaran", "output_unit", Kind.LABEL, width=8),
    Column("Pagu (PAK)", "planned", Kind.MONEY, group="Anggaran (Rp)", width=11),
    Column("Realisasi (RAK)", "spent", Kind.MONEY, group="Anggaran (Rp)", width=11),
    Column("Target (TVK)", "target_volume", Kind.NUMBER, group="Volume", width=7),
    Column("Realisasi (RVK)", "realized_volume", Kind.NUMBER, group="Volume", width=7),
    Column("Efisiensi (%)", "efficiency", Kind.PERCENT, width=12),
)
INPUTS = ("planned", "target_volume", "spent", "realized_volume")
UNFILLED, INCOMPLETE, OF_ZERO = "belum diisi", "belum lengkap", "tidak dapat dihitung"
MEAN, SCORE = "mean", "score"
FORMULA = (
    "Efisiensi = (1 − (RAK / RVK) / (PAK / TVK)) × 100 menurut PMK 22/PMK.02/2021; nilai = 50 + E / 20 × 50, "
    "dengan rata-rata E dibatasi −20 sampai +20 persen. PMK itu telah diganti PMK 62/2023, yang naskahnya belum dilihat."
)
LABEL_COLUMNS = 7


def build(parameters: Parameters) -> Document:
    """Return the efficiency of every component of the year that has money or output."""
    assert parameters.year is not None  # noqa: S101 - the catalogue demands a year of this report
    found = table(budget_year(parameters.unit, parameters.year), parameters.year)
    mean = mean_of(found)
    summary = {
        "efficiency": plain(mean, 2),
        "score": plain(efficiency_score(mean), 2),
        "counted": counted_in(found),
        "components": len(found.rows),
    }
    return frame.document(
        "efisiensi", parameters, found, is_landscape=True, summary=summary
    )


def table(budget: BudgetYear, year: int) -> Table:
    """Return the efficiency of these components, and of all of them together."""
    rows = tuple(_row(place, row) for place, row in enumerate(budget.rows, start=1))
    return Table(
        title=f"Efisiensi Sumber Daya Tahun {year}",
        columns=COLUMNS,
        rows=rows,
        totals=_totals(rows) if rows else (),
        notes=(*_left_out(rows), FORMULA, *budget.notes, frame.ROUNDING_RULE),
        is_numbered=True,
    )


def mean_of(made: Table) -> Decimal | None:
    """Return the table's mean efficiency in percent, unrounded; None where nothing is complete."""
    return _efficiency_of(made.totals[0]) if made.totals else None


def counted_in(made: Table) -> int:
    """Return of how many components of the table the efficiency is known."""
    return sum(_efficiency_of(row) is not None for row in made.rows)


def _row(number: int, row: BudgetAllocation) -> Row:
    inputs = {
        "planned": row.amount,
        "target_volume": row.output_target,
        "spent": row.spending,
        "realized_volume": row.output_realized,
    }
    is_complete = all(value is not None for value in inputs.values())
    found = efficiency(*(inputs[name] for name in INPUTS))
    key = f"komponen:{row.line.order}"
    cells = (
        Cell(text=str(number)),
        Cell(text=f"{row.line.letter} {row.line.name}".strip()),
        Cell(text=row.output_unit),
        *(
            Cell(inputs[name], UNFILLED)
            for name in ("planned", "spent", "target_volume", "realized_volume")
        ),
        Cell(
            found,
            OF_ZERO if is_complete else INCOMPLETE,
            derived=_derivation(key) if found is not None else None,
        ),
    )
    return Row(cells, key=key)


def _derivation(key: str) -> Derivation:
    return Derivation(Rule.EFFICIENCY, tuple(Place(key, name) for name in INPUTS))


def _efficiency_of(row: Row) -> Decimal | None:
    return row.cells[-1].value


def _totals(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the mean and the value of efficiency."""
    known = {row.key: row for row in rows if _efficiency_of(row) is not None}
    derivation = down(Rule.MEAN, "efficiency", list(known))
    mean = recompute(derivation, lambda place: _efficiency_of(known[place.row]))
    bounds = f"−{EFFICIENCY_BOUND} sampai +{EFFICIENCY_BOUND}"
    label = (
        f"Rata-rata efisiensi {len(known)} komponen (dibatasi {bounds} untuk nilainya)"
    )
    score = Derivation(Rule.EFFICIENCY_SCORE, (Place(MEAN, "efficiency"),))
    return (
        _total(MEAN, label, mean, derivation),
        _total(SCORE, "Nilai efisiensi", efficiency_score(mean), score),
    )


def _total(key: str, label: str, value: Decimal | None, derivation: Derivation) -> Row:
    covered = Cell(columns=0)
    cells = (
        Cell(text=label, kind=Kind.TEXT, columns=LABEL_COLUMNS),
        *[covered] * (LABEL_COLUMNS - 1),
        Cell(value, NOTHING, derived=derivation if value is not None else None),
    )
    return Row(cells, RowKind.TOTAL, key=key)


def _left_out(rows: Iterable[Row]) -> Iterator[str]:
    found = list(rows)
    without = sum(_efficiency_of(row) is None for row in found)
    if without:
        yield f"{without} dari {len(found)} komponen tidak masuk rata-rata karena masukannya belum lengkap."
