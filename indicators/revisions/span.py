"""Which years a revision takes over, and why it may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import PlanYear, StrategicPlan
from indicators.models.locks import load_locks

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_DECREE = (
    "Nomor dan tanggal keputusan revisi ini belum diisi; operator mengisinya di "
    "Renstra dan revisi › Ubah data renstra."
)


@dataclass(frozen=True)
class Span:
    """The years that change their plan, from which plan, those that keep another one; and why not."""

    first: int
    other: StrategicPlan | None
    years: tuple[int, ...]
    kept: tuple[PlanYear, ...]
    refusals: tuple[str, ...] = ()


def find_span(plan: StrategicPlan, first: int) -> Span:
    """Return the years from ``first`` on that the plan takes over."""
    stored = PlanYear.objects.filter(unit=plan.unit_id).select_related("plan")
    in_force = {row.year: row for row in stored}
    other, refusal = _other(plan, in_force.get(first), first)
    if refusal:
        return Span(first, None, (), (), (refusal,))
    period = range(first, plan.end_year + 1)
    free = [
        year
        for year in period
        if year not in in_force or (other and in_force[year].plan_id == other.pk)
    ]
    kept = (in_force[year] for year in period if year not in free)
    return Span(
        first,
        other,
        tuple(free),
        tuple(row for row in kept if row.plan_id != plan.pk),
        _lock_refusals(plan, free),
    )


def first_years(plan: StrategicPlan) -> list[int]:
    """Return the years from which the plan could count."""
    return list(range(plan.start_year, plan.end_year + 1))


def _other(
    plan: StrategicPlan, here: PlanYear | None, first: int
) -> tuple[StrategicPlan | None, str]:
    """Return the plan that the year leaves, and why the year cannot go over."""
    if not plan.start_year <= first <= plan.end_year:
        return None, f"Tahun {first} di luar periode {plan.code} ({plan.period_text})."
    is_revision = plan.relation == StrategicPlan.Relation.REVISES
    if is_revision and not (plan.decree_number and plan.decree_date):
        return None, NO_DECREE
    if here is None:
        return (plan.predecessor if is_revision else None), ""
    if here.plan_id == plan.pk:
        return None, f"{plan.code} sudah berlaku pada tahun {first}."
    if not _are_revisions(plan, here.plan):
        return None, (
            f"Tahun {first} memakai {here.plan.code}, "
            f"yang bukan pendahulu atau revisi {plan.code}."
        )
    return here.plan, ""


def _are_revisions(one: StrategicPlan, other: StrategicPlan) -> bool:
    """Whether one of the plans revises the other."""
    return any(
        later.predecessor_id == earlier.pk
        and later.relation == StrategicPlan.Relation.REVISES
        for later, earlier in ((one, other), (other, one))
    )


def _lock_refusals(plan: StrategicPlan, years: Iterable[int]) -> tuple[str, ...]:
    """Return the refusals of all locks in these years: an exception opens figures, not their plan."""
    locks = load_locks((plan.unit_id, year) for year in years)
    found = sorted(
        (lock for rows in locks.values() for lock in rows),
        key=lambda lock: (lock.year, lock.period),
    )
    return tuple(lock.refusal() for lock in found)
