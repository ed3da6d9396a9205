"""How measurements become a value, in words and figures."""

from decimal import Decimal

import pytest

from indicators.calculation import Aggregation, MeasurementInput, Method
from indicators.calculation_text import aggregation_text, value_text


def recorded(*results):
    return [
        MeasurementInput("kasus", Method.RECORDED, recorded=Decimal(each))
        for each in results
    ]


NOT_COMPUTABLE = [MeasurementInput("kasus", Method.GROWTH, Decimal(0), Decimal(1))]


@pytest.mark.parametrize(
    ("inputs", "way", "text"),
    [
        ([], Aggregation.MEAN, ""),
        (recorded("50", "40"), Aggregation.MEAN, "(50 + 40) / 2 = 45"),
        (recorded("50", "40.5"), Aggregation.SUM, "50 + 40,5 = 90,5"),
        (recorded("50", "40"), Aggregation.COUNT, "2 pengukuran = 2"),
        (recorded("50.12345"), Aggregation.SINGLE, "hasil pengukuran = 50,1235"),
        (recorded("50"), Aggregation.MEAN, "hasil pengukuran = 50"),
        (
            recorded("1", "2"),
            Aggregation.SINGLE,
            "satu dari 2 pengukuran = tidak dapat dihitung",
        ),
        (
            [*recorded("1"), *NOT_COMPUTABLE],
            Aggregation.MEAN,
            "(1 + tidak dapat dihitung) / 2 = tidak dapat dihitung",
        ),
        (
            recorded(*["2"] * 7),
            Aggregation.MEAN,
            "(jumlah 7 hasil) / 7 = 2",
        ),
    ],
)
def test_the_way_from_measurements_to_the_value_is_written(inputs, way, text):
    assert aggregation_text(inputs, way) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("100", "100"), ("0.00005", "0,0001"), ("-0.00001", "0"), ("1E+3", "1.000")],
)
def test_a_computed_value_is_rounded_half_up_once(value, text):
    assert value_text(Decimal(value)) == text
