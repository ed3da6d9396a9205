"""The dashboard of a unit's year: everything the page shows, computed before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.http import urlencode

from budgets.models import AnnualBudget
from budgets.revenue import GROWTH_SOURCE, growth_by_year, unit_totals
from indicators import scorecard
from indicators.scorecard import Basis
from indicators.stages import standings_text
from reports import tiles
from reports.attention import Attention, attention_list
from reports.score_rows import ScoreRow, percent_text, score_row
from reports.trends import TrendCard, trend_card
from reports.unit_choice import Choice

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.scorecard import Group, Score, Scorecard, YearScore
    from reports.unit_choice import UnitChoice


@dataclass(frozen=True)
class GroupRows:
    """An activity target with its rows."""

    code: str
    statement: str
    perspective: str
    percent: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class GoalRow:
    """A goal's own indicator, and how the indicators that serve the goal stand."""

    code: str
    statement: str
    row: ScoreRow
    support: str


@dataclass(frozen=True)
class Meter:
    """How complete something is."""

    label: str
    done: int
    total: int

    @property
    def is_full(self) -> bool:
        return 0 < self.total == self.done


@dataclass(frozen=True)
class Dashboard:
    """Everything the page shows about a year."""

    unit: Unit
    year: int
    basis: Basis
    plan_title: str
    basis_note: str
    target_source: str
    years: tuple[Choice, ...]
    bases: tuple[Choice, ...]
    units: tuple[Choice, ...]
    met: tiles.MetTile
    renstra_tally: str
    renstra_url: str
    average: tiles.AverageTile
    budget: tiles.BudgetTile | None
    revenue: tiles.RevenueTile | None
    groups: tuple[GroupRows, ...]
    stayed: tuple[ScoreRow, ...]
    goals: tuple[GoalRow, ...]
    attention: tuple[Attention, ...]
    meters: tuple[Meter, ...]
    standings: str
    trends: tuple[TrendCard, ...]
    all_years: tuple[int, ...]
    file_query: str
    read_at: datetime.datetime


@dataclass(frozen=True)
class NoPlan:
    """A unit without any plan year: only the other units can be chosen."""

    unit: Unit
    units: tuple[Choice, ...]


def build(choice: UnitChoice, year_text: str, basis_text: str) -> Dashboard | NoPlan:
    """Return the dashboard in nine queries, whatever the number of indicators.

    Without a year it is the latest one with realizations; an unknown year or basis answers 404.
    """
    basis = _find_basis(basis_text)
    totals = unit_totals(choice.unit)
    card = scorecard.load(
        choice.unit, basis=basis, derived={GROWTH_SOURCE: growth_by_year(totals)}
    )
    if not card.years:
        return NoPlan(choice.unit, choice.links)
    year = find_year(card, year_text)
    return _Page(choice, card, year, basis).dashboard(totals)


def _find_basis(text: str) -> Basis | None:
    if text and text not in list(Basis):
        raise Http404("Dasar target tidak dikenal.")
    return Basis(text) if text else None


def find_year(card: Scorecard, text: str, among: Iterable[int] = ()) -> YearScore:
    """Return the year asked for; without one the latest with realizations, else the latest.

    ``among`` narrows the years. Unknown years answer 404.
    """
    known = {str(year): card.years[year] for year in among or card.all_years}
    if text:
        if text not in known:
            raise Http404("Tahun itu tidak mempunyai renstra.")
        return known[text]
    latest_first = list(known.values())[::-1]
    return next(
        (year for year in latest_first if any(map(is_filled, year.rows))),
        latest_first[0],
    )


def is_filled(score: Score) -> bool:
    """Whether the year has a figure."""
    return score.has_figure


