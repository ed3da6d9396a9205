"""Revenue, budget, funding need and budget lines; money is whole rupiah."""

from budgets.models.annual import AnnualBudget
from budgets.models.base import check_year_in_plan
from budgets.models.funding import FundingRequirement
from budgets.models.lines import BudgetAllocation, BudgetLine
from budgets.models.revenue import NonTaxRevenue, RevenueTotal, ServiceType

__all__ = [
    "AnnualBudget",
    "BudgetAllocation",
    "BudgetLine",
    "FundingRequirement",
    "NonTaxRevenue",
    "RevenueTotal",
    "ServiceType",
    "check_year_in_plan",
]
