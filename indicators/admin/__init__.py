"""The data administration of plans, indicators, targets and realizations."""

from indicators.admin import (
    acknowledgements,
    benchmarks,
    evidence,
    figures,
    measures,
    notices,
    planned,
    plans,
    policy,
)

__all__ = [
    "acknowledgements",
    "benchmarks",
    "evidence",
    "figures",
    "measures",
    "notices",
    "planned",
    "plans",
    "policy",
]
