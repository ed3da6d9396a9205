"""Non-tax revenue by type of service and year (Renstra, Tabel 6); totals and growth are computed, stated totals shown beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.models import NonTaxRevenue, ServiceType
from budgets.revenue import (
    disagreements,
    growth_by_year,
    stated_totals,
    totals_by_year,
)
from reports.builders import frame
from reports.builders.years import span
from reports.derivations import Derivation, Given, Place, Rule, down
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Container
    from decimal import Decimal

    from accounts.models import Unit
    from reports.documents import Document

    Revenues = dict[tuple[int, int], NonTaxRevenue]

LEADING = (
    Column("No", "no", Kind.LABEL, width=5),
    Column("Jenis JPT", "service_type", width=17),
)
GROWTH_RULE = "Pertumbuhan dihitung terhadap tahun sebelumnya."
STATED_RULE = "Total dan pertumbuhan dihitung dari rincian; jumlah menurut sumber ditampilkan seperti dinyatakan sumbernya."
NO_REVENUE = "Belum ada data PNBP."
TOTAL, GROWTH = "total", "growth"
GROUP = "Penerimaan PNBP (Rp)"


def build(parameters: Parameters) -> Document:
    """Return the revenue of every service type in every recorded year; a year may have a stated total only."""
    return frame.document("pnbp", parameters, table(parameters.unit), is_landscape=True)


def table(unit: Unit, window: Container[int] | None = None) -> Table:
    """Return the unit's revenue of all years, or those in a window."""
    rows = NonTaxRevenue.objects.filter(service_type__unit=unit)
    revenues = {(row.service_type_id, row.year): row for row in rows}
    stated = stated_totals(unit)
    recorded = sorted({year for _, year in revenues} | stated.keys())
    years = [year for year in recorded if window is None or year in window]
    services = list(ServiceType.objects.filter(unit=unit).order_by("order", "code"))
    sums = totals_by_year((row.year, row.amount) for row in revenues.values())
    return Table(
        title=f"Penerimaan PNBP menurut Jenis Layanan {span(years)}".strip(),
        columns=(
            *LEADING,
            *(Column(str(year), str(year), Kind.MONEY, group=GROUP) for year in years),
        ),
        rows=tuple(
            _row(number, service, years, revenues)
            for number, service in enumerate(services, start=1)
        ),
        totals=(
            _total_row(years, sums, [service.code for service in services]),
            _growth_row(years, sums),
            *([_stated_row(years, stated)] if stated else []),
        ),
        notes=_notes(years, sums, stated) if years else (NO_REVENUE,),
        chart=frame.yearly_chart("Total Penerimaan PNBP", (TOTAL,), years, "Rupiah"),
    )


def _row(
    number: int, service: ServiceType, years: list[int], revenues: Revenues
) -> Row:
    cells = tuple(_cell(revenues.get((service.pk, year))) for year in years)
    opening = (Cell(text=str(number)), Cell(text=service.name))
    return Row((*opening, *cells), key=service.code)


def _cell(revenue: NonTaxRevenue | None) -> Cell:
    """Return the amount, "-" where the document prints it, or the word that nothing is entered."""
    if revenue is None:
        return Cell(text="belum diisi")
    return Cell(revenue.amount, revenue.printed_text or "belum diisi")


def _total_row(years: list[int], sums: dict[int, Decimal], codes: list[str]) -> Row:
    cells = tuple(
        Cell(sums.get(year), NOTHING, derived=down(Rule.SUM, str(year), codes))
        for year in years
    )
    return Row(
        (Cell(), Cell(text="Total Penerimaan"), *cells), RowKind.TOTAL, key=TOTAL
    )


def _stated_row(years: list[int], stated: dict[int, Decimal]) -> Row:
    """Return the totals that a source states, which follow from nothing in the table."""
    cells = tuple(Cell(stated.get(year), NOTHING) for year in years)
    label = Cell(text="Jumlah menurut sumber")
    return Row((Cell(), label, *cells), RowKind.TOTAL, key="stated")


def _notes(
    years: list[int], sums: dict[int, Decimal], stated: dict[int, Decimal]
) -> tuple[str, ...]:
    """Return the rules of the table, and each of its years in which a source states another total."""
    found = disagreements(sums, stated)
    differing = [(year, found[year]) for year in years if year in found]
    return (
        GROWTH_RULE,
        *([STATED_RULE] if stated else []),
        *(f"{year}: {difference}" for year, difference in differing),
        frame.ROUNDING_RULE,
    )


def _growth_row(years: list[int], sums: dict[int, Decimal]) -> Row:
    rates = growth_by_year(sums)
    cells = tuple(
        Cell(
            rates.get(year),
            NOTHING,
            kind=Kind.PERCENT,
            derived=_grown(year, years, sums) if year in rates else None,
        )
        for year in years
    )
    return Row(
        (Cell(), Cell(text="Pertumbuhan (%)"), *cells), RowKind.TOTAL, key=GROWTH
    )


def _grown(year: int, years: list[int], sums: dict[int, Decimal]) -> Derivation:
    """Say what the growth follows from; the year before may stand outside the window."""
    last = year - 1
    before = (
        Place(TOTAL, str(last)) if last in years else Given(sums[last], f"total {last}")
    )
    return Derivation(Rule.GROWTH, (before, Place(TOTAL, str(year))))
