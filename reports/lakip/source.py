"""Everything that the report of a year is made of, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from budgets.models import AnnualBudget
from documents.models import TextBlock, TextSlot
from indicators import scorecard
from indicators.models import ActivityTarget, Benchmark, PlannedActivity
from reports.builders.budget_lines import budget_year
from reports.lakip.formatted import blocks_of
from reports.lakip.gaps import gap, text_address
from reports.lakip.year_facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from accounts.models import Unit
    from indicators.models import Programme, StrategicPlan
    from indicators.scorecard import Score, Scorecard, YearScore
    from reports.builders.budget_lines import BudgetYear
    from reports.documents import Block
    from reports.lakip.facts import YearFacts

EARLIER_YEARS = 5


@dataclass(frozen=True)
class Source:
    """A unit's year: scorecard, money, texts, benchmarks, and by activity target programme and activities.

    ``budget`` are the year's components, ``budgets`` ceiling and spending of the last years.
    """

    unit: Unit
    year: int
    card: Scorecard
    budget: BudgetYear
    budgets: tuple[AnnualBudget, ...]
    texts: Mapping[str, str]
    benchmarks: Mapping[int, Benchmark]
    programmes: Mapping[int, Programme]
    activities: Mapping[int, tuple[PlannedActivity, ...]]

    @property
    def score(self) -> YearScore:
        """The year's scores."""
        return self.card.years[self.year]

    @property
    def plan(self) -> StrategicPlan:
        """The plan in force in the year."""
        return self.score.plan

    @property
    def window(self) -> range:
        """The years whose figures stand beside the year's where a series has no other end."""
        return _window(self.year)

    @cached_property
    def listed(self) -> tuple[Score, ...]:
        """The year's indicators that are named in its targets, or realized."""
        return tuple(row for row in self.score.rows if row.is_listed)

    @cached_property
    def facts(self) -> Mapping[int, YearFacts]:
        """What is known of each listed indicator, by its key."""
        return {
            row.indicator.pk: facts_of(
                self.card, row, self.benchmarks.get(row.indicator.pk)
            )
            for row in self.listed
        }

    def words(self, slot: TextSlot) -> tuple[Block, ...]:
        """Return what people wrote for this place; where they have not, that it is missing."""
        found = blocks_of(self.texts.get(slot, ""))
        return found or (gap(slot.label, text_address(self.unit, self.year, slot)),)


def load(unit: Unit, year: int) -> Source:
    """Read the unit's year, by as many queries whatever there is."""
    card = scorecard.load(unit)
    plan = card.years[year].plan
    owners = ActivityTarget.objects.filter(plan=plan).select_related("programme")
    benchmarks = Benchmark.objects.filter(indicator__plan=plan, year=year)
    return Source(
        unit=unit,
        year=year,
        card=card,
        budget=budget_year(unit, year),
        budgets=_budgets(unit, year),
        texts=_texts(unit, year),
        benchmarks={
            row.indicator_id: row for row in benchmarks.select_related("indicator")
        },
        programmes={row.pk: row.programme for row in owners if row.programme},
        activities=_by_owner(
            PlannedActivity.objects.filter(activity_target__plan=plan).order_by("order")
        ),
    )


def _window(year: int) -> range:
    return range(year - EARLIER_YEARS, year + 1)


def _budgets(unit: Unit, year: int) -> tuple[AnnualBudget, ...]:
    rows = AnnualBudget.objects.filter(unit=unit, year__in=_window(year))
    return tuple(rows.order_by("year"))


def _texts(unit: Unit, year: int) -> dict[str, str]:
    """Return the texts by their places; the year's own stand before those of every year."""
    rows = TextBlock.objects.filter(Q(year=year) | Q(year__isnull=True), unit=unit)
    ordered = sorted(rows, key=lambda row: row.year is not None)
    return {row.slot: row.body for row in ordered}


def _by_owner(
    rows: Iterable[PlannedActivity],
) -> dict[int, tuple[PlannedActivity, ...]]:
    found: dict[int, list[PlannedActivity]] = {}
    for row in rows:
        found.setdefault(row.activity_target_id, []).append(row)
    return {owner: tuple(members) for owner, members in found.items()}
