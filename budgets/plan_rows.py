"""Money that hangs on a plan: what a revision begins with, and what follows a year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from budgets.models import BudgetAllocation, BudgetLine, FundingRequirement
from indicators.models import ActivityTarget, Indicator
from indicators.plan_rows import Copier, Following

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.models import StrategicPlan
    from indicators.plan_rows import PlanCopy

SPENT = ("spending", "output_realized")


def _funding(copy: PlanCopy, row: FundingRequirement) -> dict[str, Any]:
    return {"plan": copy.new}


def _line(copy: PlanCopy, row: BudgetLine) -> dict[str, Any]:
    """A line may name an indicator of an earlier plan; that one stays."""
    return {
        "plan": copy.new,
        "activity_target": copy.of(ActivityTarget, row.activity_target_id),
        "indicator": copy.of(Indicator, row.indicator_id) or row.indicator,
    }


def _allocation(copy: PlanCopy, row: BudgetAllocation) -> dict[str, Any]:
    """What is planned goes into the revision; what was spent stays where it was spent."""
    return {
        "line": copy.of(BudgetLine, row.line_id),
        "spending": None,
        "output_realized": None,
    }


COPIERS = (
    Copier(
        "Kebutuhan pendanaan",
        lambda plan: FundingRequirement.objects.filter(plan=plan),
        _funding,
    ),
    Copier(
        "Komponen",
        lambda plan: BudgetLine.objects.filter(plan=plan).select_related("indicator"),
        _line,
    ),
    Copier(
        "Alokasi komponen",
        lambda plan: BudgetAllocation.objects.filter(line__plan=plan),
        _allocation,
    ),
)


class SpendingFollows:
    """Spending and output of a component follow the year to the same component of the other plan."""

    def look(
        self, old: StrategicPlan, new: StrategicPlan, years: Sequence[int]
    ) -> Following:
        """Return what goes and what stays, by component and year."""
        pairs = self._pairs(old, new, years)
        return Following(
            "Realisasi komponen anggaran",
            goes=tuple(str(row) for row, to in pairs if to),
            stays=tuple(str(row) for row, to in pairs if not to),
        )

    def move(
        self, old: StrategicPlan, new: StrategicPlan, years: Sequence[int]
    ) -> None:
        """Take the figures from the old plan's rows to the new plan's."""
        for row, to in self._pairs(old, new, years):
            if to is None:
                continue
            for name in SPENT:
                setattr(to, name, getattr(row, name))
                setattr(row, name, None)
            row.save()
            to.save()

    def _pairs(
        self, old: StrategicPlan, new: StrategicPlan, years: Sequence[int]
    ) -> list[tuple[BudgetAllocation, BudgetAllocation | None]]:
        """Return spent rows with the row that takes them over, None where there is none."""
        lines = _same_lines(old, new)
        taken = {
            (row.line_id, row.year): row
            for row in _allocations(new, years).filter(line__in=lines.values())
        }
        return [
            (row, _taker(row, lines.get(row.line_id), taken))
            for row in _allocations(old, years)
            if any(getattr(row, name) is not None for name in SPENT)
        ]


def _allocations(plan: StrategicPlan, years: Sequence[int]) -> Any:
    rows = BudgetAllocation.objects.filter(line__plan=plan, year__in=years)
    return rows.select_related("line").order_by("line__order", "year")


def _taker(
    row: BudgetAllocation,
    line: BudgetLine | None,
    taken: dict[tuple[int, int], BudgetAllocation],
) -> BudgetAllocation | None:
    """Return the row of the other plan's line that is still without spending."""
    if line is None:
        return None
    found = taken.get((line.pk, row.year))
    if found is None:
        return BudgetAllocation(line=line, year=row.year, output_unit=row.output_unit)
    is_free = all(getattr(found, name) is None for name in SPENT)
    return found if is_free else None


def _same_lines(old: StrategicPlan, new: StrategicPlan) -> dict[int, BudgetLine]:
    """Return the other plan's line by the key of the line that says the same; only where just one does."""
    there = _by_words(BudgetLine.objects.filter(plan=new))
    here = _by_words(BudgetLine.objects.filter(plan=old))
    return {
        lines[0].pk: there[words][0]
        for words, lines in here.items()
        if len(lines) == 1 and len(there.get(words, ())) == 1
    }


def _by_words(rows: Any) -> dict[tuple[str, ...], list[BudgetLine]]:
    found: dict[tuple[str, ...], list[BudgetLine]] = defaultdict(list)
    lines: Iterable[BudgetLine] = rows.select_related("activity_target")
    for line in lines:
        owner = line.activity_target.code
        found[owner, line.letter, line.printed_code, line.name].append(line)
    return found