class _Page:
    """Puts the dashboard together from one scorecard."""

    def __init__(
        self, choice: UnitChoice, card: Scorecard, year: YearScore, basis: Basis | None
    ) -> None:
        self.choice, self.card, self.year, self.wanted = choice, card, year, basis
        scores = (*year.rows, *year.goal_rows)
        self.series = {
            score.indicator.pk: card.series_of(score.indicator.pk) for score in scores
        }

    def dashboard(self, totals: Mapping[int, Decimal]) -> Dashboard:
        year = self.year
        budget = AnnualBudget.objects.filter(
            unit=self.choice.unit, year=year.year
        ).first()
        return Dashboard(
            unit=self.choice.unit,
            year=year.year,
            basis=year.basis,
            plan_title=year.plan.short_title,
            basis_note=year.basis_note,
            target_source=self._target_source(),
            years=tuple(
                Choice(str(y), self._url(year=y, basis=self.wanted), y == year.year)
                for y in self.card.all_years
            ),
            bases=self._bases(),
            units=self.choice.links,
            met=tiles.met_tile(year),
            renstra_tally=self._renstra_tally(),
            renstra_url=self._url(basis=Basis.RENSTRA),
            average=tiles.average_tile(year),
            budget=tiles.budget_tile(budget),
            revenue=tiles.revenue_tile(year, totals),
            groups=tuple(self._group(group) for group in year.groups),
            stayed=tuple(score_row(score, year.basis) for score in year.stayed),
            goals=self._goals(),
            attention=attention_list(year, self.series),
            meters=self._meters(),
            standings=standings_text(year.counted),
            trends=self._trends(),
            all_years=self.card.all_years,
            file_query="?" + urlencode({"year": str(year.year), **self.choice.query}),
            read_at=timezone.localtime(),
        )

    def _url(self, *, year: int = 0, basis: Basis | None = None) -> str:
        parts = {"tahun": str(year or self.year.year), **self.choice.query}
        if basis:
            parts["target"] = basis.value
        return "?" + urlencode(parts)

    def _target_source(self) -> str:
        """Return whose targets the year is measured against, where the plan's title does not say it."""
        year = self.year
        if year.basis is Basis.PK:
            return str(year.agreement)
        return " · ".join(
            f"target {label}"
            for label in year.target_labels
            if label != year.plan.short_title
        )

    def _bases(self) -> tuple[Choice, ...]:
        """Return both bases, nothing where the year has no agreement to choose."""
        if self.year.agreement is None:
            return ()
        labels = {Basis.PK: "PK", Basis.RENSTRA: "Renstra"}
        return tuple(
            Choice(label, self._url(basis=basis), basis is self.year.basis)
            for basis, label in labels.items()
        )

    def _renstra_tally(self) -> str:
        """Return "11 dari 12" against the plan, "" where the plan is measured anyway or unknown."""
        tally = self.year.renstra_tally
        if self.year.basis is Basis.RENSTRA or not tally.measurable:
            return ""
        return f"{tally.met} dari {tally.measurable}"

    def _group(self, group: Group) -> GroupRows:
        owner = group.activity_target
        return GroupRows(
            code=owner.code,
            statement=owner.statement,
            perspective=owner.get_perspective_display() if owner.perspective else "",
            percent=percent_text(group.average.value),
            rows=tuple(score_row(score, self.year.basis) for score in group.rows),
        )

    def _goals(self) -> tuple[GoalRow, ...]:
        served = {summary.goal.pk: summary for summary in self.year.goal_summaries}
        found: list[GoalRow] = []
        for score in self.year.goal_rows:
            goal = score.indicator.goal_owner
            assert goal is not None  # noqa: S101 - ``goal_rows`` holds goals' own indicators only
            summary = served.get(goal.pk)
            support = ""
            if summary and summary.tally.measurable:
                tally = summary.tally
                support = (
                    f"{tally.met} dari {tally.measurable} indikator pendukung tercapai"
                )
            found.append(
                GoalRow(
                    goal.code, goal.statement, score_row(score, Basis.RENSTRA), support
                )
            )
        return tuple(found)

    def _meters(self) -> tuple[Meter, ...]:
        filled = [score for score in self.year.counted if is_filled(score)]
        total = len(self.year.counted)
        explained = sum(1 for score in filled if _is_explained(score))
        return (
            Meter("Realisasi terisi", len(filled), total),
            Meter("Analisis terisi", explained, total),
        )

    def _trends(self) -> tuple[TrendCard, ...]:
        return tuple(
            trend_card(
                score.indicator,
                self.series[score.indicator.pk],
                self.card.all_years,
                self.year.year,
            )
            for score in self.year.rows
            if score.is_listed
        )


def _is_explained(score: Score) -> bool:
    """Whether the analysis says anything about the figure."""
    row = score.realization
    return row is not None and any((row.cause, row.obstacle, row.follow_up))
