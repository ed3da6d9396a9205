"""What a difference means for met or not met, in plain Indonesian sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import absorption, growth
from budgets.revenue import GROWTH_SOURCE
from indicators import achievement as rules
from indicators.judgement import judge, target_of
from indicators.numbers import format_percent
from indicators.words import target_text
from reports.reconciliation.naming import same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from indicators.models import AnnualTarget, Indicator
    from indicators.scorecard import Score
    from reports.reconciliation.facts import Ceiling, Facts
    from reports.reconciliation.writing import Written

NO_EFFECT = "Tidak berpengaruh pada ketercapaian target."
NOT_REALIZED = "Belum ada realisasi {year}, jadi pengaruhnya belum dapat dinilai."
MAYBE_MISREAD = (
    "Cocokkan dengan naskah aslinya: dapat juga salah pindai atau salah salin."
)
OTHER_MEASURE = "Realisasi {year} tercatat pada indikator sebelum didefinisikan ulang, jadi tidak dinilai."
OTHER_UNIT = "Satuannya lain, jadi realisasi tidak dapat dinilai terhadap angka ini."


def asked(written: Written) -> rules.Target:
    """Return the target that a printed text asks for."""
    if written.lower is not None and written.upper is not None:
        lower, upper = sorted((written.lower, written.upper))
        return rules.Target(lower=lower, upper=upper)
    return rules.Target(value=written.value, grade=written.grade or None)


def of_targets(
    facts: Facts, indicator: Indicator, year: int, written: Written, known: AnnualTarget
) -> str:
    """Return how the year's realization stands against the printed target and the known one."""
    score = facts.score(indicator, year)
    if score is None and facts.is_measured_otherwise(indicator, year):
        return OTHER_MEASURE.format(year=year)
    if score is None or not score.has_figure:
        return NOT_REALIZED.format(year=year)
    if written.unit and not same_unit(written.unit, indicator.unit_of_measure):
        return OTHER_UNIT
    printed = (written.text, _is_met(facts, score, asked(written)))
    return _compared(
        score, printed, (target_text(known), _is_met(facts, score, target_of(known)))
    )


def _is_met(facts: Facts, score: Score, target: rules.Target) -> bool | None:
    """Return whether the target is met; None where it cannot be judged, as by a grade that the scale lacks."""
    indicator = score.indicator
    grade = score.realization.grade if score.realization else ""
    result = rules.Result(score.value, grade or None)
    try:
        status = judge(
            indicator, target, result, facts.card.scales.get(indicator.scale_id or 0)
        ).status
    except ValueError:
        return None
    return None if status is None else status.is_met


def _compared(
    score: Score, printed: tuple[str, bool | None], known: tuple[str, bool | None]
) -> str:
    """Say which of the two targets the realization meets; each comes with its text."""
    realized = f"Realisasi {score.year} ({score.result_text})"
    (theirs, is_printed_met), (ours, is_known_met) = printed, known
    if is_printed_met is None or is_known_met is None:
        return f"{realized} tidak dapat dinilai terhadap kedua target itu."
    if is_printed_met == is_known_met:
        word = "memenuhi" if is_known_met else "tidak memenuhi"
        return f"{realized} {word} keduanya: tidak berpengaruh."
    met, missed = (theirs, ours) if is_printed_met else (ours, theirs)
    return f"{realized} memenuhi target {met}, tetapi tidak memenuhi target {missed}."


def of_results(score: Score, figures: Sequence[Decimal]) -> str:
    """Return whether the target is met by each of the figures."""
    if score.target is None:
        return f"Tahun {score.year} tanpa target: tidak berpengaruh."
    target = score.target.target
    statuses = [
        judge(score.indicator, target, rules.Result(value), None).status
        for value in figures
    ]
    mets = {status.is_met for status in statuses if status}
    subject = f"Target {score.indicator.code} {score.year} ({score.target.text})"
    if len(mets) > 1:
        return f"{subject} tercapai menurut yang satu, tidak menurut yang lain."
    word = "tercapai" if True in mets else "tidak tercapai"
    return f"{subject} {word} menurut keduanya: tidak berpengaruh."


def of_revenue(facts: Facts, year: int, totals: Sequence[Decimal]) -> str:
    """Return what each total of a year's revenue makes of its growth, and of the indicator that is that growth."""
    rates = [growth(facts.revenue.get(year - 1), total) for total in totals]
    grown = [rate for rate in rates if rate is not None]
    if len(grown) < len(totals):
        return ""
    words = " dan ".join(f"{format_percent(rate)} %" for rate in grown)
    measured = (score for (_, of), score in facts.scores.items() if of == year)
    score = next(
        (s for s in measured if s.indicator.derived_source == GROWTH_SOURCE), None
    )
    judged = f" {of_results(score, grown)}" if score else ""
    return f"Pertumbuhannya menjadi {words}.{judged}"


def of_ceilings(known: Ceiling, printed: Decimal) -> str:
    """Return the absorption of the year's spending by each ceiling."""
    shares = [absorption(amount, known.spending) for amount in (known.amount, printed)]
    if None in shares:
        return "Belum ada realisasi anggaran, jadi penyerapannya belum dapat dinilai."
    ours, theirs = (format_percent(share) for share in shares if share is not None)
    return (
        f"Penyerapan {ours} % terhadap pagu acuan, {theirs} % terhadap yang tercetak."
    )
