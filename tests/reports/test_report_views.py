"""The list of reports, their pages and files, and who may see them."""

import io
import json
import re
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.report import Group
from tests.factories import (
    AgreementFactory,
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
)


@pytest.fixture
def plan(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    indicator = IndicatorFactory(plan=plan, name="Nilai <b>tebal</b>")
    TargetFactory(
        indicator=indicator,
        agreement=AgreementFactory(unit=unit, year=2023),
        value=Decimal(6),
    )
    RealizationFactory(indicator=indicator, value=Decimal(56))
    PlanFactory(unit=unit, predecessor=plan, relation="revises")
    return plan


def file_address(slug, form, query=""):
    return reverse("report_file", args=[slug, form]) + query


@pytest.mark.parametrize(
    "role", ["operator", "verifikator", "pimpinan", "auditor", "administrator"]
)
def test_every_role_reads_the_list_and_every_report(sign_in, plan, role):
    client = sign_in(role)
    page = client.get(reverse("report_list")).content.decode()
    for report in REPORTS.values():
        assert report.title in page
        assert client.get(reverse("report_page", args=[report.slug])).status_code == 200


@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_can_be_had_in_each_of_its_formats(sign_in, plan, slug):
    client = sign_in("pimpinan")
    for form in REPORTS[slug].formats:
        if REPORTS[slug].is_long:
            assert client.post(file_address(slug, form)).status_code == 302
            continue
        response = client.get(file_address(slug, form))
        assert response.status_code == 200
        assert response["Content-Type"] == FORMATS[form].content_type
        name = response["Content-Disposition"]
        assert name.startswith(f'attachment; filename="{slug}')
        ending = {"pdfa": "-arsip.pdf", "pdfua": "-aksesibel.pdf"}.get(form, f".{form}")
        assert name.endswith(f'BALAI-UJI{ending}"')


def test_a_file_names_report_year_and_unit(sign_in, plan):
    response = sign_in("pimpinan").get(file_address("capaian", "pdf", "?year=2023"))
    assert (
        response["Content-Disposition"]
        == 'attachment; filename="capaian-2023-BALAI-UJI.pdf"'
    )
    assert response.content.startswith(b"%PDF")


def test_page_and_files_show_the_same_figure(sign_in, plan):
    client = sign_in("auditor")
    page = client.get(reverse("report_page", args=["capaian"])).content.decode()
    assert "933,33" in page
    assert "Nilai &lt;b&gt;tebal&lt;/b&gt;" in page
    assert (
        json.loads(client.get(file_address("capaian", "json")).content)["rows"][0][
            "achievement"
        ]
        == "933.33"
    )
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(file_address("capaian", "xlsx")).content)
    ).active
    figures = [
        cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    ]
    assert figures[0] == pytest.approx(933.3333333)


def test_a_page_offers_years_layouts_and_files_of_what_it_shows(sign_in, plan):
    page = (
        sign_in("pimpinan")
        .get(reverse("report_page", args=["capaian"]) + "?layout=dokumen")
        .content.decode()
    )
    assert "/laporan/capaian.pdf?year=2023&amp;layout=dokumen" in page
    assert '/laporan/capaian/?year=2023" ' in page.replace('">', '" ')
    assert page.count('aria-current="true"') == 2


def test_the_formats_that_few_want_stand_behind_a_word(sign_in, plan):
    client = sign_in("pimpinan")
    for address in (reverse("report_list"), reverse("report_page", args=["capaian"])):
        page = client.get(address).content.decode()
        before, _, behind = page.partition('<details class="menu other-files">')
        assert all(f"/capaian.{form}" in before for form in ("pdf", "xlsx", "docx"))
        behind = behind.partition("</details>")[0]
        offered = re.findall(r"/laporan/capaian\.(\w+)", behind)
        assert offered == ["pdfa", "pdfua", "csv", "json", "html"]


def test_choosers_of_the_list_have_names_of_their_own(sign_in, plan):
    page = sign_in("pimpinan").get(reverse("report_list")).content.decode()
    names = re.findall(r'<nav class="seg" aria-label="([^"]+)"', page)
    of_years = [r for r in REPORTS.values() if r.default_year and not r.is_of_plan]
    assert names == ["Kelompok", *(f"Tahun, {report.title}" for report in of_years)]


