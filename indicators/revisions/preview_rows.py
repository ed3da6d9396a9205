"""The preview of "Berlakukan" in words: what goes, what stays and why, what has no target then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from indicators.models import (
    AgreementState,
    AnnualTarget,
    Benchmark,
    Indicator,
    IndicatorLink,
    PerformanceAgreement,
    QuarterlyTarget,
    Realization,
)
from indicators.words import (
    benchmark_text,
    previous_year_note,
    result_text,
    target_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.models import StrategicPlan
    from indicators.revisions.moving import Move, Preview


@dataclass(frozen=True)
class PreviewRow:
    """An indicator with its figures in the years, and where they go; ``why`` says why they stay."""

    indicator: Indicator
    to: Indicator | None
    figures: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True)
class Untargeted:
    """An indicator of the revision that will have no target in a year."""

    indicator: Indicator
    year: int
    missing: str


def going_rows(found: Preview) -> list[PreviewRow]:
    """Return the indicators whose figures go along."""
    return [
        PreviewRow(moves[0].row.indicator, moves[0].to, _figures(moves))
        for moves in _by_indicator(found.going)
    ]


def staying_rows(found: Preview) -> list[PreviewRow]:
    """Return the indicators whose figures stay, with the reason."""
    why = _reasons(found.span.other, found.plan)
    return [
        PreviewRow(
            indicator=moves[0].row.indicator,
            to=None,
            figures=_figures(moves),
            why=why.get(moves[0].row.indicator_id, "tanpa silsilah"),
        )
        for moves in _by_indicator(found.staying)
    ]


def untargeted_rows(found: Preview) -> list[Untargeted]:
    """Return the indicators of the revision without target, year by year."""
    years, plan = found.span.years, found.plan
    planned = {
        (row.indicator_id, row.year)
        for row in AnnualTarget.objects.filter(
            indicator__plan=plan, year__in=years, agreement__isnull=True
        )
        if row.carries_figure or row.printed_text
    }
    governing = _governing(plan, years)
    agreed = _agreed(found, governing)
    rows = Indicator.objects.filter(plan=plan).of_activity_targets()
    items = list(rows.select_related("plan", "activity_target").in_order())
    return [
        Untargeted(item, year, missing)
        for year in years
        for item in items
        if (
            missing := _missing(
                (item.pk, year) in planned,
                (item.pk, year) in agreed or year not in governing,
            )
        )
    ]


def _missing(is_planned: bool, is_agreed: bool) -> str:
    lacking = [
        name
        for name, there in (("Renstra", is_planned), ("PK", is_agreed))
        if not there
    ]
    return " dan ".join(lacking)


def _governing(plan: StrategicPlan, years: Iterable[int]) -> dict[int, int]:
    """Return the key of the agreement that governs a year, as the scorecard takes it: the latest fixed one with targets."""
    fixed = PerformanceAgreement.objects.filter(
        unit=plan.unit_id,
        year__in=years,
        state=AgreementState.FIXED,
        targets__isnull=False,
    )
    return dict(fixed.order_by("version").values_list("year", "pk"))


def _agreed(found: Preview, governing: Mapping[int, int]) -> set[tuple[int, int]]:
    """Return indicator and year of the governing targets that the plan will have: those that come, those it has."""
    targets = [
        (move.to, move.row)
        for move in found.going
        if move.to and isinstance(move.row, AnnualTarget)
    ]
    there = AnnualTarget.objects.filter(
        indicator__plan=found.plan, agreement__in=governing.values()
    ).select_related("indicator")
    targets += [(row.indicator, row) for row in there]
    return {
        (indicator.pk, row.year)
        for indicator, row in targets
        if row.agreement_id == governing.get(row.year) and not row.is_left_out
    }


def _by_indicator(moves: Iterable[Move]) -> list[list[Move]]:
    groups: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        groups[move.row.indicator_id].append(move)
    return sorted(groups.values(), key=_place)


def _place(moves: list[Move]) -> tuple[bool, int, int, str]:
    """Sort as the plan prints its indicators, the goals' own last."""
    item = moves[0].row.indicator
    owner = item.activity_target
    return (owner is None, owner.order if owner else 0, item.order, item.code)


def _figures(moves: Iterable[Move]) -> tuple[str, ...]:
    return tuple(_figure(move.row) for move in moves)


def _figure(row: Realization | QuarterlyTarget | AnnualTarget | Benchmark) -> str:
    """Return one figure as people read it: "Realisasi 2023 Triwulan I: 5"."""
    if isinstance(row, Benchmark):
        return f"Pembanding {row.year}: {benchmark_text(row)}"
    if isinstance(row, Realization):
        period = "" if row.period == "TAHUN" else f" {row.get_period_display()}"
        result = result_text(row.indicator, row)
        said = [row.workflow_label.lower()]
        said += [previous_year_note(row.year)] if row.uses_previous_year else []
        return f"Realisasi {row.year}{period}: {result} ({', '.join(said)})"
    if isinstance(row, QuarterlyTarget):
        return f"Target {row.year} {row.get_period_display()}: {target_text(row)}"
    return f"Target {row.agreement}: {target_text(row)}"


def _reasons(other: StrategicPlan | None, plan: StrategicPlan) -> dict[int, str]:
    """Return, by indicator, what became of it in the other plan."""
    here = Q(from_indicator__plan=other) & (
        Q(to_indicator__plan=plan) | Q(to_indicator__isnull=True)
    )
    back = Q(from_indicator__plan=plan, to_indicator__plan=other)
    found: dict[int, str] = {}
    for link in IndicatorLink.objects.filter(here | back).select_related(
        "from_indicator"
    ):
        is_back = link.from_indicator.plan_id == plan.pk
        key = link.to_indicator_id if is_back else link.from_indicator_id
        found[key or 0] = link.get_kind_display().lower()
    return found
