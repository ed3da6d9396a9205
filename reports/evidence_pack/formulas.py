"""Every figure of the years with the formula it comes from and the inputs in it, line by line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indicators import scorecard, sources
from indicators.achievement import Polarity, Result
from indicators.achievement_text import achievement_text
from indicators.calculation import Aggregation, formula_text
from indicators.calculation_text import aggregation_text
from indicators.models import Measurement, Period
from indicators.numbers import format_number, format_percent
from indicators.quarters import inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.achievement import Target
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score, Scorecard, YearScore
    from reports.evidence_pack.subject import Subject

    Cases = dict[int, list[Measurement]]

HEADINGS = (
    "Tahun", "Periode", "Kode", "Indikator", "Satuan", "Klasifikasi", "Target", "Dasar target", "Realisasi",
    "Perihal", "Uraian", "Rumus dengan angkanya", "Keterangan",
)  # fmt: skip
ACHIEVED, MEASURED, COMBINED = "capaian", "pengukuran", "gabungan pengukuran"
FROM_QUARTERS, AVERAGE, DERIVED = (
    "setahun dari triwulan",
    "rata-rata capaian",
    "hasil hitung aplikasi",
)
YEAR = "Tahun"


def lines(subject: Subject) -> Iterator[Sequence[str]]:
    """Yield the lines of the file, year by year, indicator by indicator."""
    card = scorecard.load(subject.unit, subject.years)
    cases = _cases(subject)
    for year in card.years.values():
        for score in (*year.rows, *year.goal_rows, *year.stayed):
            yield from _of_score(card, score, cases)
        yield _average(year)


def _cases(subject: Subject) -> Cases:
    rows = Measurement.objects.of_unit(subject.unit).filter(
        realization__year__in=subject.years, realization__period=Period.YEAR
    )
    found: Cases = defaultdict(list)
    for row in rows.order_by("realization", "order"):
        found[row.realization_id].append(row)
    return found


def _of_score(card: Scorecard, score: Score, cases: Cases) -> Iterator[Sequence[str]]:
    opening = _opening(score, YEAR)
    row, target = score.realization, score.target
    basis = (score.target_text, target.label if target else "", score.result_text)
    remarks = "; ".join((*score.notes, score.state.label))
    if target and target.is_set:
        result = Result(score.value, row.grade or None if row else None)
        written = _achieved(card, score, target.target, result)
        yield (*opening, *basis, ACHIEVED, "", written, remarks)
    measured = cases.get(row.pk, []) if row else []
    yield from _measured(score, (*opening, *basis), measured)
    if score.derived is not None:
        written = _derived(score) or format_percent(score.derived)
        yield (*opening, *basis, DERIVED, score.derived_label, written, "")
    for quarter in score.quarters:
        yield from _of_quarter(card, score, quarter)
    if score.year_quarters.is_realized:
        found = score.year_from_quarters
        yield (
            *opening,
            *basis,
            FROM_QUARTERS,
            found.words,
            found.formula,
            found.reason,
        )


def _opening(score: Score, period: str) -> tuple[str, ...]:
    item = score.indicator
    return (
        str(score.year),
        period,
        item.code,
        item.name,
        item.unit_of_measure,
        Polarity(item.polarity).label,
    )


def _achieved(card: Scorecard, score: Score, target: Target, result: Result) -> str:
    scale = card.scales.get(score.indicator.scale_id or 0)
    return achievement_text(target, result, Polarity(score.indicator.polarity), scale)


def _derived(score: Score) -> str:
    """Return how the application computes the figure itself, "" where the source does not say."""
    indicator = score.indicator
    source = sources.find(indicator.derived_source)
    return source.explain(indicator.plan.unit, score.year) if source else ""


def _measured(
    score: Score, before: tuple[str, ...], measured: Sequence[Measurement]
) -> Iterator[Sequence[str]]:
    inputs = inputs_of(measured)
    for case in inputs:
        yield (*before, MEASURED, case.label, formula_text(case), case.method.label)
    how = Aggregation(score.indicator.aggregation)
    if inputs:
        yield (*before, COMBINED, how.label, aggregation_text(inputs, how), "")


def _of_quarter(
    card: Scorecard, score: Score, quarter: QuarterScore
) -> Iterator[Sequence[str]]:
    """Yield the lines of a quarter that was planned or realized."""
    row = quarter.realization
    if not quarter.target.is_set and row is None:
        return
    opening = _opening(score, quarter.period.label)
    basis = (quarter.target_text, "Rencana aksi", quarter.result_text)
    remarks = "; ".join((*quarter.notes, quarter.state.label))
    if quarter.target.is_set:
        result = Result(quarter.value, row.grade or None if row else None)
        written = _achieved(card, score, quarter.target, result)
        yield (*opening, *basis, ACHIEVED, "", written, remarks)
    yield from _measured(score, (*opening, *basis), quarter.measurements)


def _average(year: YearScore) -> Sequence[str]:
    """Say over how many indicators the year's average is taken, and what it is."""
    average = year.average
    found = "–" if average.value is None else format_percent(average.value)
    how = f"{average.counted} dari {average.targeted} indikator, masing-masing dibatasi {format_number(year.cap)}"
    blank = ("",) * 6
    return (str(year.year), YEAR, "", *blank, AVERAGE, how, found, year.basis_note)
