"""Laws of the ways of calculation."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation import (
    Aggregation,
    MeasurementInput,
    Method,
    aggregate,
    formula_text,
    growth,
    ratio,
    result,
)
from indicators.numbers import parse_figure
from tests.properties.strategies import (
    figures,
    not_positive_figures,
    positive_figures,
)

ALMOST_NOTHING = Decimal("1e-6")  # of percentages that reach 10^17 in 28 digits
COMPUTED = (Method.GROWTH, Method.EFFICIENCY, Method.RATIO)
recorded = st.lists(
    figures.map(lambda n: MeasurementInput("x", Method.RECORDED, recorded=n)),
    min_size=1,
    max_size=8,
)


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
