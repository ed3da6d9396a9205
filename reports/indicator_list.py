"""The indicators of a plan with where they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.http import urlencode

from indicators import scorecard
from indicators.models import StrategicPlan
from reports.dashboard import find_year
from reports.score_rows import ScoreRow, score_row
from reports.unit_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import Unit
    from indicators.scorecard import Score, YearScore
    from reports.unit_choice import UnitChoice


@dataclass(frozen=True)
class ListGroup:
    """An activity target, or the goals, with the rows below."""

    code: str
    statement: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class IndicatorList:
    """The page: a plan's indicators, judged in one year."""

    unit: Unit
    plan: StrategicPlan | None
    year: YearScore | None
    plans: tuple[Choice, ...]
    units: tuple[Choice, ...]
    groups: tuple[ListGroup, ...]


def build(choice: UnitChoice, plan_code: str) -> IndicatorList:
    """Return the list in eight queries; the newest plan that is in force, unless a code names another."""
    plans = list(
        StrategicPlan.objects.filter(unit=choice.unit).order_by("start_year", "pk")
    )
    card = scorecard.load(choice.unit)
    years = {year.plan.pk: number for number, year in card.years.items()}
    plan = _find_plan(plans, plan_code, list(years)[-1:])
    of_plan = [
        number
        for number, year in card.years.items()
        if plan and year.plan.pk == plan.pk
    ]
    year = find_year(card, "", of_plan) if of_plan else None
    return IndicatorList(
        unit=choice.unit,
        plan=plan,
        year=year,
        plans=tuple(_plan_link(choice, item, plan) for item in plans),
        units=choice.links,
        groups=tuple(_groups(year)) if year else (),
    )


def _find_plan(
    plans: list[StrategicPlan], code: str, newest: list[int]
) -> StrategicPlan | None:
    if code:
        found = next((plan for plan in plans if plan.code == code), None)
        if found is None:
            raise Http404("Renstra tidak ditemukan.")
        return found
    return next(
        (plan for plan in plans if plan.pk in newest), plans[-1] if plans else None
    )


def _plan_link(
    choice: UnitChoice, item: StrategicPlan, current: StrategicPlan | None
) -> Choice:
    query = urlencode({"renstra": item.code, **choice.query})
    return Choice(
        item.short_title, f"?{query}", current is not None and item.pk == current.pk
    )


def _groups(year: YearScore) -> Iterable[ListGroup]:
    for group in year.groups:
        owner = group.activity_target
        yield ListGroup(owner.code, owner.statement, _rows(group.rows, year))
    if year.goal_rows:
        yield ListGroup(
            "T", "Indikator tujuan (tidak ikut dihitung)", _rows(year.goal_rows, year)
        )


def _rows(scores: Iterable[Score], year: YearScore) -> tuple[ScoreRow, ...]:
    return tuple(score_row(score, year.basis) for score in scores)
