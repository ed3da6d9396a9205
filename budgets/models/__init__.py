"""The means of a unit: revenue, budget, funding need, budget lines; people. Money is whole rupiah."""

from budgets.models.annual import AnnualBudget
from budgets.models.base import check_year_in_plan
from budgets.models.funding import FundingRequirement
from budgets.models.lines import BudgetAllocation, BudgetLine
from budgets.models.revenue import NonTaxRevenue, RevenueTotal, ServiceType
from budgets.models.staff import StaffCategory, StaffCount

__all__ = [
    "AnnualBudget",
    "BudgetAllocation",
    "BudgetLine",
    "FundingRequirement",
    "NonTaxRevenue",
    "RevenueTotal",
    "ServiceType",
    "StaffCategory",
    "StaffCount",
    "check_year_in_plan",
]
