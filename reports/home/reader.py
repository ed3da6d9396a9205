"""What those see first who read: where the year stands, what needs attention, and the units below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from indicators import scorecard
from reports.attention import Attention, attention_list
from reports.dashboard import find_year
from reports.unit_choice import Choice

if TYPE_CHECKING:
    from reports.unit_choice import UnitChoice

SHOWN = 5


@dataclass(frozen=True)
class Overview:
    """The latest year with figures; ``year`` is None for a unit without a plan."""

    year: int | None
    met: int
    measurable: int
    attention: tuple[Attention, ...]
    url: str
    units: tuple[Choice, ...]

    @property
    def more(self) -> int:
        """How many remarks are not among those shown."""
        return max(0, len(self.attention) - SHOWN)

    @property
    def shown(self) -> tuple[Attention, ...]:
        return self.attention[:SHOWN]


def overview(choice: UnitChoice) -> Overview:
    """Return the overview of the unit, with the dashboards of the others that the person may see."""
    address = reverse("dashboard")
    units = tuple(
        Choice(unit.name, f"{address}?{urlencode({'unit': unit.code})}")
        for unit in choice.with_plans
        if unit.pk != choice.unit.pk
    )
    card = scorecard.load(choice.unit)
    own = f"{address}?{urlencode(choice.query)}" if choice.query else address
    if not card.years:
        return Overview(None, 0, 0, (), own, units)
    year = find_year(card, "")
    series = {row.indicator.pk: card.series_of(row.indicator.pk) for row in year.rows}
    tally = year.tally
    attention = attention_list(year, series)
    return Overview(year.year, tally.met, tally.measurable, attention, own, units)
