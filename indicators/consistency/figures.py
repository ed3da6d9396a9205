"""Realizations that contradict what they come from, or stand out in their own series."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.calculation import Aggregation, aggregate
from indicators.findings import Case, Severity, about, rule
from indicators.models import Measurement, Period
from indicators.numbers import canonical, format_number, round_half_up
from indicators.quarters import inputs_of
from indicators.scores import agrees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.findings import Context
    from indicators.models import Realization
    from indicators.scorecard import Score, SeriesPoint

    Values = list[tuple[SeriesPoint, Decimal]]

PERCENT = {"%", "persen"}
FULL = 100
SHOWN_DECIMALS = 4
# A value stands out when it is more than this times the highest of the other years, or less than the
# lowest divided by it, with at least so many other years to compare with.
OUTLIER_FACTOR = 2
OUTLIER_YEARS = 2


@rule(
    code="differs-from-measurements",
    severity=Severity.ERROR,
    title="Realisasi tidak sama dengan hasil pengukurannya",
)
def differs_from_measurements(context: Context) -> Iterator[Case]:
    """The recorded value of a year or quarter against what its measurements give."""
    measured = context.read(_read_measurements)
    for _, score in context.scores:
        row = score.realization
        yield from _unlike_cases(score, row, measured.get(row.pk, []) if row else [])
        for quarter in score.quarters:
            yield from _unlike_cases(score, quarter.realization, quarter.measurements)


@rule(
    code="differs-from-derived",
    severity=Severity.ERROR,
    title="Realisasi tidak sama dengan angka turunannya",
)
def differs_from_derived(context: Context) -> Iterator[Case]:
    """The recorded value against the source that the application computes, as the growth of PNBP."""
    for _, score in context.scores:
        row, derived = score.realization, score.derived
        if row is None or derived is None or not score.differs_from_derived:
            continue
        message = f"Tercatat {score.result_text}, hasil hitung {_shown(derived, 2)} ({score.derived_label}).{_reason(row)}"
        facts = (row.value, round_half_up(derived, SHOWN_DECIMALS))
        yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="year-differs-from-quarters",
    severity=Severity.ERROR,
    title="Realisasi setahun tidak sama dengan triwulannya",
)
def year_differs_from_quarters(context: Context) -> Iterator[Case]:
    """The year's recorded value against its closed quarters, by the indicator's own accumulation."""
    for _, score in context.scores:
        found = score.year_from_quarters if score.differs_from_quarters else None
        if found is None or found.value is None or score.value is None:
            continue
        message = (
            f"Tercatat {format_number(score.value)} setahun, hasil hitung dari triwulan "
            f"{_shown(found.value)} ({found.words})."
        )
        facts = (score.value, round_half_up(found.value, SHOWN_DECIMALS))
        yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="same-as-last-year",
    severity=Severity.NOTE,
    title="Realisasi persis sama dengan tahun sebelumnya",
)
def same_as_last_year(context: Context) -> Iterator[Case]:
    """The same number two years running; a full 100 percent may well come again."""
    for stretch in context.stretches:
        values = _values(stretch)
        for (before, old), (point, value) in pairwise(values):
            if (
                point.year == before.year + 1
                and old == value
                and not _is_full(point, value)
            ):
                message = (
                    f"Realisasi {format_number(value)} sama persis dengan {before.year}; "
                    "periksa apakah bukan salinan."
                )
                yield Case(about(point.score.indicator), message, point.year, (value,))


@rule(
    code="outlier",
    severity=Severity.NOTE,
    title="Realisasi lebih dari dua kali yang tertinggi atau kurang dari separuh yang terendah di tahun lain",
)
def outlier(context: Context) -> Iterator[Case]:
    """A value far outside its own series of positive values."""
    for stretch in context.stretches:
        values = _values(stretch)
        for point, value in values:
            others = [other for place, other in values if place.year != point.year]
            if len(others) < OUTLIER_YEARS or min(others) <= 0:
                continue
            if (
                min(others) <= value * OUTLIER_FACTOR
                and value <= max(others) * OUTLIER_FACTOR
            ):
                continue
            message = f"Realisasi {format_number(value)}, sedangkan tahun lain {_range(others)}."
            facts = (value, *map(canonical, sorted(others)))
            yield Case(about(point.score.indicator), message, point.year, facts)


def _unlike_cases(
    score: Score, row: Realization | None, rows: Sequence[Measurement]
) -> Iterator[Case]:
    """Yield what is wrong with a realization that is not what its measurements give."""
    if row is None or row.value is None or not rows:
        return
    way = Aggregation(score.indicator.aggregation)
    computed = aggregate(inputs_of(rows), way)
    if computed is None or agrees(row.value, computed):
        return
    is_quarter = row.period != Period.YEAR
    message = (
        f"{f'{row.get_period_display()}: tercatat' if is_quarter else 'Tercatat'} "
        f"{format_number(row.value)}, hasil hitung {_shown(computed)} "
        f"({way.label.lower()} dari {len(rows)} pengukuran).{_reason(row)}"
    )
    period = (row.period,) if is_quarter else ()
    facts = (*period, row.value, computed)
    yield Case(about(score.indicator), message, score.year, facts)


def _reason(row: Realization) -> str:
    """Say why the figure differs, where somebody has."""
    return f" Alasan: {row.deviation_reason}" if row.deviation_reason else ""


def _read_measurements(unit: Unit) -> dict[int, list[Measurement]]:
    """Return the measurements of yearly realizations, by realization."""
    rows = Measurement.objects.filter(
        realization__indicator__plan__unit=unit, realization__period=Period.YEAR
    )
    found: dict[int, list[Measurement]] = defaultdict(list)
    for row in rows.order_by("realization", "order"):
        found[row.realization_id].append(row)
    return found


def _values(stretch: Sequence[SeriesPoint]) -> Values:
    found = ((point, point.score.value) for point in stretch)
    return [(point, value) for point, value in found if value is not None]


def _is_full(point: SeriesPoint, value: Decimal) -> bool:
    unit = point.score.indicator.unit_of_measure.strip().lower()
    return unit in PERCENT and value == FULL


def _range(others: Sequence[Decimal]) -> str:
    low, high = format_number(min(others)), format_number(max(others))
    return low if low == high else f"{low} sampai {high}"


def _shown(value: Decimal, places: int = SHOWN_DECIMALS) -> str:
    return format_number(round_half_up(value, places).normalize())
