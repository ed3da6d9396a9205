"""What should be there and is not, or is there without what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.achievement import FigureState
from indicators.findings import Case, Severity, about, rule
from indicators.numbers import format_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.findings import Context
    from indicators.models import Realization
    from indicators.scorecard import Score


@rule(
    code="no-target",
    severity=Severity.WARNING,
    title="Indikator tanpa target",
)
def no_target(context: Context) -> Iterator[Case]:
    """An indicator of the plan in force without a target; a printed "-" says that none is meant."""
    for _, score in context.scores:
        if score.pk is None and score.renstra is None:
            message = f"Tidak ada target {score.year}, baik di Perjanjian Kinerja maupun di Renstra."
            yield Case(about(score.indicator), message, score.year)


@rule(
    code="realization-missing",
    severity=Severity.WARNING,
    title="Target tanpa realisasi, sudah lewat jatuh tempo",
)
def realization_missing(context: Context) -> Iterator[Case]:
    """A target whose realization is overdue."""
    for _, score in context.scores:
        if score.state is FigureState.MISSING:
            message = (
                f"Target {score.target_text} {score.indicator.unit_of_measure} belum ada realisasinya, "
                f"padahal jatuh tempo {score.due:%d-%m-%Y}."
            )
            facts = (score.target_text,)
            yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="quarter-missing",
    severity=Severity.WARNING,
    title="Target triwulan tanpa realisasi, sudah lewat jatuh tempo",
)
def quarter_missing(context: Context) -> Iterator[Case]:
    """Quarters of the action plan whose realization is overdue; one finding a year."""
    for _, score in context.scores:
        if not score.year_quarters.is_planned:
            continue
        overdue = [q for q in score.quarters if q.state is FigureState.MISSING]
        if overdue:
            parts = [
                f"{q.period.label} (jatuh tempo {q.due:%d-%m-%Y})" for q in overdue
            ]
            message = f"Belum ada realisasi: {', '.join(parts)}."
            facts = tuple(q.period.value for q in overdue)
            yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="realization-without-target",
    severity=Severity.WARNING,
    title="Realisasi tanpa target",
)
def realization_without_target(context: Context) -> Iterator[Case]:
    """A realization in a year for which the governing basis has no target."""
    for year, score in context.scores:
        if score.has_figure and not score.is_targeted:
            message = (
                f"Realisasi {score.result_text} {score.indicator.unit_of_measure} tercatat tanpa "
                f"target {year.basis.label}."
            )
            facts = (score.result_text,)
            yield Case(about(score.indicator), message, score.year, facts)


@rule(
    code="analysis-missing",
    severity=Severity.WARNING,
    title="Target tidak tercapai tanpa analisis",
)
def analysis_missing(context: Context) -> Iterator[Case]:
    """A missed target without cause, obstacle or follow-up."""
    for _, score in context.scores:
        row = score.realization
        if score.met is False and not (row and _is_explained(row)):
            message = (
                f"Realisasi {score.result_text} dari target {score.target_text}{_percent(score)} tidak tercapai; "
                "sebab, kendala, dan tindak lanjut belum ditulis."
            )
            yield Case(
                about(score.indicator),
                message,
                score.year,
                (score.result_text, score.target_text),
            )


def _is_explained(row: Realization) -> bool:
    return any(text.strip() for text in (row.cause, row.obstacle, row.follow_up))


def _percent(score: Score) -> str:
    reached = score.achievement
    return "" if reached is None else f" ({format_percent(reached)} %)"
