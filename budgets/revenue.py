"""Yearly totals and growth of a unit's non-tax revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import growth, total
from budgets.models import NonTaxRevenue
from indicators.calculation import MeasurementInput, Method, formula_text
from indicators.sources import FigureSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from accounts.models import Unit

GROWTH_SOURCE = "pnbp_growth"


def totals_by_year(amounts: Iterable[tuple[int, Decimal | None]]) -> dict[int, Decimal]:
    """Return the total of each year that has any amount, in rupiah, from (year, amount) pairs."""
    years: dict[int, list[Decimal | None]] = {}
    for year, amount in amounts:
        years.setdefault(year, []).append(amount)
    sums = {year: total(parts) for year, parts in sorted(years.items())}
    return {year: value for year, value in sums.items() if value is not None}


def growth_by_year(totals: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return the growth against the year before in percent, unrounded, where both years are known."""
    found = {
        year: growth(totals.get(year - 1), value) for year, value in totals.items()
    }
    return {year: value for year, value in found.items() if value is not None}


def unit_totals(unit: Unit) -> dict[int, Decimal]:
    """Return the unit's revenue by year, in one query."""
    return totals_by_year(
        NonTaxRevenue.objects.filter(service_type__unit=unit).values_list(
            "year", "amount"
        )
    )


def growth_text(unit: Unit, year: int) -> str:
    """Write a year's growth with the totals of both years."""
    totals = unit_totals(unit)
    return formula_text(
        MeasurementInput("PNBP", Method.GROWTH, totals.get(year - 1), totals.get(year))
    )


growth_source = FigureSource(
    GROWTH_SOURCE,
    "pertumbuhan total PNBP",
    lambda unit: growth_by_year(unit_totals(unit)),
    growth_text,
)
