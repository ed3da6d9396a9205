"""Targets and results as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.numbers import computed_text, format_number

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.achievement import Target
    from indicators.models import (
        AnnualTarget,
        Benchmark,
        Indicator,
        Period,
        QuarterlyTarget,
        Realization,
    )

NOTHING = "–"
FROM_QUARTERS = "dihitung dari triwulan"


def short_title(period: Period) -> str:
    """Return a quarter as a heading: "TW II"; "Tahun" for the year."""
    return period.label.replace("Triwulan", "TW")


def previous_year_note(year: int) -> str:
    """Say whose data a figure of the year really is."""
    return f"memakai data tahun sebelumnya ({year - 1})"


def result_text(indicator: Indicator, realization: Realization | None) -> str:
    """Return the realization as people read it: "16,85", "B-", "-" when declared not applicable, "–" when empty."""
    if realization is None:
        return NOTHING
    if realization.value is not None:
        return format_number(realization.value, indicator.decimals)
    return realization.grade or realization.printed_text or NOTHING


def realized_text(
    indicator: Indicator, realization: Realization | None, value: Decimal | None
) -> str:
    """Return the text of a realization, else of the value that was computed for it."""
    if value is None or (realization is not None and realization.carries_figure):
        return result_text(indicator, realization)
    return computed_text(value, indicator.decimals)


def target_text(row: AnnualTarget | QuarterlyTarget) -> str:
    """Return the target as people read it: "6", "80–90", "B-"; "-" when not targeted."""
    decimals = row.indicator.decimals
    if row.value is not None:
        return format_number(row.value, decimals)
    if row.lower is not None and row.upper is not None:
        return (
            f"{format_number(row.lower, decimals)}–{format_number(row.upper, decimals)}"
        )
    return row.grade or "-"


def benchmark_text(row: Benchmark) -> str:
    """Return the national figure as people read it, "–" while there is none."""
    if row.value is None:
        return NOTHING
    return format_number(row.value, row.indicator.decimals)


def written_target(target: Target | None, decimals: int | None) -> str:
    """Return a computed target as people read it, "–" for none."""
    if target is None or not target.is_set:
        return NOTHING
    if target.bounds is None:
        return target.grade or NOTHING
    return "–".join(
        computed_text(bound, decimals) for bound in dict.fromkeys(target.bounds)
    )
