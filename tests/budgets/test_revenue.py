"""Totals and growth of PNBP, and the figure that indicators derive from them."""

from decimal import Decimal

import pytest

from budgets.revenue import (
    GROWTH_SOURCE,
    disagreements,
    growth_by_year,
    growth_text,
    stated_totals,
    totals_by_year,
    unit_totals,
)
from indicators import sources
from tests.factories import RevenueFactory, RevenueTotalFactory, ServiceTypeFactory


@pytest.mark.parametrize(
    ("amounts", "totals"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param([(2020, Decimal(5)), (2020, Decimal(7))], {2020: 12}, id="sum"),
        pytest.param([(2021, Decimal(1)), (2020, None)], {2021: 1}, id="year unknown"),
        pytest.param([(2020, None), (2020, Decimal(7))], {2020: 7}, id="part unknown"),
        pytest.param([(2020, Decimal(0))], {2020: 0}, id="zero is known"),
    ],
)
def test_a_year_is_the_sum_of_what_is_known(amounts, totals):
    assert totals_by_year(amounts) == totals


def test_years_come_in_order():
    amounts = [(year, Decimal(1)) for year in (2022, 2020, 2021)]
    assert list(totals_by_year(amounts)) == [2020, 2021, 2022]


@pytest.mark.parametrize(
    ("totals", "growth"),
    [
        pytest.param({2020: 200, 2021: 250}, {2021: 25}, id="more"),
        pytest.param({2020: 200, 2021: 150}, {2021: -25}, id="less"),
        pytest.param({2020: 200, 2021: 200}, {2021: 0}, id="the same"),
        pytest.param({2020: 200, 2022: 250}, {}, id="a year between is missing"),
        pytest.param({2020: 0, 2021: 250}, {}, id="from zero"),
        pytest.param({2020: 200, 2021: 0}, {2021: -100}, id="to zero"),
        pytest.param({2020: 200}, {}, id="first year"),
    ],
)
def test_growth_is_against_the_year_before(totals, growth):
    found = growth_by_year({year: Decimal(value) for year, value in totals.items()})
    assert found == growth


def test_growth_is_not_rounded():
    found = growth_by_year({2020: Decimal(3), 2021: Decimal(4)})
    assert found[2021] == Decimal(1) / Decimal(3) * 100


@pytest.mark.django_db
def test_a_unit_totals_its_own_services_in_one_query(unit, django_assert_num_queries):
    testing, training = ServiceTypeFactory.create_batch(2, unit=unit)
    for service, year, amount in (
        (testing, 2022, 100),
        (training, 2022, 50),
        (testing, 2023, 180),
        (training, 2023, None),
    ):
        RevenueFactory(service_type=service, year=year, amount=amount)
    RevenueFactory(year=2023, amount=1_000_000)
    with django_assert_num_queries(1):
        assert unit_totals(unit) == {2022: 150, 2023: 180}


@pytest.mark.django_db
def test_indicators_find_the_growth_by_its_name(unit):
    service = ServiceTypeFactory(unit=unit)
    RevenueFactory(service_type=service, year=2022, amount=150)
    RevenueFactory(service_type=service, year=2023, amount=180)
    source = sources.find(GROWTH_SOURCE)
    assert source.compute(unit) == {2023: 20}
    assert (GROWTH_SOURCE, "pertumbuhan total PNBP") in sources.names()


def test_an_unknown_source_is_none():
    assert sources.find("tidak_ada") is None


@pytest.mark.parametrize(
    ("summed", "stated", "text"),
    [
        pytest.param(
            {2022: 100, 2023: 108},
            {2022: 100, 2023: 117},
            "Jumlah rincian 108, menurut sumber 117: selisih 9. "
            "Pertumbuhannya 8,00 % menurut rincian dan 17,00 % menurut sumber.",
            id="both grow",
        ),
        pytest.param(
            {2022: 100, 2023: 120},
            {2023: 110},
            "Jumlah rincian 120, menurut sumber 110: selisih 10.",
            id="the year before is not stated",
        ),
    ],
)
def test_a_stated_total_that_differs_is_told_with_both_growths(summed, stated, text):
    found = disagreements(
        {year: Decimal(value) for year, value in summed.items()},
        {year: Decimal(value) for year, value in stated.items()},
    )
    assert {year: str(each) for year, each in found.items()} == {2023: text}


def test_totals_agree_where_they_are_equal_or_one_is_unknown():
    assert disagreements({2022: Decimal(5)}, {2022: Decimal(5)}) == {}
    assert disagreements({2022: Decimal(5)}, {2023: Decimal(6)}) == {}


@pytest.mark.django_db
def test_a_stated_total_stands_beside_the_growth_and_never_in_it(unit):
    service = ServiceTypeFactory(unit=unit)
    for year, summed, stated in ((2022, 100, 100), (2023, 108, 117)):
        RevenueFactory(service_type=service, year=year, amount=summed)
        assert growth_text(unit, 2022).endswith("tidak dapat dihitung")
        RevenueTotalFactory(unit=unit, year=year, amount=stated)
    RevenueTotalFactory(unit=unit, year=2024, amount=None, printed_text="-")
    RevenueTotalFactory(year=2023)
    assert stated_totals(unit) == {2022: 100, 2023: 117}
    assert sources.find(GROWTH_SOURCE).compute(unit) == {2023: 8}
    assert growth_text(unit, 2023) == (
        "(108 − 100) / 100 × 100 = 8,00; "
        "dari jumlah menurut sumber (117 − 100) / 100 × 100 = 17,00"
    )
