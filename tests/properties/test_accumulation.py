"""Laws of a year from its quarters."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.accumulation import (
    PERCENTAGES,
    Quarter,
    Way,
    so_far,
    year_from_quarters,
)
from indicators.calculation import (
    Accumulation,
    Aggregation,
    MeasurementInput,
    Method,
    result,
)
from tests.properties.strategies import figures, positive_figures

ALMOST_NOTHING = Decimal("1e-6")
SUM, MEAN, LAST = (
    Way(accumulation, Aggregation.SINGLE)
    for accumulation in (Accumulation.SUM, Accumulation.MEAN, Accumulation.LAST)
)
percentages = st.integers(0, 1_000_000).map(lambda n: Decimal(n).scaleb(-4))
methods = st.sampled_from([Method.GROWTH, Method.EFFICIENCY, Method.RATIO])


def four(cells):
    return st.lists(cells, min_size=4, max_size=4)


def recorded(values):
    return [Quarter(value=value) for value in values]


@st.composite
def anything(draw):
    """A quarter with a value, with a measured case, declared "-", or missing."""
    case = MeasurementInput(
        "Kegiatan",
        draw(st.sampled_from(Method)),
        before=draw(st.none() | figures),
        after=draw(st.none() | figures),
    )
    return draw(
        st.sampled_from(
            [
                Quarter(),
                Quarter(is_left_out=True),
                Quarter(value=draw(figures)),
                Quarter(value=draw(figures), inputs=(case,)),
            ]
        )
    )


ways = st.builds(
    Way,
    st.sampled_from(Accumulation),
    st.sampled_from(Aggregation),
    st.booleans(),
    st.booleans(),
)


@given(four(anything()), ways)
def test_there_is_either_a_value_or_a_reason(quarters, way):
    for number in range(5):
        found = so_far(quarters[:number], way)
        assert (found.value is None) is bool(found.reason)
        assert bool(found.words and found.formula) is (found.value is not None)
        assert found.through <= number
    year = year_from_quarters(quarters, way)
    assert (year.value is None) is bool(year.reason)
    assert year.value is None or year.through == 4


@given(four(figures))
def test_a_sum_is_the_sum_and_a_mean_the_fourth_of_it(values):
    total = year_from_quarters(recorded(values), SUM).value
    mean = year_from_quarters(recorded(values), MEAN).value
    assert total == sum(values)
    assert abs(mean * 4 - total) < ALMOST_NOTHING
    assert year_from_quarters(recorded(values), LAST).value == values[-1]


@given(four(percentages))
def test_percentages_never_add_up_to_more_than_the_largest(values):
    for accumulation in Accumulation:
        way = Way(accumulation, Aggregation.SINGLE, is_percentage=True)
        found = year_from_quarters(recorded(values), way)
        if accumulation is Accumulation.SUM:
            assert found.reason == PERCENTAGES
        elif found.value is not None:
            assert min(values) <= found.value <= max(values)


@given(
    four(st.tuples(positive_figures, figures)), methods, st.sampled_from([SUM, MEAN])
)
def test_a_year_recomputed_from_a_and_b_lies_between_its_quarters(pairs, method, way):
    cases = [MeasurementInput("Kegiatan", method, a, b) for a, b in pairs]
    parts = [result(case) for case in cases]
    quarters = [
        Quarter(value=part, inputs=(case,))
        for part, case in zip(parts, cases, strict=True)
    ]
    year = year_from_quarters(quarters, way).value
    assert min(parts) - ALMOST_NOTHING <= year <= max(parts) + ALMOST_NOTHING
    whole = MeasurementInput(
        "", method, sum(a for a, _ in pairs), sum(b for _, b in pairs)
    )
    assert year == result(whole)


@given(four(figures), st.integers(0, 3), st.sampled_from([SUM, MEAN]))
def test_three_quarters_are_no_year(values, gap, way):
    quarters = recorded(values)
    quarters[gap] = Quarter()
    year = year_from_quarters(quarters, way)
    assert year.value is None
    assert ("I", "II", "III", "IV")[gap] in year.reason.split()


@given(four(figures), st.integers(0, 3), st.sampled_from([SUM, MEAN]))
def test_a_quarter_declared_not_targeted_is_no_gap(values, place, way):
    quarters = recorded(values)
    quarters[place] = Quarter(is_left_out=True)
    rest = [value for number, value in enumerate(values) if number != place]
    total = sum(rest)
    year = year_from_quarters(quarters, way).value
    expected = total if way is SUM else total / 3
    assert abs(year - expected) < ALMOST_NOTHING
