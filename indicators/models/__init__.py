"""Plans, indicators, targets and realizations."""

from indicators.models.acknowledgements import FindingAcknowledgement
from indicators.models.cascade import CascadeEntry
from indicators.models.choices import (
    AccumulationChoice,
    AggregationChoice,
    Lineage,
    MethodChoice,
    Origin,
    Period,
    Perspective,
    PolarityChoice,
    ValueKind,
)
from indicators.models.indicator import Indicator, IndicatorLink
from indicators.models.locks import PeriodLock
from indicators.models.objectives import ActivityTarget, Goal, Programme
from indicators.models.plans import PlanYear, StrategicPlan
from indicators.models.realizations import Measurement, Realization
from indicators.models.scales import GradeBand, GradeScale
from indicators.models.targets import AnnualTarget, PerformanceAgreement

__all__ = [
    "AccumulationChoice",
    "ActivityTarget",
    "AggregationChoice",
    "AnnualTarget",
    "CascadeEntry",
    "FindingAcknowledgement",
    "Goal",
    "GradeBand",
    "GradeScale",
    "Indicator",
    "IndicatorLink",
    "Lineage",
    "Measurement",
    "MethodChoice",
    "Origin",
    "PerformanceAgreement",
    "Period",
    "PeriodLock",
    "Perspective",
    "PlanYear",
    "PolarityChoice",
    "Programme",
    "Realization",
    "StrategicPlan",
    "ValueKind",
]
