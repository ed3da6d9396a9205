"""Quarters to a year, and so far; worked by hand."""

from decimal import Decimal

import pytest

from indicators.accumulation import (
    Quarter,
    Way,
    pool,
    so_far,
    target_so_far,
    year_from_quarters,
)
from indicators.achievement import Target
from indicators.calculation import (
    Accumulation,
    Aggregation,
    MeasurementInput,
    Method,
)
from indicators.numbers import format_percent

D = Decimal
SUM, MEAN, LAST, ENTERED = (
    Accumulation.SUM,
    Accumulation.MEAN,
    Accumulation.LAST,
    Accumulation.ENTERED,
)
OUT = "-"  # a quarter declared "-"


def way(accumulation, aggregation=Aggregation.SINGLE, **facts):
    return Way(accumulation, aggregation, **facts)


def quarters(*values):
    return [
        Quarter(is_left_out=True)
        if value is OUT
        else Quarter(None if value is None else D(value))
        for value in values
    ]


def case(before, after, label="Kegiatan", method=Method.GROWTH):
    return MeasurementInput(label, method, D(before), D(after))


def measured(*cases, value=None):
    return Quarter(value, cases)


@pytest.mark.parametrize(
    ("given", "accumulation", "expected"),
    [
        pytest.param((1, 2, 3, 4), SUM, 10, id="sum of four"),
        pytest.param((0, 0, 0, 0), SUM, 0, id="sum of zeros"),
        pytest.param((1, 2, 3, None), SUM, None, id="sum of three"),
        pytest.param((1, OUT, 3, 4), SUM, 8, id="sum without a declared -"),
        pytest.param((OUT, OUT, OUT, OUT), SUM, None, id="nothing asked"),
        pytest.param((1, 2, 3, 4), MEAN, "2.5", id="mean of four"),
        pytest.param((1, 2, 3, OUT), MEAN, 2, id="mean without a declared -"),
        pytest.param((1, None, 3, 4), MEAN, None, id="mean of three"),
        pytest.param((10, 20, None, None), LAST, None, id="half a year is no year"),
        pytest.param((None, None, None, 40), LAST, 40, id="only the last is given"),
        pytest.param((10, 20, None, 0), LAST, 0, id="last is a zero"),
        pytest.param((10, 20, 30, OUT), LAST, 30, id="last is declared -"),
        pytest.param((None,) * 4, LAST, None, id="nothing given"),
        pytest.param((1, 2, 3, 4), ENTERED, None, id="the year is entered"),
    ],
)
def test_quarters_become_a_year_by_the_rule_of_the_indicator(
    given, accumulation, expected
):
    found = year_from_quarters(quarters(*given), way(accumulation))
    assert found.value == (None if expected is None else D(expected))
    assert bool(found.reason) is (expected is None)
    assert bool(found.formula) is (expected is not None)


@pytest.mark.parametrize(
    ("given", "accumulation", "value", "through"),
    [
        pytest.param((1, 2), SUM, 3, 2, id="sum of the closed ones"),
        pytest.param((1, 2, None), SUM, 3, 2, id="sum as far as there is no gap"),
        pytest.param((None, 2, 3), SUM, None, 0, id="a gap at the beginning"),
        pytest.param((OUT, 2), SUM, 2, 2, id="a declared - is no gap"),
        pytest.param((1, 3, None), MEAN, 2, 2, id="mean as far as there is no gap"),
        pytest.param((10, None, 30, None), LAST, 30, 3, id="the last one given"),
        pytest.param((), SUM, None, 0, id="no quarter is closed"),
    ],
)
def test_a_value_so_far_reaches_as_far_as_the_quarters_say_something(
    given, accumulation, value, through
):
    found = so_far(quarters(*given), way(accumulation))
    assert found.value == (None if value is None else D(value))
    assert found.through == through
    assert bool(found.reason) is (value is None)


def test_the_reason_names_what_is_missing():
    found = year_from_quarters(quarters(1, None, 3, None), way(SUM))
    assert found.reason == "Triwulan II dan IV belum terisi."
    found = year_from_quarters(quarters(1, None, 3, None), way(LAST))
    assert found.reason == "Triwulan IV belum terisi."


@pytest.mark.parametrize(
    ("accumulation", "words", "formula"),
    [
        (SUM, "jumlah triwulan I–IV", "1 + (-2) + 3,5 + 4 = 6,5"),
        (MEAN, "rata-rata triwulan I–IV", "(1 + (-2) + 3,5 + 4) / 4 = 1,63"),
        (LAST, "nilai triwulan IV", "4"),
    ],
)
def test_the_formula_shows_its_figures(accumulation, words, formula):
    found = year_from_quarters(quarters(1, -2, "3.5", 4), way(accumulation))
    assert (found.words, found.formula) == (words, formula)


def test_percentages_are_never_summed():
    percentages = way(SUM, is_percentage=True)
    found = year_from_quarters(quarters(10, 20, 30, 40), percentages)
    assert found.value is None
    assert "Persentase tidak dijumlahkan" in found.reason
    assert so_far(quarters(10, 20), percentages).value is None


