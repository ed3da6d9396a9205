"""A plan as its document prints it, for the tests of its tables."""

from decimal import Decimal

import pytest

from tests.factories import (
    ActivityTargetFactory,
    AllocationFactory,
    BudgetLineFactory,
    GoalFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
    UnitFactory,
)


@pytest.fixture
def printed_plan(unit):
    """T1 with an indicator of its own, T2 without; SK1 and SK2 of two programmes, three indicators."""
    unit.parent = UnitFactory(code="INDUK")
    unit.save()
    plan = PlanFactory(unit=unit, in_force=(2023, 2024), code="BARU")
    first, second = (
        GoalFactory(plan=plan, code=f"T{n}", order=n, statement=f"Tujuan {n}")
        for n in (1, 2)
    )
    programmes = [
        ProgrammeFactory(plan=plan, code=code, order=n, name=f"Program {code}")
        for n, code in enumerate(["NT", "DM"], start=1)
    ]
    plan.sasaran = [
        ActivityTargetFactory(
            plan=plan, code=f"SK{n}", order=n, statement=f"Sasaran {n}", goal=goal,
            programme=programme, parent_code=parent,
        )
        for n, goal, programme, parent in (
            (1, first, programmes[0], "SP10"),
            (2, second, programmes[1], "SP2"),
        )
    ]  # fmt: skip
    plan.own = GoalIndicatorFactory(
        plan=plan, goal_owner=first, code="T1.1", name="Naiknya kemampuan",
        manual_code="T1", baseline_value=Decimal(51), baseline_year=2021, team_in_charge="Sekretariat",
    )  # fmt: skip
    plan.items = [
        IndicatorFactory(
            plan=plan, activity_target=owner, code=code, order=n, name=f"Indikator {code}"
        )
        for n, (owner, code) in enumerate(
            zip([plan.sasaran[0], *[plan.sasaran[1]] * 2], ["SK1.1", "SK2.1", "SK2.2"], strict=True)
        )
    ]  # fmt: skip
    TargetFactory(indicator=plan.own, year=2022, value=Decimal(54))
    TargetFactory(indicator=plan.items[0], year=2023, value=Decimal("91.5"))
    TargetFactory(indicator=plan.items[1], year=2023, value=None, grade="B-")
    TargetFactory(indicator=plan.items[1], year=2024, value=None, printed_text="-")
    return plan


@pytest.fixture
def with_components(printed_plan):
    """Three components: one without indicator, one of SK2.1, one of an indicator of an earlier plan."""
    plan = printed_plan
    earlier = PlanFactory(unit=plan.unit, code="LAMA", in_force=(2022,))
    old = IndicatorFactory(plan=earlier, code="SK9.9", name="Yang lama")
    owner = plan.sasaran[1]
    lines = [
        BudgetLineFactory(
            plan=plan, order=n, letter=letter, name=f"Komponen {n}", activity_target=owner, indicator=indicator
        )
        for n, (letter, indicator) in enumerate(
            [("", None), ("A", plan.items[1]), ("A", old)], start=1
        )
    ]  # fmt: skip
    for line, year, amount in (
        (0, 2023, Decimal(1_500_000)),
        (1, 2023, Decimal(35_004_999)),
        (2, 2023, Decimal(7_000_000)),
        (2, 2024, Decimal(0)),
    ):
        AllocationFactory(line=lines[line], year=year, amount=amount)
    AllocationFactory(line=lines[1], year=2022, amount=None, printed_text="-")
    return plan
