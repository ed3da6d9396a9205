"""What holds for every report of a plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.builders import (
    aktivitas,
    cascading,
    matriks_kinerja,
    matriks_pendanaan,
    pedoman,
    pemetaan,
    plans,
    regulasi,
    tujuan_sasaran,
)
from reports.catalogue import REPORTS
from reports.formats import TABLE_FORMATS
from reports.parameters import ParameterError
from tests.built_reports import build
from tests.factories import (
    ActivityTargetFactory,
    AllocationFactory,
    BudgetLineFactory,
    CascadeEntryFactory,
    IndicatorFactory,
    PlanFactory,
    TargetFactory,
    TeamFactory,
)
from tests.factories_of_tables import (
    PlannedActivityFactory,
    PolicyActivityFactory,
    PolicyDirectionFactory,
    PolicyOutcomeFactory,
    RegulationNeedFactory,
)

OF_A_PLAN = [
    report.slug
    for report in REPORTS.values()
    if report.is_of_plan and report.formats == TABLE_FORMATS
]


def test_the_year_chooses_the_plan_in_force_and_an_empty_plan_says_so_in_words(
    unit, printed_plan
):
    PlanFactory(unit=unit, code="KOSONG", in_force=(2022,))
    said = {
        "target": plans.NO_TARGETS,
        "pemetaan": pemetaan.NO_TARGETS,
        "tujuan-sasaran": tujuan_sasaran.NO_INDICATORS,
        "matriks-kinerja": matriks_kinerja.NO_INDICATORS,
        "matriks-pendanaan": matriks_pendanaan.NO_LINES,
        "pedoman": pedoman.NO_INDICATORS,
        "cascading": cascading.NO_ENTRIES,
        "aktivitas": aktivitas.NO_ACTIVITIES,
        "regulasi": regulasi.NO_NEEDS,
    }
    assert set(said) == set(OF_A_PLAN)
    for slug, note in said.items():
        empty, full = build(slug, unit, year="2022"), build(slug, unit, year="2024")
        assert note in empty.table.notes, slug
        assert (empty.summary["plan"], full.summary["plan"]) == ("KOSONG", "BARU")


@pytest.mark.parametrize("slug", OF_A_PLAN)
def test_a_unit_without_a_plan_is_told_so(unit, slug):
    with pytest.raises(ParameterError, match="belum mempunyai renstra"):
        build(slug, unit)


def test_a_plans_tables_take_the_same_queries_whatever_their_number_of_lines(
    unit, with_components
):
    add_lines(with_components, range(10, 12))
    few = {slug: count_queries(slug, unit) for slug in OF_A_PLAN}
    add_lines(with_components, range(20, 40))
    many = {slug: count_queries(slug, unit) for slug in OF_A_PLAN}
    assert many == few
    assert max(many["matriks-kinerja"], many["matriks-pendanaan"]) <= 10
    assert max(many.values()) <= 12


def add_lines(plan, numbers):
    """Add a row of every kind for each number."""
    for n in numbers:
        owner = ActivityTargetFactory(plan=plan, code=f"SK{n}", order=n)
        team = TeamFactory(unit=plan.unit)
        item = IndicatorFactory(plan=plan, activity_target=owner, team=team)
        TargetFactory(indicator=item)
        line = BudgetLineFactory(
            plan=plan, order=n, activity_target=owner, indicator=item
        )
        AllocationFactory(line=line, year=2023)
        CascadeEntryFactory(plan=plan, order=n)
        PlannedActivityFactory(activity_target=owner)
        direction = PolicyDirectionFactory(plan=plan)
        PolicyOutcomeFactory(activity=PolicyActivityFactory(direction=direction))
        RegulationNeedFactory(plan=plan, order=n)


def count_queries(slug, unit):
    with CaptureQueriesContext(connection) as queries:
        build(slug, unit)
    return len(queries)
