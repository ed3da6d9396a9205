"""Plans, indicators, targets and realizations."""

from indicators.models.acknowledgements import FindingAcknowledgement
from indicators.models.agreements import PerformanceAgreement
from indicators.models.benchmarks import Benchmark
from indicators.models.cascade import CascadeEntry
from indicators.models.choices import (
    QUARTERS,
    AccumulationChoice,
    AggregationChoice,
    AgreementState,
    EvidenceKind,
    EvidenceRule,
    Lineage,
    MethodChoice,
    NoticeKind,
    Origin,
    Period,
    Perspective,
    PolarityChoice,
    ValueKind,
    WorkflowState,
)
from indicators.models.evidence import Evidence
from indicators.models.indicator import Indicator, IndicatorLink
from indicators.models.locks import LockException, PeriodLock
from indicators.models.measurements import Measurement
from indicators.models.notices import Notice
from indicators.models.objectives import ActivityTarget, Goal, Programme
from indicators.models.planned import PlannedActivity, RegulationNeed
from indicators.models.plans import PlanYear, StrategicPlan
from indicators.models.policy import PolicyActivity, PolicyDirection, PolicyOutcome
from indicators.models.realizations import Realization
from indicators.models.scales import GradeBand, GradeScale
from indicators.models.targets import AnnualTarget, QuarterlyTarget

__all__ = [
    "QUARTERS",
    "AccumulationChoice",
    "ActivityTarget",
    "AggregationChoice",
    "AgreementState",
    "AnnualTarget",
    "Benchmark",
    "CascadeEntry",
    "Evidence",
    "EvidenceKind",
    "EvidenceRule",
    "FindingAcknowledgement",
    "Goal",
    "GradeBand",
    "GradeScale",
    "Indicator",
    "IndicatorLink",
    "Lineage",
    "LockException",
    "Measurement",
    "MethodChoice",
    "Notice",
    "NoticeKind",
    "Origin",
    "PerformanceAgreement",
    "Period",
    "PeriodLock",
    "Perspective",
    "PlanYear",
    "PlannedActivity",
    "PolarityChoice",
    "PolicyActivity",
    "PolicyDirection",
    "PolicyOutcome",
    "Programme",
    "QuarterlyTarget",
    "Realization",
    "RegulationNeed",
    "StrategicPlan",
    "ValueKind",
    "WorkflowState",
]
