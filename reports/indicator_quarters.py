"""The quarters of one year on the indicator's page, and what they amount to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from indicators.calculation import formula_text
from indicators.numbers import computed_text
from indicators.quarters import inputs_of
from indicators.stages import standing_words
from reports.history_links import history_url
from reports.score_rows import Verdict, outcome, percent_text, verdict

if TYPE_CHECKING:
    from indicators.quarters import QuarterScore, ToDate
    from indicators.scorecard import Score


@dataclass(frozen=True)
class QuarterLine:
    """One quarter, or some together: target, realization, achievement, and what became of it."""

    title: str
    target: str
    result: str
    percent: str
    verdict: Verdict | None
    remarks: tuple[str, ...]
    activity: str
    history_url: str


@dataclass(frozen=True)
class YearOfQuarters:
    """The four quarters, the closed ones together, and the year as they give it.

    ``year`` is empty where they give none, and ``reason`` then says why; ``differs`` and
    ``target_differs`` say where that is not what is recorded for the year.
    """

    lines: tuple[QuarterLine, ...]
    to_date: QuarterLine | None
    year: str
    how: str
    reason: str
    differs: bool
    target: str
    target_differs: bool


def year_of_quarters(score: Score) -> YearOfQuarters | None:
    """Return the quarters of a score, None where nothing is planned or realized by quarter."""
    quarters = score.year_quarters
    if not (quarters.is_planned or quarters.is_realized):
        return None
    found = score.year_from_quarters
    value = (
        ""
        if found.value is None
        else computed_text(found.value, score.indicator.decimals)
    )
    return YearOfQuarters(
        lines=tuple(_line(quarter) for quarter in score.quarters),
        to_date=_to_date(score.to_date),
        year=value,
        how=f"{found.words}: {found.formula}",
        reason=found.reason if quarters.is_realized else "",
        differs=score.differs_from_quarters,
        target=""
        if score.target_from_quarters is None
        else score.target_from_quarters_text,
        target_differs=score.differs_from_quarterly_targets,
    )


def _line(quarter: QuarterScore) -> QuarterLine:
    row = quarter.realization
    formulas = (formula_text(m) for m in inputs_of(quarter.measurements))
    stage = standing_words(row) if row and row.carries_figure else ""
    words = (row.note if row else "", capfirst(stage))
    remarks = (*formulas, *quarter.notes, *words)
    return QuarterLine(
        title=quarter.period.label,
        target=quarter.target_text,
        result=quarter.result_text,
        percent=percent_text(quarter.achievement),
        verdict=verdict(quarter),
        remarks=tuple(filter(None, remarks)),
        activity=quarter.activity,
        history_url=history_url(row) if row else "",
    )


def _to_date(found: ToDate) -> QuarterLine | None:
    """Return the closed quarters as a line of their own, None before the first one closes."""
    if found.through is None:
        return None
    return QuarterLine(
        title=f"s.d. {found.through.label}",
        target=found.target_text,
        result=found.value_text,
        percent=percent_text(found.achievement),
        verdict=outcome(found.status) if found.status else None,
        remarks=tuple(
            filter(None, (found.how.formula, found.how.reason, *found.notes))
        ),
        activity="",
        history_url="",
    )
