"""Scenes for the rules of ``indicators.consistency``."""

from decimal import Decimal

from indicators.models import QUARTERS, Lineage, MethodChoice, Period
from tests import factories as make
from tests.checks.scenes import agree, fires, indicator_of, realize, series, silent


@fires("no-target")
def an_indicator_without_target(unit):
    indicator_of(unit)


@silent("no-target")
def an_indicator_that_the_plan_marks_with_a_dash(unit):
    make.TargetFactory(indicator=indicator_of(unit), value=None, printed_text="-")


@fires("realization-missing")
def a_target_without_realization_after_the_due_date(unit):
    make.TargetFactory(indicator=indicator_of(unit))


@silent("realization-missing")
def a_target_that_is_due_in_july(unit):
    make.TargetFactory(indicator=indicator_of(unit, due_days=196))


@fires("realization-without-target")
def a_realization_without_target(unit):
    realize(indicator_of(unit), 5)


@silent("realization-without-target")
def a_realization_with_target(unit):
    indicator = indicator_of(unit)
    make.TargetFactory(indicator=indicator)
    realize(indicator, 5)


def miss_the_target(unit, **analysis):
    indicator = indicator_of(unit)
    make.TargetFactory(indicator=indicator, value=6)
    realize(indicator, 5, **analysis)


@fires("analysis-missing")
def a_missed_target_without_a_word(unit):
    miss_the_target(unit, cause=" ")


@silent("analysis-missing")
def a_missed_target_with_its_cause(unit):
    miss_the_target(unit, cause="Pandemi")


def measure(unit, recorded):
    """Record a value over two measurements of 50 and 40."""
    row = realize(indicator_of(unit, aggregation="mean"), recorded)
    for result in (50, 40):
        make.MeasurementFactory(realization=row, result=Decimal(result))


@fires("differs-from-measurements")
def a_value_that_is_not_the_mean(unit):
    measure(unit, "45.5")


@fires("differs-from-measurements")
def a_quarter_that_is_not_its_measurement(unit):
    row = make.RealizationFactory(
        indicator=indicator_of(unit), period="TW2", value=Decimal(3)
    )
    make.MeasurementFactory(realization=row, result=Decimal(4))


@silent("differs-from-measurements")
def a_value_that_is_the_mean(unit):
    measure(unit, 45)


def grow(unit, recorded):
    """Record a growth of PNBP that is 8,2208… in truth."""
    service = make.ServiceTypeFactory(unit=unit)
    for year, amount in ((2022, 1_026_571_632), (2023, 1_110_964_250)):
        make.RevenueFactory(service_type=service, year=year, amount=Decimal(amount))
    realize(indicator_of(unit, derived_source="pnbp_growth"), recorded)


@fires("differs-from-derived")
def a_growth_that_the_revenue_does_not_give(unit):
    grow(unit, "16.85")


@silent("differs-from-derived")
def a_growth_rounded_to_two_decimals(unit):
    grow(unit, "8.22")


def by_quarter(unit, year, *quarters, **fields):
    indicator = indicator_of(unit, **fields)
    realize(indicator, year)
    for period, value in zip(QUARTERS, quarters, strict=False):
        realize(indicator, value, period=period)


@fires("year-differs-from-quarters")
def a_year_that_is_not_the_sum(unit):
    by_quarter(unit, 11, 1, 2, 3, 4, accumulation="sum", unit_of_measure="Kali")


@silent("year-differs-from-quarters")
def a_year_whose_last_quarter_is_not_in_yet(unit):
    by_quarter(unit, 11, 1, 2, 3, accumulation="last")


def plan_quarters(unit, year, *quarters):
    indicator = indicator_of(unit, accumulation="sum", unit_of_measure="Kali")
    make.TargetFactory(indicator=indicator, value=year)
    for period, value in zip(QUARTERS, quarters, strict=False):
        make.QuarterlyTargetFactory(indicator=indicator, period=period, value=value)
        realize(indicator, value, period=period)


@fires("target-differs-from-quarters")
def quarters_that_ask_for_more_than_the_year(unit):
    plan_quarters(unit, 10, 2, 2, 3, 4)


@silent("target-differs-from-quarters")
def quarters_that_ask_for_the_year(unit):
    plan_quarters(unit, 10, 2, 2, 3, 3)


@fires("quarter-missing")
def a_planned_quarter_that_is_overdue(unit):
    make.QuarterlyTargetFactory(indicator=indicator_of(unit, (2024,)), year=2024)


@silent("quarter-missing")
def a_planned_quarter_that_is_not_due(unit):
    make.QuarterlyTargetFactory(
        indicator=indicator_of(unit, (2024,)), year=2024, period=Period.Q2
    )


@fires("same-as-last-year")
def the_same_odd_figure_twice(unit):
    series(unit, "16.7", "16.7")


@silent("same-as-last-year")
def a_full_hundred_percent_twice(unit):
    series(unit, 100, 100, unit_of_measure="Persen")


@fires("outlier")
def a_year_of_more_than_twice_the_highest(unit):
    series(unit, 10, 12, "24.1")


@silent("outlier")
def a_year_of_twice_the_highest(unit):
    series(unit, 10, 12, 24)


