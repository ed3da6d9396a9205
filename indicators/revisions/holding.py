"""Holding a plan while something is done to it as a whole."""

from __future__ import annotations

from indicators.models import StrategicPlan
from indicators.models.guard import hold_years


def hold_plan(plan: StrategicPlan) -> StrategicPlan | None:
    """Return the plan as it is stored, held with the years of its period until the transaction ends; None when it is gone.

    The years come first, as where a revision begins to count: in another order two people could wait for each
    other. Whoever locks one of the years waits too, or has been waited for.
    """
    list(hold_years([plan.unit_id], range(plan.start_year, plan.end_year + 1)))
    rows = StrategicPlan.objects.filter(pk=plan.pk).select_for_update(of=("self",))
    return rows.select_related("unit", "predecessor").first()
