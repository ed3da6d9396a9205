"""Rules over rows that no constraint can express, for one row and for thousands alike.

Every way of writing figures asks here: ``clean()`` of a model with one row, the
grid and the import with all their rows at once. The facts (plan of the year,
locks, grades, who is in charge, what stands verified) are loaded in a few queries
whatever the number of rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection

from accounts.acting import current_acting
from indicators.models.charge import charge_refusals
from indicators.models.choices import Period, WorkflowState
from indicators.models.locks import PeriodLock, load_locks
from indicators.models.plans import PlanYear
from indicators.models.scales import grade_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from indicators.models.benchmarks import Benchmark
    from indicators.models.evidence import Evidence
    from indicators.models.indicator import Indicator
    from indicators.models.measurements import Measurement
    from indicators.models.realizations import Realization
    from indicators.models.targets import AnnualTarget, QuarterlyTarget


# The field of a problem that a reason for the change settles.
REASON = "reason"
REASON_NEEDED = "Angka ini sudah pernah diajukan; alasan perubahan harus diisi."


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
    grades: dict[int, list[str]]

    def lock(
        self, unit_id: int, year: int, period: str, indicator_id: int
    ) -> PeriodLock | None:
        """Return the lock that closes the period, None while it is open."""
        return closing_lock(self.locks[unit_id, year], period, indicator_id)


def closing_lock(
    locks: Iterable[PeriodLock], period: str, indicator_id: int
) -> PeriodLock | None:
    """Return which of a year's locks closes the period to an indicator, None while it is open."""
    closing = (lock for lock in locks if lock.period in {Period.YEAR, period})
    return next((lock for lock in closing if lock.closes(indicator_id)), None)


def hold_years(units: Iterable[int], years: Iterable[int]) -> QuerySet[PlanYear]:
    """Return the units' plan years, held until the transaction ends.

    Whoever writes figures and whoever locks their period wait for each other here.
    """
    rows = PlanYear.objects.filter(unit__in=units, year__in=years).order_by("pk")
    return rows.select_for_update() if connection.in_atomic_block else rows


def load_facts(indicators: Iterable[Indicator], years: Iterable[int]) -> Facts:
    """Load the facts for rows of these indicators and years, in three queries."""
    known = {indicator.pk: indicator for indicator in indicators}.values()
    units = {indicator.plan.unit_id for indicator in known}
    in_years = set(years)
    plan_years = hold_years(units, in_years).values_list("unit", "year", "plan")
    return Facts(
        # Asked first: after waiting here, a lock that another person made meanwhile is seen.
        plan_of_year={(unit, year): plan for unit, year, plan in plan_years},
        locks=load_locks((unit, year) for unit in units for year in in_years),
        grades=grade_labels(indicator.scale_id for indicator in known),
    )


def realization_problems(rows: Sequence[Realization]) -> list[Problem]:
    """Return every reason why a realization may not be written."""
    return [*_period_row_problems(rows), *_verified_problems(rows)]


def measurement_problems(rows: Sequence[Measurement]) -> list[Problem]:
    """Return every reason why measurements may not be written: they are as closed as their realization."""
    realizations = [row.realization for row in rows]
    stored = _stored_realizations(realizations)
    problems = _period_row_problems(realizations)
    for index, row in enumerate(realizations):
        problems += _stage_problems(index, stored.get(row.pk), row.reason_given, True)
    return problems


def evidence_problems(
    rows: Sequence[Evidence], *, removes: bool = False
) -> list[Problem]:
    """Return every reason why evidence may not be added or removed: it is as closed as its realization.

    What was handed over loses evidence with a reason only; more of it needs none.
    """
    realizations = [row.realization for row in rows]
    stored = _stored_realizations(realizations)
    problems = _period_row_problems(realizations)
    for index, row in enumerate(realizations):
        problems += _stage_problems(
            index, stored.get(row.pk), row.reason_given, removes
        )
    return problems


def quarterly_target_problems(rows: Sequence[QuarterlyTarget]) -> list[Problem]:
    """Return every reason why a quarter's target may not be written."""
    return _period_row_problems(rows)


