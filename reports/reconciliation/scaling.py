"""Figures that are printed in thousands under a heading of millions, and the like. No Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from reports.reconciliation.writing import Written

STEP = 3
POWERS = (STEP, -STEP, 2 * STEP, -2 * STEP)
# Two figures of one thing are of one size: none is more than twice the other.
SIZE = 2


def power_of(printed: Decimal, known: Decimal) -> int:
    """Return the power of ten, a multiple of three, by which the print counts in another unit; 0 for none."""
    if printed <= 0 or known <= 0 or _is_of_size(printed, known):
        return 0
    return next(
        (power for power in POWERS if _is_of_size(printed.scaleb(-power), known)), 0
    )


def _is_of_size(one: Decimal, other: Decimal) -> bool:
    return other <= one * SIZE and one <= other * SIZE


def in_heading_unit(written: Written, known: Decimal | None) -> Decimal | None:
    """Return the printed figure in the unit that the heading names; as it is where nothing is known."""
    if written.value is None or known is None:
        return written.value
    return written.value.scaleb(-power_of(written.value, known))
