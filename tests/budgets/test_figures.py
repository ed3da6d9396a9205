"""Arithmetic of money; amounts from Renstra Tabel 5 and 6, worked by hand."""

from decimal import Decimal

import pytest

from budgets.figures import absorption, growth, total
from indicators.numbers import format_percent

D = Decimal


@pytest.mark.parametrize(
    ("ceiling", "spending", "shown"),
    [
        pytest.param(12038783000, 10981826101, "91,22", id="2020, printed 97,47"),
        pytest.param(11953938000, 10362743938, "86,69", id="2021, printed 91,22"),
        pytest.param(11603799000, 11068093003, "95,38", id="2022, printed 95,64"),
        pytest.param(11997581000, 11955409448, "99,65", id="2023, as printed"),
        pytest.param(100, 0, "0,00", id="nothing spent"),
        pytest.param(100, 125, "125,00", id="overspent"),
    ],
)
def test_absorption_is_spending_in_percent_of_the_ceiling(ceiling, spending, shown):
    assert format_percent(absorption(D(ceiling), D(spending))) == shown


@pytest.mark.parametrize("figure", [absorption, growth])
@pytest.mark.parametrize(
    ("base", "amount"),
    [(None, D(5)), (D(5), None), (D(0), D(5)), (None, None)],
    ids=["no base", "no amount", "base zero", "nothing"],
)
def test_no_percentage_without_a_base_above_zero(figure, base, amount):
    assert figure(base, amount) is None


@pytest.mark.parametrize(
    ("previous", "current", "shown"),
    [
        pytest.param(1462729500, 1008288750, "-31,07", id="2019"),
        pytest.param(404758750, 681662000, "68,41", id="2021, recorded 9,67"),
        pytest.param(681662000, 1026571632, "50,60", id="2022"),
        pytest.param(1026571632, 1199509750, "16,85", id="2023"),
    ],
)
def test_growth_is_on_the_previous_amount(previous, current, shown):
    assert format_percent(growth(D(previous), D(current))) == shown


def test_growth_is_not_rounded():
    assert growth(D(3), D(4)) == D(100) / D(3)


def test_the_total_of_2022_leaves_out_dashes_and_agrees_with_the_print():
    amounts = [None, D(36160000), D(868376250), None, D(107100000), D(14935382)]
    assert total(amounts) == D(1026571632)


@pytest.mark.parametrize("amounts", [[], [None], [None, None]], ids=["0", "1", "2"])
def test_the_total_of_nothing_known_is_unknown(amounts):
    assert total(amounts) is None


def test_the_total_of_a_real_zero_is_zero():
    assert total([None, D(0)]) == D(0)


def test_the_total_takes_any_iterable():
    assert total(D(n) for n in (1, 2)) == D(3)
