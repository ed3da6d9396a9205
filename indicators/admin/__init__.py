"""The data administration of plans, indicators, targets and realizations."""

from indicators.admin import acknowledgements, figures, measures, plans

__all__ = ["acknowledgements", "figures", "measures", "plans"]
