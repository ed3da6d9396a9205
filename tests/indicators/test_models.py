"""Plans and figures: what the database and ``clean()`` refuse, and what may be deleted."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from indicators.models import (
    GradeBand,
    PerformanceAgreement,
    PlanYear,
    Realization,
    StrategicPlan,
)
from indicators.models.base import CARRIES_FIGURES
from tests.constraint_cases import refusal_of
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    CascadeEntryFactory,
    GoalFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    MeasurementFactory,
    PlanFactory,
    RealizationFactory,
    ScaleFactory,
    TargetFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2023, 12, 21, 9, tzinfo=datetime.UTC)
Relation = StrategicPlan.Relation


def plan(**options):
    return PlanFactory(in_force=(2023, 2024), **options)


def indicator(**options):
    return IndicatorFactory(plan=plan(), **options)


def new_plan(**options):
    return PlanFactory.build(unit=UnitFactory(), **options)


def measurement(**options):
    return MeasurementFactory.build(
        realization=RealizationFactory(indicator=indicator(), value=None), **options
    )


def test_a_plan_code_is_used_once():
    first = PlanFactory()
    assert refusal_of(new_plan(code=first.code)) == {
        "code": ["Renstra dengan Kode telah ada."]
    }


@pytest.mark.parametrize("year", [-1, 0, 1989, 2101, 99_999])
def test_a_year_is_a_year(year):
    said = refusal_of(PlanYear(unit=UnitFactory(), plan=PlanFactory(), year=year))
    assert "year" in said


def test_factories_make_rows_that_pass():
    own_plan = plan()
    row = IndicatorFactory(plan=own_plan, graded=True)
    for good in (
        own_plan,
        row,
        GoalIndicatorFactory(plan=own_plan),
        TargetFactory(indicator=row),
        RealizationFactory(indicator=row, value=None, grade="B-"),
        measurement(),
        CascadeEntryFactory(plan=own_plan),
    ):
        good.full_clean()


def plan_year(year):
    own = PlanFactory()
    return PlanYear(unit=own.unit, plan=own, year=year)


@pytest.mark.parametrize("year", [2020, 2025])
def test_a_plan_counts_only_in_years_of_its_period(year):
    row = plan_year(year)
    assert refusal_of(row) == {
        "year": [f"Tahun {year} di luar periode renstra {row.plan.code} (2021–2024)."]
    }


@pytest.mark.parametrize("year", [2021, 2024])
def test_the_first_and_last_year_of_a_plan_belong_to_it(year):
    plan_year(year).full_clean()


def test_a_plan_uses_the_plans_and_scales_of_its_own_unit():
    foreign = {"predecessor": PlanFactory(), "relation": Relation.SUCCEEDS}
    assert refusal_of(new_plan(**foreign)) == {
        "predecessor": ["Renstra sebelumnya harus milik unit kerja yang sama."]
    }
    traffic_light = ScaleFactory(traffic=True)
    assert refusal_of(new_plan(achievement_scale=traffic_light)) == {
        "achievement_scale": ["Skala capaian harus milik unit kerja yang sama."]
    }


def test_a_year_of_a_unit_has_a_plan_of_that_unit():
    assert refusal_of(PlanYear(unit=UnitFactory(), plan=PlanFactory(), year=2023)) == {
        "plan": ["Renstra harus milik unit kerja yang sama."]
    }


def test_a_plan_cannot_precede_itself():
    row = PlanFactory()
    row.predecessor, row.relation = row, Relation.REVISES
    assert refusal_of(row) == {
        "predecessor": ["Renstra tidak dapat mendahului dirinya sendiri."]
    }


def test_plans_cannot_precede_each_other_in_a_circle():
    first = PlanFactory()
    second = PlanFactory(unit=first.unit, predecessor=first, relation=Relation.SUCCEEDS)
    first.predecessor, first.relation = second, Relation.SUCCEEDS
    assert set(refusal_of(first)) == {"predecessor"}


def test_an_indicator_is_graded_on_a_scale_of_grades():
    own = plan()
    traffic_light = ScaleFactory(unit=own.unit, traffic=True)
    row = IndicatorFactory(plan=own)
    row.scale, row.value_kind = traffic_light, "grade"
    assert set(refusal_of(row)) == {"scale"}


def test_achievement_is_banded_by_a_scale_of_achievement():
    own = plan()
    own.achievement_scale = ScaleFactory(unit=own.unit)
    assert set(refusal_of(own)) == {"achievement_scale"}


@pytest.mark.parametrize(
    "model",
    list(apps.get_app_config("indicators").get_models()),
    ids=lambda m: m.__name__,
)
def test_an_empty_form_is_refused_and_never_fails(model):
    with pytest.raises(ValidationError):
        model().full_clean()


FIGURES = [
    pytest.param(RealizationFactory, {"value": Decimal(0)}, id="a zero"),
    pytest.param(RealizationFactory, {"value": Decimal("-3.5")}, id="a loss"),
    pytest.param(RealizationFactory, {"value": None, "grade": "B-"}, id="a grade"),
    pytest.param(TargetFactory, {"value": Decimal(6)}, id="a target"),
    pytest.param(
        TargetFactory, {"value": None, "lower": 80, "upper": 90}, id="a range"
    ),
    pytest.param(TargetFactory, {"value": None, "grade": "A"}, id="a target grade"),
]


@pytest.mark.parametrize(("factory", "figures"), FIGURES)
def test_a_row_with_a_figure_is_not_deleted_alone_nor_in_a_set(factory, figures):
    row = factory(**figures)
    model = type(row)
    for delete in (row.delete, model.objects.filter(pk=row.pk).delete):
        with pytest.raises(ProtectedError) as refusal, transaction.atomic():
            delete()
        assert refusal.value.args[0] == (CARRIES_FIGURES)
        assert refusal.value.protected_objects == {row}
    assert model.objects.filter(pk=row.pk).exists()


def test_one_figure_in_a_set_keeps_the_whole_set():
    empty = RealizationFactory(value=None)
    RealizationFactory()
    with pytest.raises(ProtectedError):
        Realization.objects.all().delete()
    assert Realization.objects.filter(pk=empty.pk).exists()


def test_an_empty_row_may_be_deleted_alone_and_in_a_set():
    RealizationFactory(value=None).delete()
    RealizationFactory(value=None)
    Realization.objects.all().delete()
    assert not Realization.objects.exists()


def test_a_realization_with_measurements_stays_also_when_empty():
    row = MeasurementFactory(realization=RealizationFactory(value=None)).realization
    with pytest.raises(ProtectedError):
        row.delete()


def test_what_others_stand_on_stays():
    row = RealizationFactory(indicator=indicator(graded=True)).indicator
    agreement = AgreementFactory(unit=row.plan.unit)
    TargetFactory(indicator=row, agreement=agreement)
    goal = GoalFactory(plan=row.plan)
    ActivityTargetFactory(plan=row.plan, goal=goal)
    for parent in (
        row,
        row.activity_target,
        row.plan,
        row.plan.unit,
        row.scale,
        agreement,
        goal,
    ):
        with pytest.raises(ProtectedError), transaction.atomic():
            parent.delete()
    with pytest.raises(ProtectedError):
        PerformanceAgreement.objects.all().delete()


def test_bands_and_bounds_read_as_written():
    bands = (
        GradeBand(lower=Decimal("3.5100")),
        GradeBand(lower=Decimal(100), is_lower_included=False),
    )
    assert [band.bound_text for band in (*bands, GradeBand())] == [
        "≥ 3,51",
        "> 100",
        "di bawahnya",
    ]
