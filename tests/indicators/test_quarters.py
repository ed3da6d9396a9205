"""The quarters of a year in the scorecard: states, to date, and the year that follows from them."""

import datetime
from decimal import Decimal

import pytest

from indicators import scorecard
from indicators.achievement import FigureState, Status
from indicators.models import Period
from tests.factories import (
    IndicatorFactory,
    MeasurementFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TargetFactory,
)

D = Decimal
IN_MAY = datetime.date(2023, 5, 15)  # TW I has ended and is due, TW II runs
IN_JULY = datetime.date(2023, 7, 10)  # TW II has ended and is not due yet
AFTER = datetime.date(2024, 3, 1)
PERIODS = ("TW1", "TW2", "TW3", "TW4")


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023, 2024))


@pytest.fixture
def indicator(plan):
    return IndicatorFactory(plan=plan, accumulation="sum", unit_of_measure="Perusahaan")


def set_targets(indicator, *values):
    """Set the targets of the first quarters; None is a declared "-"."""
    for period, value in zip(PERIODS, values, strict=False):
        QuarterlyTargetFactory(
            indicator=indicator,
            period=period,
            value=value,
            printed_text="-" if value is None else "",
        )


def realize(indicator, *values):
    for period, value in zip(PERIODS, values, strict=False):
        RealizationFactory(indicator=indicator, period=period, value=value)


def score(indicator, today=AFTER, year=2023):
    card = scorecard.load(indicator.plan.unit, [year], today=today)
    (row,) = card.years[year].rows
    return row


def test_each_quarter_has_its_state_by_the_calendar_of_due_dates(indicator):
    set_targets(indicator, 1, 2, 0, None)
    realize(indicator, 1)
    states = [quarter.state for quarter in score(indicator, IN_JULY).quarters]
    assert states == [
        FigureState.MEASURED,
        FigureState.NOT_DUE,
        FigureState.NOT_DUE,
        FigureState.NOT_TARGETED,
    ]
    RealizationFactory(indicator=indicator, period="TW3", value=5)
    states = [quarter.state for quarter in score(indicator).quarters]
    assert states[1:3] == [FigureState.MISSING, FigureState.NOT_COMPUTABLE]


def test_a_quarter_of_zero_is_not_a_missing_one(indicator):
    set_targets(indicator, 2)
    realize(indicator, 0)
    first = score(indicator).quarters[0]
    assert (first.state, first.achievement) == (FigureState.ZERO, 0)
    assert first.status is Status.NOT_MET


def test_the_due_date_of_a_quarter_is_the_indicators_own(indicator):
    indicator.due_days = 10
    indicator.save()
    due = [quarter.due for quarter in score(indicator).quarters]
    assert due[0] == datetime.date(2023, 4, 10)
    assert due[3] == datetime.date(2024, 1, 10)


def test_to_date_uses_closed_quarters_only(indicator):
    set_targets(indicator, 2, 2, 3, 3)
    realize(indicator, 3, 4)
    to_date = score(indicator, IN_MAY).to_date
    assert (to_date.through, to_date.value) == (Period.Q1, D(3))
    assert (to_date.target.value, to_date.achievement) == (D(2), D(150))
    to_date = score(indicator, IN_JULY).to_date
    assert (to_date.through, to_date.value) == (Period.Q2, D(7))
    assert (to_date.target.value, to_date.achievement) == (D(4), D(175))


def test_a_quarter_is_closed_the_day_after_its_last_one(indicator):
    last_day = datetime.date(2023, 3, 31)
    assert score(indicator, last_day).quarters[0].is_closed is False
    next_day = last_day + datetime.timedelta(days=1)
    assert score(indicator, next_day).quarters[0].is_closed is True


def test_to_date_stops_at_a_gap_and_takes_the_target_so_far(indicator):
    set_targets(indicator, 2, 2, 3, 3)
    realize(indicator, 3, None, 4)
    to_date = score(indicator).to_date
    assert (to_date.through, to_date.value_text) == (Period.Q1, "3")
    assert to_date.target_text == "2"


def test_nothing_to_date_says_why_and_still_shows_the_target(indicator):
    set_targets(indicator, 2, 2, 3, 3)
    to_date = score(indicator, IN_JULY).to_date
    assert (to_date.value, to_date.achievement) == (None, None)
    assert to_date.how.reason == "Triwulan I dan II belum terisi."
    assert (to_date.through, to_date.target_text) == (Period.Q2, "4")


def test_a_year_that_nobody_entered_follows_from_its_quarters(indicator):
    TargetFactory(indicator=indicator, value=10)
    realize(indicator, 3, 4, 2, 3)
    row = score(indicator)
    assert (row.value, row.result_text, row.achievement) == (D(12), "12", D(120))
    assert row.state is FigureState.MEASURED
    assert row.is_derived_from_quarters
    assert row.notes == ("dihitung dari triwulan",)
    assert row.differs_from_quarters is False
    assert row.is_listed


def test_an_open_year_does_not_follow_from_its_quarters(indicator):
    TargetFactory(indicator=indicator, value=10)
    realize(indicator, 3, 4, 2, 3)
    row = score(indicator, datetime.date(2023, 12, 31))
    assert (row.value, row.state) == (None, FigureState.NOT_DUE)
    assert row.year_from_quarters.reason == "Tahun ini belum berakhir."


