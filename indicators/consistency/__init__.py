"""The rules over plans, targets and realizations; importing this registers them."""

from indicators.consistency import completeness, definitions, evidence, figures, targets

__all__ = ["completeness", "definitions", "evidence", "figures", "targets"]
