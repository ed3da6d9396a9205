"""Definitions that contradict each other: units, goals, codes, and what stands twice."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.findings import Case, Link, Severity, Subject, about, rule
from indicators.models import (
    ActivityTarget,
    Goal,
    Indicator,
    Measurement,
    StrategicPlan,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from accounts.models import Unit
    from indicators.findings import Context

# What follows the goal in a code of the manual: parent target and letter, as in "T3/SP1/c".
CODE_PARTS = 2


@rule(
    code="claimed-twice",
    severity=Severity.ERROR,
    title="Pengukuran yang sama dipakai oleh dua indikator dalam satu tahun",
)
def claimed_twice(context: Context) -> Iterator[Case]:
    """The manual: an activity claimed under one indicator cannot be claimed under another."""
    found: dict[tuple[object, ...], dict[int, Measurement]] = defaultdict(dict)
    for row in context.read(_read_claims):
        key = (row.realization.year, *row.claim)
        found[key].setdefault(row.realization.indicator_id, row)
    for (year, *claim), rows in found.items():
        if len(rows) > 1:
            first, *others = (row.realization.indicator for row in rows.values())
            label = next(iter(rows.values())).label
            codes = ", ".join(other.code for other in others)
            message = f"“{label}” dengan angka yang sama juga dipakai di bawah {codes}."
            yield Case(about(first), message, int(str(year)), (*claim, codes))


@rule(
    code="units-differ",
    severity=Severity.WARNING,
    title="Satuan berbeda antara tabel target dan pedoman",
)
def units_differ(context: Context) -> Iterator[Case]:
    """The unit of the target against the one printed in the manual, where one is."""
    for row in context.read(_read_indicators):
        ours, printed = row.unit_of_measure, row.unit_of_measure_in_manual
        if printed and _unit(ours) != _unit(printed):
            message = f"Satuan target “{ours}”, satuan di pedoman “{printed}”."
            yield Case(_about(row), message, facts=(ours, printed))


@rule(
    code="no-goal",
    severity=Severity.WARNING,
    title="Indikator tanpa tujuan",
)
def no_goal(context: Context) -> Iterator[Case]:
    """An indicator that serves no goal; a plan without any goal is one finding, not one an indicator."""
    with_goals = {row.plan_id for row in context.read(_read_goals)}
    lost: dict[StrategicPlan, int] = defaultdict(int)
    for row in context.read(_read_indicators):
        if row.served_goal:
            continue
        if row.plan_id in with_goals:
            yield Case(
                _about(row),
                "Tidak ada tujuan, baik pada indikator maupun pada sasarannya.",
            )
        else:
            lost[row.plan] += 1
    for plan, count in lost.items():
        message = f"Renstra ini belum memuat tujuan; {count} indikatornya tidak mempunyai tujuan."
        yield Case(_about_plan(plan), message, facts=(count,))


@rule(
    code="codes-contradict",
    severity=Severity.WARNING,
    title="Tujuan atau sasaran induk saling bertentangan",
)
def codes_contradict(context: Context) -> Iterator[Case]:
    """The indicator's goal against its activity target's, and both against the manual's code."""
    for row in context.read(_read_indicators):
        parts = list(_contradictions(row))
        if parts:
            message = f"{'; '.join(parts)}."
            yield Case(_about(row), message[0].upper() + message[1:], facts=_codes(row))


@rule(
    code="named-twice",
    severity=Severity.WARNING,
    title="Sasaran atau indikator tercantum dua kali dalam satu renstra",
)
def named_twice(context: Context) -> Iterator[Case]:
    """The same statement or name under two codes of one plan."""
    owners = [
        (row, row.statement, _about_owner(row)) for row in context.read(_read_owners)
    ]
    measures = [(row, row.name, _about(row)) for row in context.read(_read_indicators)]
    for rows in (owners, measures):
        first: dict[tuple[int, str], str] = {}
        for row, text, subject in rows:
            earlier = first.setdefault((row.plan_id, _plain(text)), row.code)
            if earlier != row.code:
                yield Case(
                    subject, f"Bunyinya sama dengan {earlier}.", facts=(earlier,)
                )


def _contradictions(row: Indicator) -> Iterator[str]:
    goal, owner = row.served_goal, row.activity_target
    if owner and owner.goal and goal and owner.goal_id != goal.pk:
        yield f"tujuan indikator {goal.code}, tujuan sasarannya {owner.code} adalah {owner.goal.code}"
    printed_goal, *parents = row.manual_code.split("/")
    if printed_goal and goal and printed_goal != goal.code:
        yield f"kode di pedoman {row.manual_code} menyebut {printed_goal}, tujuan indikator {goal.code}"
    parent = parents[0] if len(parents) == CODE_PARTS else ""
    if parent and owner and owner.parent_code and parent != owner.parent_code:
        yield (
            f"kode di pedoman {row.manual_code} menyebut {parent}, sasaran induk "
            f"{owner.code} adalah {owner.parent_code}"
        )


def _codes(row: Indicator) -> tuple[str, ...]:
    """Return every code that the contradictions are read from."""
    goal, owner = row.served_goal, row.activity_target
    goals = (goal, owner.goal if owner else None)
    parent = owner.parent_code if owner else ""
    return (row.manual_code, parent, *(item.code if item else "" for item in goals))


def _read_indicators(unit: Unit) -> list[Indicator]:
    """Return the indicators of plans that say something: a revision that counts nowhere repeats another."""
    rows = Indicator.objects.filter(plan__unit=unit).exclude(
        plan__in=_counting_nowhere(unit)
    )
    related = rows.select_related("plan", "activity_target__goal", "goal_owner", "goal")
    return list(related.order_by("plan", "activity_target__order", "order", "code"))


def _counting_nowhere(unit: Unit) -> QuerySet[StrategicPlan]:
    return StrategicPlan.objects.filter(unit=unit).counting_nowhere()


def _read_goals(unit: Unit) -> list[Goal]:
    return list(Goal.objects.filter(plan__unit=unit))


def _read_owners(unit: Unit) -> list[ActivityTarget]:
    rows = ActivityTarget.objects.filter(plan__unit=unit)
    said = rows.exclude(plan__in=_counting_nowhere(unit)).select_related("plan")
    return list(said.order_by("plan", "order", "code"))


def _read_claims(unit: Unit) -> Iterable[Measurement]:
    rows = Measurement.objects.filter(realization__indicator__plan__unit=unit)
    related = rows.select_related("realization__indicator__plan")
    return list(related.order_by("realization__indicator__code", "pk"))


def _about(row: Indicator) -> Subject:
    """Return the indicator with its plan, which no year tells here."""
    subject = about(row)
    return replace(subject, text=f"{subject.text} · {row.plan.short_title}")


def _about_owner(row: ActivityTarget) -> Subject:
    link = Link("admin:indicators_activitytarget_change", (row.pk,))
    text = f"{row.code} {row.statement} · {row.plan.short_title}"
    return Subject(f"{row.plan.code}/{row.code}", text, link)


def _about_plan(plan: StrategicPlan) -> Subject:
    link = Link("admin:indicators_strategicplan_change", (plan.pk,))
    return Subject(plan.code, plan.title, link)


def _unit(text: str) -> str:
    plain = _plain(text)
    return "persen" if plain == "%" else plain


def _plain(text: str) -> str:
    """Return a text without what does not make it another: capitals, spaces, a final stop."""
    return re.sub(r"\s+", " ", text).strip().rstrip(".").casefold()
