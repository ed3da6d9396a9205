"""Budget ceiling and spending by year (Renstra, Tabel 5); the percentage is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import absorption
from budgets.models import AnnualBudget
from reports.builders import frame
from reports.builders.years import span
from reports.derivations import Derivation, Place, Rule
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from reports.documents import Document

CEILING, SPENDING, ABSORPTION = "ceiling", "spending", "absorption"
CEILING_RULE = "Pagu adalah pagu revisi bila ada, selain itu pagu awal."
NO_BUDGETS = "Belum ada data anggaran."
LEADING = (
    Column("No", "no", Kind.LABEL, width=5),
    Column("Program/Kegiatan", "item", width=19),
)


def build(parameters: Parameters) -> Document:
    """Return ceiling, spending and absorption of every recorded year."""
    found = table(AnnualBudget.objects.filter(unit=parameters.unit).order_by("year"))
    is_landscape = len(found.columns) > len(LEADING) + 4
    return frame.document("anggaran", parameters, found, is_landscape=is_landscape)


def table(rows: Iterable[AnnualBudget]) -> Table:
    """Return these years' budgets, which stand in their order."""
    budgets = list(rows)
    ceilings = [budget.ceiling for budget in budgets]
    spent = [budget.spending for budget in budgets]
    shares = [absorption(budget.ceiling, budget.spending) for budget in budgets]
    years = [budget.year for budget in budgets]
    return Table(
        title=f"Realisasi Anggaran {span(years)}".strip(),
        subtitle="Dalam rupiah",
        columns=(
            *LEADING,
            *(Column(f"TA. {year}", str(year), Kind.MONEY) for year in years),
        ),
        rows=(
            Row(_cells("1", "PAGU", ceilings), key=CEILING),
            Row(_cells("2", "Realisasi", spent), key=SPENDING),
            _share_row(years, shares),
        ),
        notes=(CEILING_RULE, frame.ROUNDING_RULE) if budgets else (NO_BUDGETS,),
        chart=frame.yearly_chart(
            "Pagu dan Realisasi Anggaran", (CEILING, SPENDING), years, "Rupiah"
        ),
    )


def _cells(
    number: str, label: str, figures: Iterable[Decimal | None]
) -> tuple[Cell, ...]:
    cells = tuple(Cell(figure, NOTHING) for figure in figures)
    return (Cell(text=number), Cell(text=label), *cells)


def _share_row(years: Iterable[int], shares: Iterable[Decimal | None]) -> Row:
    cells = tuple(
        Cell(share, NOTHING, kind=Kind.PERCENT, derived=_absorbed(year))
        for year, share in zip(years, shares, strict=True)
    )
    return Row(
        (Cell(), Cell(text="% Realisasi"), *cells), RowKind.TOTAL, key=ABSORPTION
    )


def _absorbed(year: int) -> Derivation:
    parts = (Place(CEILING, str(year)), Place(SPENDING, str(year)))
    return Derivation(Rule.RATIO, parts)
