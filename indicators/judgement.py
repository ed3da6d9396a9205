"""A stored target and a stored result, judged by the rules of their indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import achievement as rules

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from indicators.models import (
        AnnualTarget,
        Indicator,
        QuarterlyTarget,
        Realization,
    )


@dataclass(frozen=True)
class Judgement:
    """Achievement and status of a result; both None where nothing can be said."""

    achievement: Decimal | None
    status: rules.Status | None


NO_JUDGEMENT = Judgement(None, None)
NO_RESULT = rules.Result()


def judge(
    indicator: Indicator,
    target: rules.Target,
    result: rules.Result,
    scale: rules.Scale | None,
) -> Judgement:
    """Return how the result stands against the target."""
    if not target.is_set or result == NO_RESULT:
        return NO_JUDGEMENT
    polarity = rules.Polarity(indicator.polarity)
    tolerance = indicator.tolerance
    return Judgement(
        rules.achievement(target, result, polarity, tolerance=tolerance, scale=scale),
        rules.status(target, result, polarity, tolerance=tolerance, scale=scale),
    )


def target_of(row: AnnualTarget | QuarterlyTarget) -> rules.Target:
    """Return the target of a stored row."""
    return rules.Target(
        value=row.value, lower=row.lower, upper=row.upper, grade=row.grade or None
    )


def figure_of(row: Realization | None, computed: Decimal | None) -> rules.Result:
    """Return what was recorded; where nothing was, the computed value."""
    if row is not None and row.carries_figure:
        return rules.Result(value=row.value, grade=row.grade or None)
    return rules.Result(value=computed)


def is_declared(row: Realization | None, result: rules.Result) -> bool:
    """Whether a "-" was entered: that nothing is to be realized, which is not a gap."""
    return row is not None and result == NO_RESULT and bool(row.printed_text)


def state_of(
    row: Realization | None,
    target: rules.Target | None,
    result: rules.Result,
    judged: Judgement,
    *,
    due: datetime.date,
    today: datetime.date,
) -> rules.FigureState:
    """Return how much is known of a figure on this day."""
    return rules.figure_state(
        target_set=target is not None and target.is_set,
        has_result=result != NO_RESULT,
        value=result.value,
        achievement=judged.achievement,
        declared_not_applicable=is_declared(row, result),
        due=due,
        today=today,
    )
