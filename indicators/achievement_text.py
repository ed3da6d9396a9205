"""How a target and a result become a percentage, written with its figures. No Django, no float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.achievement import Polarity, achievement
from indicators.numbers import format_number, format_percent

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.achievement import Result, Scale, Target

NOT_COMPUTABLE = "tidak dapat dihitung"


def achievement_text(
    target: Target, result: Result, polarity: Polarity, scale: Scale | None = None
) -> str:
    """Write "56 / 6 × 100 = 933,33"; of a grade which one stands against which; "" without a target."""
    if not target.is_set:
        return ""
    percent = achievement(target, result, polarity, scale=scale)
    outcome = NOT_COMPUTABLE if percent is None else format_percent(percent)
    return f"{_left_side(target, result, polarity)} = {outcome}"


def _left_side(target: Target, result: Result, polarity: Polarity) -> str:
    if target.bounds is None:
        number = "R" if result.value is None else _operand(result.value)
        return f"predikat {result.grade or number} terhadap {target.grade}"
    lower, upper = target.bounds
    if result.value is None:
        return _ratio(upper, None, polarity)
    if lower < upper and lower <= result.value <= upper:
        return f"{_operand(result.value)} di dalam rentang {_operand(lower)}–{_operand(upper)}"
    return _ratio(upper if result.value > upper else lower, result.value, polarity)


def _ratio(target: Decimal, realized: Decimal | None, polarity: Polarity) -> str:
    """Return the rule with its figures; what is missing stays as the letter R."""
    wanted = _operand(target)
    reached = "R" if realized is None else _operand(realized)
    if polarity is Polarity.MAXIMIZE:
        return f"{reached} / {wanted} × 100"
    if polarity is Polarity.MINIMIZE:
        return f"(2 × {wanted} − {reached}) / {wanted} × 100"
    return f"({wanted} − |{reached} − {wanted}|) / {wanted} × 100"


def _operand(value: Decimal) -> str:
    return f"({format_number(value)})" if value < 0 else format_number(value)
