"""The page "Silsilah": what became of every indicator of the plan before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from indicators.models import Indicator, IndicatorLink, Lineage
from indicators.revisions.suggestions import Suggestion, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indicators.models import StrategicPlan

    Lines = Mapping[int, Sequence["Line"]]


@dataclass(frozen=True)
class Line:
    """One successor of an indicator: the kind and the successor's key as text, and a note."""

    kind: str = ""
    to: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.kind or self.to or self.note)


@dataclass
class Row:
    """An indicator of the plan before with its successors; the last line is a free one."""

    indicator: Indicator
    lines: list[Line]
    suggestions: list[tuple[Indicator, Suggestion]]
    errors: list[str] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def others(self) -> list[tuple[int, Line]]:
        """The lines for further successors, with their numbers."""
        return list(enumerate(self.lines))[1:]

    @property
    def is_open(self) -> bool:
        """Whether further successors are there to be seen."""
        return any(not line.is_empty for line in self.lines[1:])


@dataclass
class Sheet:
    """The page of one revision."""

    plan: StrategicPlan
    rows: list[Row]
    options: list[Indicator]
    fresh: list[Indicator]
    mark: str
    problems: list[str] = field(default_factory=list)
    saved: int | None = None

    @property
    def refused(self) -> int:
        return sum(bool(row.errors) for row in self.rows)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.refused)


def stored_links(plan: StrategicPlan) -> list[IndicatorLink]:
    """Return the links from the plan before to this one; dropped indicators have no other end."""
    here = Q(to_indicator__plan=plan) | Q(to_indicator__isnull=True)
    rows = IndicatorLink.objects.filter(
        here, from_indicator__plan=plan.predecessor_id or 0
    )
    return list(
        rows.select_related("from_indicator__plan", "to_indicator__plan").order_by("pk")
    )


def build(plan: StrategicPlan, typed: Lines | None = None) -> Sheet:
    """Return the page with what is stored, or with what was typed."""
    links = stored_links(plan)
    stored: dict[int, list[Line]] = defaultdict(list)
    for link in links:
        stored[link.from_indicator_id].append(
            Line(link.kind, str(link.to_indicator_id or ""), link.note)
        )
    before, after = _indicators(plan.predecessor_id), _indicators(plan.pk)
    shown: Lines = stored if typed is None else typed
    linked = {link.to_indicator_id for link in links}
    return Sheet(
        plan=plan,
        rows=[_row(item, shown.get(item.pk, ()), after) for item in before],
        options=after,
        fresh=[item for item in after if item.pk not in linked],
        mark=mark_of(links),
    )


def mark_of(links: Iterable[IndicatorLink]) -> str:
    """Return a mark of the links as they are stored."""
    seen = sorted(
        f"{link.from_indicator_id}>{link.to_indicator_id}:{link.kind}:{link.note}"
        for link in links
    )
    return hashlib.sha256("\x1f".join(seen).encode()).hexdigest()[:32]


def _indicators(plan_id: int | None) -> list[Indicator]:
    rows = Indicator.objects.filter(plan=plan_id or 0)
    return list(rows.select_related("plan", "activity_target", "goal_owner").in_order())


def _row(item: Indicator, lines: Sequence[Line], after: list[Indicator]) -> Row:
    known = {str(option.pk): option for option in after}
    filled = [line for line in lines if not line.is_empty]
    shown = [*filled, Line()] if filled else [Line(), Line()]
    return Row(item, shown, list(_suggestions(item, filled, known)))


def _suggestions(
    item: Indicator, lines: Iterable[Line], known: Mapping[str, Indicator]
) -> Iterable[tuple[Indicator, Suggestion]]:
    """Yield what differs from the kind that stands; a split or merger is nothing that fields can tell."""
    for line in lines:
        to = known.get(line.to)
        if to is None or line.kind in (Lineage.SPLIT, Lineage.MERGED):
            continue
        found = suggest(item, to)
        weaker = line.kind == Lineage.REPLACED and found.kind == Lineage.REDEFINED
        if found.kind != line.kind and not weaker:
            yield to, found
