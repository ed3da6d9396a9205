"""The plan that the small workbooks of these tests belong to."""

import pytest

from indicators.models import Realization
from tests.factories import ActivityTargetFactory, IndicatorFactory, PlanFactory


@pytest.fixture
def plan(unit):
    """A plan in force in 2023 with one number indicator and one graded."""
    plan = PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2023, 2024))
    target = ActivityTargetFactory(plan=plan, code="SK1")
    IndicatorFactory(plan=plan, activity_target=target, code="SK1.1")
    IndicatorFactory(plan=plan, activity_target=target, code="SK1.2", graded=True)
    return plan


@pytest.fixture
def nothing_written(db):
    """Assert at the end that no realization and no history of one was written."""
    yield
    assert not Realization.objects.exists()
    assert not Realization.history.exists()
