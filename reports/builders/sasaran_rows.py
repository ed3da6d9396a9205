"""Scores below headings of their activity targets, for tables by activity target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.tables import Cell, Kind, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import ActivityTarget
    from indicators.scorecard import Score


def by_sasaran(
    scores: Iterable[Score], width: int
) -> Iterator[tuple[Row, list[Score]]]:
    """Yield a heading row of that many columns and the listed scores below it, in the plan's order."""
    found: dict[ActivityTarget, list[Score]] = {}
    for score in scores:
        owner = score.indicator.activity_target
        if owner and score.is_listed:
            found.setdefault(owner, []).append(score)
    for owner, members in found.items():
        yield heading(owner, width), members


def heading(owner: ActivityTarget, width: int) -> Row:
    """Return the activity target as a row over the whole width."""
    words = Cell(text=f"{owner.code} {owner.statement}", kind=Kind.TEXT, columns=width)
    covered = (Cell(columns=0),) * (width - 1)
    return Row((words, *covered), RowKind.HEADING, key=owner.code)
