"""Reading a year's realizations for the page "Isi realisasi", in a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import scorecard
from indicators.entry import Row, Sheet
from indicators.entry_cells import Cell
from indicators.entry_closed import closing_of, put_people
from indicators.models.calculated import deviations
from indicators.models.choices import QUARTERS, Period
from indicators.models.scales import grade_labels
from indicators.row_groups import group_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from accounts.models import Unit, User
    from indicators.entry_cells import Typed
    from indicators.entry_closed import Closing
    from indicators.models import Realization
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score


def build(
    unit: Unit, year: int, user: User, typed: Mapping[str, Typed] | None = None
) -> Sheet:
    """Return the page of a year of a plan in force, with what was typed into it."""
    card = scorecard.load(unit, [year - 1, year])
    score = card.years[year]
    scores = [*score.rows, *score.goal_rows]
    stored = _stored(scores)
    put_people(stored)
    closing = closing_of(unit, score, user)
    differing = _differing(stored)

    def row(each: Score) -> Row:
        return _row(card, each, closing, differing)

    sheet = Sheet(
        unit=unit,
        year=year,
        score=score,
        all_groups=group_rows(score, row),
        grades=grade_labels(each.indicator.scale_id for each in scores),
        closing=closing,
        tasks=closing.tasks(score),
    )
    for key, sent in (typed or {}).items():
        if key in sheet.cells and sent.is_changed:
            sheet.cells[key].typed = sent
    return sheet


def _stored(scores: Iterable[Score]) -> list[Realization]:
    """Return the stored realizations, each with its indicator."""
    found = []
    for score in scores:
        for row in (score.realization, *(q.realization for q in score.quarters)):
            if row is not None:
                row.indicator = score.indicator
                found.append(row)
    return found


def _differing(rows: list[Realization]) -> dict[int, str]:
    """Return, by realization, what was computed where another value is stored."""
    return {rows[found.index].pk: found.text for found in deviations(rows)}


def _row(
    card: scorecard.Scorecard,
    score: Score,
    closing: Closing,
    differing: Mapping[int, str],
) -> Row:
    points = {point.year: point for point in card.series_of(score.indicator.pk)}
    before, now = points.get(score.year - 1), points.get(score.year)

    def cell(each: Score | QuarterScore, period: Period) -> Cell:
        row = each.realization
        differs = differing.get(row.pk, "") if row else ""
        reason = closing.reason(each.indicator, period, row)
        lock = closing.lock(each.indicator, period)
        return Cell(each, period, reason, differs, is_locked=lock is not None)

    return Row(
        indicator=score.indicator,
        year=cell(score, Period.YEAR),
        quarters=[
            cell(quarter, period)
            for quarter, period in zip(score.quarters, QUARTERS, strict=True)
        ],
        previous=before.score if before else None,
        previous_break=now.break_before if now else "",
        others=closing.others.get(score.indicator.pk, ""),
    )
