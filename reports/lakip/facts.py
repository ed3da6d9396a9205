"""What is known of an indicator's year, as the sentences of the report need it. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.achievement import FigureState, Polarity, Status

PERCENTAGES = {"%", "persen", "persentase"}
# Words that name the figure instead of what is counted: "3,63", not "3,63 indeks".
BARE = {"indeks", "nilai", "skor", "angka", "poin", "predikat"}
MONEY = {"rupiah", "rp"}


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
    ``reason`` says why there is no percentage where there is a figure. ``is_declared``: a "-" says
    that nothing was to be realized.
    """

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
    is_declared: bool = False

    @property
    def is_percentage(self) -> bool:
        """Whether differences of the figure are points of percent."""
        return self.unit_of_measure.strip().lower() in PERCENTAGES

    @property
    def counts_things(self) -> bool:
        """Whether the figure is a number of something: companies, papers."""
        return self.unit_of_measure.strip().lower() not in PERCENTAGES | BARE | MONEY

    @property
    def unit(self) -> str:
        """The unit inside a sentence: "perusahaan", but "KTI" and "SPK/Order" as they are; "" for an index."""
        if self.is_percentage:
            return "persen"
        if self.unit_of_measure.strip().lower() in BARE:
            return ""
        words = self.unit_of_measure.split()
        return " ".join(w.lower() if w[1:] == w[1:].lower() else w for w in words)

    @property
    def has_figure(self) -> bool:
        """Whether anything was realized, be it a grade."""
        return self.status is not None or self.value is not None
