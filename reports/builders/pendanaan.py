"""Funding requirement of a plan by source and year (Renstra, Tabel 22); the total is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import total
from budgets.models import FundingRequirement
from indicators.models import PlanYear, StrategicPlan
from reports.builders import frame
from reports.builders.years import span
from reports.derivations import Rule, down
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from accounts.models import Unit
    from reports.documents import Document

    Amounts = dict[tuple[str, int], Decimal | None]

NO_NEED = "Belum ada data kebutuhan pendanaan."
SOURCE = Column("Sumber Dana", "fund", width=24)


def build(parameters: Parameters) -> Document:
    """Return the funding need in thousand rupiah, as the document states it."""
    plan = _plan(parameters.unit)
    rows = (
        FundingRequirement.objects.filter(plan=plan)
        if plan
        else FundingRequirement.objects.none()
    )
    amounts: Amounts = {(row.fund, row.year): _thousands(row.amount) for row in rows}
    years = sorted({year for _, year in amounts})
    funds = tuple(fund.value for fund in FundingRequirement.Fund)
    table = Table(
        title=f"Kebutuhan Pendanaan {span(years)}".strip(),
        subtitle="Dalam ribu rupiah",
        columns=(
            SOURCE,
            *(
                Column(str(year), str(year), Kind.NUMBER, group="Tahun")
                for year in years
            ),
        ),
        rows=tuple(_row(fund, years, amounts) for fund in FundingRequirement.Fund),
        totals=(_total_row(years, amounts),),
        notes=(f"Menurut {plan.title}.", frame.UNROUNDED) if plan else (NO_NEED,),
        chart=frame.yearly_chart("Kebutuhan Pendanaan", funds, years, "Ribu rupiah"),
    )
    return frame.document(
        "pendanaan", parameters, table, summary={"plan": plan.code if plan else None}
    )


def _plan(unit: Unit) -> StrategicPlan | None:
    """Return the latest plan in force that states a funding need."""
    rows = PlanYear.objects.filter(
        unit=unit, plan__funding__isnull=False
    ).select_related("plan")
    latest = rows.order_by("-year").first()
    return latest.plan if latest else None


def _thousands(amount: Decimal | None) -> Decimal | None:
    """Return the exact amount in thousand rupiah: nothing is rounded away."""
    return None if amount is None else amount.scaleb(-3)


def _row(fund: str, years: list[int], amounts: Amounts) -> Row:
    figures = (Cell(amounts.get((fund, year)), NOTHING) for year in years)
    return Row((Cell(text=fund), *figures), key=fund)


def _total_row(years: list[int], amounts: Amounts) -> Row:
    cells = (_total_cell(year, amounts) for year in years)
    return Row((Cell(text="TOTAL"), *cells), RowKind.TOTAL, key="total")


def _total_cell(year: int, amounts: Amounts) -> Cell:
    funds = FundingRequirement.Fund.values
    amount = total(amounts.get((fund, year)) for fund in funds)
    return Cell(amount, NOTHING, derived=down(Rule.SUM, str(year), funds))
