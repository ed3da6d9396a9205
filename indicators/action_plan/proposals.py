"""Proposed quarterly targets for indicators that have none yet: for a person to look at, not stored."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.action_plan.sheet import take
from indicators.calculation import Accumulation
from indicators.entry_cells import Typed
from indicators.forms import editable
from indicators.models.choices import QUARTERS

if TYPE_CHECKING:
    from indicators.action_plan.sheet import Row, Sheet


def fill_empty_rows(sheet: Sheet) -> None:
    """Type proposals into the rows without any target that this person may fill in."""
    sheet.proposed = 0
    for row in sheet.rows:
        texts = [] if _is_taken(row) else propose(row)
        for cell, text in zip(row.cells, texts, strict=False):
            take(sheet, cell, Typed(text, cell.activity, cell.mark))
        sheet.proposed += bool(texts)


def _is_taken(row: Row) -> bool:
    return any(cell.text or not cell.is_open for cell in row.cells)


def propose(row: Row) -> list[str]:
    """Return the texts of TW I to IV: equal parts of a sum, else the year's target repeated.

    Nothing where the year follows from no quarters, or where parts would be parts of a percentage.
    """
    way, figure = Accumulation(row.indicator.accumulation), row.score.target
    if figure is None or not figure.is_set or way is Accumulation.ENTERED:
        return []
    target = figure.target
    if way is Accumulation.SUM:
        can_split = target.value is not None and not row.indicator.is_percentage
        return _split(target.value) if can_split and target.value else []
    if target.bounds is None:
        return [target.grade or ""] * len(QUARTERS)
    bounds = dict.fromkeys(bound.normalize() for bound in target.bounds)
    return ["–".join(editable(bound) for bound in bounds)] * len(QUARTERS)


def _split(total: Decimal) -> list[str]:
    """Return four parts with no more decimals than the whole, which they give exactly."""
    step = Decimal(1).scaleb(min(0, int(total.normalize().as_tuple().exponent)))
    parts = len(QUARTERS)
    ends = [(total * n / parts).quantize(step, ROUND_FLOOR) for n in range(parts + 1)]
    return [editable(end - start) for start, end in pairwise(ends)]
