"""When a target or an achievement says too little: one rule and one limit, for the dashboard and the data checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from indicators.achievement import Polarity

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.achievement import Target


def asks_less(target: Target, than: Target, polarity: Polarity) -> bool:
    """Whether a target is easier than the other; only numbers of a direction can be compared."""
    ours, theirs = target.bounds, than.bounds
    if ours is None or theirs is None:
        return False
    if polarity is Polarity.MAXIMIZE:
        return ours[0] < theirs[0]
    return polarity is Polarity.MINIMIZE and ours[1] > theirs[1]


def is_unusually_high(achievement: Decimal | None) -> bool:
    """Whether the achievement is above ACHIEVEMENT_LIMIT percent: rather the target is wrong than the work right."""
    return achievement is not None and achievement > settings.ACHIEVEMENT_LIMIT
