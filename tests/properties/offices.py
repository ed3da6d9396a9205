"""Made-up offices: a whole plan with figures and money, stored through the factories."""

import datetime
import string
from decimal import Decimal

from hypothesis import strategies as st

from budgets.models import FundingRequirement
from indicators.models import (
    QUARTERS,
    AccumulationChoice,
    AggregationChoice,
    Lineage,
    MethodChoice,
    Origin,
    Period,
    Perspective,
    PolarityChoice,
)
from tests import factories as make
from tests.properties.strategies import amounts, figures, positive_figures
from tests.properties.texts import names, words

YEARS = (2021, 2022, 2023, 2024)
GRADES = ("A", "B", "B-", "C")  # of ScaleFactory
small = st.integers(0, 32_767)
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1))
cents = st.integers(0, 10**15 - 1).map(lambda n: Decimal(n).scaleb(-2))
tails = st.text(string.ascii_letters + string.digits + "._/-", max_size=5)
several = st.integers(0, 2)


class Office:
    """An office on its way: every cell is drawn, only keys are made to differ."""

    def __init__(self, draw):
        self.draw = draw
        self.unit = make.UnitFactory(
            code=self.code("U", 1), letterhead=draw(words()), place=draw(words(100))
        )
        self.scale = make.ScaleFactory(
            unit=self.unit, code=self.code("S", 1), rule=draw(words())
        )
        self.money()
        earlier = self.plan(1, predecessor=None, relation="")
        self.plan(2, predecessor=earlier, relation="revises", in_force=YEARS)

    def code(self, prefix, number):
        return f"{prefix}{number}.{self.draw(tails)}"

    def times(self):
        return range(1, self.draw(several) + 1)

    def maybe(self, cells):
        return self.draw(st.none() | cells)

    def plan(self, number, **options):
        plan = make.PlanFactory(
            unit=self.unit,
            code=self.code("R", number),
            title=self.draw(names(300)),
            cap=self.draw(st.integers(10_000, 99_999)) / Decimal(100),
            decree_date=self.maybe(days),
            note=self.draw(words()),
            **options,
        )
        target = self.objective(plan)
        is_counted = "in_force" in options
        for place in self.times():
            indicator = self.indicator(plan, target, place)
            self.figures(indicator, is_counted)
            self.link(plan, indicator)
        self.components(plan, target)
        return plan

    def objective(self, plan):
        goal = make.GoalFactory(
            plan=plan, code=self.code("T", 1), statement=self.draw(names(500))
        )
        make.GoalIndicatorFactory(plan=plan, goal_owner=goal, code="T1.1")
        programme = make.ProgrammeFactory(plan=plan, name=self.draw(names(300)))
        return make.ActivityTargetFactory(
            plan=plan,
            code=self.code("SK", 1),
            order=self.draw(small),
            perspective=self.draw(st.sampled_from(["", *Perspective.values])),
            goal=self.draw(st.sampled_from([None, goal])),
            programme=self.draw(st.sampled_from([None, programme])),
        )

    def indicator(self, plan, target, place):
        is_graded = self.draw(st.booleans())
        return make.IndicatorFactory(
            plan=plan,
            activity_target=target,
            code=self.code("IK", place),
            name=self.draw(names(500)),
            is_key=self.draw(st.booleans()),
            polarity=self.draw(st.sampled_from(PolarityChoice.values)),
            aggregation=self.draw(st.sampled_from(AggregationChoice.values)),
            accumulation=self.draw(st.sampled_from(AccumulationChoice.values)),
            tolerance=self.maybe(positive_figures),
            decimals=self.maybe(st.integers(0, 4)),
            baseline_value=self.maybe(figures),
            definition=self.draw(words()),
            unit_of_measure=self.draw(names(60)),
            value_kind="grade" if is_graded else "number",
            scale=self.scale if is_graded else None,
        )

    def link(self, plan, indicator):
        before = plan.predecessor and plan.predecessor.indicators.first()
        kinds = [kind for kind in Lineage.values if kind != Lineage.DROPPED]
        if before:
            make.LinkFactory(
                from_indicator=before,
                to_indicator=indicator,
                kind=self.draw(st.sampled_from(kinds)),
                note=self.draw(words()),
            )

    def written(self):
        return {"printed_text": self.draw(words(100)), "note": self.draw(words())}

    def figure(self, indicator):
        if indicator.scale and self.draw(st.booleans()):
            return {"grade": self.draw(st.sampled_from(GRADES)), "value": None}
        return {"value": self.maybe(figures)}

    def figures(self, indicator, is_counted):
        for year in YEARS[: self.draw(several)]:
            cells = self.figure(indicator) | self.written()
            make.TargetFactory(indicator=indicator, year=year, **cells)
            if is_counted:
                self.realization(indicator, year)
                self.quarter(indicator, year)

    def quarter(self, indicator, year):
        make.QuarterlyTargetFactory(
            indicator=indicator,
            year=year,
            period=self.draw(st.sampled_from(QUARTERS)).value,
            activity=self.draw(words()),
            **self.figure(indicator),
            **self.written(),
        )

    def realization(self, indicator, year):
        period = self.draw(st.sampled_from(Period.values))
        realization = make.RealizationFactory(
            indicator=indicator,
            year=year,
            period=period,
            cause=self.draw(words()),
            # A value that is not what its measurements give says why.
            deviation_reason=self.draw(names(300)),
            uses_previous_year=self.draw(st.booleans()),
            origin=self.draw(st.sampled_from(Origin.values)),
            **self.figure(indicator),
            **self.written(),
        )
        for place in self.times():
            self.measurement(realization, place)

    def measurement(self, realization, place):
        method = self.draw(st.sampled_from(MethodChoice.values))
        has_a = method in ("growth", "efficiency", "ratio")
        make.MeasurementFactory(
            realization=realization,
            order=place,
            label=self.draw(names(300)),
            method=method,
            before=self.draw(cents) if has_a else None,
            after=None if method == "recorded" else self.draw(cents),
            result=self.draw(figures) if method == "recorded" else None,
        )

    def money(self):
        service = make.ServiceTypeFactory(
            unit=self.unit, code=self.code("L", 1), name=self.draw(names(150))
        )
        for year in (1995, *YEARS)[: self.draw(several)]:
            make.RevenueFactory(
                service_type=service,
                year=year,
                amount=self.maybe(amounts),
                target=self.maybe(amounts),
                printed_text=self.draw(words(100)),
            )
            make.RevenueTotalFactory(
                unit=self.unit,
                year=year,
                amount=self.maybe(amounts),
                printed_text=self.draw(words(100)),
            )
            make.BudgetFactory(
                unit=self.unit,
                year=year,
                initial_ceiling=self.maybe(amounts),
                spending=self.maybe(amounts),
                note=self.draw(words()),
            )

    def components(self, plan, target):
        for place in self.times():
            line = make.BudgetLineFactory(
                plan=plan,
                activity_target=target,
                order=place,
                letter=self.draw(words(5)),
                name=self.draw(names(500)),
            )
            make.AllocationFactory(
                line=line,
                amount=self.maybe(amounts),
                output_target=self.maybe(positive_figures),
                output_unit=self.draw(words(60)),
                printed_text=self.draw(words(100)),
            )
            fund = FundingRequirement.Fund.values[place - 1]
            make.FundingFactory(plan=plan, fund=fund, amount=self.maybe(amounts))
