"""Targets that differ, ease off, or no longer ask for anything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.conf import settings

from indicators.achievement import Polarity
from indicators.calculation import Accumulation
from indicators.findings import Case, Severity, about, rule
from indicators.numbers import format_number
from indicators.plausibility import asks_less, is_unusually_high

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.findings import Context
    from indicators.scorecard import Score, TargetFigure


@rule(
    code="pk-differs-from-plan",
    severity=Severity.NOTE,
    title="Target Perjanjian Kinerja tidak sama dengan target Renstra",
)
def pk_differs_from_plan(context: Context) -> Iterator[Case]:
    """The two targets of a year; a goal's own indicator stands in no agreement."""
    for _, score in context.scores:
        if score.deviation is None or score.renstra is None:
            continue
        agreed = score.pk.text if score.pk else "tidak ada"
        reason = f" Alasan: {score.deviation}." if score.deviation else ""
        message = (
            f"Target PK {agreed}, target Renstra {score.renstra.text} "
            f"({score.renstra.label}).{reason}"
        )
        facts = (agreed, score.renstra.text)
        yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="target-differs-from-quarters",
    severity=Severity.WARNING,
    title="Target setahun tidak sama dengan target triwulannya",
)
def target_differs_from_quarters(context: Context) -> Iterator[Case]:
    """The governing target against what the action plan gives, by the indicator's accumulation."""
    for _, score in context.scores:
        if score.target is None or not score.differs_from_quarterly_targets:
            continue
        way = Accumulation(score.indicator.accumulation).label.lower()
        message = (
            f"Target setahun {score.target_text} ({score.target.label}), menurut target triwulan "
            f"{score.target_from_quarters_text} ({way})."
        )
        facts = (score.target_text, score.target_from_quarters_text)
        yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="target-eased",
    severity=Severity.WARNING,
    title="Target lebih ringan daripada tahun sebelumnya",
)
def target_eased(context: Context) -> Iterator[Case]:
    """A target that falls although higher is better, or rises although lower is; basis by basis."""
    for stretch in context.stretches:
        for before, point in pairwise(stretch):
            if point.year != before.year + 1:
                continue
            eased = list(_eased(before.score, point.score))
            if eased:
                parts = ", ".join(
                    f"{new.basis.label} dari {old.text} ke {new.text}"
                    for old, new in eased
                )
                facts = tuple(side.text for pair in eased for side in pair)
                message = (
                    f"Klasifikasi {point.score.indicator.get_polarity_display()}, tetapi target "
                    f"{before.year}–{point.year} diringankan: {parts}."
                )
                yield Case(about(point.score.indicator), message, point.year, facts)


@rule(
    code="achievement-above-limit",
    severity=Severity.WARNING,
    title="Capaian jauh di atas target: periksa target",
)
def achievement_above_limit(context: Context) -> Iterator[Case]:
    """An achievement above ACHIEVEMENT_LIMIT percent: the target says little about the work."""
    for _, score in context.scores:
        reached = score.achievement
        if reached is not None and is_unusually_high(reached):
            message = (
                f"Capaian {format_number(reached, 0)} % (realisasi {score.result_text} dari target "
                f"{score.target_text}), di atas {settings.ACHIEVEMENT_LIMIT} %: periksa target."
            )
            facts = (score.result_text, score.target_text)
            yield Case(about(score.indicator), message, score.year, facts)


def _eased(before: Score, now: Score) -> Iterator[tuple[TargetFigure, TargetFigure]]:
    polarity = Polarity(now.indicator.polarity)
    for old, new in ((before.pk, now.pk), (before.renstra, now.renstra)):
        if old and new and asks_less(new.target, old.target, polarity):
            yield old, new
