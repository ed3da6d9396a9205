"""What stands behind a realization: its measurements with their formulas, and the words about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import calculation
from indicators.models.calculated import measured_value
from indicators.numbers import format_number
from indicators.quarters import inputs_of
from indicators.scores import agrees
from reports.history_links import history_url
from reports.indicator_sheet import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.models import Indicator, Measurement, Realization


@dataclass(frozen=True)
class Case:
    """One measurement with its formula."""

    label: str
    method: str
    formula: str
    history_url: str


def case_of(row: Measurement) -> Case:
    """Return a measurement with its formula and the figures in it."""
    return Case(
        row.label,
        row.get_method_display(),
        calculation.formula_text(inputs_of([row])[0]),
        history_url(row),
    )


def what_cases_amount_to(indicator: Indicator, rows: Sequence[Measurement]) -> str:
    """Return what the measurements amount to, "" without any."""
    inputs = inputs_of(rows)
    if not inputs:
        return ""
    aggregation = calculation.Aggregation(indicator.aggregation)
    value = calculation.aggregate(inputs, aggregation)
    outcome = (
        "tidak dapat dihitung"
        if value is None
        else format_number(value, indicator.decimals or 2)
    )
    return f"{aggregation.label}: {outcome}"


def differs_from_cases(
    indicator: Indicator, row: Realization | None, cases: Sequence[Measurement]
) -> bool:
    """Whether the recorded value is not what the measurements amount to."""
    computed = measured_value(indicator, cases)
    if row is None or row.value is None or computed is None:
        return False
    return not agrees(row.value, computed)


def texts_of(row: Realization | None) -> tuple[Fact, ...]:
    """Return what people wrote about the figure; nothing where they wrote nothing."""
    if row is None:
        return ()
    written = (
        ("Catatan", row.note),
        ("Sebab berhasil atau gagal", row.cause),
        ("Kendala", row.obstacle),
        ("Tindak lanjut", row.follow_up),
        ("Alasan berbeda dari hitungan", row.deviation_reason),
    )
    return tuple(Fact(label, text) for label, text in written if text)
