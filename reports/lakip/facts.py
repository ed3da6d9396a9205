"""What is known of an indicator's year, as the sentences of the report need it. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.achievement import FigureState, Polarity, Status


@dataclass(frozen=True)
class Earlier:
    """An earlier year of the series; ``text`` is the figure as it is written."""

    year: int
    value: Decimal | None
    text: str


@dataclass(frozen=True)
class Yardstick:
    """What a figure is held against besides its own target: an end target, a national benchmark."""

    label: str
    text: str
    value: Decimal | None = None
    achievement: Decimal | None = None
    is_met: bool | None = None


@dataclass(frozen=True)
class YearFacts:
    """An indicator in a year.

    ``break_before`` says why the year does not compare with the one before; ``earlier`` holds the
    years that do compare, the oldest first. ``due_text`` is the last day for the figure in words.
    ``reason`` says why there is no percentage where there is a figure.
    """

    name: str
    unit_of_measure: str
    year: int
    polarity: Polarity
    state: FigureState
    value: Decimal | None
    text: str
    target_text: str
    status: Status | None
    achievement: Decimal | None
    decimals: int | None = None
    due_text: str = ""
    reason: str = ""
    break_before: str = ""
    earlier: tuple[Earlier, ...] = ()
    end: Yardstick | None = None
    benchmark: Yardstick | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_percentage(self) -> bool:
        """Whether differences of the figure are points of percent."""
        return self.unit_of_measure.strip().lower() in ("%", "persen", "persentase")

    @property
    def has_figure(self) -> bool:
        """Whether anything was realized, be it a grade."""
        return self.status is not None or self.value is not None
