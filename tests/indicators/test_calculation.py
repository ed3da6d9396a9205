"""Measurements to a value, quarters to a year; worked by hand, PNBP from Renstra Tabel 6."""

from decimal import Decimal

import pytest

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
from indicators.numbers import format_percent

D = Decimal
PNBP_2021, PNBP_2022, PNBP_2023 = D(681662000), D(1026571632), D(1199509750)


def measured(method, before=None, after=None, recorded=None):
    numbers = (None if n is None else D(n) for n in (before, after, recorded))
    return MeasurementInput("kasus", method, *numbers)


def recorded(*results):
    return [measured(Method.RECORDED, recorded=value) for value in results]


@pytest.mark.parametrize(
    ("m", "expected"),
    [
        pytest.param(measured(Method.GROWTH, 100, 150), 50, id="growth"),
        pytest.param(
            measured(Method.GROWTH, 100, 80), -20, id="growth may be negative"
        ),
        pytest.param(measured(Method.EFFICIENCY, 100, 80), 20, id="efficiency"),
        pytest.param(measured(Method.EFFICIENCY, 80, 80), 0, id="no change is zero"),
        pytest.param(measured(Method.RATIO, 200, 150), 75, id="ratio"),
        pytest.param(measured(Method.VALUE, after="3.63"), "3.63", id="value"),
        pytest.param(measured(Method.RECORDED, recorded=50), 50, id="recorded"),
        pytest.param(
            measured(Method.RECORDED, 1, 2, 7), 7, id="recorded wins over A, B"
        ),
    ],
)
def test_a_measurement_has_the_result_of_its_method(m, expected):
    assert result(m) == D(expected)


@pytest.mark.parametrize("method", [Method.GROWTH, Method.EFFICIENCY, Method.RATIO])
@pytest.mark.parametrize(
    ("before", "after"), [(0, 5), (None, 5), (5, None), (-5, 5), (None, None)]
)
def test_no_result_without_a_base_above_zero_and_both_figures(method, before, after):
    assert result(measured(method, before, after)) is None


def test_value_and_recorded_are_none_while_nothing_is_entered():
    assert result(measured(Method.VALUE, before=5)) is None
    assert result(measured(Method.RECORDED, 5, 6)) is None


def test_pnbp_growth_agrees_with_the_printed_realization_of_2022_and_2023():
    assert format_percent(growth(PNBP_2021, PNBP_2022)) == "50,60"
    assert format_percent(growth(PNBP_2022, PNBP_2023)) == "16,85"


def test_growth_and_ratio_are_not_rounded():
    assert growth(D(3), D(4)) == D(100) / D(3)
    assert ratio(D(3), D(1)) == D(100) / D(3)


@pytest.mark.parametrize(
    ("inputs", "aggregation", "expected"),
    [
        pytest.param(
            recorded(50, 40), Aggregation.MEAN, 45, id="2023: mean of 50 and 40"
        ),
        pytest.param(recorded(50, 40), Aggregation.SUM, 90, id="sum"),
        pytest.param(
            recorded(50, None), Aggregation.COUNT, 2, id="count asks no results"
        ),
        pytest.param(recorded(0), Aggregation.SINGLE, 0, id="single zero"),
        pytest.param(recorded(0, 0), Aggregation.MEAN, 0, id="mean of real zeros"),
        pytest.param(
            [measured(Method.GROWTH, 100, 150), measured(Method.EFFICIENCY, 100, 60)],
            Aggregation.MEAN,
            45,
            id="productivity and efficiency mixed",
        ),
    ],
)
def test_measurements_become_the_value_of_the_indicator(inputs, aggregation, expected):
    assert aggregate(inputs, aggregation) == D(expected)


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_no_measurements_are_no_value(aggregation):
    assert aggregate([], aggregation) is None


@pytest.mark.parametrize("aggregation", [Aggregation.MEAN, Aggregation.SUM])
def test_a_part_without_a_result_leaves_mean_and_sum_unknown(aggregation):
    assert aggregate(recorded(50, None), aggregation) is None


def test_single_is_unknown_where_there_are_two():
    assert aggregate(recorded(50, 40), Aggregation.SINGLE) is None


@pytest.mark.parametrize(
    ("quarters", "accumulation", "expected"),
    [
        pytest.param((1, 2, 3, 4), Accumulation.SUM, 10, id="sum of four"),
        pytest.param((0, 0, 0, 0), Accumulation.SUM, 0, id="sum of zeros"),
        pytest.param((1, 2, 3, None), Accumulation.SUM, None, id="sum of three"),
        pytest.param((1, 2, 3), Accumulation.SUM, None, id="sum of three rows"),
        pytest.param((1, 2, 3, 4), Accumulation.MEAN, "2.5", id="mean of four"),
        pytest.param((1, None, 3, 4), Accumulation.MEAN, None, id="mean of three"),
        pytest.param((10, 20, None, None), Accumulation.LAST, 20, id="last given"),
        pytest.param((10, 20, None, 0), Accumulation.LAST, 0, id="last is a zero"),
        pytest.param((None,) * 4, Accumulation.LAST, None, id="nothing given"),
        pytest.param((), Accumulation.MEAN, None, id="no rows"),
    ],
)
def test_quarters_become_a_year_by_the_rule_of_the_indicator(
    quarters, accumulation, expected
):
    given = [None if quarter is None else D(quarter) for quarter in quarters]
    year = year_from_quarters(given, accumulation)
    assert year == (None if expected is None else D(expected))


@pytest.mark.parametrize(
    ("m", "text"),
    [
        pytest.param(
            measured(Method.GROWTH, PNBP_2021, PNBP_2022),
            "(1.026.571.632 − 681.662.000) / 681.662.000 × 100 = 50,60",
            id="growth",
        ),
        pytest.param(
            measured(Method.EFFICIENCY, "12.5", 10),
            "(12,5 − 10) / 12,5 × 100 = 20,00",
            id="efficiency",
        ),
        pytest.param(
            measured(Method.RATIO, 200, 150), "150 / 200 × 100 = 75,00", id="ratio"
        ),
        pytest.param(
            measured(Method.GROWTH, 10, -5),
            "((-5) − 10) / 10 × 100 = -150,00",
            id="negative operand",
        ),
        pytest.param(
            measured(Method.GROWTH, 0, 5),
            "(5 − 0) / 0 × 100 = tidak dapat dihitung",
            id="base zero",
        ),
        pytest.param(
            measured(Method.EFFICIENCY, 7),
            "(7 − B) / 7 × 100 = tidak dapat dihitung",
            id="B missing",
        ),
        pytest.param(measured(Method.VALUE, after="1234.5"), "1.234,5", id="value"),
        pytest.param(measured(Method.RECORDED), "tidak dapat dihitung", id="nothing"),
    ],
)
def test_the_formula_shows_its_figures(m, text):
    assert formula_text(m) == text


@pytest.mark.parametrize("choices", [Method, Aggregation, Accumulation])
def test_every_choice_has_a_label_and_is_its_stored_value(choices):
    for choice in choices:
        assert choice.label
        assert choices(str(choice)) is choice
