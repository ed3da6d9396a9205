"""The components of a unit's budget in a year, for reports that sum them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgets.figures import total
from budgets.models import AnnualBudget, BudgetAllocation
from indicators.models import PlanYear
from indicators.numbers import format_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import StrategicPlan

NO_LINES = "Belum ada komponen anggaran untuk tahun ini."


@dataclass(frozen=True)
class BudgetYear:
    """The components with money or output in a year, all of one plan; none where nothing is planned."""

    plan: StrategicPlan | None
    rows: tuple[BudgetAllocation, ...]
    ceiling: Decimal | None

    @property
    def notes(self) -> Iterator[str]:
        """Say whose components these are, and how their sum differs from the year's ceiling."""
        if self.plan is None:
            yield NO_LINES
            return
        yield f"Komponen menurut {self.plan.short_title}."
        planned = total(row.amount for row in self.rows)
        if planned is None or self.ceiling is None or planned == self.ceiling:
            return
        difference = format_money(abs(self.ceiling - planned))
        yield (
            f"Jumlah komponen {format_money(planned)}, pagu {format_money(self.ceiling)}: "
            f"selisih {difference}."
        )


def budget_year(unit: Unit, year: int) -> BudgetYear:
    """Return the components of the year's plan, else those of the latest plan that has any for the year."""
    related = (
        "line__activity_target__programme",
        "line__indicator__plan",
        "line__plan",
    )
    rows = list(
        BudgetAllocation.objects.filter(line__plan__unit=unit, year=year)
        .select_related(*related)
        .order_by("line__plan__start_year", "line__plan", "line__order")
    )
    plan = _chosen_plan(unit, year, rows)
    budget = AnnualBudget.objects.filter(unit=unit, year=year).first()
    return BudgetYear(
        plan,
        tuple(row for row in rows if plan and row.line.plan_id == plan.pk),
        budget.ceiling if budget else None,
    )


def _chosen_plan(
    unit: Unit, year: int, rows: Iterable[BudgetAllocation]
) -> StrategicPlan | None:
    plans = {row.line.plan_id: row.line.plan for row in rows}
    in_force = PlanYear.objects.filter(unit=unit, year=year).first()
    if in_force and in_force.plan_id in plans:
        return plans[in_force.plan_id]
    return list(plans.values())[-1] if plans else None
