"""The rules over money; importing this registers them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from budgets.models import AnnualBudget, BudgetAllocation, RevenueTotal
from budgets.revenue import disagreements, totals_by_year, unit_totals
from indicators.findings import Case, Link, Severity, Subject, rule
from indicators.models import StrategicPlan
from indicators.numbers import format_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from accounts.models import Unit
    from indicators.findings import Context

# Lampiran II prints lines in millions with two decimals: each may be off by half of this.
LINE_ROUNDING = Decimal(10_000)


@rule(
    code="spending-above-ceiling",
    severity=Severity.ERROR,
    title="Realisasi anggaran melebihi pagu",
)
def spending_above_ceiling(context: Context) -> Iterator[Case]:
    """Spending of a year above its ceiling, and of a component above its amount."""
    for budget in context.read(_read_budgets).values():
        yield from _overspent(
            _about_year(budget), budget.year, budget.ceiling, budget.spending
        )
    for row in context.read(_read_allocations):
        yield from _overspent(
            _about_allocation(row), row.year, row.amount, row.spending
        )


@rule(
    code="lines-differ-from-ceiling",
    severity=Severity.WARNING,
    title="Jumlah komponen tidak sama dengan pagu",
)
def lines_differ_from_ceiling(context: Context) -> Iterator[Case]:
    """The components of a plan in a year against that year's ceiling, where both are known.

    Where the plan in force has components for the year, those of other plans say nothing of it.
    """
    budgets = context.read(_read_budgets)
    for (plan, year), amounts in _lines(context).items():
        budget = budgets.get(year)
        if budget is None or budget.ceiling is None:
            continue
        found, ceiling = sum(amounts, Decimal(0)), Decimal(budget.ceiling)
        if abs(found - ceiling) > _rounding(amounts):
            message = (
                f"Jumlah {len(amounts)} komponen {plan} {format_money(found)}, pagu {format_money(ceiling)}: "
                f"selisih {format_money(abs(found - ceiling))}."
            )
            yield Case(_about_year(budget), message, year, (plan, found, ceiling))


@rule(
    code="revenue-total-differs",
    severity=Severity.WARNING,
    title="Jumlah PNBP menurut sumber tidak sama dengan jumlah rinciannya",
)
def revenue_total_differs(context: Context) -> Iterator[Case]:
    """The total that a source states for a year against the sum of the services; the sum is what counts."""
    rows = context.read(_read_totals)
    stated = totals_by_year((year, row.amount) for year, row in rows.items())
    found = disagreements(context.read(unit_totals), stated)
    for year, difference in found.items():
        facts = (difference.summed, difference.stated)
        yield Case(_about_total(rows[year]), f"{difference}", year, facts)


def _overspent(
    subject: Subject, year: int, ceiling: Decimal | None, spending: Decimal | None
) -> Iterator[Case]:
    if ceiling is None or spending is None or spending <= ceiling:
        return
    message = (
        f"Realisasi {format_money(spending)} melebihi pagu {format_money(ceiling)}."
    )
    yield Case(subject, message, year, (spending, ceiling))


def _read_budgets(unit: Unit) -> dict[int, AnnualBudget]:
    rows = AnnualBudget.objects.filter(unit=unit).order_by("year")
    return {row.year: row for row in rows}


def _read_totals(unit: Unit) -> dict[int, RevenueTotal]:
    rows = RevenueTotal.objects.filter(unit=unit).order_by("year")
    return {row.year: row for row in rows}


def _read_allocations(unit: Unit) -> list[BudgetAllocation]:
    """Return the amounts of plans that say something: a revision that counts nowhere repeats another."""
    rows = BudgetAllocation.objects.filter(line__plan__unit=unit)
    nowhere = StrategicPlan.objects.filter(unit=unit).counting_nowhere()
    related = rows.exclude(line__plan__in=nowhere).select_related("line__plan")
    return list(related.order_by("line__plan", "year", "line__order"))


def _lines(context: Context) -> dict[tuple[str, int], list[Decimal]]:
    found: dict[tuple[str, int], list[Decimal]] = defaultdict(list)
    for row in context.read(_read_allocations):
        if row.amount is not None:
            found[row.line.plan.code, row.year].append(row.amount)
    in_force = {(year.plan.code, year.year) for year in context.card.years.values()}
    settled = {year for _, year in in_force & found.keys()}
    return {
        place: amounts
        for place, amounts in found.items()
        if place in in_force or place[1] not in settled
    }


def _rounding(amounts: Sequence[Decimal]) -> Decimal:
    """Return the difference that the rounding of printed lines explains; none where one is exact."""
    if any(amount % LINE_ROUNDING for amount in amounts):
        return Decimal(0)
    return LINE_ROUNDING / 2 * len(amounts)


def _about_year(budget: AnnualBudget) -> Subject:
    link = Link("admin:budgets_annualbudget_change", (budget.pk,))
    return Subject(f"anggaran/{budget.year}", f"Anggaran {budget.year}", link)


def _about_total(row: RevenueTotal) -> Subject:
    link = Link("admin:budgets_revenuetotal_change", (row.pk,))
    source = f" · {row.source}" if row.source else ""
    return Subject(f"pnbp_jumlah/{row.year}", f"Jumlah PNBP {row.year}{source}", link)


def _about_allocation(row: BudgetAllocation) -> Subject:
    link = Link("admin:budgets_budgetallocation_change", (row.pk,))
    key = f"{row.line.plan.code}/komponen/{row.line.order}"
    return Subject(key, f"Komponen {row.line}", link)
