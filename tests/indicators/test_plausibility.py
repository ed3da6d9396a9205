"""One rule for eased targets, one limit for achievements that ask to look at the target."""

from decimal import Decimal

import pytest

from indicators.achievement import Polarity, Target
from indicators.plausibility import asks_less, is_unusually_high
from reports.dashboard import build
from reports.unit_choice import UnitChoice
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
)

D = Decimal


@pytest.mark.parametrize(
    ("target", "than", "polarity", "is_less"),
    [
        (Target(D(5)), Target(D(6)), Polarity.MAXIMIZE, True),
        (Target(D(6)), Target(D(6)), Polarity.MAXIMIZE, False),
        (Target(D(7)), Target(D(6)), Polarity.MINIMIZE, True),
        (Target(D(5)), Target(D(6)), Polarity.MINIMIZE, False),
        (Target(D(5)), Target(D(6)), Polarity.STABILIZE, False),
        (Target(lower=D(5), upper=D(9)), Target(D(6)), Polarity.MAXIMIZE, True),
        (Target(lower=D(5), upper=D(9)), Target(D(6)), Polarity.MINIMIZE, True),
        (Target(grade="C"), Target(D(6)), Polarity.MAXIMIZE, False),
        (Target(), Target(D(6)), Polarity.MAXIMIZE, False),
    ],
)
def test_a_target_asks_less_in_its_direction(target, than, polarity, is_less):
    assert asks_less(target, than, polarity) is is_less


def test_the_limit_is_the_setting(settings):
    settings.ACHIEVEMENT_LIMIT = 150
    assert is_unusually_high(D("150.01"))
    assert not is_unusually_high(D(150))
    assert not is_unusually_high(None)


def test_the_dashboard_has_the_limit_of_the_data_checks(unit, settings):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    indicator = IndicatorFactory(plan=plan)
    TargetFactory(indicator=indicator, value=10)
    RealizationFactory(indicator=indicator, value=25)

    def sentences():
        page = build(UnitChoice(unit, (unit,), is_own=True), "2023", "")
        return [sentence for item in page.attention for sentence in item.sentences]

    assert sentences() == ["Capaian 250 %: periksa apakah target 10 masih bermakna."]
    settings.ACHIEVEMENT_LIMIT = 250
    assert sentences() == []
