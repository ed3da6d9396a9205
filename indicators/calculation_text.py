"""How measurements become a value, written with its figures. No Django, no float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.calculation import Aggregation, aggregate, result
from indicators.numbers import format_number, round_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from indicators.calculation import MeasurementInput

NOT_COMPUTABLE = "tidak dapat dihitung"
SHOWN_DECIMALS = 4
# What an indicator takes of its measurements.
TAKEN = {
    Aggregation.SINGLE: "satu pengukuran saja",
    Aggregation.MEAN: "rata-rata semua pengukuran",
    Aggregation.SUM: "jumlah semua pengukuran",
    Aggregation.COUNT: "banyaknya pengukuran",
}
# More terms than these are counted instead of written.
TERMS_WRITTEN = 6


def value_text(value: Decimal | None) -> str:
    """Return a computed value as it is kept, with up to four decimals."""
    if value is None:
        return NOT_COMPUTABLE
    return format_number(round_half_up(value, SHOWN_DECIMALS).normalize())


def aggregation_text(
    inputs: Sequence[MeasurementInput], aggregation: Aggregation
) -> str:
    """Write "(50 + 40) / 2 = 45", "50 + 40 = 90", "2 pengukuran = 2"; "" without any."""
    if not inputs:
        return ""
    outcome = value_text(aggregate(inputs, aggregation))
    return f"{_left_side(inputs, aggregation)} = {outcome}"


def _left_side(inputs: Sequence[MeasurementInput], aggregation: Aggregation) -> str:
    count = len(inputs)
    if aggregation is Aggregation.COUNT:
        return f"{count} pengukuran"
    if count == 1:
        return "hasil pengukuran"
    if aggregation is Aggregation.SINGLE:
        return f"satu dari {count} pengukuran"
    terms = [value_text(result(each)) for each in inputs]
    written = " + ".join(terms) if count <= TERMS_WRITTEN else f"jumlah {count} hasil"
    if aggregation is Aggregation.SUM:
        return written
    return f"({written}) / {count}"
