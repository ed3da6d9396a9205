"""The performance tree of a plan as a picture: goals, activity targets, indicators (Renstra, Lampiran I).

The document's own picture was lost in the scan; this one is drawn from the data.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from indicators.models import AnnualTarget
from indicators.scorecard import target_text
from reports.builders import frame, plans
from reports.documents import PageBreak, Paragraph, Picture, Run
from reports.drawing import Ink
from reports.pictures import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import ActivityTarget, Goal, Indicator, StrategicPlan
    from reports.documents import Block, Document
    from reports.parameters import Parameters

LEVELS = (
    tree.Level("TUJUAN", 168, Ink.SOFT),
    tree.Level("SASARAN KEGIATAN", 222),
    tree.Level("INDIKATOR KINERJA", 318),
)
PAGE = 370  # units that a picture may be tall: a little reduced, with the signature, it fits landscape A4
WITHOUT_GOAL = "Belum terhubung dengan tujuan"
NO_INDICATORS = "Renstra ini belum memuat indikator."


def build(parameters: Parameters) -> Document:
    """Return the tree of the plan in force in the year, in pictures that fit a page each."""
    plan = plans.in_force(parameters)
    roots = list(_roots(plan, parameters.year or plan.end_year))
    blocks = list(_blocks(roots)) or [Paragraph((Run(NO_INDICATORS),))]
    return frame.compose(
        "pohon-kinerja",
        parameters,
        f"Pohon Kinerja {plan.period_text}",
        blocks,
        subtitle=plan.title,
        notes=(
            f"Digambar dari data renstra; target adalah target Renstra tahun {parameters.year}.",
        ),
        is_landscape=True,
        summary={"plan": plan.code},
    )


def _blocks(roots: list[tree.Node]) -> Iterator[Block]:
    parts = tree.pages(roots, LEVELS, PAGE)
    for number, members in enumerate(parts, start=1):
        if number > 1:
            yield PageBreak()
        part = f", bagian {number} dari {len(parts)}" if len(parts) > 1 else ""
        yield Picture(
            title=f"Pohon kinerja{part}",
            key=f"pohon-{number}",
            drawing=tree.draw(members, LEVELS),
            description=_description(members),
        )


def _description(roots: Iterable[tree.Node]) -> str:
    """Say in words what hangs on what."""
    return " ".join(
        f"{root.title} {root.text}".strip()
        + ": "
        + "; ".join(
            f"{sasaran.title} {sasaran.text} ({', '.join(leaf.title for leaf in sasaran.children) or 'tanpa indikator'})"
            for sasaran in root.children
        )
        + "."
        for root in roots
    )


def _roots(plan: StrategicPlan, year: int) -> Iterator[tree.Node]:
    """Yield the goals in their order with the indicators that serve them, those without a goal last."""
    rows = AnnualTarget.objects.filter(
        indicator__plan=plan, agreement__isnull=True, year=year
    )
    targets = {
        row.indicator_id: target_text(row) for row in rows.select_related("indicator")
    }
    related = ("activity_target__goal", "goal")
    found: dict[int | None, list[Indicator]] = {}
    for indicator in (
        plan.indicators.of_activity_targets().select_related(*related).in_order()
    ):
        goal = _goal_of(indicator)
        found.setdefault(goal.pk if goal else None, []).append(indicator)
    for goal in plan.goals.order_by("order", "code"):
        yield _root(goal.code, goal.statement, found.get(goal.pk, []), targets)
    if None in found:
        yield _root(WITHOUT_GOAL, "", found[None], targets)


def _goal_of(indicator: Indicator) -> Goal | None:
    """Return the indicator's own goal, else its activity target's."""
    owner = indicator.activity_target
    return indicator.goal or (owner.goal if owner else None)


def _root(
    title: str, text: str, indicators: list[Indicator], targets: dict[int, str]
) -> tree.Node:
    groups = groupby(indicators, key=lambda indicator: indicator.activity_target)
    branches = (_branch(owner, list(members), targets) for owner, members in groups)
    return tree.Node(title, text, children=tuple(branches))


def _branch(
    owner: ActivityTarget | None, indicators: list[Indicator], targets: dict[int, str]
) -> tree.Node:
    assert owner is not None  # noqa: S101 - the queryset holds indicators of activity targets only
    parent = (f"Mendukung {owner.parent_code}",) if owner.parent_code else ()
    leaves = (
        tree.Node(
            indicator.code,
            indicator.name,
            (
                f"Target {targets.get(indicator.pk) or 'tidak tercetak'} · {indicator.unit_of_measure}",
            ),
        )
        for indicator in indicators
    )
    return tree.Node(owner.code, owner.statement, parent, tuple(leaves))