@fires("pk-differs-from-plan")
def an_agreement_on_less_than_the_plan(unit):
    indicator = indicator_of(unit)
    make.TargetFactory(indicator=indicator, value=3)
    agree(indicator, 1)


@silent("pk-differs-from-plan")
def an_agreement_on_the_plan(unit):
    indicator = indicator_of(unit)
    make.TargetFactory(indicator=indicator, value=3)
    agree(indicator, 3)


def targets(unit, *values, **fields):
    indicator = indicator_of(unit, (2022, 2023), **fields)
    for year, value in zip((2022, 2023), values, strict=True):
        make.TargetFactory(indicator=indicator, year=year, value=value)


@fires("target-eased")
def a_target_that_falls(unit):
    targets(unit, Decimal("80.1"), 75)


@silent("target-eased")
def a_target_that_falls_where_lower_is_better(unit):
    targets(unit, Decimal("80.1"), 75, polarity="minimize")


def reach(unit, value):
    indicator = indicator_of(unit)
    make.TargetFactory(indicator=indicator, value=6)
    realize(indicator, value)


@fires("achievement-above-limit")
def more_than_twice_the_target(unit):
    reach(unit, "12.1")


@silent("achievement-above-limit")
def twice_the_target(unit):
    reach(unit, 12)


def claim(unit, *results):
    """Claim the activity "Kegiatan 1" with these results under one indicator each."""
    plan = make.PlanFactory(unit=unit, in_force=(2023,))
    for result in results:
        row = realize(make.IndicatorFactory(plan=plan), result)
        make.MeasurementFactory(
            realization=row,
            label="Kegiatan 1",
            method=MethodChoice.RECORDED,
            result=result,
        )


@fires("claimed-twice")
def one_activity_under_two_indicators(unit):
    claim(unit, 50, 50)


@silent("claimed-twice")
def two_activities_of_one_name(unit):
    claim(unit, 50, 40)


@fires("units-differ")
def another_unit_in_the_manual(unit):
    indicator_of(
        unit, unit_of_measure="Perusahaan", unit_of_measure_in_manual="Ruang Lingkup"
    )


@silent("units-differ")
def the_same_unit_in_other_letters(unit):
    indicator_of(unit, unit_of_measure="%", unit_of_measure_in_manual="persen")


@fires("no-goal")
def an_indicator_beside_the_goals(unit):
    make.GoalFactory(plan=indicator_of(unit).plan)


@silent("no-goal")
def an_indicator_whose_activity_target_has_a_goal(unit):
    serve(unit, "T1")


def serve(unit, goal, **fields):
    """Return an indicator of an activity target that serves a goal and follows SP3."""
    indicator = indicator_of(unit, **fields)
    owner = indicator.activity_target
    owner.goal = make.GoalFactory(plan=indicator.plan, code=goal)
    owner.parent_code = "SP3"
    owner.save()
    return indicator


@fires("codes-contradict")
def a_manual_that_names_another_parent(unit):
    serve(unit, "T1", manual_code="T1/SP2/c")


@silent("codes-contradict")
def a_manual_that_names_the_same(unit):
    serve(unit, "T1", manual_code="T1/SP3/c")


@fires("named-twice")
def two_indicators_of_one_name(unit):
    plan = make.PlanFactory(unit=unit)
    make.IndicatorFactory(plan=plan, name="Indeks Kepuasan Masyarakat")
    make.IndicatorFactory(plan=plan, name="Indeks kepuasan  masyarakat.")


@silent("named-twice")
def one_name_in_two_plans(unit):
    for plan in (make.PlanFactory(unit=unit), make.PlanFactory(unit=unit)):
        make.IndicatorFactory(plan=plan, name="Indeks Kepuasan Masyarakat")


def replace(unit):
    """Return nothing; make an indicator that a very different one replaces."""
    old = make.PlanFactory(unit=unit, in_force=(2022,))
    new = make.PlanFactory(unit=unit, in_force=(2023,))
    before, after = (make.IndicatorFactory(plan=plan) for plan in (old, new))
    make.LinkFactory(from_indicator=before, to_indicator=after, kind=Lineage.REPLACED)
    for indicator, year in ((before, 2022), (after, 2023)):
        realize(indicator, "16.7", year)
    make.TargetFactory(indicator=before, year=2022, value=80)
    make.TargetFactory(indicator=after, year=2023, value=75)


def prove(unit, rule, *, proven):
    row = realize(indicator_of(unit, evidence_rule=rule), 5)
    if proven:
        make.EvidenceFactory(realization=row)


@fires("evidence-required")
def a_figure_without_required_evidence(unit):
    prove(unit, "required", proven=False)


@silent("evidence-required")
def a_figure_with_required_evidence(unit):
    prove(unit, "required", proven=True)


@fires("evidence-missing")
def a_figure_without_the_evidence_that_is_asked_for(unit):
    prove(unit, "warn", proven=False)


@silent("evidence-missing")
def an_empty_draft_without_evidence(unit):
    indicator = indicator_of(unit, evidence_rule="warn")
    make.RealizationFactory(indicator=indicator, value=None)
