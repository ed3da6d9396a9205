"""Issuing a report: what is seen is frozen, once, by those who may, and everything or nothing."""

import datetime
import hashlib
import json

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditBatch
from documents.issued_files import ISSUED, files_of
from documents.models import IssuedDocument
from indicators.formula_version import FORMULA_VERSION
from reports.catalogue import REPORTS
from reports.issuing import deeds
from reports.issuing.content import seen_mark
from reports.rendering.versions import application_version, data_version
from tests.factories import SignatoryFactory, UserFactory
from tests.reports.issuing.conftest import change_the_figure


def kept():
    """Return how many files of issued reports there are."""
    if not ISSUED.storage.exists(ISSUED.folder):
        return 0
    folders, _ = ISSUED.storage.listdir(ISSUED.folder)
    return sum(
        len(ISSUED.storage.listdir(f"{ISSUED.folder}{name}")[1]) for name in folders
    )


def words(answer):
    return answer.content.decode()


def test_a_report_is_issued_with_its_files_versions_and_signatory(issue, unit, issuer):
    version, before = data_version(unit), kept()
    answer = issue()
    row = IssuedDocument.objects.get()
    assert answer.url == reverse("issued", args=[row.pk])
    assert (row.unit, row.slug, row.choices, row.year) == (
        unit, "capaian", "year=2023", 2023,
    )  # fmt: skip
    assert (row.number, row.date) == ("B/1/BSPJI/2024", datetime.date(2024, 2, 1))
    signed = (row.signatory_name, row.signatory_nip, row.signatory_position)
    assert signed == ("Ibu Kepala", "1" * 18, "Kepala Balai")
    assert (row.formula_version, row.code_version) == (
        FORMULA_VERSION, application_version(),
    )  # fmt: skip
    # Issuing is no other version of the data.
    assert row.data_version == version == data_version(unit)
    assert row.issued_by == issuer.user
    for file in files_of(row):
        with ISSUED.open(file.stored) as stored:
            content = stored.read()
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size
    assert kept() == before + 2
    log = AuditBatch.objects.latest("pk")
    assert (log.path, log.user, log.file_sha256) == (
        "action", issuer.user, row.pdf_sha256,
    )  # fmt: skip
    assert log.sequence


def test_the_data_say_what_was_issued_and_what_it_prints(issued):
    _, data = files_of(issued)
    with ISSUED.open(data.stored) as file:
        content = json.load(file)
    assert content["issued"] == {
        "number": "B/1/BSPJI/2024",
        "date": "2024-02-01",
        "signatory": {"name": "Ibu Kepala", "nip": "1" * 18, "position": "Kepala Balai"},
        "issued_at": "2024-02-01T09:00:00+08:00",
        "supersedes": None,
        "reason": None,
        "choices": "year=2023",
        "formula_version": FORMULA_VERSION,
        "code_version": application_version(),
        "data_version": issued.data_version,
    }  # fmt: skip
    assert content["rows"][0]["realization"] == "56"
    table = next(part for part in content["printed"] if part["kind"] == "table")
    row = table["rows"][0]
    assert row["key"] == "SK1.1"
    assert row["cells"][4:7] == ["6", "56", "933,33"]
    assert row["values"][4:7] == ["6", "56", "933.33"]


def test_sent_twice_it_is_issued_once(issue):
    page, before = issue.open(), kept()
    first, second = issue(page=page), issue(page=page)
    assert first.url == second.url
    assert IssuedDocument.objects.count() == 1
    assert kept() == before + 2


def test_of_two_at_once_the_second_finds_the_first(issue, plan, unit, monkeypatch):
    """While the files of the second are made, the first is stored."""
    page, before = issue.open(), kept()
    keep = deeds._keep

    def keep_after_another(draft, pdf, data):
        monkeypatch.setattr(deeds, "_keep", keep)
        other = IssuedDocument(**{
            field.name: getattr(draft, field.name)
            for field in IssuedDocument._meta.concrete_fields
            if field.name not in ("id", "token")
        })  # fmt: skip
        keep(other, pdf, data)
        return keep(draft, pdf, data)

    monkeypatch.setattr(deeds, "_keep", keep_after_another)
    assert issue(page=page).status_code == 302
    assert IssuedDocument.objects.count() == 1
    assert kept() == before + 2


def test_data_that_changed_meanwhile_are_shown_before_they_are_issued(issue, plan):
    page, before = issue.open(), kept()
    change_the_figure(plan)
    answer = issue(page=page)
    assert answer.status_code == 409
    text = words(answer)
    assert "berubah sejak halaman ini dibuka" in text
    assert "950,00" in text
    assert 'value="B/1/BSPJI/2024"' in text
    assert not IssuedDocument.objects.exists()
    assert kept() == before
    assert issue(page=answer).status_code == 302


