"""The rules over plans, targets and realizations; importing this registers them."""

from indicators.consistency import completeness, definitions, figures, targets

__all__ = ["completeness", "definitions", "figures", "targets"]