def test_reports_are_listed_by_subject_and_led_to_by_it(sign_in, plan):
    page = sign_in("pimpinan").get(reverse("report_list")).content.decode()
    subjects = dict(re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', page))
    assert list(subjects.values()) == [subject.value for subject in Group]
    assert all(f'href="#{key}"' in page for key in subjects)
    order = [page.index(f'<h2 id="{key}"') for key in subjects]
    for report in REPORTS.values():
        place = list(Group).index(report.group)
        start, end = order[place], [*order[1:], len(page)][place]
        assert start < page.index(f'href="/laporan/{report.slug}/') < end


def test_of_a_plans_report_the_page_offers_years_and_the_list_does_not(sign_in, plan):
    client = sign_in("pimpinan")
    assert "/laporan/pedoman/?year=" not in client.get(reverse("report_list")).content.decode()  # fmt: skip
    page = client.get(reverse("report_page", args=["pedoman"])).content.decode()
    assert "/laporan/pedoman/?year=2023" in page


def test_the_list_asks_no_more_of_the_database_for_more_reports(
    sign_in, plan, monkeypatch
):
    client = sign_in("pimpinan")
    with CaptureQueriesContext(connection) as all_reports:
        client.get(reverse("report_list"))
    few = {
        slug: REPORTS[slug] for slug in ("capaian", "pedoman", "perbandingan-revisi")
    }
    monkeypatch.setattr("reports.views.REPORTS", few)
    with CaptureQueriesContext(connection) as three_reports:
        client.get(reverse("report_list"))
    assert len(all_reports) == len(three_reports)


def test_pages_have_no_inline_style_or_script(sign_in, plan):
    client = sign_in("pimpinan")
    for address in (reverse("report_list"), reverse("report_page", args=["capaian"])):
        page = client.get(address).content.decode()
        assert "style=" not in page
        assert "<style" not in page


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/laporan/tidak-ada/", "Laporan ini tidak ada"),
        ("/laporan/tidak-ada.pdf", "Laporan ini tidak ada"),
        ("/laporan/capaian.exe", "tidak tersedia dalam format"),
        ("/laporan/capaian/?year=1999", "Pilihan: 2023"),
        ("/laporan/capaian.pdf?year=abc", "Pilihan: 2023"),
        ("/laporan/capaian/?year=%00", "Pilihan: 2023"),
        ("/laporan/capaian/?layout=lebar", "tidak dikenal"),
        ("/laporan/capaian/?unit=TIDAK-ADA", "Unit kerja"),
        ("/laporan/capaian.json?unit=%00", "Unit kerja"),
    ],
)
def test_what_is_not_there_answers_404_and_says_why(sign_in, plan, address, message):
    response = sign_in("pimpinan").get(address)
    assert response.status_code == 404
    assert message in str(
        response.context["exception"] if response.context else response.content.decode()
    )


def test_another_units_reports_answer_404(sign_in, plan):
    other = PlanFactory(unit=UnitFactory(code="LAIN"), in_force=(2023,))
    client = sign_in("operator")
    assert (
        client.get(
            file_address("capaian", "json", f"?unit={other.unit.code}")
        ).status_code
        == 404
    )
    assert (
        client.get(reverse("report_page", args=["capaian"]) + "?unit=LAIN").status_code
        == 404
    )
    assert client.get(reverse("report_list") + "?unit=LAIN").status_code == 404


def test_a_unit_above_reads_the_reports_of_units_below(sign_in, plan, unit):
    parent = UnitFactory(code="INDUK")
    unit.parent = parent
    unit.save()
    client = sign_in("auditor", of_unit=parent)
    assert (
        client.get(file_address("capaian", "json", "?unit=BALAI-UJI")).status_code
        == 200
    )
    page = client.get(
        reverse("report_page", args=["capaian"]) + "?unit=BALAI-UJI"
    ).content.decode()
    assert "unit=BALAI-UJI" in page


def test_without_the_right_to_read_reports_answer_403(sign_in, plan):
    client = sign_in(None)
    assert client.get(reverse("report_page", args=["capaian"])).status_code == 403
    assert client.get(file_address("pnbp", "csv")).status_code == 403
    assert "Capaian Kinerja" not in client.get(reverse("report_list")).content.decode()


def test_without_signing_in_reports_lead_to_the_sign_in_page(client, plan):
    for address in (
        reverse("report_list"),
        "/laporan/capaian/",
        "/laporan/capaian.pdf",
    ):
        assert client.get(address).status_code == 302


def test_reports_are_only_read(sign_in, plan):
    client = sign_in("operator")
    assert client.post(file_address("capaian", "pdf")).status_code == 405
    assert client.post(reverse("report_list")).status_code == 405


def test_a_unit_without_plan_gets_its_list_and_an_explanation(sign_in, unit):
    client = sign_in("pimpinan")
    assert (
        "belum mempunyai renstra" in client.get(reverse("report_list")).content.decode()
    )
    assert client.get(reverse("report_page", args=["capaian"])).status_code == 404


def test_a_reports_page_takes_the_same_queries_for_more_indicators(
    sign_in, plan, django_assert_max_num_queries
):
    client = sign_in("pimpinan")
    for _ in range(20):
        TargetFactory(indicator=IndicatorFactory(plan=plan))
    with django_assert_max_num_queries(18):
        client.get(reverse("report_page", args=["capaian"]) + "?year=2023")
