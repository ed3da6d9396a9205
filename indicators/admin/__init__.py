"""The data administration of plans, indicators, targets and realizations."""

from indicators.admin import figures, measures, plans

__all__ = ["figures", "measures", "plans"]
