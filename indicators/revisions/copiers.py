"""What of a plan a revision begins with; importing this registers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.models import (
    ActivityTarget,
    AnnualTarget,
    CascadeEntry,
    Goal,
    Indicator,
    PlannedActivity,
    PolicyActivity,
    PolicyDirection,
    PolicyOutcome,
    Programme,
    RegulationNeed,
)
from indicators.models.guard import raise_first, target_problems
from indicators.plan_rows import Copier, register_copier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.models import StrategicPlan
    from indicators.plan_rows import PlanCopy


def _to_new_plan(copy: PlanCopy, row: Any) -> dict[str, Any]:
    return {"plan": copy.new}


def _activity_target(copy: PlanCopy, row: ActivityTarget) -> dict[str, Any]:
    return {
        "plan": copy.new,
        "goal": copy.of(Goal, row.goal_id),
        "programme": copy.of(Programme, row.programme_id),
    }


def _indicator(copy: PlanCopy, row: Indicator) -> dict[str, Any]:
    return {
        "plan": copy.new,
        "activity_target": copy.of(ActivityTarget, row.activity_target_id),
        "goal_owner": copy.of(Goal, row.goal_owner_id),
        "goal": copy.of(Goal, row.goal_id),
    }


def _target(copy: PlanCopy, row: AnnualTarget) -> dict[str, Any]:
    return {"indicator": copy.of(Indicator, row.indicator_id)}


def _planned_activity(copy: PlanCopy, row: PlannedActivity) -> dict[str, Any]:
    return {"activity_target": copy.of(ActivityTarget, row.activity_target_id)}


def _policy_activity(copy: PlanCopy, row: PolicyActivity) -> dict[str, Any]:
    return {"direction": copy.of(PolicyDirection, row.direction_id)}


def _policy_outcome(copy: PlanCopy, row: PolicyOutcome) -> dict[str, Any]:
    return {"activity": copy.of(PolicyActivity, row.activity_id)}


def _plan_targets(plan: StrategicPlan) -> Any:
    """The plan's own targets; those of agreements belong to their year."""
    return AnnualTarget.objects.filter(indicator__plan=plan, agreement__isnull=True)


def _ask_guard(rows: Sequence[AnnualTarget]) -> None:
    raise_first(target_problems(rows, repeats=True), ())


for copier in (
    Copier("Tujuan", lambda plan: Goal.objects.filter(plan=plan), _to_new_plan),
    Copier("Program", lambda plan: Programme.objects.filter(plan=plan), _to_new_plan),
    Copier(
        "Sasaran kegiatan",
        lambda plan: ActivityTarget.objects.filter(plan=plan),
        _activity_target,
    ),
    Copier("Indikator", lambda plan: Indicator.objects.filter(plan=plan), _indicator),
    Copier("Target Renstra", _plan_targets, _target, _ask_guard),
    Copier(
        "Baris cascading",
        lambda plan: CascadeEntry.objects.filter(plan=plan),
        _to_new_plan,
    ),
    Copier(
        "Arah kebijakan",
        lambda plan: PolicyDirection.objects.filter(plan=plan),
        _to_new_plan,
    ),
    Copier(
        "Aktivitas arah kebijakan",
        lambda plan: PolicyActivity.objects.filter(direction__plan=plan),
        _policy_activity,
    ),
    Copier(
        "Sasaran aktivitas",
        lambda plan: PolicyOutcome.objects.filter(activity__direction__plan=plan),
        _policy_outcome,
    ),
    Copier(
        "Kegiatan",
        lambda plan: PlannedActivity.objects.filter(activity_target__plan=plan),
        _planned_activity,
    ),
    Copier(
        "Kebutuhan regulasi",
        lambda plan: RegulationNeed.objects.filter(plan=plan),
        _to_new_plan,
    ),
):
    register_copier(copier)
