"""A file goes up, is listed, comes down again unchanged, and goes away."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from indicators.models import Evidence
from tests.factories import IndicatorFactory, PlanFactory, RealizationFactory
from tests.indicators.evidence.samples import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "Laporan IKM.pdf"
    path.write_bytes(pdf())
    return path


def test_a_file_goes_up_and_comes_down_unchanged(page, sign_in, unit, report):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    indicator = IndicatorFactory(plan=plan, data_source="Laporan IKM")
    row = RealizationFactory(indicator=indicator)
    sign_in(Role.OPERATOR, unit)
    page.goto(f"/bukti/{row.pk}/")
    page.get_by_label("Judul").fill("Laporan IKM 2023")
    page.get_by_label("Berkas").set_input_files(report)
    page.get_by_role("button", name="Tambah bukti").click()
    expect(page.get_by_text("Memenuhi: Laporan IKM")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Laporan IKM 2023").click()
    assert waiting.value.suggested_filename == "Laporan IKM.pdf"
    assert Path(waiting.value.path()).read_bytes() == pdf()
    page.get_by_text("Hapus", exact=True).click()
    page.get_by_role("button", name="Hapus bukti ini").click()
    expect(page.get_by_text("Belum ada bukti dukung")).to_be_visible()
    assert not Evidence.objects.exists()
    assert page.complaints == []


def test_what_is_typed_beside_the_evidence_stays(page, sign_in, unit, report):
    plan = PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2023,))
    indicator = IndicatorFactory(plan=plan, code="SK1.1")
    sign_in(Role.OPERATOR, unit)
    page.goto("/realisasi/2023/RENSTRA-UJI/SK1.1/")
    page.fill("[name=value]", "16,85")
    page.fill("[name=note]", "Belum disimpan")
    page.get_by_label("Judul").fill("Laporan IKM")
    page.get_by_role("button", name="Tambah bukti").click()
    expect(page.get_by_text("Pilih berkas, atau isi tautan.")).to_be_visible()
    page.get_by_label("Berkas").set_input_files(report)
    page.get_by_role("button", name="Tambah bukti").click()
    expect(page.get_by_text("Bukti “Laporan IKM” ditambahkan.")).to_be_visible()
    page.get_by_text("Hapus", exact=True).click()
    page.get_by_role("button", name="Hapus bukti ini").click()
    expect(page.get_by_text("Belum ada bukti dukung")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan").click()
    row = indicator.realizations.get()
    assert (str(row.value.normalize()), row.note) == ("16.85", "Belum disimpan")
    # The browser reports the one form that was refused, as it should be.
    assert [said for said in page.complaints if "422" not in said] == []
