"""The scorecard: states, bases, lineage, roll-ups and the number of queries."""

import datetime
from decimal import Decimal

import pytest

from indicators import scorecard, sources
from indicators.achievement import FigureState, Status
from indicators.models import Lineage
from indicators.scorecard import Basis
from tests.factories import (
    AgreementFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    LinkFactory,
    MeasurementFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    ScaleFactory,
    TargetFactory,
)

TODAY = datetime.date(2024, 3, 1)


@pytest.fixture
def plan(unit):
    return PlanFactory(
        unit=unit,
        in_force=(2023, 2024),
        achievement_scale=ScaleFactory(unit=unit, traffic=True),
    )


@pytest.fixture
def agreement(unit):
    return AgreementFactory(unit=unit, year=2023)


def only_row(unit, year=2023, **options):
    (row,) = scorecard.load(unit, [year], today=TODAY, **options).years[year].rows
    return row


def test_a_year_is_measured_against_its_agreement_and_shows_the_plan_beside(
    unit, plan, agreement
):
    indicator = IndicatorFactory(plan=plan)
    TargetFactory(indicator=indicator, value=3)
    TargetFactory(indicator=indicator, agreement=agreement, value=1)
    RealizationFactory(indicator=indicator, value=2)
    row = only_row(unit)
    assert (row.achievement, row.status, row.met) == (
        Decimal(200),
        Status.EXCEEDED,
        True,
    )
    assert row.renstra_met is False
    assert row.band.label == "Hijau"
    against_plan = only_row(unit, basis=Basis.RENSTRA)
    assert against_plan.met is False
    assert against_plan.band.label == "Merah"


def test_a_year_without_agreement_is_measured_against_the_plan_and_says_so(unit, plan):
    indicator = IndicatorFactory(plan=plan)
    TargetFactory(indicator=indicator, year=2024, value=7)
    year = scorecard.load(unit, [2024], today=TODAY, basis=Basis.PK).years[2024]
    assert year.basis is Basis.RENSTRA
    assert "belum mempunyai Perjanjian Kinerja" in year.basis_note
    assert year.rows[0].target.text == "7"


def test_the_latest_version_of_an_agreement_counts(unit, plan, agreement):
    indicator = IndicatorFactory(plan=plan)
    TargetFactory(indicator=indicator, agreement=agreement, value=1)
    TargetFactory(
        indicator=indicator, agreement=AgreementFactory(unit=unit, version=2), value=4
    )
    assert only_row(unit).target.text == "4"


@pytest.mark.parametrize(
    ("target", "realization", "today", "state"),
    [
        ({"value": 6}, {"value": 5}, TODAY, FigureState.MEASURED),
        ({"value": 6}, {"value": 0}, TODAY, FigureState.ZERO),
        ({"value": 6}, None, TODAY, FigureState.MISSING),
        ({"value": 6}, None, datetime.date(2024, 1, 31), FigureState.NOT_DUE),
        ({"value": 6}, {"value": None, "note": "menyusul"}, TODAY, FigureState.MISSING),
        (
            {"value": 6},
            {"value": None, "printed_text": "-"},
            TODAY,
            FigureState.NOT_TARGETED,
        ),
        ({"value": None, "printed_text": "-"}, None, TODAY, FigureState.NOT_TARGETED),
        ({"value": 0}, {"value": 5}, TODAY, FigureState.NOT_COMPUTABLE),
    ],
    ids=[
        "measured",
        "zero",
        "missing",
        "not due",
        "note only",
        "declared -",
        "not targeted",
        "target zero",
    ],
)
def test_each_figure_has_its_honest_state(
    unit, plan, target, realization, today, state
):
    indicator = IndicatorFactory(plan=plan)
    TargetFactory(indicator=indicator, **target)
    if realization:
        RealizationFactory(indicator=indicator, **realization)
    row = scorecard.load(unit, [2023], today=today).years[2023].rows[0]
    assert row.state is state


def test_a_grade_is_met_by_rank_and_left_out_of_the_average(unit, plan):
    graded = IndicatorFactory(plan=plan, graded=True)
    TargetFactory(indicator=graded, value=None, grade="B-")
    RealizationFactory(indicator=graded, value=None, grade="B")
    number = IndicatorFactory(plan=plan)
    TargetFactory(indicator=number, value=4)
    RealizationFactory(indicator=number, value=2)
    year = scorecard.load(unit, [2023], today=TODAY).years[2023]
    assert [(row.state, row.met) for row in year.rows] == [
        (FigureState.NOT_COMPUTABLE, True),
        (FigureState.MEASURED, False),
    ]
    assert (year.average.value, year.average.counted, year.average.targeted) == (
        Decimal(50),
        1,
        2,
    )
    assert (year.tally.met, year.tally.measurable, year.tally.targeted) == (1, 2, 2)


def test_goals_own_indicators_are_shown_and_not_counted(unit, plan, agreement):
    TargetFactory(indicator=GoalIndicatorFactory(plan=plan), value=58)
    counted = IndicatorFactory(plan=plan)
    TargetFactory(indicator=counted, agreement=agreement, value=1)
    year = scorecard.load(unit, [2023], today=TODAY).years[2023]
    assert [row.target.text for row in year.goal_rows] == ["58"]
    assert year.goal_rows[0].target.basis is Basis.RENSTRA
    assert year.tally.targeted == 1


