"""What needs attention in a year: one item an indicator, the worst first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from indicators.achievement import FigureState, Polarity
from indicators.numbers import format_number, format_percent
from indicators.plausibility import asks_less, is_unusually_high
from indicators.scorecard import Basis
from reports.score_rows import indicator_url, percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indicators.scorecard import Score, SeriesPoint, TargetFigure, YearScore

    Series = Mapping[int, tuple[SeriesPoint, ...]]

HUNDRED = Decimal(100)


class Concern(IntEnum):
    """Why an indicator is on the list; the lower, the more pressing."""

    MISSED = 1
    OVERDUE = 2
    PLAN_MISSED = 3
    TARGET_LOWERED = 4
    DIFFERS_FROM_DERIVED = 5
    UNUSUALLY_HIGH = 6


TONES = {Concern.MISSED: "low", Concern.OVERDUE: "low"}


@dataclass(frozen=True)
class Remark:
    """One reason, its sentence, and how far the figure is from where it should be (in percent points)."""

    concern: Concern
    sentence: str
    gap: Decimal = Decimal(0)


@dataclass(frozen=True)
class Attention:
    """An indicator that needs attention, with every reason."""

    code: str
    name: str
    url: str
    tone: str
    sentences: tuple[str, ...]


def attention_list(year: YearScore, series: Series) -> tuple[Attention, ...]:
    """Return the year's indicators with remarks, most pressing concern first, widest gap first.

    ``series`` holds the series of each of the year's indicators, by its id.
    """
    found: dict[int, list[Remark]] = defaultdict(list)
    scores = {score.indicator.pk: score for score in year.rows}
    for pk, score in scores.items():
        found[pk] = list(_remarks(year, score, series[pk]))
    ordered = sorted(
        (pk for pk in found if found[pk]),
        key=lambda pk: (found[pk][0].concern, -found[pk][0].gap),
    )
    return tuple(_attention(scores[pk], found[pk]) for pk in ordered)


def _attention(score: Score, remarks: list[Remark]) -> Attention:
    return Attention(
        code=score.indicator.code,
        name=score.indicator.name,
        url=indicator_url(score.indicator),
        tone=TONES.get(remarks[0].concern, "near"),
        sentences=tuple(remark.sentence for remark in remarks),
    )


def _remarks(
    year: YearScore, score: Score, points: Sequence[SeriesPoint]
) -> Iterator[Remark]:
    """Yield the reasons, the most pressing first."""
    if score.met is False:
        yield _missed(score)
    if score.state is FigureState.MISSING:
        yield Remark(
            Concern.OVERDUE,
            f"Belum diisi, padahal jatuh tempo {score.due:%d-%m-%Y}. Target {score.target_text}.",
        )
    if (
        year.basis is Basis.PK
        and score.renstra
        and score.renstra_met is False
        and score.met
    ):
        yield _plan_missed(score, score.renstra)
    yield from _lowered(year, score, points)
    if score.differs_from_derived and score.derived is not None:
        yield Remark(
            Concern.DIFFERS_FROM_DERIVED,
            f"Tercatat {score.result_text}, hasil hitung {format_percent(score.derived)} ({score.derived_label}).",
        )
    if score.achievement is not None and is_unusually_high(score.achievement):
        yield Remark(
            Concern.UNUSUALLY_HIGH,
            f"Capaian {format_number(score.achievement, 0)} %: periksa apakah target {score.target_text} masih bermakna.",
            score.achievement - HUNDRED,
        )


def _missed(score: Score) -> Remark:
    figures = f"{score.result_text} dari target {score.target_text}"
    if score.achievement is None:
        return Remark(Concern.MISSED, f"Tidak tercapai: {figures}.")
    sentence = f"Tidak tercapai: {figures} ({percent_text(score.achievement)})."
    return Remark(Concern.MISSED, sentence, HUNDRED - score.achievement)


def _plan_missed(score: Score, plan: TargetFigure) -> Remark:
    reached = score.renstra_achievement
    percent = "" if reached is None else f" ({percent_text(reached)})"
    gap = Decimal(0) if reached is None else HUNDRED - reached
    sentence = (
        f"Target Renstra belum tercapai: {score.result_text} dari {plan.text}{percent}."
    )
    return Remark(Concern.PLAN_MISSED, sentence, gap)


def _lowered(
    year: YearScore, score: Score, points: Sequence[SeriesPoint]
) -> Iterator[Remark]:
    """Yield where the year's target asks for less than the plan, or than the year before."""
    if score.target is None:
        return
    if (
        year.basis is Basis.PK
        and score.renstra
        and _is_easier(score, score.target, score.renstra)
    ):
        yield Remark(
            Concern.TARGET_LOWERED,
            f"Target PK {score.target.text} lebih ringan daripada Renstra {score.renstra.text}.",
        )
    before = _target_of_last_year(score, points)
    if before and _is_easier(score, score.target, before):
        yield Remark(
            Concern.TARGET_LOWERED,
            f"Target diringankan dari {before.text} ({score.year - 1}) ke {score.target.text}.",
        )


def _target_of_last_year(
    score: Score, points: Sequence[SeriesPoint]
) -> TargetFigure | None:
    """Return the target of the same measure a year before; None where the series begins or breaks."""
    here = next((i for i, point in enumerate(points) if point.year == score.year), 0)
    if (
        here == 0
        or points[here].break_before
        or points[here - 1].year != score.year - 1
    ):
        return None
    return points[here - 1].score.target


def _is_easier(score: Score, target: TargetFigure, other: TargetFigure) -> bool:
    return asks_less(target.target, other.target, Polarity(score.indicator.polarity))
