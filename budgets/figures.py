"""Arithmetic of money: absorption, growth, totals. Amounts in rupiah, percentages unrounded."""

from collections.abc import Iterable
from decimal import Decimal

from indicators import calculation

ZERO, ONE, HALF, HUNDRED = Decimal(0), Decimal(1), Decimal(50), Decimal(100)
EFFICIENCY_BOUND = Decimal(20)  # percent


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


def efficiency(
    planned: Decimal | None,
    target_volume: Decimal | None,
    spent: Decimal | None,
    realized_volume: Decimal | None,
) -> Decimal | None:
    """Return how much less a unit of output cost than planned, in percent, unrounded and unbounded.

    (1 − (RAK / RVK) / (PAK / TVK)) × 100 of PMK 22/PMK.02/2021: budget PAK and spending RAK in rupiah,
    target TVK and realized volume RVK in the output's unit. None while one of the four is unknown or
    not above zero; spending of zero is a figure. The text of PMK 62/2023, which has replaced it, was not seen.
    """
    known = (planned, target_volume, realized_volume)
    if spent is None or any(part is None or part <= ZERO for part in known):
        return None
    assert planned is not None  # noqa: S101 - asked above
    assert target_volume is not None  # noqa: S101
    assert realized_volume is not None  # noqa: S101
    return (ONE - spent * target_volume / (realized_volume * planned)) * HUNDRED


def efficiency_score(mean: Decimal | None) -> Decimal | None:
    """Return the value of efficiency NE = 50 + E / 20 × 50, with E bounded to −20 … +20 percent.

    From 0 to 100; None without a mean. Source: PMK 22/PMK.02/2021.
    """
    if mean is None:
        return None
    bounded = min(max(mean, -EFFICIENCY_BOUND), EFFICIENCY_BOUND)
    return HALF + bounded / EFFICIENCY_BOUND * HALF
