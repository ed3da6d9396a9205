"""Plans and figures: what the database and ``clean()`` refuse, and what may be deleted."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, ProtectedError

from indicators.models import (
    GradeBand,
    IndicatorLink,
    Lineage,
    MethodChoice,
    PerformanceAgreement,
    PlanYear,
    Realization,
    StrategicPlan,
)
from indicators.models.base import CARRIES_FIGURES
from tests.factories import (
    AcknowledgementFactory,
    ActivityTargetFactory,
    AgreementFactory,
    CascadeEntryFactory,
    GoalFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    LinkFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    ProgrammeFactory,
    RealizationFactory,
    ScaleFactory,
    TargetFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
Relation = StrategicPlan.Relation


def twin(row, **changes):
    """Return an unsaved copy of a row, with changes."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def plan(**options):
    return PlanFactory(in_force=(2023, 2024), **options)


def indicator(**options):
    return IndicatorFactory(plan=plan(), **options)


def new_plan(**options):
    return PlanFactory.build(unit=UnitFactory(), **options)


def new_indicator(**options):
    own_plan = plan()
    options.setdefault("activity_target", ActivityTargetFactory(plan=own_plan))
    return IndicatorFactory.build(plan=own_plan, **options)


def indicator_of_nobody():
    return new_indicator(activity_target=None)


def indicator_of_both():
    row = GoalIndicatorFactory()
    return twin(row, code="BARU", activity_target=ActivityTargetFactory(plan=row.plan))


def target(**options):
    return TargetFactory.build(indicator=indicator(graded=True), **options)


def realization(**options):
    return RealizationFactory.build(indicator=indicator(graded=True), **options)


def measurement(**options):
    return MeasurementFactory.build(
        realization=RealizationFactory(indicator=indicator()), **options
    )


def second_band(**changes):
    return twin(
        ScaleFactory().bands.get(label="B"), **{"rank": 9, "label": "Z"} | changes
    )


def agreement_target_twin():
    row = indicator()
    agreement = AgreementFactory(unit=row.plan.unit)
    return twin(TargetFactory(indicator=row, agreement=agreement))


def successor_without_relation():
    first = PlanFactory()
    return PlanFactory.build(unit=first.unit, predecessor=first)


def unknown_scale():
    row = ScaleFactory()
    row.kind = "x"
    return row


def linked():
    first = IndicatorFactory()
    second = IndicatorFactory(plan=PlanFactory(unit=first.plan.unit))
    return LinkFactory(from_indicator=first, to_indicator=second)


def dropped():
    return IndicatorLink(from_indicator=IndicatorFactory(), kind=Lineage.DROPPED)


def dropped_with_successor():
    link = linked()
    link.kind = Lineage.DROPPED
    return link


def dropped_twice():
    link = dropped()
    link.save()
    return twin(link)


