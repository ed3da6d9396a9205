"""The data administration of plans, indicators, targets and realizations."""

from indicators.admin import (
    acknowledgements,
    evidence,
    figures,
    measures,
    notices,
    plans,
)

__all__ = ["acknowledgements", "evidence", "figures", "measures", "notices", "plans"]
