"""Budget ceiling and spending by year (Renstra, Tabel 5); the percentage is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import absorption
from budgets.models import AnnualBudget
from reports.builders import frame
from reports.builders.years import span
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Document, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

CEILING_RULE = "Pagu adalah pagu revisi bila ada, selain itu pagu awal."
NO_BUDGETS = "Belum ada data anggaran."
LEADING = (
    Column("No", "no", Kind.LABEL, width=5),
    Column("Program/Kegiatan", "item", width=19),
)


def build(parameters: Parameters) -> Document:
    """Return ceiling, spending and absorption of every recorded year."""
    budgets = list(AnnualBudget.objects.filter(unit=parameters.unit).order_by("year"))
    ceilings = [budget.ceiling for budget in budgets]
    spent = [budget.spending for budget in budgets]
    shares = [absorption(budget.ceiling, budget.spending) for budget in budgets]
    years = [budget.year for budget in budgets]
    table = Table(
        title=f"Realisasi Anggaran {span(years)}".strip(),
        subtitle="Dalam rupiah",
        columns=(
            *LEADING,
            *(Column(f"TA. {year}", str(year), Kind.MONEY) for year in years),
        ),
        rows=(
            _row("1", "PAGU", ceilings),
            _row("2", "Realisasi", spent),
            _row("", "% Realisasi", shares, Kind.PERCENT, RowKind.TOTAL),
        ),
        notes=(CEILING_RULE, frame.ROUNDING_RULE) if budgets else (NO_BUDGETS,),
    )
    return frame.document("anggaran", parameters, table, is_landscape=len(years) > 4)


def _row(
    number: str,
    label: str,
    figures: Iterable[Decimal | None],
    kind: Kind = Kind.MONEY,
    row_kind: RowKind = RowKind.DATA,
) -> Row:
    cells = tuple(Cell(figure, NOTHING, kind=kind) for figure in figures)
    return Row((Cell(text=number), Cell(text=label), *cells), row_kind)
