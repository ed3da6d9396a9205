"""The indicators' list and pages."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.audit import batch
from accounts.models import AuditBatch, Role
from indicators.models import Indicator, Realization
from reports.indicator_page import build
from tests.factories import (
    ActivityTargetFactory,
    EvidenceFactory,
    IndicatorFactory,
    LinkFactory,
    MeasurementFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
)
from tests.many import multiply_indicators

REVIEW = "BSPJI-MANADO-2021-R2023"


def real_indicator(code):
    return Indicator.objects.select_related(
        "plan__unit",
        "activity_target__goal",
        "activity_target__programme",
        "goal_owner",
        "goal",
        "scale",
    ).get(plan__code=REVIEW, code=code)


def url_of(indicator):
    return reverse("indicator_page", args=[indicator.plan.code, indicator.code])


@pytest.fixture
def indicator(unit):
    plan = PlanFactory(unit=unit, in_force=(2022, 2023))
    return IndicatorFactory(
        plan=plan, activity_target=ActivityTargetFactory(plan=plan), code="SK1.1"
    )


def test_years_show_both_bases_with_whose_they_are(real_data):
    years = {year.year: year for year in build(real_indicator("SK2.1")).years}
    assert (years[2023].pk.text, years[2023].renstra.text) == ("1", "3")
    assert (years[2023].percent, years[2023].renstra_percent) == ("200,00 %", "66,67 %")
    assert years[2023].break_before == "didefinisikan ulang"
    assert years[2024].pk is None


def test_target_of_a_later_revision_is_labelled_so(real_data):
    years = {year.year: year for year in build(real_indicator("SK3.1")).years}
    assert years[2021].renstra.label == "Reviu 2023, ditetapkan kemudian"


def test_derived_value_stands_beside_the_recorded_one(real_data):
    year = next(
        year for year in build(real_indicator("SK3.2")).years if year.year == 2023
    )
    assert (year.result, year.derived, year.differs) == ("16,85", "8,22", True)


def test_measurements_show_how_the_value_came_about(real_data):
    year = next(
        year for year in build(real_indicator("SK3.1")).years if year.year == 2023
    )
    assert [case.formula for case in year.cases] == ["50", "40"]
    assert year.from_cases == "Rata-rata: 45,00"


def test_sheet_says_where_the_manual_prints_another_unit(real_data):
    facts = {fact.label: fact.text for fact in build(real_indicator("SK2.1")).facts}
    assert facts["Satuan"] == "Perusahaan (tercetak di pedoman: Ruang Lingkup)"


def test_sheet_names_both_goals_where_the_indicator_has_its_own(real_data):
    facts = {fact.label: fact.text for fact in build(real_indicator("SK1.1")).facts}
    assert facts["Tujuan"].startswith("T3 ")
    assert facts["Tujuan"].endswith("(sasarannya: T2)")


def test_lineage_links_to_the_other_plan(real_data):
    relative = build(real_indicator("SK7.1")).relatives[0]
    assert (relative.direction, relative.kind, relative.code) == (
        "Berasal dari",
        "Didefinisikan ulang",
        "SK7.1",
    )
    assert relative.url.endswith("/BSPJI-MANADO-2021/SK7.1/")


def test_dropped_indicator_has_a_page_without_successor(indicator):
    LinkFactory(from_indicator=indicator, to_indicator=None, kind="dropped")
    relative = build(indicator).relatives[0]
    assert (relative.kind, relative.code, relative.url) == ("Dihapus", "", "")


def test_formula_shows_its_figures(indicator):
    row = RealizationFactory(indicator=indicator, value=Decimal(50))
    MeasurementFactory(
        realization=row,
        method="growth",
        before=Decimal(100),
        after=Decimal(150),
        result=None,
    )
    assert (
        build(indicator).years[0].cases[0].formula == "(150 − 100) / 100 × 100 = 50,00"
    )


def test_history_tells_who_changed_what_from_what_to_what(indicator, sign_in):
    client = sign_in(Role.OPERATOR)
    with batch(AuditBatch.Path.GRID, user=client.user):
        row = RealizationFactory(indicator=indicator, value=Decimal("16.85"))
        row.value = Decimal("8.22")
        row.save()
        row.note = "Dihitung ulang."
        row.save()
    newest, changed, first = build(indicator).changes
    assert (first.what, first.before, first.after) == ("Realisasi 2023", "", "16,85")
    assert (changed.before, changed.after, changed.way) == (
        "16,85",
        "8,22",
        "Isi realisasi",
    )
    assert (newest.after, newest.others) == ("", "catatan")
    assert changed.who == client.user.get_full_name()


def test_emptied_figure_shows_in_the_history(indicator):
    row = RealizationFactory(indicator=indicator, value=Decimal(5))
    row.value = None
    row.save()
    assert (build(indicator).changes[0].before, build(indicator).changes[0].after) == (
        "5",
        "–",
    )


def test_quarters_are_shown_besides_the_year(indicator):
    RealizationFactory(indicator=indicator, period="TW1", value=Decimal(3))
    (year,) = [year for year in build(indicator).years if year.quarters]
    assert (year.year, year.quarters.lines[0].result) == (2023, "3")


def test_indicator_of_a_plan_not_in_force_opens(unit, sign_in):
    plan = PlanFactory(unit=unit)
    indicator = IndicatorFactory(
        plan=plan, activity_target=ActivityTargetFactory(plan=plan)
    )
    TargetFactory(indicator=indicator)
    html = sign_in(Role.AUDITOR).get(url_of(indicator)).content.decode()
    assert "tidak dipakai pada tahun mana pun" in html


@pytest.mark.parametrize("code", ["SK1.1", "SK2.2", "SK3.2", "SK7.1", "T1.1"])
def test_page_of_a_real_indicator_opens(real_data, sign_in, code):
    html = (
        sign_in(Role.AUDITOR, real_data)
        .get(url_of(real_indicator(code)))
        .content.decode()
    )
    assert "Pedoman kinerja" in html
    assert not re.search(r"\sstyle=|<style|<script", html)


def test_operator_is_offered_to_change_and_reader_is_not(indicator, sign_in):
    change = reverse("admin:indicators_indicator_change", args=[indicator.pk])
    assert change in sign_in(Role.OPERATOR).get(url_of(indicator)).content.decode()
    assert change not in sign_in(Role.PIMPINAN).get(url_of(indicator)).content.decode()


def test_person_of_another_unit_finds_no_such_page(indicator, sign_in):
    client = sign_in(Role.OPERATOR, UnitFactory(code="LAIN"))
    assert client.get(url_of(indicator)).status_code == 404


def test_person_of_the_unit_above_reads_but_is_not_offered_to_change(
    indicator, sign_in, unit
):
    unit.parent = UnitFactory(code="INDUK")
    unit.save()
    response = sign_in(Role.OPERATOR, unit.parent).get(url_of(indicator))
    assert response.status_code == 200
    assert "Ubah indikator" not in response.content.decode()


def test_queries_do_not_grow_with_rows(real_data, sign_in):
    client = sign_in(Role.PIMPINAN, real_data)
    urls = [url_of(real_indicator("SK3.1")), reverse("indicator_list")]
    before = [count_queries(client, url) for url in urls]
    multiply_indicators(real_data, 5)
    row = Realization.objects.get(indicator=real_indicator("SK3.1"), year=2023)
    for value in range(10):
        row.value = Decimal(value)
        row.save()
        MeasurementFactory(realization=row, order=value + 10)
    assert [count_queries(client, url) for url in urls] == before


def count_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# The list


def test_list_shows_the_plan_in_force_with_states(real_data, sign_in):
    html = (
        sign_in(Role.PIMPINAN, real_data)
        .get(reverse("indicator_list"))
        .content.decode()
    )
    assert "Keadaan 2023 terhadap target Perjanjian Kinerja (PK 2023)" in html
    assert html.count('class="state') == 17


@pytest.mark.parametrize(
    ("plan", "rows"), [("BSPJI-MANADO-2020", 7), ("BSPJI-MANADO-2021", 14)]
)
def test_list_of_an_earlier_plan(real_data, sign_in, plan, rows):
    html = (
        sign_in(Role.PIMPINAN, real_data)
        .get(reverse("indicator_list"), {"renstra": plan})
        .content.decode()
    )
    assert html.count('class="state') == rows


def test_list_of_another_units_plan_is_not_found(indicator, sign_in):
    other = PlanFactory()
    assert (
        sign_in(Role.PIMPINAN)
        .get(reverse("indicator_list"), {"renstra": other.code})
        .status_code
        == 404
    )


def test_list_without_any_plan_says_so(sign_in):
    assert (
        "belum mempunyai renstra"
        in sign_in(Role.PIMPINAN).get(reverse("indicator_list")).content.decode()
    )


def test_a_year_shows_its_evidence_and_that_of_its_quarters(client, indicator, sign_in):
    year = RealizationFactory(indicator=indicator)
    quarter = RealizationFactory(indicator=indicator, period="TW2")
    file = EvidenceFactory(is_file=True, realization=year, title="Laporan <b>")
    link = EvidenceFactory(realization=quarter, title="Situs")
    text = sign_in(Role.AUDITOR).get(url_of(indicator)).content.decode()
    assert (
        f'<a href="{reverse("evidence_file", args=[file.pk])}">Laporan &lt;b&gt;</a>'
        in text
    )
    assert f'href="{link.url}" target="_blank" rel="noopener noreferrer"' in text
    assert "Triwulan II" in text
    assert "Rincian bukti 2023" in text
    assert "bukti 2022" not in text


def test_an_operator_comes_from_a_year_to_its_evidence(indicator, sign_in):
    client = sign_in(Role.OPERATOR)
    text = client.get(url_of(indicator)).content.decode()
    where = reverse("evidence_add", args=[indicator.pk, 2023, "TAHUN"])
    assert f'href="{where}">Kelola bukti 2023</a>' in text
    assert client.get(where).status_code == 200


def test_a_value_unlike_its_measurements_is_flagged_with_its_reason(sign_in, unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    row = RealizationFactory(
        indicator=IndicatorFactory(plan=plan, code="SK1.1"),
        value=Decimal(47),
        deviation_reason="Menurut berita acara",
    )
    MeasurementFactory(realization=row, result=Decimal(45))
    address = f"/indikator/{plan.code}/SK1.1/"
    html = sign_in("auditor").get(address).content.decode()
    assert "Yang tercatat 47, berbeda dari hasil pengukurannya" in html
    assert "Menurut berita acara" in html
    assert f'href="/realisasi/2023/{plan.code}/SK1.1/"' in html
