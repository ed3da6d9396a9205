"""Which indicator of another revision measures the same: one link, unchanged or renamed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q

from indicators.lineage import CONTINUOUS
from indicators.models import IndicatorLink

if TYPE_CHECKING:
    from indicators.models import Indicator, StrategicPlan


def counterparts(old: StrategicPlan, new: StrategicPlan) -> dict[int, Indicator]:
    """Return the new plan's indicator by the key of the old plan's, in either direction of the links."""
    between = Q(from_indicator__plan=old, to_indicator__plan=new) | Q(
        from_indicator__plan=new, to_indicator__plan=old
    )
    links = IndicatorLink.objects.filter(between).select_related(
        "from_indicator__plan", "to_indicator__plan"
    )
    pairs = [(*_ends(link, old), link.kind) for link in links]
    begun = Counter(here.pk for here, _, _ in pairs)
    reached = Counter(there.pk for _, there, _ in pairs)
    return {
        here.pk: there
        for here, there, kind in pairs
        if kind in CONTINUOUS and begun[here.pk] == reached[there.pk] == 1
    }


def _ends(link: IndicatorLink, old: StrategicPlan) -> tuple[Indicator, Indicator]:
    """Return the link's ends, that of the old plan first."""
    first, second = link.from_indicator, link.to_indicator
    assert second is not None  # noqa: S101 - the query asks for links between two plans
    return (first, second) if first.plan_id == old.pk else (second, first)
