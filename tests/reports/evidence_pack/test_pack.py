"""The pack of a report: what is in it, that its manifest is true, and what is missing is said."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.audit import batch
from accounts.models import AuditBatch
from documents.models import StatementKind
from indicators.evidence import files
from indicators.models import Period
from reports import catalogue
from reports.evidence_pack import proofs
from tests import factories as make
from tests.document_factories import PublishedStatementFactory
from tests.issued import stored_issue, tamper

ALWAYS = {
    "BACA-DAHULU.txt", "rumus/rumus-dengan-masukan.csv", "riwayat/riwayat-angka.csv",
    "temuan/temuan-pemeriksaan-data.csv", "bukti/daftar-bukti.csv", "manifest.csv", "manifest.json",
}  # fmt: skip
REPORT = "laporan/capaian-2023-BALAI-UJI.pdf"
FIGURES = {f"angka/capaian-2023-BALAI-UJI.{ending}" for ending in ("xlsx", "json")}


@pytest.fixture
def plan(unit):
    plan = make.PlanFactory(unit=unit, in_force=(2022, 2023))
    item = make.IndicatorFactory(
        plan=plan, code="SK1.1", name="=Produktivitas", aggregation="mean"
    )
    make.TargetFactory(indicator=item, value=Decimal(6))
    with batch(AuditBatch.Path.FORM, user=None, reason="Dari laporan"):
        row = make.RealizationFactory(
            indicator=item, value=Decimal(45), deviation_reason="x"
        )
    for order, result in enumerate((50, 40), start=1):
        make.MeasurementFactory(
            realization=row, order=order, label=f"Kegiatan {order}",
            method="recorded", before=None, after=None, result=Decimal(result),
        )  # fmt: skip
    return plan


@pytest.fixture
def realization(plan):
    return plan.indicators.get().realizations.get()


def prove(realization, content=b"%PDF bukti", **fields):
    """Return evidence with its file in the storage."""
    return make.EvidenceFactory(
        is_file=True,
        realization=realization,
        file=files.store(ContentFile(content), "pdf"),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        **fields,
    )


@pytest.fixture
def auditor(sign_in, plan):
    return sign_in("auditor")


def fetch(client, row=None):
    """Return the zip of an issued report, else of the report as it is, opened."""
    where = reverse("issued_pack", args=[row.pk]) if row else FRESH
    answer = client.get(where)
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


FRESH = "/laporan/capaian/paket-bukti.zip?year=2023"


def lines(found, name):
    return list(csv.DictReader(io.StringIO(found.read(name).decode())))


def manifest(found):
    return json.loads(found.read("manifest.json"))


def test_the_pack_holds_the_report_and_all_that_is_behind_it(auditor, realization):
    prove(realization, original_name="laporan.pdf")
    found = fetch(auditor)
    proof = "bukti/2023/SK1.1/TAHUN/01-laporan.pdf"
    assert set(found.namelist()) == ALWAYS | FIGURES | {REPORT, proof}
    assert found.testzip() is None
    assert found.read(REPORT).startswith(b"%PDF")
    assert found.read(proof) == b"%PDF bukti"
    figures = json.loads(found.read("angka/capaian-2023-BALAI-UJI.json"))
    assert figures["rows"][0]["realization"] == "45"
    readme = found.read("BACA-DAHULU.txt").decode()
    assert "Capaian Kinerja Tahun 2023" in readme
    assert "Laporan ini belum diterbitkan." in readme
    assert "\r\n" in readme


def test_the_manifest_has_the_hash_of_every_file_before_it(auditor, realization):
    prove(realization)
    found = fetch(auditor)
    listed = {item["name"]: item for item in manifest(found)["files"]}
    assert set(listed) == set(found.namelist()) - {"manifest.csv", "manifest.json"}
    for name, item in listed.items():
        content = found.read(name)
        assert item["sha256"] == hashlib.sha256(content).hexdigest()
        assert item["size"] == len(content)
    rows = {row["Nama"]: row for row in lines(found, "manifest.csv")}
    assert {name: row["SHA-256"] for name, row in rows.items()} == {
        name: item["sha256"] for name, item in listed.items()
    }
    about = manifest(found)
    assert (about["unit"], about["years"], about["flaws"]) == ("BALAI-UJI", [2023], {})
    assert about["made_by"] == auditor.user.username


def test_formulas_have_their_figures(auditor):
    rows = lines(fetch(auditor), "rumus/rumus-dengan-masukan.csv")
    written = [
        (row["Kode"], row["Perihal"], row["Uraian"], row["Rumus dengan angkanya"])
        for row in rows
    ]
    assert written == [
        ("SK1.1", "capaian", "", "45 / 6 × 100 = 750,00"),
        ("SK1.1", "pengukuran", "Kegiatan 1", "50"),
        ("SK1.1", "pengukuran", "Kegiatan 2", "40"),
        ("SK1.1", "gabungan pengukuran", "Rata-rata", "(50 + 40) / 2 = 45"),
        ("", "rata-rata capaian", "1 dari 1 indikator, masing-masing dibatasi 120", "120,00"),
    ]  # fmt: skip
    # Text that a spreadsheet would compute stays text.
    assert rows[0]["Indikator"] == "'=Produktivitas"
    assert (rows[0]["Target"], rows[0]["Realisasi"]) == ("6", "45")


def test_quarters_are_worked_out_too(auditor, plan):
    item = plan.indicators.get()
    make.QuarterlyTargetFactory(indicator=item, period=Period.Q1, value=Decimal(2))
    make.RealizationFactory(indicator=item, period=Period.Q1, value=Decimal(3))
    rows = lines(fetch(auditor), "rumus/rumus-dengan-masukan.csv")
    quarter = next(row for row in rows if row["Periode"] == "Triwulan I")
    assert quarter["Rumus dengan angkanya"] == "3 / 2 × 100 = 150,00"
    year = next(row for row in rows if row["Perihal"] == "setahun dari triwulan")
    assert year["Keterangan"]


def test_a_figure_of_the_money_shows_the_money(auditor, plan, unit):
    item = plan.indicators.get()
    item.derived_source = "pnbp_growth"
    item.save()
    service = make.ServiceTypeFactory(unit=unit)
    for year, amount in ((2022, 100), (2023, 150)):
        make.RevenueFactory(service_type=service, year=year, amount=Decimal(amount))
    rows = lines(fetch(auditor), "rumus/rumus-dengan-masukan.csv")
    found = next(row for row in rows if row["Perihal"] == "hasil hitung aplikasi")
    assert "(150 − 100) / 100 × 100 = 50,00" in found["Rumus dengan angkanya"]


def test_history_findings_and_the_list_of_evidence_are_of_the_year(
    auditor, plan, realization
):
    prove(realization, title="Laporan", original_name="a.pdf")
    make.EvidenceFactory(
        realization=realization, title="Tautan", url="https://contoh.go.id/"
    )
    earlier = make.RealizationFactory(
        indicator=plan.indicators.get(), year=2022, value=Decimal(1)
    )
    prove(earlier, original_name="lama.pdf")
    other = make.RealizationFactory(
        indicator=make.IndicatorFactory(
            plan=make.PlanFactory(unit=make.UnitFactory(), in_force=(2023,))
        )
    )
    prove(other, original_name="lain.pdf")
    found = fetch(auditor)
    names = " ".join(found.namelist())
    assert "lama.pdf" not in names
    assert "lain.pdf" not in names
    history = lines(found, "riwayat/riwayat-angka.csv")
    assert {row["Jenis data"] for row in history} >= {"Realisasi", "Bukti dukung", "Target tahunan"}  # fmt: skip
    value = next(
        row
        for row in history
        if row["Jenis data"] == "Realisasi" and row["Kolom"] == "Nilai"
    )
    assert (value["Sebelum"], value["Sesudah"]) == ("–", "45")
    assert (value["Alasan"], value["Nomor segel"]) == ("Dari laporan", "1")
    assert len(value["SHA-256 segel"]) == 64
    listed = lines(found, "bukti/daftar-bukti.csv")
    assert [(row["Judul"], row["Keadaan"], row["Tautan"]) for row in listed] == [
        ("Laporan", proofs.WHOLE, ""),
        ("Tautan", proofs.LINK, "https://contoh.go.id/"),
    ]
    findings = lines(found, "temuan/temuan-pemeriksaan-data.csv")
    assert all(row["Tahun"] in ("", "2023") for row in findings)
    assert findings


def test_evidence_that_is_missing_altered_or_unreadable_is_said_and_the_rest_is_there(
    auditor, realization, monkeypatch
):
    missing = prove(realization, b"%PDF 1", original_name="hilang.pdf", title="1")
    altered = prove(realization, b"%PDF 2", original_name="ubah.pdf", title="2")
    broken = prove(realization, b"%PDF 3", original_name="rusak.pdf", title="3")
    prove(realization, b"%PDF 4", original_name="utuh.pdf", title="4")
    files.discard(missing.file)
    files.discard(altered.file)
    files.EVIDENCE.storage.save(altered.file, ContentFile(b"%PDF lain"))
    open_stored = files.open_stored

    def open_broken(name):
        file = open_stored(name)
        if name == broken.file:
            monkeypatch.setattr(file.file, "read", fail, raising=False)
        return file

    def fail(*args):
        raise OSError("Bad sector")

    monkeypatch.setattr(files, "open_stored", open_broken)
    found = fetch(auditor)
    place = "bukti/2023/SK1.1/TAHUN/"
    assert found.testzip() is None
    assert found.read(f"{place}04-utuh.pdf") == b"%PDF 4"
    assert found.read(f"{place}02-ubah.pdf") == b"%PDF lain"
    assert f"{place}01-hilang.pdf" not in found.namelist()
    flaws = {
        f"{place}01-hilang.pdf": proofs.MISSING,
        f"{place}02-ubah.pdf": proofs.ALTERED,
        f"{place}03-rusak.pdf": proofs.BROKEN,
    }
    assert manifest(found)["flaws"] == flaws
    told = {row["Nama"]: row["Keterangan"] for row in lines(found, "manifest.csv")}
    assert {name: told[name] for name in flaws} == flaws
    states = [row["Keadaan"] for row in lines(found, "bukti/daftar-bukti.csv")]
    assert states == [*flaws.values(), proofs.WHOLE]


def test_hostile_titles_and_names_stay_harmless(auditor, unit, plan, realization):
    prove(
        realization,
        original_name="..\\..\\autoexec.pdf",
        title='=HYPERLINK("x")\r\nX: 1',
        satisfies="@SUM(A1)",
    )
    item = plan.indicators.get()
    item.code = "A/../../b"
    item.save()
    found = fetch(auditor)
    for name in found.namelist():
        assert not name.startswith(("/", "\\"))
        assert ".." not in name.split("/")
        assert not set(name) & set('<>:"|?*\\')
    (listed,) = lines(found, "bukti/daftar-bukti.csv")
    assert listed["Judul"].startswith("'=HYPERLINK")
    assert listed["Sumber data yang dipenuhi"] == "'@SUM(A1)"


def test_the_pack_of_an_issued_report_has_the_issued_files(auditor, unit):
    row = stored_issue(
        unit=unit, number="B/1", file_stem="capaian-2023", title="Judul <x>"
    )
    found = fetch(auditor, row)
    assert found.read("laporan/capaian-2023.pdf") == b"%PDF-1.7 uji"
    assert found.read("laporan/capaian-2023.json") == b'{"printed": []}'
    assert set(found.namelist()) >= FIGURES
    changes = found.read("angka/perubahan-sejak-terbit.csv").decode()
    assert "Baru,Seluruh tabel,,," in changes
    readme = found.read("BACA-DAHULU.txt").decode()
    assert "Diterbitkan dengan nomor B/1 tanggal 20 Januari 2024" in readme
    assert manifest(found)["issued"]["number"] == "B/1"


@pytest.mark.parametrize(
    ("content", "flaw"),
    [(None, "berkas terbitan tidak ada"), (b"x", "isinya bukan yang diterbitkan")],
)
def test_issued_files_that_are_not_what_was_issued_are_said(
    auditor, unit, content, flaw
):
    row = stored_issue(unit=unit)
    tamper(row, content)
    tamper(row, content, "data_file")
    flaws = manifest(fetch(auditor, row))["flaws"]
    assert set(flaws) == {
        "laporan/capaian-2023.pdf", "laporan/capaian-2023.json", "angka/perubahan-sejak-terbit.csv",
    }  # fmt: skip
    assert flaws["laporan/capaian-2023.pdf"].startswith(flaw)


def test_a_report_that_is_no_more_still_has_its_pack(auditor, unit, monkeypatch):
    row = stored_issue(unit=unit, slug="lama")
    found = fetch(auditor, row)
    assert not FIGURES & set(found.namelist())
    assert "laporan/capaian-2023.pdf" in found.namelist()


def test_findings_of_the_reconciliation_come_along_where_something_is_published(
    auditor, unit, realization
):
    name = "temuan/temuan-rekonsiliasi.csv"
    assert name not in fetch(auditor).namelist()
    PublishedStatementFactory(
        document__unit=unit, document__plan=realization.indicator.plan,
        kind=StatementKind.TARGET, indicator="SK1.1", stated="7 persen", year=2023,
    )  # fmt: skip
    lines = csv.reader(io.StringIO(fetch(auditor).read(name).decode("utf-8-sig")))
    (found,) = [
        line for line in lines if line[1:2] == ["Target 2023: SK1.1 =Produktivitas"]
    ]
    assert found[2].startswith("“7 persen”")
    assert "6" in found[3]


def test_a_picture_has_no_workbook(auditor):
    answer = auditor.get("/laporan/pohon-kinerja/paket-bukti.zip")
    found = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert not [name for name in found.namelist() if name.startswith("angka/")]
    assert manifest(found)["years"] in ([2022, 2023], [2023])


def test_a_long_report_is_made_first(auditor, monkeypatch, django_capture_on_commit_callbacks):  # fmt: skip
    report = replace(catalogue.REPORTS["capaian"], is_long=True)
    monkeypatch.setitem(catalogue.REPORTS, "capaian", report)
    answer = auditor.get(FRESH)
    assert answer.url == "/laporan/capaian/?year=2023"
    with django_capture_on_commit_callbacks(execute=True):
        auditor.post("/laporan/capaian.pdfa?year=2023")
    assert fetch(auditor).read(REPORT).startswith(b"%PDF")