@pytest.mark.parametrize("accumulation", [SUM, MEAN])
def test_where_a_and_b_exist_the_year_is_recomputed_from_them(accumulation):
    # The quarters are 100 %, 10 %, 0 % and 50 %; together (300 − 230) / 230 = 30,43 %.
    cases = [case(10, 20), case(100, 110), case(60, 60), case(60, 90)]
    year = [measured(one, value=D(n)) for n, one in enumerate(cases)]
    found = year_from_quarters(year, way(accumulation, is_percentage=True))
    assert format_percent(found.value) == "21,74"
    assert found.formula == "(280 − 230) / 230 × 100 = 21,74"
    assert found.words == "dihitung ulang dari A dan B triwulan I–IV"


def test_only_the_last_quarters_a_and_b_count_where_figures_are_cumulative():
    year = [measured(case(10, 20), value=D(1)), *quarters(None, None)]
    last = measured(case(200, 300), value=D(49))
    found = year_from_quarters([*year, last], way(LAST))
    assert found.value == 50


def test_each_case_is_pooled_for_itself_and_then_aggregated():
    first = measured(case(100, 120, "A"), case(50, 45, "B", Method.EFFICIENCY))
    second = measured(case(100, 160, " a "))
    found = so_far([first, second], way(MEAN, Aggregation.MEAN))
    # A: (280 − 200) / 200 = 40 %, B: (50 − 45) / 50 = 10 %
    assert found.value == 25
    assert found.formula.endswith("; rata-rata 25,00")


def test_a_label_under_two_methods_is_two_cases():
    assert len(pool([case(1, 2), case(1, 2, method=Method.RATIO)])) == 2


def test_a_quarter_without_a_and_b_among_others_that_have_them_is_no_mean():
    year = [measured(case(10, 20), value=D(100)), *quarters(5, 5, 5)]
    found = year_from_quarters(year, way(MEAN, is_percentage=True))
    assert found.value is None
    assert found.reason.startswith("Triwulan II, III dan IV tidak mempunyai A dan B")


def test_a_base_of_zero_over_all_quarters_cannot_be_computed():
    found = so_far([measured(case(0, 5), value=D(1))], way(MEAN))
    assert (found.value, found.reason) == (None, "Tidak dapat dihitung dari A dan B.")


def test_a_base_of_zero_in_one_quarter_is_mended_by_the_others():
    found = so_far([measured(case(0, 5)), measured(case(10, 15))], way(MEAN))
    assert found.value == 100


def test_recorded_results_are_quarter_values():
    recorded = MeasurementInput("Kegiatan", Method.RECORDED, recorded=D(40))
    year = [measured(recorded, value=D(40))] * 4
    assert year_from_quarters(year, way(MEAN)).value == 40
    unknown = [*year[:3], measured(recorded)]
    assert "Triwulan IV tidak dapat" in year_from_quarters(unknown, way(MEAN)).reason


def test_a_count_of_cases_is_summed_and_does_not_pool_them():
    twice = measured(case(1, 2, "A"), case(1, 2, "B"), value=D(2))
    year = year_from_quarters([twice] * 4, way(SUM, Aggregation.COUNT))
    assert year.value == 8


def test_grades_are_not_derived():
    assert so_far(quarters(4), way(LAST, has_grades=True)).value is None


def targets(*values):
    return [
        None if v is None else Target() if v is OUT else Target(value=D(v))
        for v in values
    ]


@pytest.mark.parametrize(
    ("given", "accumulation", "expected"),
    [
        pytest.param((1, 2, 3, 4), SUM, 10, id="sum"),
        pytest.param((1, 2, None, 4), SUM, None, id="sum with a gap"),
        pytest.param((1, 2, OUT, 4), SUM, 7, id="sum without a declared -"),
        pytest.param((1, 2, 3, 4), MEAN, "2.5", id="mean"),
        pytest.param((1, 2, None, 4), LAST, 4, id="last"),
        pytest.param((1, 2, 3, None), LAST, None, id="no last"),
        pytest.param((1, 2, 3, OUT), LAST, 3, id="last is declared -"),
        pytest.param((1, 2, 3, 4), ENTERED, None, id="the year is entered"),
    ],
)
def test_quarterly_targets_together(given, accumulation, expected):
    found = target_so_far(targets(*given), way(accumulation)).target
    assert found == (None if expected is None else Target(value=D(expected)))


def test_ranges_are_added_bound_by_bound():
    ranges = [Target(lower=D(1), upper=D(2)), Target(value=D(3))]
    found = target_so_far(ranges, way(SUM)).target
    assert found == Target(lower=D(4), upper=D(5))


def test_percentages_and_grades_are_no_sum_of_targets():
    percentages = target_so_far(targets(10, 20), way(SUM, is_percentage=True))
    assert (percentages.target, bool(percentages.reason)) == (None, True)
    grades = [Target(grade="B"), Target(grade="A")]
    assert target_so_far(grades, way(MEAN)).target is None
    assert target_so_far(grades, way(LAST)).target == Target(grade="A")
