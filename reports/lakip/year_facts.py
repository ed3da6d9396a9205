"""What the scorecard knows of an indicator's year, as the report's sentences need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.achievement import Polarity
from indicators.words import benchmark_text
from reports.builders.frame import in_words
from reports.builders.perbandingan_tahun import counting_points
from reports.lakip.facts import Earlier, Yardstick, YearFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import Benchmark
    from indicators.scorecard import Score, Scorecard

# What a break of the series means, in a clause.
BREAKS = {
    "didefinisikan ulang": "indikator ini didefinisikan ulang",
    "diganti": "indikator ini menggantikan indikator sebelumnya",
}
ZERO_TARGET = "targetnya nol atau kurang"
NO_POINTS = "skala predikatnya tidak memberi angka"
NO_SCALE = "predikatnya tidak mempunyai skala"
OTHER_FORM = "bentuk target dan realisasinya berbeda"


def facts_of(card: Scorecard, score: Score, benchmark: Benchmark | None) -> YearFacts:
    """Return what is known of the score; the card must hold every year."""
    indicator, points = score.indicator, counting_points(card, score)
    now = points.get(score.year)
    broken = now.break_before if now else ""
    return YearFacts(
        unit_of_measure=indicator.unit_of_measure,
        year=score.year,
        polarity=Polarity(indicator.polarity),
        state=score.state,
        value=score.value,
        text=score.result_text,
        target_text=score.target_text,
        status=score.status,
        achievement=score.achievement,
        decimals=indicator.decimals,
        due_text=in_words(score.due, "j F Y"),
        reason=_reason(score),
        break_before=BREAKS.get(broken, broken),
        earlier=tuple(_earlier(card, score)),
        end=_end(card, score),
        benchmark=_benchmark(benchmark),
        notes=score.notes,
        is_declared=score.realization is not None and score.realization.is_declared,
    )


def _earlier(card: Scorecard, score: Score) -> Iterator[Earlier]:
    """Yield the years before that compare: those since the last break."""
    points = counting_points(card, score)
    known = [point for year, point in points.items() if year <= score.year]
    since = max(
        (place for place, point in enumerate(known) if point.break_before), default=0
    )
    for point in known[since:]:
        if point.year < score.year and point.score.has_figure:
            yield Earlier(point.year, point.score.value, point.score.result_text)


def _reason(score: Score) -> str:
    """Say why a figure has no percentage; "" where it has one, or there is no figure."""
    target = score.target.target if score.target else None
    if score.achievement is not None or target is None or not score.has_figure:
        return ""
    grade = score.realization.grade if score.realization else ""
    if bool(target.grade) != bool(grade):
        return OTHER_FORM
    if grade:
        return NO_POINTS if score.indicator.scale_id else NO_SCALE
    return ZERO_TARGET


def _end(card: Scorecard, score: Score) -> Yardstick | None:
    target = card.end_target(score)
    if target is None:
        return None
    judged = card.against(score, target)
    bounds = target.target.bounds
    return Yardstick(
        label=f"akhir Renstra (tahun {score.indicator.plan.end_year})",
        text=target.text,
        value=bounds[0] if bounds and bounds[0] == bounds[1] else None,
        achievement=judged.achievement,
        is_met=None if judged.status is None else judged.status.is_met,
    )


def _benchmark(row: Benchmark | None) -> Yardstick | None:
    if row is None or row.value is None:
        return None
    label = f"{row.label} menurut {row.source}"
    return Yardstick(label, benchmark_text(row), row.value)
