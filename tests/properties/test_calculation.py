"""Laws of the ways of calculation, and of a year from its quarters."""

import re
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.calculation import (
    Accumulation,
    Aggregation,
    MeasurementInput,
    Method,
    aggregate,
    formula_text,
    growth,
    ratio,
    result,
    year_from_quarters,
)
from indicators.numbers import parse_figure
from tests.properties.strategies import (
    figures,
    not_positive_figures,
    positive_figures,
)

ALMOST_NOTHING = Decimal("1e-6")  # of percentages that reach 10^17 in 28 digits
COMPUTED = (Method.GROWTH, Method.EFFICIENCY, Method.RATIO)
percentages = st.integers(0, 1_000_000).map(lambda n: Decimal(n).scaleb(-4))
recorded = st.lists(
    figures.map(lambda n: MeasurementInput("x", Method.RECORDED, recorded=n)),
    min_size=1,
    max_size=8,
)
quarters = st.lists(st.none() | percentages, min_size=4, max_size=4)


def case(method, before, after):
    return MeasurementInput("x", method, before=before, after=after)


def is_near(one, other):
    return abs(one - other) < ALMOST_NOTHING


@given(positive_figures, figures)
def test_growth_efficiency_and_ratio_say_the_same_thing_three_ways(before, after):
    change = result(case(Method.GROWTH, before, after))
    assert result(case(Method.EFFICIENCY, before, after)) == -change
    assert is_near(result(case(Method.RATIO, before, after)), change + 100)


@given(positive_figures, figures)
def test_growth_has_the_sign_of_the_change_and_leads_back_to_it(before, after):
    change = growth(before, after)
    assert (change > 0, change == 0) == (after > before, after == before)
    assert is_near(before + before * change / 100, after)


@given(positive_figures, figures, figures)
def test_more_afterwards_is_more_growth(before, one, other):
    less, more = sorted([one, other])
    assert growth(before, less) <= growth(before, more)
    assert ratio(before, less) <= ratio(before, more)


@given(st.none() | not_positive_figures, st.none() | figures, st.sampled_from(COMPUTED))
def test_nothing_is_computed_from_a_base_of_zero_or_less(before, after, method):
    assert result(case(method, before, after)) is None
    assert result(case(method, Decimal(5), None)) is None


@given(recorded, st.randoms(use_true_random=False), st.sampled_from(Aggregation))
def test_the_order_of_measurements_does_not_matter(cases, random, aggregation):
    shuffled = random.sample(cases, len(cases))
    assert aggregate(shuffled, aggregation) == aggregate(cases, aggregation)


@given(recorded)
def test_mean_sum_count_and_single_belong_together(cases):
    total = aggregate(cases, Aggregation.SUM)
    mean = aggregate(cases, Aggregation.MEAN)
    values = [measured.recorded for measured in cases]
    assert total == sum(values)
    assert is_near(mean * len(cases), total)
    assert min(values) - ALMOST_NOTHING <= mean <= max(values) + ALMOST_NOTHING
    assert aggregate(cases, Aggregation.COUNT) == len(cases)
    single = aggregate(cases, Aggregation.SINGLE)
    assert single == (values[0] if len(cases) == 1 else None)


@given(recorded, st.integers(0, 8), st.sampled_from(COMPUTED))
def test_one_case_without_a_result_leaves_mean_and_sum_unknown(cases, place, method):
    cases.insert(place, case(method, None, Decimal(1)))
    assert aggregate(cases, Aggregation.MEAN) is None
    assert aggregate(cases, Aggregation.SUM) is None
    assert aggregate(cases, Aggregation.COUNT) == len(cases)


@given(st.sampled_from(Aggregation))
def test_no_measurement_is_no_zero(aggregation):
    assert aggregate([], aggregation) is None


@given(quarters)
def test_percentages_of_quarters_never_add_up_to_more_than_the_largest(values):
    given_ones = [value for value in values if value is not None]
    for accumulation in (Accumulation.LAST, Accumulation.MEAN):
        year = year_from_quarters(values, accumulation)
        if year is not None:
            assert min(given_ones) <= year <= max(given_ones) <= 100


@given(st.lists(st.tuples(positive_figures, figures), min_size=4, max_size=4))
def test_a_year_recomputed_from_a_and_b_lies_between_its_quarters(pairs):
    before = sum((a for a, _ in pairs), Decimal(0))
    after = sum((b for _, b in pairs), Decimal(0))
    for way in (growth, ratio):
        parts = [way(a, b) for a, b in pairs]
        year = way(before, after)
        assert min(parts) - ALMOST_NOTHING <= year <= max(parts) + ALMOST_NOTHING


@given(quarters)
def test_three_quarters_are_no_year(values):
    assume(None in values)
    assert year_from_quarters(values, Accumulation.SUM) is None
    assert year_from_quarters(values, Accumulation.MEAN) is None
    given_ones = [value for value in values if value is not None]
    last = year_from_quarters(values, Accumulation.LAST)
    assert last == (given_ones[-1] if given_ones else None)


@given(st.lists(figures, min_size=4, max_size=4))
def test_a_sum_is_the_sum_of_its_quarters(values):
    assert year_from_quarters(values, Accumulation.SUM) == sum(values)
    mean = year_from_quarters(values, Accumulation.MEAN)
    assert is_near(mean * 4, sum(values))


@given(positive_figures, figures, st.sampled_from(COMPUTED))
def test_a_printed_formula_is_computed_again_to_what_it_states(before, after, method):
    text = formula_text(case(method, before, after))
    left, right = text.split(" × 100 = ")
    printed = [parse_figure(found).value for found in re.findall(r"-?[0-9.,]+", left)]
    a = printed[-1]
    computed = {
        Method.GROWTH: lambda: (printed[0] - printed[1]) * 100 / a,
        Method.EFFICIENCY: lambda: (printed[0] - printed[1]) * 100 / a,
        Method.RATIO: lambda: printed[0] * 100 / a,
    }[method]()
    assert a == before
    shown = Decimal(right.replace(".", "").replace(",", "."))
    assert abs(shown - computed) <= Decimal("0.005")
