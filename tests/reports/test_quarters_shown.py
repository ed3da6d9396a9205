"""Where a year follows from its quarters, or uses another year's data, every page and report says so."""

import pytest
from django.urls import reverse

from accounts.models import Role
from indicators.models import Realization
from reports import indicator_page
from reports.dashboard import build
from reports.unit_choice import UnitChoice
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
)

DERIVED = "Dihitung dari triwulan"
BORROWED = "memakai data tahun sebelumnya (2022)"


@pytest.fixture
def indicator(unit):
    plan = PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2023,))
    indicator = IndicatorFactory(
        plan=plan, code="SK1.1", unit_of_measure="Perusahaan", accumulation="sum"
    )
    TargetFactory(indicator=indicator, value=10)
    for quarter in range(1, 5):
        RealizationFactory(indicator=indicator, period=f"TW{quarter}", value=3)
    return indicator


def test_the_dashboard_counts_the_derived_year_and_says_so(unit, indicator):
    page = build(UnitChoice(unit, (unit,), is_own=True), "", "")
    (row,) = page.groups[0].rows
    assert (page.year, row.result_text, row.percent) == (2023, "12", "120,00 %")
    assert row.notes[0] == DERIVED
    assert page.trends[0].cells == ("12 (dihitung dari triwulan)",)
    assert page.meters[0].done == 1


def test_the_dashboard_says_where_the_recorded_year_differs(unit, indicator):
    RealizationFactory(indicator=indicator, value=11, uses_previous_year=True)
    page = build(UnitChoice(unit, (unit,), is_own=True), "2023", "")
    (row,) = page.groups[0].rows
    assert row.result_text == "11"
    assert row.notes[0] == BORROWED.capitalize()
    assert row.notes[-1] == "Menurut triwulan: 12 (jumlah triwulan I–IV)"


def test_the_indicators_page_says_so(indicator, sign_in):
    (year,) = indicator_page.build(indicator).years
    assert (year.result, year.percent, year.origin) == ("12", "120,00 %", "")
    html = sign_in(Role.AUDITOR).get(
        reverse("indicator_page", args=["RENSTRA-UJI", "SK1.1"])
    )
    assert "<small>dihitung dari triwulan</small>" in html.content.decode()


@pytest.mark.parametrize("layout", ["default", "dokumen"])
def test_the_capaian_report_counts_it_and_says_so(indicator, sign_in, layout):
    address = reverse("report_page", args=["capaian"])
    html = sign_in(Role.AUDITOR).get(address, {"year": 2023, "layout": layout})
    assert f"{DERIVED}: SK1.1." in html.content.decode()


def test_the_capaian_report_carries_the_derived_figure(indicator, sign_in):
    address = reverse("report_file", args=["capaian", "json"])
    (row,) = sign_in(Role.AUDITOR).get(address, {"year": 2023}).json()["rows"]
    assert (row["realization"], row["achievement"], row["state"]) == (
        "12",
        "120.00",
        "measured",
    )


def test_the_capaian_report_names_both_where_they_differ(indicator, sign_in):
    RealizationFactory(indicator=indicator, value=11, uses_previous_year=True)
    html = sign_in(Role.AUDITOR).get(
        reverse("report_page", args=["capaian"]), {"year": 2023}
    )
    text = html.content.decode()
    assert "SK1.1: tercatat 11, menurut triwulan 12." in text
    assert f"{BORROWED.capitalize()}: SK1.1." in text


def test_a_report_without_a_year_opens_the_derived_one(indicator, sign_in):
    PlanFactory(unit=indicator.plan.unit, in_force=(2024,))
    html = sign_in(Role.AUDITOR).get(reverse("report_page", args=["capaian"]))
    assert "Capaian Kinerja Tahun 2023" in html.content.decode()
    Realization.objects.filter(period="TW4").update(value=None)
    html = sign_in(Role.AUDITOR).get(reverse("report_page", args=["capaian"]))
    assert "Capaian Kinerja Tahun 2024" in html.content.decode()
