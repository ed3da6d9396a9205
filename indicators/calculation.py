"""How an indicator's value comes from its measurements (Renstra, Lampiran III).

Decimals in, Decimals out, nothing rounded; None is "cannot be computed", never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from indicators.numbers import format_number, format_percent

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class LabelledEnum(StrEnum):
    """Words of the domain: the stored value, and the Indonesian `label` people read."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member


class Method(LabelledEnum):
    """How one measurement is computed from A (before) and B (after)."""

    GROWTH = "growth", "Pertumbuhan"  # (B − A) / A × 100; productivity too
    EFFICIENCY = "efficiency", "Efisiensi"  # (A − B) / A × 100
    RATIO = "ratio", "Rasio"  # B / A × 100
    VALUE = "value", "Nilai"  # B
    RECORDED = "recorded", "Tercatat"  # a result without A and B


class Aggregation(LabelledEnum):
    """How the measurements of an indicator become its value."""

    SINGLE = "single", "Tunggal"
    MEAN = "mean", "Rata-rata"
    SUM = "sum", "Jumlah"
    COUNT = "count", "Cacah"


class Accumulation(LabelledEnum):
    """How quarters become a year, where it cannot be recomputed from A and B."""

    SUM = "sum", "Jumlah"
    LAST = "last", "Terakhir"
    MEAN = "mean", "Rata-rata"
    ENTERED = "entered", "Diisi"


@dataclass(frozen=True)
class MeasurementInput:
    """One measured case: A `before` and B `after` in its own unit, or a `recorded` result."""

    label: str
    method: Method
    before: Decimal | None = None
    after: Decimal | None = None
    recorded: Decimal | None = None


def growth(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """Return (B − A) / A × 100 in percent; None if either is missing or A is not above zero.

    Against a base of zero or less the sign of the result would mean nothing.
    """
    if before is None or after is None or before <= 0:
        return None
    return (after - before) * HUNDRED / before


def ratio(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """Return B / A × 100 in percent; None if either is missing or A is not above zero."""
    if before is None or after is None or before <= 0:
        return None
    return after * HUNDRED / before


def result(m: MeasurementInput) -> Decimal | None:
    """Return the result of one measurement, in percent for growth, efficiency and ratio."""
    if m.method is Method.GROWTH:
        return growth(m.before, m.after)
    if m.method is Method.EFFICIENCY:
        change = growth(m.before, m.after)
        return None if change is None else ZERO - change
    if m.method is Method.RATIO:
        return ratio(m.before, m.after)
    return m.after if m.method is Method.VALUE else m.recorded


def aggregate(
    inputs: Sequence[MeasurementInput], aggregation: Aggregation
) -> Decimal | None:
    """Return the indicator's value from its measurements; None without any.

    One measurement without a result leaves the mean and the sum unknown: a mean over the rest would
    look complete. COUNT counts measurements and asks for no results. SINGLE is None unless there is
    exactly one. That nothing happened is entered as a value of zero, not as no measurement.
    """
    if not inputs:
        return None
    if aggregation is Aggregation.COUNT:
        return Decimal(len(inputs))
    if aggregation is Aggregation.SINGLE:
        return result(inputs[0]) if len(inputs) == 1 else None
    total = _sum_if_complete([result(m) for m in inputs])
    if total is None or aggregation is Aggregation.SUM:
        return total
    return total / len(inputs)


def formula_text(m: MeasurementInput) -> str:
    """Write the formula with its figures: "(150 − 100) / 100 × 100 = 50,00".

    What is missing stays as the letter A or B, and the result then reads "tidak dapat dihitung".
    """
    value = result(m)
    if m.method in (Method.VALUE, Method.RECORDED):
        return "tidak dapat dihitung" if value is None else format_number(value)
    outcome = "tidak dapat dihitung" if value is None else format_percent(value)
    return f"{_left_side(m)} × 100 = {outcome}"


def _left_side(m: MeasurementInput) -> str:
    before, after = _operand(m.before, "A"), _operand(m.after, "B")
    if m.method is Method.GROWTH:
        return f"({after} − {before}) / {before}"
    if m.method is Method.EFFICIENCY:
        return f"({before} − {after}) / {before}"
    return f"{after} / {before}"


def _operand(value: Decimal | None, letter: str) -> str:
    if value is None:
        return letter
    return f"({format_number(value)})" if value < 0 else format_number(value)


def _sum_if_complete(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None
