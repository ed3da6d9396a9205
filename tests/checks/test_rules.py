"""Every rule of the data checks fires where it should and stays silent where it should."""

from decimal import Decimal

import pytest
from django.urls import reverse

from budgets.models import AnnualBudget, RevenueTotal
from indicators import findings
from indicators.findings import Severity
from indicators.models import AnnualTarget, Measurement, Realization
from tests import factories as make
from tests.checks import scenes_of_budgets, scenes_of_indicators
from tests.checks.scenes import FIRES, SILENT, TODAY, indicator_of, realize, series
from tests.many import multiply_indicators

assert scenes_of_budgets, scenes_of_indicators  # importing them fills the two tables

CODES = sorted(findings.rules())


def found_in(unit, code):
    return [item for item in findings.run(unit, TODAY) if item.code == code]


def test_every_rule_has_its_scenes_and_no_scene_is_of_an_unknown_rule():
    assert sorted(FIRES) == sorted(SILENT) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_rule_fires(unit, code):
    FIRES[code](unit)
    (found,) = found_in(unit, code)
    assert found.unit == unit.code
    assert found.message.endswith(".")
    assert found.title
    assert found.subject


@pytest.mark.parametrize("code", CODES)
def test_a_rule_stays_silent(unit, code):
    SILENT[code](unit)
    assert found_in(unit, code) == []


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_silent_over_nothing_and_over_other_units(unit, code):
    FIRES[code](make.UnitFactory())
    assert findings.run(unit, TODAY) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_finding_leads_to_a_page(unit, code):
    FIRES[code](unit)
    (found,) = found_in(unit, code)
    assert reverse(found.link.view, args=found.link.args).startswith("/")


def test_a_code_is_given_once():
    with pytest.raises(ValueError, match="no-target"):
        findings.rule(code="no-target", severity=Severity.NOTE, title="")(lambda _: ())


def test_the_most_serious_rules_come_first():
    order = [known.severity for known in findings.rules().values()]
    assert order == sorted(order, key=list(Severity).index)
    assert set(order) == set(Severity)


def test_a_series_is_compared_between_its_breaks_only(unit):
    scenes_of_indicators.replace(unit)
    codes = {found.code for found in findings.run(unit, TODAY)}
    assert not codes & {"same-as-last-year", "target-eased", "outlier"}


def test_years_apart_are_not_last_year(unit):
    indicator = indicator_of(unit, (2021, 2023))
    for year in (2021, 2023):
        realize(indicator, "16.7", year)
        make.TargetFactory(indicator=indicator, year=year, value=2030 - year)
    codes = {found.code for found in findings.run(unit, TODAY)}
    assert not codes & {"same-as-last-year", "target-eased"}


def test_a_value_below_half_the_lowest_stands_out(unit):
    series(unit, 10, 12, "4.9")
    assert [found.year for found in found_in(unit, "outlier")] == [2023]


def test_growth_below_zero_is_no_measure_of_others(unit):
    series(unit, -3, 12, 40)
    assert [found.year for found in found_in(unit, "outlier")] == [2021]


def test_a_target_that_rises_is_easier_where_lower_is_better(unit):
    scenes_of_indicators.targets(unit, 5, 6, polarity="minimize")
    (found,) = found_in(unit, "target-eased")
    assert "dari 5 ke 6" in found.message


def test_an_overdue_year_of_quarters_is_one_finding(unit):
    indicator = indicator_of(unit, (2023,))
    for period in ("TW1", "TW2", "TW3", "TW4"):
        make.QuarterlyTargetFactory(indicator=indicator, period=period)
    realize(indicator, 3, period="TW2")
    (found,) = found_in(unit, "quarter-missing")
    assert found.message == (
        "Belum ada realisasi: Triwulan I (jatuh tempo 01-05-2023), "
        "Triwulan III (jatuh tempo 31-10-2023), Triwulan IV (jatuh tempo 31-01-2024)."
    )


def test_the_same_measured_case_in_two_quarters_is_claimed_once(unit):
    indicator = indicator_of(unit)
    other = make.IndicatorFactory(plan=indicator.plan, code="SK2.1")
    for period in ("TW1", "TW2"):
        row = realize(indicator, 50, period=period)
        make.MeasurementFactory(realization=row, label="Bimtek", result=50)
    assert found_in(unit, "claimed-twice") == []
    row = realize(other, 50, period="TW3")
    make.MeasurementFactory(realization=row, label="bimtek.", result=50)
    (found,) = found_in(unit, "claimed-twice")
    assert found.message == (
        "“Bimtek” dengan angka yang sama juga dipakai di bawah SK2.1."
    )


def test_an_agreement_that_leaves_a_target_out_differs(unit):
    left_out = indicator_of(unit)
    make.TargetFactory(indicator=left_out, value=3)
    agreed = make.IndicatorFactory(plan=left_out.plan)
    make.TargetFactory(indicator=agreed, value=3)
    scenes_of_indicators.agree(agreed, 3)
    (found,) = found_in(unit, "pk-differs-from-plan")
    assert found.message.startswith("Target PK tidak ada, target Renstra 3")


