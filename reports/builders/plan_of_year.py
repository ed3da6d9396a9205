"""The plan that counts for a unit in a year, for reports about plans."""

from __future__ import annotations

from indicators.models import PlanYear, StrategicPlan
from reports.parameters import Parameters


def plan_of(parameters: Parameters) -> StrategicPlan:
    """Return the plan in force in the chosen year, which the catalogue has found to be offered."""
    assert parameters.year is not None  # noqa: S101 - the catalogue demands a year of these reports
    rows = PlanYear.objects.select_related("plan")
    return rows.get(unit=parameters.unit, year=parameters.year).plan
