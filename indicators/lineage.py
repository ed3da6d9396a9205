"""Which indicators of successive plans are one series, and where it breaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import IndicatorLink, Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTINUOUS = {Lineage.UNCHANGED, Lineage.RENAMED}
BREAKING = {Lineage.REDEFINED, Lineage.REPLACED}


@dataclass(frozen=True)
class Member:
    """An indicator in a chain, and what happened on the way to it ("" for nothing that breaks)."""

    indicator_id: int
    break_before: str


class LineageMap:
    """The links of a unit's indicators, read once."""

    def __init__(self, links: Iterable[IndicatorLink]) -> None:
        self._forward: dict[int, list[IndicatorLink]] = defaultdict(list)
        self._back: dict[int, list[IndicatorLink]] = defaultdict(list)
        for link in links:
            self._forward[link.from_indicator_id].append(link)
            if link.to_indicator_id is not None:
                self._back[link.to_indicator_id].append(link)

    def successor(self, indicator_id: int) -> IndicatorLink | None:
        """Return the one link that carries the series on; None at a split, merger or end."""
        return self._only(self._forward[indicator_id], self._back)

    def predecessor(self, indicator_id: int) -> IndicatorLink | None:
        """Return the one link from which the series comes; None at a beginning."""
        links = self._back[indicator_id]
        if len(links) != 1:
            return None
        return (
            links[0] if self.successor(links[0].from_indicator_id) is links[0] else None
        )

    @staticmethod
    def _only(
        links: list[IndicatorLink], back: dict[int, list[IndicatorLink]]
    ) -> IndicatorLink | None:
        if len(links) != 1 or links[0].kind not in CONTINUOUS | BREAKING:
            return None
        target = links[0].to_indicator_id
        return links[0] if target is not None and len(back[target]) == 1 else None

    def chain(self, indicator_id: int) -> tuple[Member, ...]:
        """Return the whole series that the indicator belongs to, oldest first."""
        first = indicator_id
        seen = {first}
        while (link := self.predecessor(first)) and link.from_indicator_id not in seen:
            first = link.from_indicator_id
            seen.add(first)
        return (Member(first, ""), *self._followers(first))

    def _followers(self, indicator_id: int) -> Iterator[Member]:
        current, seen = indicator_id, {indicator_id}
        while (link := self.successor(current)) and link.to_indicator_id not in seen:
            assert link.to_indicator_id is not None  # noqa: S101 - a successor always has one
            current = link.to_indicator_id
            seen.add(current)
            yield Member(
                current,
                "" if link.kind in CONTINUOUS else link.get_kind_display().lower(),
            )

    def same_measure_ahead(self, indicator_id: int) -> Iterator[int]:
        """Yield the successors over unchanged and renamed links only, nearest first."""
        for member in self._followers(indicator_id):
            if member.break_before:
                return
            yield member.indicator_id
