"""The page "Isi realisasi": a year's realizations, by year or by quarters, seen and saved together.

A cell is written only when the person changed it. What was typed stays until it can be saved; when
another person saved the same figure meanwhile, both values are shown and the person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import scorecard
from indicators.calculation_text import value_text
from indicators.entry_cells import Cell
from indicators.models import PlanYear
from indicators.row_groups import RowGroup
from indicators.tasks import TaskKind

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from accounts.models import Unit
    from indicators.entry_closed import Closing
    from indicators.models import Indicator
    from indicators.scorecard import Score, YearScore
    from indicators.tasks import Task


@dataclass
class Row:
    """One line of the page: an indicator with its year and its quarters."""

    indicator: Indicator
    year: Cell
    quarters: list[Cell]
    previous: Score | None
    previous_break: str
    others: str

    @property
    def cells(self) -> list[Cell]:
        """Every cell of the row, TW I first."""
        return [*self.quarters, self.year]

    @property
    def is_typed(self) -> bool:
        """Whether anything that was typed waits in the row."""
        return any(cell.typed for cell in self.cells)

    @property
    def previous_text(self) -> str:
        return self.previous.result_text if self.previous else scorecard.NOTHING

    @property
    def returned(self) -> list[Cell]:
        """The cells whose figures came back with a note."""
        return [cell for cell in self.cells if cell.is_returned]

    @property
    def from_quarters(self) -> str:
        """What the quarters give for the year, "" where they give nothing."""
        score = self._year_score
        value = score.year_from_quarters.value
        return "" if value is None else value_text(value)

    @property
    def differs_from_quarters(self) -> bool:
        return self._year_score.differs_from_quarters

    @property
    def _year_score(self) -> Score:
        score = self.year.score
        assert isinstance(score, scorecard.Score)  # noqa: S101 - the year's cell holds the year's score
        return score


@dataclass
class Sheet:
    """The page of one year: ``by_quarters`` and ``only_mine`` say what of it is shown."""

    unit: Unit
    year: int
    score: YearScore
    all_groups: list[RowGroup[Row]]
    grades: dict[int, list[str]]
    closing: Closing
    tasks: list[Task]
    by_quarters: bool = False
    only_mine: bool = False
    problems: list[str] = field(default_factory=list)
    saved: int | None = None

    @cached_property
    def groups(self) -> list[RowGroup[Row]]:
        """What is shown: with ``only_mine`` without others' indicators."""
        if not self.only_mine:
            return self.all_groups
        shown = (
            RowGroup(
                group.code,
                group.title,
                [row for row in group.rows if row.is_typed or not row.others],
            )
            for group in self.all_groups
        )
        return [group for group in shown if group.rows]

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.all_groups for row in group.rows)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell by its key."""
        return {cell.key: cell for row in self.rows for cell in row.cells}

    @property
    def refused(self) -> int:
        """How many cells wait for the person."""
        return sum(cell.has_problem for cell in self.cells.values())

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.refused)

    @property
    def has_open_cells(self) -> bool:
        """Whether the person may write anywhere of what is shown."""
        rows = [row for group in self.groups for row in group.rows]
        shown = (row.cells if self.by_quarters else [row.year] for row in rows)
        return any(cell.is_open for cells in shown for cell in cells)

    @property
    def has_others(self) -> bool:
        return any(row.others for row in self.rows)

    @property
    def has_mine(self) -> bool:
        return any(not row.others for row in self.rows)

    @property
    def has_quarters(self) -> bool:
        """Whether anything is planned or realized by quarters."""
        scores = (*self.score.rows, *self.score.goal_rows)
        return any(
            score.year_quarters.is_planned or score.year_quarters.is_realized
            for score in scores
        )

    @property
    def filled(self) -> int:
        """How many of the counted indicators have a figure."""
        return sum(row.has_figure for row in self.score.counted)

    @property
    def has_goals(self) -> bool:
        return bool(self.score.goal_rows)

    @property
    def returned(self) -> list[tuple[Row, Cell]]:
        """The figures that came back to the person."""
        rows = (row for row in self.rows if not row.others)
        return [(row, cell) for row in rows for cell in row.returned]

    @property
    def left(self) -> list[tuple[TaskKind, list[Task]]]:
        """What is left to do, by kind, the most urgent first."""
        kinds = (
            (kind, [task for task in self.tasks if task.kind is kind])
            for kind in TaskKind
        )
        return [(kind, found) for kind, found in kinds if found]


def years_of(unit: Unit) -> list[int]:
    """Return the years in which a plan is in force for the unit, in order."""
    return list(
        PlanYear.objects.filter(unit=unit)
        .order_by("year")
        .values_list("year", flat=True)
    )


def latest_year(years: list[int], today: datetime.date) -> int | None:
    """Return the latest year that has begun, else the first one to come; None without any."""
    begun = [year for year in years if year <= today.year]
    return max(begun, default=min(years, default=None))
