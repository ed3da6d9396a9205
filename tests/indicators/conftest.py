"""An office with a plan, a number and a grade."""

from decimal import Decimal

import pytest

from tests.entry_sheet import YEAR
from tests.factories import IndicatorFactory, PlanFactory, ScaleFactory, TargetFactory


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2022, YEAR))


@pytest.fixture
def number(plan):
    indicator = IndicatorFactory(plan=plan, code="SK1.1", name="Kepuasan masyarakat")
    TargetFactory(indicator=indicator, year=YEAR, value=Decimal("3.6"))
    return indicator


@pytest.fixture
def grade(plan):
    scale = ScaleFactory(unit=plan.unit)
    indicator = IndicatorFactory(
        plan=plan, code="SK2.1", value_kind="grade", scale=scale
    )
    TargetFactory(indicator=indicator, year=YEAR, value=None, grade="B-")
    return indicator


@pytest.fixture
def operator(sign_in):
    return sign_in("operator")
