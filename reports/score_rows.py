"""A score in the words, signs and colours of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse

from indicators.achievement import FigureState, Status
from indicators.numbers import format_percent
from indicators.scorecard import Basis, Score
from indicators.words import realized_text
from reports import charts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from indicators.models import Indicator
    from indicators.quarters import QuarterScore

# The name of the sign in templates/reports/_signs.html.
STATUS_SIGNS = {Status.EXCEEDED: "up", Status.MET: "check", Status.NOT_MET: "cross"}
STATE_SIGNS = {
    FigureState.MISSING: "missing",
    FigureState.NOT_DUE: "clock",
    FigureState.NOT_TARGETED: "dash",
    FigureState.NOT_COMPUTABLE: "tilde",
}


@dataclass(frozen=True)
class Verdict:
    """What became of a figure: the word, the sign, and the colour that supports them."""

    word: str
    sign: str
    tone: str


@dataclass(frozen=True)
class ScoreRow:
    """One indicator of a year, as it is drawn; ``bullet`` is None where there is no percentage."""

    code: str
    name: str
    url: str
    is_key: bool
    unit_of_measure: str
    target_text: str
    result_text: str
    percent: str
    bullet: charts.Bullet | None
    blank_word: str
    verdict: Verdict
    notes: tuple[str, ...]


def indicator_url(indicator: Indicator) -> str:
    """Return the address of the indicator's page."""
    return _address(indicator.plan.code, indicator.code)


# Composing an address takes longer than drawing its row.
@lru_cache(maxsize=10_000)
def _address(plan_code: str, code: str) -> str:
    return reverse("indicator_page", args=[plan_code, code])


def verdict(score: Score | QuarterScore) -> Verdict:
    """Return the status in words; where there is none, the state."""
    if score.status is not None:
        return outcome(score.status, _band(score))
    tone = "near" if score.state is FigureState.MISSING else ""
    return Verdict(
        score.state.label.capitalize(), STATE_SIGNS.get(score.state, "dash"), tone
    )


def outcome(status: Status, colour: str = "") -> Verdict:
    """Return the status in words, in the colour of its band where there is one."""
    tone = colour or ("ok" if status.is_met else "low")
    return Verdict(status.label.capitalize(), STATUS_SIGNS[status], tone)


def _band(score: Score | QuarterScore) -> str:
    """Return the colour of the band; the bands of a plan are about years."""
    return score.band.colour if isinstance(score, Score) and score.band else ""


def score_row(score: Score, basis: Basis) -> ScoreRow:
    """Return the row of a score measured against that basis."""
    indicator = score.indicator
    return ScoreRow(
        code=indicator.code,
        name=indicator.name,
        url=indicator_url(indicator),
        is_key=indicator.is_key,
        unit_of_measure=indicator.unit_of_measure,
        target_text=score.target_text,
        result_text=score.result_text,
        percent=percent_text(score.achievement),
        bullet=None if score.achievement is None else charts.bullet(score.achievement),
        blank_word=_blank_word(score),
        verdict=verdict(score),
        notes=tuple(filter(None, _notes(score, basis))),
    )


def percent_text(value: Decimal | None) -> str:
    """Return the percentage with its sign, "–" when there is none."""
    return "–" if value is None else f"{format_percent(value)} %"


def _notes(score: Score, basis: Basis) -> Iterator[str]:
    yield from (note.capitalize() for note in score.notes)
    yield _basis_note(score, basis)
    yield _derived_note(score)
    if score.differs_from_quarters:
        yield f"Menurut triwulan: {year_text(score)} ({score.year_from_quarters.words})"


def year_text(score: Score) -> str:
    """Return the year's value as its quarters give it, "–" for none."""
    value = score.year_from_quarters.value
    return realized_text(score.indicator, None, value)


def _basis_note(score: Score, basis: Basis) -> str:
    """Return how the figure stands against the plan, where that is not what the agreement says."""
    if basis is Basis.RENSTRA:
        return "" if score.renstra else "Target Renstra tidak tercetak"
    if score.renstra is None or not score.renstra.is_set:
        return ""
    if score.pk is None:
        return deviation_text(score)
    if score.renstra_met is not None and score.renstra_met != score.met:
        outcome = "tercapai" if score.renstra_met else "belum tercapai"
        percent = (
            f" ({percent_text(score.renstra_achievement)})"
            if score.renstra_achievement is not None
            else ""
        )
        reason = f". Alasan: {score.deviation}" if score.deviation else ""
        return f"Renstra {score.renstra.text}: {outcome}{percent}{reason}"
    return deviation_text(score)


def deviation_text(score: Score) -> str:
    """Say that the agreement asks for something else than the plan, and why; "" where it does not."""
    if score.deviation is None or score.renstra is None:
        return ""
    reason = f". Alasan: {score.deviation}" if score.deviation else ""
    if score.pk is None:
        return f"Tidak dimasukkan dalam PK; target {score.renstra.label} {score.renstra.text}{reason}"
    return f"Target Renstra berbeda: {score.renstra.text}{reason}"


def _derived_note(score: Score) -> str:
    if not score.differs_from_derived or score.derived is None:
        return ""
    return f"Hasil hitung aplikasi: {format_percent(score.derived)}"


def _blank_word(score: Score) -> str:
    """Return the word for an empty track: a grade is judged, but has no percentage."""
    return "tanpa persentase" if score.status is not None else score.state.label