def test_the_limit_of_an_achievement_is_a_setting(unit, settings):
    settings.ACHIEVEMENT_LIMIT = 300
    FIRES["achievement-above-limit"](unit)
    assert found_in(unit, "achievement-above-limit") == []


def test_a_plan_without_goals_is_one_finding(unit):
    plan = make.PlanFactory(unit=unit, title="Renstra lama")
    for _ in range(3):
        make.IndicatorFactory(plan=plan)
    (found,) = found_in(unit, "no-goal")
    assert found.subject == "Renstra lama"
    assert "3 indikatornya" in found.message


def test_goals_that_contradict_each_other_are_named(unit):
    row = scenes_of_indicators.serve(unit, "T2", manual_code="T1/SP3/c")
    row.goal = make.GoalFactory(plan=row.plan, code="T3")
    row.save()
    (found,) = found_in(unit, "codes-contradict")
    assert found.message == (
        f"Tujuan indikator T3, tujuan sasarannya {row.activity_target.code} adalah T2; "
        "kode di pedoman T1/SP3/c menyebut T1, tujuan indikator T3."
    )


def test_the_same_statement_of_two_activity_targets_is_named(unit):
    plan = make.PlanFactory(unit=unit)
    for code in ("SK1", "SK2"):
        make.ActivityTargetFactory(plan=plan, code=code, statement="Daya saing")
    (found,) = found_in(unit, "named-twice")
    assert found.message == "Bunyinya sama dengan SK1."
    assert found.subject == "SK2 Daya saing · Renstra 2021–2024"


def test_a_component_may_not_spend_more_than_its_amount(unit):
    line = make.BudgetLineFactory(plan__unit=unit)
    make.AllocationFactory(line=line, amount=100, spending=101)
    (found,) = found_in(unit, "spending-above-ceiling")
    assert found.message == "Realisasi 101 melebihi pagu 100."


def test_an_exact_line_leaves_no_room_for_rounding(unit):
    make.BudgetFactory(unit=unit, initial_ceiling=35_000_001, spending=None)
    make.AllocationFactory(line__plan__unit=unit, amount=Decimal(35_000_002))
    assert len(found_in(unit, "lines-differ-from-ceiling")) == 1


def test_a_year_without_ceiling_is_not_compared(unit):
    make.AllocationFactory(line__plan__unit=unit)
    make.BudgetFactory(unit=unit, initial_ceiling=None, spending=None)
    assert found_in(unit, "lines-differ-from-ceiling") == []


def test_a_total_is_compared_only_where_both_are_known(unit):
    make.RevenueFactory(service_type__unit=unit, year=2022, amount=None)
    make.RevenueTotalFactory(unit=unit, year=2022, amount=100)
    make.RevenueFactory(service_type__unit=unit, year=2023, amount=110)
    total = make.RevenueTotalFactory(unit=unit, year=2023, amount=None)
    assert found_in(unit, "revenue-total-differs") == []
    total.amount, total.source = Decimal(120), "OM SPAN"
    total.save()
    (found,) = found_in(unit, "revenue-total-differs")
    assert found.subject == "Jumlah PNBP 2023 · OM SPAN"
    assert (
        found.message == "Jumlah rincian 110, menurut sumber 120: selisih 10."
    )  # no growth: the rows of 2022 are not known


def test_the_fingerprint_stays_while_the_figures_stay(unit):
    FIRES["analysis-missing"](unit)
    (first,) = found_in(unit, "analysis-missing")
    row = Realization.objects.get()
    row.note = "Catatan baru"
    row.save()
    assert found_in(unit, "analysis-missing") == [first]
    row.value = Decimal(4)
    row.save()
    (second,) = found_in(unit, "analysis-missing")
    assert second.fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("code", "model", "figure"),
    [
        ("realization-missing", AnnualTarget, {"value": 7}),
        ("realization-without-target", Realization, {"value": 7}),
        ("evidence-required", Realization, {"value": 7}),
        ("evidence-missing", Realization, {"value": 7}),
        ("claimed-twice", Measurement, {"result": 60}),
        ("revenue-total-differs", RevenueTotal, {"amount": 130}),
    ],
)
def test_a_finding_whose_figure_changes_is_another_one(unit, code, model, figure):
    FIRES[code](unit)
    (first,) = found_in(unit, code)
    model.objects.update(**figure)
    (second,) = found_in(unit, code)
    assert second.fingerprint != first.fingerprint


def test_the_fingerprint_does_not_know_row_numbers(unit):
    FIRES["spending-above-ceiling"](unit)
    (first,) = found_in(unit, "spending-above-ceiling")
    AnnualBudget.objects.all()._raw_delete("default")
    make.BudgetFactory(
        unit=unit, initial_ceiling=300, revised_ceiling=100, spending=101
    )
    (second,) = found_in(unit, "spending-above-ceiling")
    assert second.fingerprint == first.fingerprint


def test_a_run_asks_as_often_over_many_indicators(real_data, django_assert_num_queries):
    with django_assert_num_queries(18):
        found = findings.run(real_data)
    multiply_indicators(real_data, 3)
    with django_assert_num_queries(18):
        assert len(findings.run(real_data)) > len(found)


def test_fingerprints_are_all_different(real_data):
    marks = [found.fingerprint for found in findings.run(real_data)]
    assert len(marks) == len(set(marks))