def test_the_time_alone_is_no_change_and_the_day_is_one(issue, plan, unit):
    report = REPORTS["capaian"]

    def mark():
        return seen_mark(report.build(report.read(unit, {"year": "2023"})))

    first = mark()
    with time_machine.travel("2024-02-01 17:00+08:00", tick=False):
        assert mark() == first
    unit.letterhead = "KEMENTERIAN LAIN"
    unit.save()
    assert mark() != first


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"number": ""}, "Nomor harus diisi."),
        ({"date": "2024-02-02"}, "Tanggal tidak boleh sesudah hari penerbitan."),
        ({"date": "kemarin"}, "Tanggal tidak dikenali"),
        ({"signatory": ""}, "Nama dan jabatan penanda tangan harus diisi."),
        ({"signatory": "999"}, "Pejabat itu tidak tercatat lagi."),
        ({"date": "2019-01-01"}, "Ibu Kepala tidak tercatat menjabat pada tanggal 01-01-2019."),
        ({"signatory": "", "signatory_name": "A", "signatory_position": "B", "signatory_nip": "12"}, "NIP terdiri atas 18 angka."),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(
    issue, typed, message
):
    answer = issue(**{"number": "B/77", **typed})
    assert answer.status_code == 422
    assert message in words(answer)
    if "number" not in typed:
        assert 'value="B/77"' in words(answer)
    assert not IssuedDocument.objects.exists()


def test_another_official_may_be_typed(issue):
    typed = {"signatory_name": "Bapak Wakil", "signatory_position": "Plh. Kepala"}
    assert issue(signatory="", **typed).status_code == 302
    row = IssuedDocument.objects.get()
    assert (row.signatory_name, row.signatory_position) == tuple(typed.values())


def test_an_acting_official_signs_as_such_on_a_day_in_office(issue, unit):
    acting = SignatoryFactory(
        unit=unit,
        name="Pelaksana",
        is_acting=True,
        start=datetime.date(2023, 1, 1),
        end=datetime.date(2023, 12, 31),
    )
    assert issue(signatory=acting.pk, date="2024-01-01").status_code == 422
    assert issue(signatory=acting.pk, date="2023-12-31").status_code == 302
    assert IssuedDocument.objects.get().signatory_position == "Plt. Kepala Balai"


def test_a_new_issue_supersedes_with_a_reason(issue, issued, plan):
    page = issue.open()
    assert "nomor B/1/BSPJI/2024" in words(page)
    assert "Alasan harus diisi." in words(issue(number="B/2"))
    answer = issue(number="B/1/BSPJI/2024", reason="Salah angka")
    assert "Nomor ini sudah dipakai terbitan laporan yang sama." in words(answer)
    change_the_figure(plan)
    assert issue(number="B/2", reason="Salah angka").status_code == 302
    second = IssuedDocument.objects.get(number="B/2")
    assert (second.supersedes, second.reason) == (issued, "Salah angka")
    issued.refresh_from_db()
    assert issued.superseded_by == second
    assert AuditBatch.objects.latest("pk").reason == "Salah angka"


def test_what_somebody_else_issued_meanwhile_is_not_superseded_unseen(
    issue, issuer, unit
):
    page = issue.open()
    other = UserFactory(unit=unit, role="verifikator")
    mine = issuer.user
    issuer.force_login(other)
    assert issue(number="B/9").status_code == 302
    issuer.force_login(mine)
    answer = issue(page=page)
    assert answer.status_code == 422
    assert "sudah diterbitkan dengan nomor B/9" in words(answer)
    assert IssuedDocument.objects.count() == 1


def test_the_preview_stores_nothing(issue, pdf_text):
    before = kept()
    answer = issue(deed="preview")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    text = pdf_text(answer.content)
    assert "Pratinjau: belum diterbitkan" in text
    assert "B/1/BSPJI/2024" in text
    assert "Ibu Kepala" in text
    assert not IssuedDocument.objects.exists()
    assert kept() == before


def test_when_the_row_cannot_be_stored_no_file_stays(issue, monkeypatch):
    def fail(draft):
        raise ValidationError("Tidak dapat disimpan.")

    page, before = issue.open(), kept()
    monkeypatch.setattr(deeds, "_insert", fail)
    answer = issue(page=page)
    assert "Tidak dapat disimpan." in words(answer)
    assert kept() == before


def test_the_report_s_page_leads_there_for_those_who_may(issue, issuer, sign_in):
    where = reverse("report_page", args=["capaian"]) + "?year=2023"
    link = reverse("issue", args=["capaian"])
    assert f'href="{link}?year=2023"' in words(issuer.get(where))
    assert link not in words(sign_in("operator").get(where))
