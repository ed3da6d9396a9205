"""Scenes for the rules of the data checks: one in which a rule fires, one in which it stays silent."""

import datetime
from decimal import Decimal

from tests import factories as make

TODAY = datetime.date(2024, 6, 1)
FIRES, SILENT = {}, {}


def fires(code):
    """Keep a function of a unit as the scene in which the rule of that code fires once."""
    return lambda scene: FIRES.setdefault(code, scene)


def silent(code):
    """Keep a function of a unit as the scene in which the rule of that code stays silent."""
    return lambda scene: SILENT.setdefault(code, scene)


def indicator_of(unit, years=(2023,), **fields):
    """Return an indicator of the unit's plan that is in force in these years."""
    plan = make.PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=years)
    return make.IndicatorFactory(plan=plan, code="SK1.1", **fields)


def realize(indicator, value, year=2023, **fields):
    """Record a realization."""
    return make.RealizationFactory(
        indicator=indicator, year=year, value=Decimal(value), **fields
    )


def series(unit, *values, first=2021, **fields):
    """Return an indicator with these realizations year after year."""
    years = range(first, first + len(values))
    indicator = indicator_of(unit, years, **fields)
    for year, value in zip(years, values, strict=True):
        realize(indicator, value, year)
    return indicator


def agree(indicator, value, year=2023):
    """Give the indicator a target in the year's agreement."""
    unit = indicator.plan.unit
    agreement = make.AgreementFactory(unit=unit, year=year)
    return make.TargetFactory(
        indicator=indicator, agreement=agreement, year=year, value=value
    )
