"""One year's action plan, as it is shown and typed into: a row an indicator, a cell a quarter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from indicators import scorecard
from indicators.accumulation import AccumulatedTarget, target_so_far
from indicators.calculation import Accumulation
from indicators.entry_cells import Conflict, Typed, mark_of
from indicators.entry_closed import closing_of
from indicators.models import QUARTERS
from indicators.models.scales import grade_labels
from indicators.numbers import FigureError
from indicators.quarters import asked_by
from indicators.row_groups import RowGroup, group_rows
from indicators.scores import Basis, asks_the_same
from indicators.target_text import Asked, read, written
from indicators.words import short_title, written_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from accounts.models import Unit, User
    from indicators.achievement import Target
    from indicators.entry_closed import Closing
    from indicators.models import Indicator, PeriodLock, QuarterlyTarget
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score, YearScore

Place = tuple[int, str]  # indicator and quarter

WAYS = {
    Accumulation.SUM: "dijumlahkan: tiap triwulan berdiri sendiri",
    Accumulation.MEAN: "dirata-rata",
    Accumulation.LAST: "kumulatif: triwulan terakhir yang dipakai",
    Accumulation.ENTERED: "diisi sendiri, tidak diturunkan",
}


@dataclass
class Cell:
    """The target of one quarter and what is planned for it."""

    score: QuarterScore
    lock: PeriodLock | None
    is_others: bool = False
    typed: Typed | None = None
    asked: Asked | None = None
    error: str = ""
    activity_error: str = ""
    conflict: Conflict | None = None

    @property
    def key(self) -> str:
        """The cell in the names of its fields."""
        return f"{self.score.indicator.pk}-{self.score.period.value}"

    @property
    def stored(self) -> QuarterlyTarget | None:
        return self.score.target_row

    @property
    def digest(self) -> str:
        """The digest of what is stored now, empty for nothing."""
        return digest_of(self.stored) if self.stored else ""

    @property
    def stored_text(self) -> str:
        return written(self.stored)

    @property
    def stored_activity(self) -> str:
        return self.stored.activity if self.stored else ""

    @property
    def text(self) -> str:
        """What stands in the field: what was typed, else what is stored."""
        return self.typed.text if self.typed else self.stored_text

    @property
    def activity(self) -> str:
        return self.typed.note if self.typed else self.stored_activity

    @property
    def mark(self) -> str:
        """What the person saw first; it stays the same while the cell waits to be saved."""
        if self.typed:
            return self.typed.mark
        return mark_of(self.digest, self.stored_text, self.stored_activity)

    @property
    def is_open(self) -> bool:
        """Whether there is something to type into; what was typed stays to be seen when it closes."""
        return self.typed is not None or not (self.lock or self.is_others)

    @property
    def has_problem(self) -> bool:
        return bool(self.error or self.activity_error or self.conflict)

    @property
    def asks_to_confirm(self) -> bool:
        return self.asked is not None and bool(self.asked.warning)

    @property
    def target(self) -> Target | None:
        """What the cell asks for, as it stands in the field; None where it does not say."""
        if self.typed is None or self.typed.text.strip() == self.stored_text:
            return asked_by(self.stored)
        return self.asked.says if self.asked else None


@dataclass
class Row:
    """One indicator of the page."""

    score: Score
    cells: tuple[Cell, ...]

    @property
    def indicator(self) -> Indicator:
        return self.score.indicator

    @property
    def whose(self) -> str:
        """Whose target the year's is: "PK 2023", or of which Renstra."""
        target = self.score.target
        if target is None:
            return ""
        return (
            f"Renstra {target.label}" if target.basis is Basis.RENSTRA else target.label
        )

    @property
    def way(self) -> str:
        """How the year follows from the quarters, in words."""
        return WAYS[Accumulation(self.indicator.accumulation)]

    @cached_property
    def derived(self) -> AccumulatedTarget:
        """What the four cells ask for together."""
        if not any(cell.target for cell in self.cells):
            return AccumulatedTarget()
        targets = [cell.target for cell in self.cells]
        return target_so_far(targets, self.score.year_quarters.way)

    @property
    def derived_text(self) -> str:
        return written_target(self.derived.target, self.indicator.decimals)

    @property
    def differs(self) -> bool:
        """Whether the printed target of the year is not what the quarters ask for."""
        printed, derived = self.score.target, self.derived.target
        if printed is None or derived is None:
            return False
        return not asks_the_same(printed.target, derived)

    @property
    def has_problem(self) -> bool:
        return any(cell.has_problem for cell in self.cells)

    @property
    def planned(self) -> int:
        """How many quarters say what is to be done."""
        return sum(bool(cell.activity.strip()) for cell in self.cells)

    @property
    def opens_activities(self) -> bool:
        """Whether the planned activities must be seen, because something about them is asked."""
        return any(cell.activity_error or cell.conflict for cell in self.cells)


