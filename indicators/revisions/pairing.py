"""Which indicators of two plans belong side by side, over whatever plans lie between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import Indicator, IndicatorLink, Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from indicators.models import StrategicPlan

    Steps = Mapping[int, list[tuple[int, Lineage]]]

# The strongest change on the way between two plans names the whole way.
BY_STRENGTH = (
    Lineage.UNCHANGED,
    Lineage.RENAMED,
    Lineage.REDEFINED,
    Lineage.REPLACED,
    Lineage.MERGED,
    Lineage.SPLIT,
)


@dataclass(frozen=True)
class Pair:
    """An indicator in the first plan and what stands for it in the second; ``kind`` is None without lineage."""

    old: Indicator | None
    new: Indicator | None
    kind: Lineage | None


def pair_up(old: StrategicPlan, new: StrategicPlan) -> list[Pair]:
    """Return the pairs in the order of the second plan, then what only the first one has."""
    before, after = _indicators(old), _indicators(new)
    ways = list(_ways(before, after, old)) or list(_by_code(before, after))
    of_new: dict[int, list[tuple[int, Lineage | None]]] = defaultdict(list)
    for here, there, kind in ways:
        of_new[there].append((here, kind))
    found = [
        Pair(before.get(here or 0), item, kind)
        for item in after.values()
        for here, kind in of_new.get(item.pk, [(None, None)])
    ]
    paired = {here for here, _, _ in ways}
    gone = (item for pk, item in before.items() if pk not in paired)
    return [*found, *(Pair(item, None, None) for item in gone)]


def _indicators(plan: StrategicPlan) -> dict[int, Indicator]:
    rows = Indicator.objects.filter(plan=plan)
    related = rows.select_related("activity_target", "goal_owner")
    return {item.pk: item for item in related.in_order()}


def _ways(
    before: Mapping[int, Indicator],
    after: Mapping[int, Indicator],
    plan: StrategicPlan,
) -> Iterator[tuple[int, int, Lineage | None]]:
    """Follow the links from the first plan to the second, forward in time or back."""
    links = IndicatorLink.objects.filter(
        from_indicator__plan__unit=plan.unit_id, to_indicator__isnull=False
    ).order_by("pk")
    forward: dict[int, list[tuple[int, Lineage]]] = defaultdict(list)
    back: dict[int, list[tuple[int, Lineage]]] = defaultdict(list)
    for link in links:
        to, kind = link.to_indicator_id or 0, Lineage(link.kind)
        forward[link.from_indicator_id].append((to, kind))
        back[to].append((link.from_indicator_id, kind))
    for steps in (forward, back):
        for pk in before:
            for end, kinds in _reach(pk, steps, after):
                yield pk, end, max(kinds, key=BY_STRENGTH.index)


def _reach(
    start: int, steps: Steps, ends: Mapping[int, Indicator]
) -> Iterator[tuple[int, list[Lineage]]]:
    """Yield the indicators of the other plan that the steps lead to, with the kinds on the way."""
    waiting: list[tuple[int, list[Lineage]]] = [(start, [])]
    seen = {start}
    while waiting:
        current, kinds = waiting.pop(0)
        for to, kind in steps.get(current, []):
            if to in seen:
                continue
            seen.add(to)
            if to in ends:
                yield to, [*kinds, kind]
            else:
                waiting.append((to, [*kinds, kind]))


def _by_code(
    before: Mapping[int, Indicator], after: Mapping[int, Indicator]
) -> Iterable[tuple[int, int, Lineage | None]]:
    """Pair equal codes of two plans between which no lineage was recorded."""
    there = {item.code: pk for pk, item in after.items()}
    return (
        (pk, there[item.code], None)
        for pk, item in before.items()
        if item.code in there
    )
