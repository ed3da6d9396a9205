"""The sheets of the workbook, in the order in which they depend on each other."""

from __future__ import annotations

from workbook.resources.base import SheetResource
from workbook.resources.figures import (
    AgreementResource,
    BenchmarkResource,
    MeasurementResource,
    QuarterlyTargetResource,
    RealizationResource,
    TargetResource,
)
from workbook.resources.money import (
    AllocationResource,
    BudgetResource,
    FundingResource,
    LineResource,
    RevenueResource,
    RevenueTotalResource,
    ServiceTypeResource,
)
from workbook.resources.organisation import (
    BandResource,
    ScaleResource,
    SignatoryResource,
    UnitResource,
)
from workbook.resources.plans import (
    ActivityTargetResource,
    CascadeResource,
    GoalResource,
    IndicatorResource,
    LinkResource,
    PlanResource,
    PlanYearResource,
    ProgrammeResource,
)
from workbook.resources.policy import (
    PlannedActivityResource,
    PolicyActivityResource,
    PolicyDirectionResource,
    PolicyOutcomeResource,
    RegulationNeedResource,
)
from workbook.resources.published import (
    DocumentResource,
    RowResource,
    StatementResource,
    TableResource,
    TextBlockResource,
)
from workbook.resources.staff import StaffCategoryResource, StaffCountResource

RESOURCES: tuple[type[SheetResource], ...] = (
    UnitResource,
    SignatoryResource,
    ScaleResource,
    BandResource,
    PlanResource,
    PlanYearResource,
    GoalResource,
    ProgrammeResource,
    ActivityTargetResource,
    IndicatorResource,
    LinkResource,
    AgreementResource,
    TargetResource,
    QuarterlyTargetResource,
    RealizationResource,
    MeasurementResource,
    BenchmarkResource,
    CascadeResource,
    PolicyDirectionResource,
    PolicyActivityResource,
    PolicyOutcomeResource,
    PlannedActivityResource,
    RegulationNeedResource,
    ServiceTypeResource,
    RevenueResource,
    RevenueTotalResource,
    BudgetResource,
    FundingResource,
    LineResource,
    AllocationResource,
    StaffCategoryResource,
    StaffCountResource,
    DocumentResource,
    TableResource,
    RowResource,
    StatementResource,
    TextBlockResource,
)
COLUMNS: dict[str, list[str]] = {
    resource.sheet: list(resource.fields) for resource in RESOURCES
}
