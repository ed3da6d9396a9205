"""Plans and figures: every constraint of the database, and the sentence it says."""

import datetime
from decimal import Decimal

import pytest

from indicators.models import (
    Evidence,
    IndicatorLink,
    Lineage,
    MethodChoice,
    StrategicPlan,
)
from tests.constraint_cases import (
    constraints_of,
    has_own_sentence,
    is_no_choice,
    is_refused_by_the_database,
    sentences_of,
)
from tests.factories import (
    AcknowledgementFactory,
    ActivityTargetFactory,
    AgreementFactory,
    CascadeEntryFactory,
    GoalFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    LinkFactory,
    LockExceptionFactory,
    LockFactory,
    MeasurementFactory,
    NoticeFactory,
    PlanFactory,
    ProgrammeFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    ScaleFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories_of_tables import (
    BenchmarkFactory,
    PlannedActivityFactory,
    PolicyActivityFactory,
    PolicyDirectionFactory,
    PolicyOutcomeFactory,
    RegulationNeedFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2023, 12, 21, 9, tzinfo=datetime.UTC)
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


def quarterly_target(**options):
    return QuarterlyTargetFactory.build(indicator=indicator(graded=True), **options)


def fixed_agreement(**changes):
    fixed = {"number": "12/PK/2023", "date": NOW.date(), "fixed_at": NOW}
    return AgreementFactory.build(unit=UnitFactory(), **fixed | changes)


def planned_activity(**options):
    return PlannedActivityFactory.build(
        activity_target=ActivityTargetFactory(), **options
    )


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
def notice(**options):
    return NoticeFactory.build(
        user=UserFactory(), indicator=IndicatorFactory(), **options
    )


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
    "policy_direction_code_once_per_plan": [lambda: twin(PolicyDirectionFactory())],
    "policy_direction_level_known": [
        lambda: PolicyDirectionFactory.build(plan=plan(), level="x")
    ],
    "policy_activity_order_once": [lambda: twin(PolicyActivityFactory(), number="9")],
    "policy_activity_number_once": [lambda: twin(PolicyActivityFactory(), order=99)],
    "policy_outcome_order_once": [lambda: twin(PolicyOutcomeFactory(), letter="z)")],
    "policy_outcome_letter_once": [lambda: twin(PolicyOutcomeFactory(), order=99)],
    "planned_activity_order_once": [lambda: twin(PlannedActivityFactory(), label="9")],
    "planned_activity_level_known": [
        lambda: planned_activity(level=0),
        lambda: planned_activity(level=3),
    ],
    "regulation_order_once_per_plan": [lambda: twin(RegulationNeedFactory())],
    "benchmark_once_per_year": [lambda: twin(BenchmarkFactory(indicator=indicator()))],
    "benchmark_has_source": [
        lambda: BenchmarkFactory.build(indicator=indicator(), source="")
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
        lambda: new_indicator(evidence_rule="x"),
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
    "lock_exception_has_reason": [lambda: twin(LockExceptionFactory(), reason="")],
    "lock_period_known": [lambda: twin(LockFactory(), period="TW5")],
    "realization_once_per_period": [
        lambda: twin(RealizationFactory(indicator=indicator()))
    ],
    "realization_value_or_grade": [lambda: realization(grade="B")],
    "realization_period_known": [lambda: realization(period="TW5")],
    "realization_origin_known": [lambda: realization(origin="x")],
    "realization_workflow_known": [lambda: realization(workflow="x", submitted_at=NOW)],
    "realization_submitted_when": [lambda: realization(workflow="submitted")],
    "realization_verified_when": [
        lambda: realization(workflow="verified", submitted_at=NOW)
    ],
    "realization_returned_with_note": [
        lambda: realization(workflow="returned", submitted_at=NOW)
    ],
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
    "agreement_state_known": [
        lambda: AgreementFactory.build(unit=UnitFactory(), state="x")
    ],
    "agreement_fixed_with_number_and_date": [
        lambda: fixed_agreement(number=""),
        lambda: fixed_agreement(date=None),
        lambda: fixed_agreement(state="draft"),
    ],
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
    "quarterly_target_once_per_period": [
        lambda: twin(QuarterlyTargetFactory(indicator=indicator()))
    ],
    "quarterly_target_period_known": [lambda: quarterly_target(period="TW9")],
    "quarterly_target_value_or_grade": [
        lambda: quarterly_target(grade="B"),
        lambda: quarterly_target(value=None, lower=1, upper=2, grade="B"),
    ],
    "quarterly_target_value_or_range": [lambda: quarterly_target(lower=1, upper=2)],
    "quarterly_target_range_complete": [
        lambda: quarterly_target(value=None, lower=1),
        lambda: quarterly_target(value=None, upper=1),
    ],
    "quarterly_target_range_ordered": [
        lambda: quarterly_target(value=None, lower=2, upper=1)
    ],
    "notice_once_per_occasion": [lambda: twin(NoticeFactory())],
    "notice_kind_known": [lambda: notice(kind="x")],
    "notice_period_known": [lambda: notice(period="TW9")],
}
# A list of choices refuses the value before the constraint is asked; the words are Django's, in Indonesian.
CHOICES_ONLY = {
    "activity_target_perspective_known",
    "band_colour_known",
    "cascade_perspective_known",
    "indicator_choices_known",
    "lock_period_known",
    "notice_kind_known",
    "notice_period_known",
    "policy_direction_level_known",
    "quarterly_target_period_known",
    "realization_origin_known",
    "realization_period_known",
    "scale_kind_known",
}
EVERY_CASE = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name, cases in sorted(CASES.items())
    for number, case in enumerate(cases, start=1)
]
CONSTRAINTS = constraints_of(
    "indicators", but=[Evidence]
)  # whose constraints are tested with what it is for


def test_every_constraint_has_a_case_and_no_case_is_left_over():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", sorted(set(CONSTRAINTS) - CHOICES_ONLY))
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert has_own_sentence(CONSTRAINTS[name][1])


@pytest.mark.parametrize(("name", "case"), EVERY_CASE)
def test_the_database_refuses_what_the_constraint_forbids(name, case):
    assert is_refused_by_the_database(case(), *CONSTRAINTS[name])


@pytest.mark.parametrize(("name", "case"), EVERY_CASE)
def test_a_form_says_why_in_indonesian(name, case):
    said = sentences_of(case())
    if name in CHOICES_ONLY:
        assert is_no_choice(said)
    else:
        assert CONSTRAINTS[name][1].violation_error_message in said