def _period_row_problems(
    rows: Sequence[Realization | QuarterlyTarget],
) -> list[Problem]:
    facts = load_facts((row.indicator for row in rows), (row.year for row in rows))
    refusals = charge_refusals(current_acting().user, (row.indicator for row in rows))
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        if refusal := refusals.get(row.indicator_id):
            problems.append(Problem(index, "indicator", refusal))
        problems += _plan_year_problems(index, row.indicator, row.year, facts)
        problems += _grade_problems(index, row.indicator, row.grade, facts)
        problems += _lock_problems(index, row.indicator, row.year, row.period, facts)
    return problems


def _stored_realizations(rows: Sequence[Realization]) -> dict[int, Realization]:
    """Return the rows as they are stored, of those that anybody has submitted; in one query."""
    known = {row.pk for row in rows if row.pk}
    if not known:
        return {}
    stored = type(rows[0]).objects.filter(pk__in=known, submitted_at__isnull=False)
    return {row.pk: row for row in stored.select_related("verified_by")}


def _verified_problems(rows: Sequence[Realization]) -> list[Problem]:
    """A verified figure stands; one that was submitted changes with a reason only."""
    stored = _stored_realizations(rows)
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        before = stored.get(row.pk)
        changed = before is not None and before.content != row.content
        figure_changed = before is not None and before.figure != row.figure
        if changed:
            problems += _stage_problems(index, before, row.reason_given, figure_changed)
    return problems


def _stage_problems(
    index: int, stored: Realization | None, reason: str, figure_changed: bool
) -> list[Problem]:
    if stored is None:
        return []
    if stored.workflow == WorkflowState.VERIFIED:
        return [Problem(index, "value", stored.verified_refusal)]
    if figure_changed and not (reason or current_acting().reason):
        return [Problem(index, REASON, REASON_NEEDED)]
    return []


def grade_problems(
    rows: Sequence[Realization | AnnualTarget | QuarterlyTarget],
) -> list[Problem]:
    """Return the grades that are not on the scale of their row's indicator."""
    facts = load_facts((row.indicator for row in rows), ())
    return [
        problem
        for index, row in enumerate(rows)
        for problem in _grade_problems(index, row.indicator, row.grade, facts)
    ]


def target_problems(
    rows: Sequence[AnnualTarget], *, repeats: bool = False
) -> list[Problem]:
    """Return every reason why a target may not be written.

    Targets that a new revision ``repeats`` say nothing new about a closed year, so its lock is not asked.
    """
    facts = load_facts((row.indicator for row in rows), (row.year for row in rows))
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        if row.agreement is None:
            problems += _period_problems(index, row.indicator, row.year)
        else:
            problems += _agreement_problems(index, row)
            problems += _plan_year_problems(index, row.indicator, row.year, facts)
        problems += _grade_problems(index, row.indicator, row.grade, facts)
        if not repeats:
            problems += _lock_problems(
                index, row.indicator, row.year, Period.YEAR, facts
            )
    return problems


def benchmark_problems(rows: Sequence[Benchmark]) -> list[Problem]:
    """Return every reason why a benchmark may not be written: it stands beside the year's realization."""
    facts = load_facts((row.indicator for row in rows), (row.year for row in rows))
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        problems += _plan_year_problems(index, row.indicator, row.year, facts)
        problems += _lock_problems(index, row.indicator, row.year, Period.YEAR, facts)
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
    if agreement and agreement.is_frozen:
        return [Problem(index, "agreement", agreement.frozen_refusal)]
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
    if grade not in facts.grades.get(indicator.scale_id, ()):
        return [
            Problem(
                index,
                "grade",
                f"Predikat “{grade}” tidak ada pada skala indikator {indicator.code}.",
            )
        ]
    return []


def _lock_problems(
    index: int, indicator: Indicator, year: int, period: str, facts: Facts
) -> list[Problem]:
    lock = facts.lock(indicator.plan.unit_id, year, period, indicator.pk)
    return [Problem(index, "year", lock.refusal())] if lock else []


def moved_problems(
    row: Realization | AnnualTarget | QuarterlyTarget | Benchmark,
) -> list[Problem]:
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
    closed = (lock for lock in closing if lock.closes(stored.indicator_id))
    return [Problem(0, "year", lock.refusal()) for lock in closed]


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
