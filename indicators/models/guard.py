"""Rules over rows that no constraint can express, for one row and for thousands alike.

Every way of writing figures asks here: ``clean()`` of a model with one row, the
grid and the import with all their rows at once. The facts (plan of the year,
locks, grades) are loaded in three queries whatever the number of rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from indicators.models.choices import Period
from indicators.models.locks import PeriodLock, load_locks
from indicators.models.plans import PlanYear
from indicators.models.scales import GradeBand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.models.indicator import Indicator
    from indicators.models.realizations import Realization
    from indicators.models.targets import AnnualTarget


@dataclass(frozen=True)
class Problem:
    """Why a row may not be written: the row's place in the set, the field, the sentence."""

    index: int
    field: str
    message: str


@dataclass(frozen=True)
class Facts:
    """What the rules need to know, loaded once for a set of rows."""

    plan_of_year: dict[tuple[int, int], int]
    locks: dict[tuple[int, int], list[PeriodLock]]
    grades: dict[int, set[str]]

    def lock(self, unit_id: int, year: int, period: str) -> PeriodLock | None:
        """Return the lock that closes the period, None while it is open."""
        closing = {Period.YEAR, period}
        return next(
            (lock for lock in self.locks[unit_id, year] if lock.period in closing), None
        )


def load_facts(indicators: Iterable[Indicator], years: Iterable[int]) -> Facts:
    """Load the facts for rows of these indicators and years, in three queries."""
    known = {indicator.pk: indicator for indicator in indicators}.values()
    units = {indicator.plan.unit_id for indicator in known}
    in_years = set(years)
    plan_years = PlanYear.objects.filter(unit__in=units, year__in=in_years).values_list(
        "unit", "year", "plan"
    )
    grades: dict[int, set[str]] = defaultdict(set)
    scales = {indicator.scale_id for indicator in known if indicator.scale_id}
    if scales:
        for scale, label in GradeBand.objects.filter(scale__in=scales).values_list(
            "scale", "label"
        ):
            grades[scale].add(label)
    return Facts(
        plan_of_year={(unit, year): plan for unit, year, plan in plan_years},
        locks=load_locks((unit, year) for unit in units for year in in_years),
        grades=grades,
    )


def realization_problems(rows: Sequence[Realization]) -> list[Problem]:
    """Return every reason why a realization may not be written."""
    facts = load_facts((row.indicator for row in rows), (row.year for row in rows))
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        problems += _plan_year_problems(index, row.indicator, row.year, facts)
        problems += _grade_problems(index, row.indicator, row.grade, facts)
        problems += _lock_problems(
            index, row.indicator.plan.unit_id, row.year, row.period, facts
        )
    return problems


def target_problems(rows: Sequence[AnnualTarget]) -> list[Problem]:
    """Return every reason why a target may not be written."""
    facts = load_facts((row.indicator for row in rows), (row.year for row in rows))
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        if row.agreement is None:
            problems += _period_problems(index, row.indicator, row.year)
        else:
            problems += _agreement_problems(index, row)
            problems += _plan_year_problems(index, row.indicator, row.year, facts)
        problems += _grade_problems(index, row.indicator, row.grade, facts)
        problems += _lock_problems(
            index, row.indicator.plan.unit_id, row.year, Period.YEAR, facts
        )
    return problems


def _plan_year_problems(
    index: int, indicator: Indicator, year: int, facts: Facts
) -> list[Problem]:
    """The figures of a year belong to the plan that counts in that year (DESIGN: PlanYear)."""
    in_force = facts.plan_of_year.get((indicator.plan.unit_id, year))
    if in_force == indicator.plan_id:
        return []
    if in_force is None:
        message = (
            f"Tahun {year} di luar tahun-tahun renstra {indicator.plan.unit.name}."
        )
    else:
        message = f"Tahun {year} memakai renstra lain, bukan {indicator.plan.code}."
    return [Problem(index, "year", message)]


def _period_problems(index: int, indicator: Indicator, year: int) -> list[Problem]:
    plan = indicator.plan
    if plan.start_year <= year <= plan.end_year:
        return []
    return [
        Problem(
            index,
            "year",
            f"Tahun {year} di luar periode renstra {plan.code} ({plan.period_text}).",
        )
    ]


def _agreement_problems(index: int, row: AnnualTarget) -> list[Problem]:
    agreement = row.agreement
    if agreement and (agreement.year, agreement.unit_id) != (
        row.year,
        row.indicator.plan.unit_id,
    ):
        return [
            Problem(
                index,
                "agreement",
                "Perjanjian kinerja harus dari unit kerja dan tahun yang sama.",
            )
        ]
    return []


def _grade_problems(
    index: int, indicator: Indicator, grade: str, facts: Facts
) -> list[Problem]:
    if not grade:
        return []
    if indicator.scale_id is None:
        return [
            Problem(
                index, "grade", f"Indikator {indicator.code} tidak memakai predikat."
            )
        ]
    if grade not in facts.grades[indicator.scale_id]:
        return [
            Problem(
                index,
                "grade",
                f"Predikat “{grade}” tidak ada pada skala indikator {indicator.code}.",
            )
        ]
    return []


def _lock_problems(
    index: int, unit_id: int, year: int, period: str, facts: Facts
) -> list[Problem]:
    lock = facts.lock(unit_id, year, period)
    return [Problem(index, "year", lock.refusal())] if lock else []


def moved_problems(row: Realization | AnnualTarget) -> list[Problem]:
    """A figure is not moved out of a locked period: the place where it is stored is asked too.

    Only a form can move a row; the grid and the import find it by its place.
    """
    stored = (
        type(row).objects.filter(pk=row.pk).select_related("indicator__plan").first()
    )
    if stored is None or stored.place == row.place:
        return []
    unit_id = stored.indicator.plan.unit_id
    locks = load_locks([(unit_id, stored.year)])[unit_id, stored.year]
    closing = (lock for lock in locks if lock.period in (Period.YEAR, *stored.place))
    return [Problem(0, "year", lock.refusal()) for lock in closing]


def raise_first(problems: list[Problem], known_fields: Iterable[str]) -> None:
    """Raise the problems of one row as a ValidationError, by field where the form has it."""
    if not problems:
        return
    fields = set(known_fields)
    errors: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        errors[problem.field if problem.field in fields else "__all__"].append(
            problem.message
        )
    raise ValidationError(dict(errors))