@pytest.fixture
def two_plans(unit):
    old = PlanFactory(unit=unit, in_force=(2021, 2022))
    new = PlanFactory(
        unit=unit,
        in_force=(2023,),
        predecessor=old,
        relation="revises",
        decree_date=datetime.date(2023, 12, 21),
    )
    return IndicatorFactory(plan=old), IndicatorFactory(plan=new)


def test_the_plan_target_of_an_early_year_follows_a_renamed_link_and_says_set_later(
    unit, two_plans
):
    old, new = two_plans
    LinkFactory(from_indicator=old, to_indicator=new, kind=Lineage.RENAMED)
    TargetFactory(indicator=new, year=2022, value=2)
    row = only_row(unit, 2022, basis=Basis.RENSTRA)
    assert (row.target.text, row.target.label) == (
        "2",
        "Reviu 2023, ditetapkan kemudian",
    )


def test_the_plan_target_of_an_early_year_does_not_cross_a_redefinition(
    unit, two_plans
):
    old, new = two_plans
    LinkFactory(from_indicator=old, to_indicator=new, kind=Lineage.REDEFINED)
    TargetFactory(indicator=new, year=2022, value=2)
    assert only_row(unit, 2022, basis=Basis.RENSTRA).target is None


@pytest.mark.parametrize(
    ("kind", "breaks", "years"),
    [
        (Lineage.UNCHANGED, ["", "", ""], [2021, 2022, 2023]),
        (Lineage.RENAMED, ["", "", ""], [2021, 2022, 2023]),
        (Lineage.REDEFINED, ["", "", "didefinisikan ulang"], [2021, 2022, 2023]),
        (Lineage.REPLACED, ["", "", "diganti"], [2021, 2022, 2023]),
        (Lineage.SPLIT, [""], [2023]),
        (Lineage.MERGED, [""], [2023]),
    ],
)
def test_a_series_runs_over_its_lineage_and_breaks_visibly(
    unit, two_plans, kind, breaks, years
):
    old, new = two_plans
    LinkFactory(from_indicator=old, to_indicator=new, kind=kind)
    series = scorecard.load(unit, today=TODAY).series_of(new.pk)
    assert [point.year for point in series] == years
    assert [point.break_before for point in series] == breaks


def test_a_series_ends_where_two_indicators_come_from_one(unit, two_plans):
    old, new = two_plans
    LinkFactory(from_indicator=old, to_indicator=new)
    LinkFactory(from_indicator=old, to_indicator=IndicatorFactory(plan=new.plan))
    card = scorecard.load(unit, today=TODAY)
    assert [point.year for point in card.series_of(new.pk)] == [2023]
    assert [point.year for point in card.series_of(old.pk)] == [2021, 2022]


def test_a_circle_of_links_does_not_hang(unit, two_plans):
    old, new = two_plans
    LinkFactory(from_indicator=old, to_indicator=new)
    LinkFactory(from_indicator=new, to_indicator=old)
    assert scorecard.load(unit, today=TODAY).series_of(new.pk)


def test_a_derived_value_stands_beside_the_recorded_one(unit, plan, monkeypatch):
    source = sources.FigureSource(
        "uji", "sumber uji", lambda of_unit: {2023: Decimal("8.22222")}
    )
    monkeypatch.setitem(sources._sources, "uji", source)
    indicator = IndicatorFactory(plan=plan, derived_source="uji")
    TargetFactory(indicator=indicator)
    RealizationFactory(indicator=indicator, value=Decimal("16.85"))
    row = only_row(unit)
    assert (row.derived, row.derived_label, row.differs_from_derived) == (
        Decimal("8.22222"),
        "sumber uji",
        True,
    )


def test_a_derived_value_that_rounds_to_the_recorded_one_does_not_differ(unit, plan):
    indicator = IndicatorFactory(plan=plan, derived_source="uji")
    RealizationFactory(indicator=indicator, value=Decimal("50.6"))
    row = only_row(unit, derived={"uji": {2023: Decimal("50.5983")}})
    assert row.differs_from_derived is False


def test_loading_makes_eight_queries_whatever_the_number_of_indicators_and_years(
    unit, plan, agreement, django_assert_num_queries
):
    for count in (1, 10):
        for _ in range(count):
            indicator = IndicatorFactory(plan=plan)
            TargetFactory(indicator=indicator, agreement=agreement)
            TargetFactory(indicator=indicator, year=2024)
            RealizationFactory(indicator=indicator)
            QuarterlyTargetFactory(indicator=indicator)
            quarter = RealizationFactory(indicator=indicator, period="TW1")
            MeasurementFactory(realization=quarter)
        with django_assert_num_queries(8):
            card = scorecard.load(unit, today=TODAY)
            assert card.years[2023].average.value
            assert card.years[2023].groups
            assert card.years[2024].goal_summaries == ()
            assert card.series_of(indicator.pk)
            for row in card.years[2023].rows:
                assert row.quarters[0].measurements
                assert row.quarters[0].target_text == "1"
                assert row.to_date.value_text == "56"
                assert row.year_from_quarters.reason


def test_units_do_not_see_each_others_figures(unit, plan):
    other = PlanFactory(in_force=(2023,))
    RealizationFactory(indicator=IndicatorFactory(plan=other))
    assert scorecard.load(unit, today=TODAY).years[2023].rows == ()
