"""An office with a plan of two indicators: targets for 2023 and 2024, a grade among them."""

from decimal import Decimal

import pytest

from tests.factories import (
    ActivityTargetFactory,
    IndicatorFactory,
    PlanFactory,
    TargetFactory,
)


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, code="RENSTRA-A", in_force=(2023, 2024))


@pytest.fixture
def number(plan):
    """A percentage with 6 in 2023 and 7 in 2024."""
    indicator = IndicatorFactory(
        plan=plan,
        code="SK1.1",
        name="Kepuasan masyarakat",
        activity_target=ActivityTargetFactory(plan=plan, code="SASARAN-1", order=1),
        formula="Jumlah responden puas dibagi seluruh responden",
    )
    TargetFactory(indicator=indicator, year=2023, value=Decimal(6))
    TargetFactory(indicator=indicator, year=2024, value=Decimal(7))
    return indicator


@pytest.fixture
def graded(plan):
    """A grade, B- in 2023 and B in 2024."""
    indicator = IndicatorFactory(
        plan=plan,
        code="SK2.1",
        graded=True,
        activity_target=ActivityTargetFactory(plan=plan, code="SASARAN-2", order=2),
    )
    TargetFactory(indicator=indicator, year=2023, value=None, grade="B-")
    TargetFactory(indicator=indicator, year=2024, value=None, grade="B")
    return indicator