def test_the_recorded_year_counts_and_the_difference_is_known(indicator):
    TargetFactory(indicator=indicator, value=10)
    realize(indicator, 3, 4, 2, 3)
    RealizationFactory(indicator=indicator, value=15)
    row = score(indicator)
    assert (row.value, row.achievement) == (D(15), D(150))
    assert (row.is_derived_from_quarters, row.notes) == (False, ())
    assert row.differs_from_quarters
    assert row.year_from_quarters.value == 12


def test_a_recorded_year_that_agrees_does_not_differ(indicator):
    realize(indicator, 1, 1, 1, 1)
    RealizationFactory(indicator=indicator, value=4)
    assert score(indicator).differs_from_quarters is False


@pytest.mark.parametrize(
    ("accumulation", "recorded", "differs"),
    [("last", 7, True), ("mean", D("1.6"), True), ("mean", D("1.7"), False)],
)
def test_only_what_was_divided_is_compared_rounded(
    indicator, accumulation, recorded, differs
):
    indicator.accumulation = accumulation
    indicator.save()
    realize(indicator, 0, 0, 0, D("6.6"))  # the mean is 1,65
    RealizationFactory(indicator=indicator, value=recorded)
    assert score(indicator).differs_from_quarters is differs


def test_a_declared_year_is_not_derived(indicator):
    TargetFactory(indicator=indicator, value=10)
    realize(indicator, 3, 4, 2, 3)
    RealizationFactory(indicator=indicator, value=None, printed_text="-")
    row = score(indicator)
    assert (row.value, row.state) == (None, FigureState.NOT_TARGETED)


def test_a_year_row_with_a_note_only_is_derived(indicator):
    realize(indicator, 3, 4, 2, 3)
    RealizationFactory(indicator=indicator, value=None, note="menyusul")
    assert score(indicator).value == 12


def test_a_quarter_declared_without_activity_is_left_out(indicator):
    QuarterlyTargetFactory(
        indicator=indicator, period="TW1", value=None, printed_text="-"
    )
    for period in PERIODS[1:]:
        RealizationFactory(indicator=indicator, period=period, value=2)
    assert score(indicator).value == 6


def test_a_quarter_that_did_more_than_its_dash_counts(indicator):
    QuarterlyTargetFactory(
        indicator=indicator, period="TW1", value=None, printed_text="-"
    )
    realize(indicator, 5, 2, 2, 2)
    assert score(indicator).value == 11


def test_percentages_with_a_and_b_are_recomputed(plan):
    indicator = IndicatorFactory(plan=plan, accumulation="sum")
    for n, period in enumerate(PERIODS, start=1):
        row = RealizationFactory(indicator=indicator, period=period, value=None)
        MeasurementFactory(
            realization=row,
            label="PNBP",
            method="growth",
            before=100,
            after=100 + n,
            result=None,
        )
    found = score(indicator)
    assert [quarter.result_text for quarter in found.quarters] == ["1", "2", "3", "4"]
    assert found.quarters[0].notes == ("dihitung dari pengukuran",)
    assert found.value == D("2.5")
    assert found.year_from_quarters.formula == "(410 − 400) / 400 × 100 = 2,50"


def test_a_figure_of_the_year_before_says_so(indicator):
    RealizationFactory(indicator=indicator, value=3, uses_previous_year=True)
    assert score(indicator).notes == ("memakai data tahun sebelumnya (2022)",)


def test_a_year_says_whose_data_its_quarters_use(indicator):
    realize(indicator, 3, 4, 2)
    RealizationFactory(
        indicator=indicator, period="TW4", value=3, uses_previous_year=True
    )
    row = score(indicator)
    words = "memakai data tahun sebelumnya (2022)"
    assert row.notes == ("dihitung dari triwulan", words)
    assert row.quarters[3].notes == (words,)
    assert row.quarters[0].notes == ()
    assert row.to_date.notes == (words,)
    early = score(indicator, today=datetime.date(2023, 10, 1)).to_date
    assert (early.through, early.notes) == (Period.Q3, ())


@pytest.mark.parametrize(
    ("printed", "quarters", "accumulation", "differs"),
    [
        (10, (2, 2, 3, 3), "sum", False),
        (10, (2, 2, 3, 4), "sum", True),
        (10, (2, 2, 3), "sum", False),
        (4, (1, 2, 3, 4), "last", False),
        (5, (1, 2, 3, 4), "last", True),
        (D("33.33"), (33, 33, 34, None), "mean", False),
        (7, (6, 6, 7, 7), "mean", True),
        (7, (1, 2, 3, D("6.5")), "last", True),
        (7, (1, 2, 3, 4), "entered", False),
    ],
)
def test_the_printed_target_is_compared_with_the_quarterly_ones(
    indicator, printed, quarters, accumulation, differs
):
    indicator.accumulation = accumulation
    indicator.save()
    TargetFactory(indicator=indicator, value=printed)
    set_targets(indicator, *quarters)
    row = score(indicator)
    assert row.differs_from_quarterly_targets is differs
    assert row.target.target.value == printed


def test_a_dash_for_the_year_differs_from_quarters_that_ask_for_something(indicator):
    TargetFactory(indicator=indicator, value=None, printed_text="-")
    set_targets(indicator, 1, 1, 1, 1)
    assert score(indicator).differs_from_quarterly_targets


def test_graded_quarters_are_judged_by_rank(plan):
    indicator = IndicatorFactory(plan=plan, graded=True)
    QuarterlyTargetFactory(indicator=indicator, value=None, grade="B")
    RealizationFactory(indicator=indicator, period="TW1", value=None, grade="B-")
    row = score(indicator)
    assert row.quarters[0].status is Status.NOT_MET
    assert row.quarters[0].result_text == "B-"
    assert row.to_date.value is None
