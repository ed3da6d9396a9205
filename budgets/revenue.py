"""Yearly totals and growth of a unit's non-tax revenue, and where a source states another total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgets.figures import growth, total
from budgets.models import NonTaxRevenue, RevenueTotal
from indicators.calculation import MeasurementInput, Method, formula_text
from indicators.numbers import format_money, format_percent
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


def stated_totals(unit: Unit) -> dict[int, Decimal]:
    """Return the unit's revenue by year as sources state it, in one query."""
    rows = RevenueTotal.objects.filter(unit=unit)
    return totals_by_year(rows.values_list("year", "amount"))


@dataclass(frozen=True)
class Disagreement:
    """A total that a source states otherwise than its rows sum up: rupiah, and growths in percent, unrounded."""

    summed: Decimal
    stated: Decimal
    summed_growth: Decimal | None
    stated_growth: Decimal | None

    def __str__(self) -> str:
        """Return both totals and, where both are known, the growth that each of them gives."""
        text = (
            f"Jumlah rincian {format_money(self.summed)}, menurut sumber {format_money(self.stated)}: "
            f"selisih {format_money(abs(self.stated - self.summed))}."
        )
        if self.summed_growth is None or self.stated_growth is None:
            return text
        return (
            f"{text} Pertumbuhannya {format_percent(self.summed_growth)} % menurut rincian "
            f"dan {format_percent(self.stated_growth)} % menurut sumber."
        )


def disagreements(
    summed: Mapping[int, Decimal], stated: Mapping[int, Decimal]
) -> dict[int, Disagreement]:
    """Return the years in which both totals are known and differ; each grows on its own year before."""
    growths, stated_growths = growth_by_year(summed), growth_by_year(stated)
    return {
        year: Disagreement(
            summed[year], value, growths.get(year), stated_growths.get(year)
        )
        for year, value in stated.items()
        if year in summed and summed[year] != value
    }


def growth_text(unit: Unit, year: int) -> str:
    """Write a year's growth with the totals of both years, and beside it what the stated totals give otherwise."""
    text = _formula(unit_totals(unit), year)
    stated = stated_totals(unit)
    if not {year - 1, year} <= stated.keys():
        return text
    other = _formula(stated, year)
    return text if other == text else f"{text}; dari jumlah menurut sumber {other}"


def _formula(totals: Mapping[int, Decimal], year: int) -> str:
    return formula_text(
        MeasurementInput("PNBP", Method.GROWTH, totals.get(year - 1), totals.get(year))
    )


growth_source = FigureSource(
    GROWTH_SOURCE,
    "pertumbuhan total PNBP",
    lambda unit: growth_by_year(unit_totals(unit)),
    growth_text,
)
