"""Measurements to a value; worked by hand, PNBP from Renstra Tabel 6."""

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
