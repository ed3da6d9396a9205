"""Scenes for the rules of ``budgets.consistency``."""

from decimal import Decimal

from tests import factories as make
from tests.checks.scenes import fires, silent


@fires("spending-above-ceiling")
def a_year_that_spends_more_than_its_revised_ceiling(unit):
    make.BudgetFactory(
        unit=unit, initial_ceiling=300, revised_ceiling=100, spending=101
    )


@silent("spending-above-ceiling")
def a_year_that_spends_its_ceiling(unit):
    make.BudgetFactory(unit=unit, initial_ceiling=100, spending=100)
    line = make.BudgetLineFactory(plan__unit=unit)
    make.AllocationFactory(line=line, amount=100, spending=100)


def state_a_total(unit, stated):
    """State this total of 2023 over two services that bring 70 and 40."""
    for amount in (70, 40):
        make.RevenueFactory(service_type__unit=unit, amount=amount)
    make.RevenueTotalFactory(unit=unit, amount=stated)


@fires("revenue-total-differs")
def a_stated_total_that_the_services_do_not_give(unit):
    state_a_total(unit, 120)


@silent("revenue-total-differs")
def a_stated_total_that_the_services_give(unit):
    state_a_total(unit, 110)


def two_lines(unit, ceiling):
    make.BudgetFactory(unit=unit, initial_ceiling=ceiling, spending=None)
    plan = make.PlanFactory(unit=unit)
    for amount in (35_000_000, 105_000_000):
        line = make.BudgetLineFactory(plan=plan)
        make.AllocationFactory(line=line, amount=Decimal(amount))


@fires("lines-differ-from-ceiling")
def lines_that_miss_the_ceiling(unit):
    two_lines(unit, 140_010_001)


@silent("lines-differ-from-ceiling")
def lines_that_miss_the_ceiling_by_their_rounding(unit):
    two_lines(unit, 140_010_000)
