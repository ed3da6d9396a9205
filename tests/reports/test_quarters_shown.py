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
    MeasurementFactory,
    PlanFactory,
    QuarterlyTargetFactory,
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


def test_the_indicators_page_shows_quarters_to_date_and_how_the_year_came(
    indicator, sign_in
):
    QuarterlyTargetFactory(indicator=indicator, period="TW1", value=2, activity="Rapat")
    for quarter in range(2, 5):
        QuarterlyTargetFactory(indicator=indicator, period=f"TW{quarter}", value=3)
    row = Realization.objects.get(period="TW2")
    row.value, row.uses_previous_year, row.note = None, True, "Sementara"
    row.save()
    MeasurementFactory(realization=row, method="value", after=4, result=None)
    (year,) = indicator_page.build(indicator).years
    found = year.quarters
    assert [line.result for line in found.lines] == ["3", "4", "3", "3"]
    assert [line.percent for line in found.lines][:2] == ["150,00 %", "133,33 %"]
    assert found.lines[1].remarks == (
        "4",
        "dihitung dari pengukuran",
        BORROWED,
        "Sementara",
    )
    assert found.lines[0].activity == "Rapat"
    assert (found.to_date.title, found.to_date.result) == ("s.d. Triwulan IV", "13")
    assert found.to_date.remarks[-1] == BORROWED
    assert (found.to_date.target, found.to_date.percent) == ("11", "118,18 %")
    assert (found.year, found.how) == ("13", "jumlah triwulan I–IV: 3 + 4 + 3 + 3 = 13")
    assert (found.target, found.target_differs, found.differs) == ("11", True, False)
    html = page_of(sign_in).content.decode()
    assert "berbeda dari target setahun yang ditetapkan" in html
    assert "Rencana: Rapat" in html


def test_the_indicators_page_shows_both_years_where_they_differ(indicator, sign_in):
    RealizationFactory(indicator=indicator, value=11)
    html = page_of(sign_in).content.decode()
    assert "Yang tercatat 11; keduanya disimpan dan ditampilkan" in html


def test_the_indicators_page_says_why_there_is_no_year(indicator, sign_in):
    Realization.objects.filter(period="TW4").update(value=None)
    html = page_of(sign_in).content.decode()
    assert "Triwulan IV belum terisi." in html
    assert "s.d. Triwulan III" in html


def test_a_changed_quarterly_target_is_in_the_history(indicator):
    row = QuarterlyTargetFactory(indicator=indicator, period="TW1", value=2)
    row.value, row.activity = 3, "Rapat"
    row.save()
    change = indicator_page.build(indicator).changes[0]
    assert (change.what, change.before, change.after, change.others) == (
        "Target 2023 Triwulan I",
        "2",
        "3",
        "rencana kegiatan",
    )


def test_a_year_without_quarters_has_no_table_of_them(indicator):
    Realization.objects.all()._raw_delete("default")
    assert [year.quarters for year in indicator_page.build(indicator).years] == [None]


def page_of(sign_in):
    address = reverse("indicator_page", args=["RENSTRA-UJI", "SK1.1"])
    return sign_in(Role.AUDITOR).get(address)


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
