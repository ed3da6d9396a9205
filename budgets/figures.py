"""Arithmetic of money: absorption, growth, totals. Amounts in rupiah, percentages unrounded."""

from collections.abc import Iterable
from decimal import Decimal

from indicators import calculation

ZERO = Decimal(0)


def absorption(ceiling: Decimal | None, spending: Decimal | None) -> Decimal | None:
    """Return spending in percent of the ceiling (realisasi / pagu × 100, Renstra Tabel 5).

    None while either is unknown or the ceiling is not above zero; above 100 where overspent.
    """
    return calculation.ratio(ceiling, spending)


def growth(previous: Decimal | None, current: Decimal | None) -> Decimal | None:
    """Return the growth in percent on the previous amount (Lampiran III, PNBP: (B − A) / A × 100).

    None while either is unknown or the previous amount is not above zero.
    """
    return calculation.growth(previous, current)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is known, leaving out "-" and unknown; None when nothing is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
