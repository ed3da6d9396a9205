"""The rows of a page, under the activity targets of the plan and its goals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.scorecard import Score, YearScore

ROW = TypeVar("ROW")


@dataclass(frozen=True)
class RowGroup(Generic[ROW]):
    """The rows of one activity target, or of the goals."""

    code: str
    title: str
    rows: list[ROW]


def group_rows(score: YearScore, row: Callable[[Score], ROW]) -> list[RowGroup[ROW]]:
    """Return a year's rows as the plan prints them, the goals' own indicators last."""
    groups = [
        RowGroup(
            group.activity_target.code,
            group.activity_target.statement,
            [row(each) for each in group.rows],
        )
        for group in score.groups
    ]
    goals = [row(each) for each in score.goal_rows]
    return [*groups, RowGroup("T", "Indikator tujuan", goals)] if goals else groups