@dataclass
class Sheet:
    """The page of one year."""

    unit: Unit
    year: int
    score: YearScore
    groups: list[RowGroup[Row]]
    grades: dict[int, list[str]]
    closing: Closing
    problems: list[str] = field(default_factory=list)
    proposed: int | None = None
    saved: int | None = None

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.groups for row in group.rows)

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells)

    @cached_property
    def by_place(self) -> dict[Place, Cell]:
        return {
            (cell.score.indicator.pk, cell.score.period.value): cell
            for cell in self.cells
        }

    @property
    def size(self) -> int:
        """How many indicators the page has."""
        return sum(1 for _ in self.rows)

    @property
    def quarter_titles(self) -> list[str]:
        """The headings of the four columns."""
        return [short_title(period) for period in QUARTERS]

    @property
    def refused(self) -> int:
        """How many cells wait for the person."""
        return sum(cell.has_problem for cell in self.cells)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.refused)

    @property
    def complete(self) -> int:
        """How many indicators have a target in all four quarters."""
        return sum(None not in [cell.target for cell in row.cells] for row in self.rows)

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)

    @property
    def leaves_out_others(self) -> bool:
        """Whether some of the rows are other people's."""
        return any(cell.is_others for cell in self.cells)

    def grades_of(self, indicator: Indicator) -> Sequence[str]:
        """Return the grades that the indicator's scale knows."""
        return self.grades.get(indicator.scale_id or 0, ())


def build(
    unit: Unit, year: int, user: User, typed: Mapping[Place, Typed] | None = None
) -> Sheet:
    """Return the page of a year of a plan in force, with what was typed into it."""
    score = scorecard.load(unit, [year]).years[year]
    closing = closing_of(unit, score, user)
    sheet = Sheet(
        unit=unit,
        year=year,
        score=score,
        groups=group_rows(score, partial(_row, closing=closing)),
        grades=grade_labels(
            row.indicator.scale_id for row in (*score.rows, *score.goal_rows)
        ),
        closing=closing,
    )
    for place, sent in (typed or {}).items():
        if place in sheet.by_place and sent.is_changed:
            take(sheet, sheet.by_place[place], sent)
    return sheet


def take(sheet: Sheet, cell: Cell, sent: Typed) -> None:
    """Put what was typed into the cell, and read it."""
    cell.typed, cell.asked = sent, None
    try:
        cell.asked = read(sent.text, sheet.grades_of(cell.score.indicator))
    except FigureError as error:
        cell.error = str(error)


def digest_of(row: QuarterlyTarget) -> str:
    """Return a short mark of what is stored, to notice that another person saved in between."""
    figures = (row.value, row.lower, row.upper)
    seen = [
        *("" if value is None else f"{value.normalize():f}" for value in figures),
        row.grade,
        row.printed_text,
        row.activity,
    ]
    return hashlib.sha256("\x1f".join(seen).encode()).hexdigest()[:16]


def _row(score: Score, closing: Closing) -> Row:
    indicator = score.indicator
    is_others = indicator.pk in closing.others
    cells = (
        Cell(quarter, closing.lock(indicator, quarter.period), is_others)
        for quarter in score.quarters
    )
    return Row(score, tuple(cells))
