"""The plans of a unit with the years in which they count, and what can be done with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from indicators.models import IndicatorLink, PlanYear, StrategicPlan

if TYPE_CHECKING:
    from accounts.models import Unit


@dataclass(frozen=True)
class PlanCard:
    """A plan in the list."""

    plan: StrategicPlan
    years: tuple[int, ...]
    indicators: int
    can_be_revised: bool
    can_be_enforced: bool
    can_be_discarded: bool
    has_lineage: bool


def plans_of(unit: Unit) -> list[PlanCard]:
    """Return the unit's plans, the latest first, in two queries."""
    years: dict[int, list[int]] = {}
    rows = PlanYear.objects.filter(unit=unit).order_by("year")
    for plan_id, year in rows.values_list("plan", "year"):
        years.setdefault(plan_id, []).append(year)
    linked = IndicatorLink.objects.filter(from_indicator__plan=OuterRef("pk"))
    plans = StrategicPlan.objects.filter(unit=unit).annotate(
        own_indicators=Count(
            "indicators", filter=Q(indicators__activity_target__isnull=False)
        ),
        is_continued=Exists(linked),
        is_revised=Exists(
            StrategicPlan.objects.filter(
                predecessor=OuterRef("pk"), relation=StrategicPlan.Relation.REVISES
            )
        ),
    )
    ordered = plans.select_related("predecessor").order_by("-start_year", "-pk")
    return [_card(plan, tuple(years.get(plan.pk, ()))) for plan in ordered]


def _card(plan: StrategicPlan, years: tuple[int, ...]) -> PlanCard:
    covered = set(range(plan.start_year, plan.end_year + 1))
    is_revision = plan.relation == StrategicPlan.Relation.REVISES
    has_counterpart = is_revision or plan.is_revised  # type: ignore[attr-defined]
    return PlanCard(
        plan=plan,
        years=years,
        indicators=plan.own_indicators,  # type: ignore[attr-defined]
        can_be_revised=not plan.is_continued,  # type: ignore[attr-defined]
        can_be_enforced=has_counterpart and bool(covered - set(years)),
        can_be_discarded=is_revision and not years and not plan.is_continued,  # type: ignore[attr-defined]
        has_lineage=plan.predecessor_id is not None,
    )