# Constraint → rows that violate it, each in one way.
CASES = {
    "scale_code_once_per_unit": [lambda: twin(ScaleFactory())],
    "scale_kind_known": [unknown_scale],
    "band_rank_once_per_scale": [lambda: second_band(rank=3)],
    "band_label_once_per_scale": [lambda: second_band(label="B")],
    "band_colour_known": [lambda: second_band(colour="x")],
    "plan_period_ordered": [lambda: new_plan(start_year=2025)],
    "plan_relation_with_predecessor": [
        lambda: new_plan(relation=Relation.REVISES),
        successor_without_relation,
    ],
    "plan_cap_at_least_100": [lambda: new_plan(cap=Decimal("99.99"))],
    "one_plan_per_unit_and_year": [lambda: twin(plan().plan_years.get(year=2023))],
    "cascade_order_once_per_plan": [lambda: twin(CascadeEntryFactory(), letter="z")],
    "cascade_code_once_per_plan": [lambda: twin(CascadeEntryFactory(), order=99)],
    "cascade_perspective_known": [
        lambda: CascadeEntryFactory.build(plan=plan(), perspective="x")
    ],
    "goal_code_once_per_plan": [lambda: twin(GoalFactory())],
    "programme_code_once_per_plan": [lambda: twin(ProgrammeFactory())],
    "activity_target_code_once_per_plan": [lambda: twin(ActivityTargetFactory())],
    "activity_target_perspective_known": [
        lambda: ActivityTargetFactory.build(plan=plan(), perspective="x")
    ],
    "indicator_code_once_per_plan": [lambda: twin(IndicatorFactory())],
    "indicator_one_owner": [indicator_of_nobody, indicator_of_both],
    "indicator_grade_needs_scale": [lambda: new_indicator(value_kind="grade")],
    "indicator_tolerance_not_negative": [
        lambda: new_indicator(tolerance=Decimal("-0.01"))
    ],
    "indicator_choices_known": [
        lambda: new_indicator(polarity="x"),
        lambda: new_indicator(aggregation="x"),
        lambda: new_indicator(accumulation="x"),
        lambda: new_indicator(value_kind="x"),
    ],
    "link_once_per_pair": [lambda: twin(linked(), kind=Lineage.RENAMED)],
    "link_dropped_once": [dropped_twice],
    "link_dropped_has_no_successor": [
        dropped_with_successor,
        lambda: IndicatorLink(from_indicator=IndicatorFactory(), kind=Lineage.SPLIT),
    ],
    "finding_acknowledged_once": [lambda: twin(AcknowledgementFactory())],
    "acknowledgement_has_reason": [lambda: twin(AcknowledgementFactory(), reason="")],
    "lock_once_per_period": [lambda: twin(LockFactory())],
    "lock_period_known": [lambda: twin(LockFactory(), period="TW5")],
    "realization_once_per_period": [
        lambda: twin(RealizationFactory(indicator=indicator()))
    ],
    "realization_value_or_grade": [lambda: realization(grade="B")],
    "realization_period_known": [lambda: realization(period="TW5")],
    "realization_origin_known": [lambda: realization(origin="x")],
    "measurement_order_once": [
        lambda: twin(
            MeasurementFactory(realization=RealizationFactory(indicator=indicator()))
        )
    ],
    "measurement_inputs_fit_method": [
        lambda: measurement(result=None),
        lambda: measurement(after=1),
        lambda: measurement(method=MethodChoice.VALUE, after=1),
        lambda: measurement(method=MethodChoice.VALUE, result=None),
        lambda: measurement(method=MethodChoice.GROWTH, result=None, before=1),
        lambda: measurement(method=MethodChoice.EFFICIENCY, result=None, after=1),
        lambda: measurement(method=MethodChoice.RATIO, before=1, after=1),
    ],
    "agreement_version_once_per_year": [lambda: twin(AgreementFactory())],
    "plan_target_once_per_year": [lambda: twin(TargetFactory())],
    "agreement_target_once_per_year": [agreement_target_twin],
    "target_value_or_grade": [
        lambda: target(grade="B"),
        lambda: target(value=None, lower=1, upper=2, grade="B"),
    ],
    "target_value_or_range": [lambda: target(lower=1, upper=2)],
    "target_range_complete": [
        lambda: target(value=None, lower=1),
        lambda: target(value=None, upper=1),
    ],
    "target_range_ordered": [lambda: target(value=None, lower=2, upper=1)],
}
# A list of choices refuses the value before the constraint is asked; the words are Django's, in Indonesian.
CHOICES_ONLY = {
    "activity_target_perspective_known",
    "band_colour_known",
    "cascade_perspective_known",
    "indicator_choices_known",
    "lock_period_known",
    "realization_origin_known",
    "realization_period_known",
    "scale_kind_known",
}
EVERY_CASE = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name, cases in sorted(CASES.items())
    for number, case in enumerate(cases, start=1)
]
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("indicators").get_models()
    for constraint in model._meta.constraints
}


def refusal_of(row):
    """Return what ``full_clean`` says, by field."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict


def sentences(row):
    return [sentence for said in refusal_of(row).values() for sentence in said]


def test_every_constraint_has_a_case_and_no_case_is_left_over():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", sorted(set(CONSTRAINTS) - CHOICES_ONLY))
def test_every_constraint_has_a_sentence_of_its_own(name):
    constraint = CONSTRAINTS[name][1]
    assert (
        constraint.violation_error_message != constraint.default_violation_error_message
    )


@pytest.mark.parametrize(("name", "case"), EVERY_CASE)
def test_the_database_refuses_what_the_constraint_forbids(name, case):
    model, constraint = CONSTRAINTS[name]
    row = case()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
    words = [name]
    if connection.vendor == "sqlite" and not isinstance(constraint, CheckConstraint):
        columns = [model._meta.get_field(field).column for field in constraint.fields]
        words = [f"{model._meta.db_table}.{column}" for column in columns]
    assert all(word in str(refusal.value) for word in words)


@pytest.mark.parametrize(("name", "case"), EVERY_CASE)
def test_a_form_says_why_in_indonesian(name, case):
    said = sentences(case())
    if name in CHOICES_ONLY:
        assert any("bukan pilihan yang valid" in sentence for sentence in said)
    else:
        assert CONSTRAINTS[name][1].violation_error_message in said


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
