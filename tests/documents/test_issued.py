"""Issued reports: what the database refuses, and that nothing changes or deletes one."""

import datetime
import io
import json

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.audit import batch
from accounts.models import AuditBatch, User
from documents.issued_files import check_issued_files, files_of, known_files
from documents.models import IssuedDocument
from tests.document_factories import IssuedDocumentFactory
from tests.factories import UnitFactory
from tests.issued import stored_issue, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(unit):
    return IssuedDocumentFactory(unit=unit)


def after(row, **fields):
    """Return fields of a row that supersedes this one."""
    told = {"supersedes": row, "reason": "Angka diperbaiki"}
    return {"unit": row.unit, "issued_by": row.issued_by, **told, **fields}


def test_a_chain_begins_once_and_never_forks(row):
    def refused(name, **fields):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            IssuedDocumentFactory(**fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocumentFactory(unit=row.unit)
    second = IssuedDocumentFactory(**after(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocumentFactory(**after(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocumentFactory(**after(second, number=second.number))
    refused("issued_successor_has_reason", **after(second, reason=""))
    third = IssuedDocumentFactory(**after(second))
    # Other choices and other units have chains of their own.
    IssuedDocumentFactory(unit=row.unit, choices="year=2022", number=row.number)
    IssuedDocumentFactory(unit=UnitFactory(), number=row.number)
    chain = IssuedDocument.objects.of_report(row.unit, row.slug, row.choices)
    assert list(chain.standing()) == [third]
    row.refresh_from_db()
    assert (row.superseded_by, third.superseded_by) == (second, None)


@time_machine.travel("2024-02-01 09:00+08:00", tick=False)
def test_a_day_to_come_and_another_report_are_refused(row):
    tomorrow = IssuedDocumentFactory.build(
        unit=row.unit, issued_by=row.issued_by, date=datetime.date(2024, 2, 2)
    )
    with pytest.raises(ValidationError, match="sesudah hari penerbitan"):
        tomorrow.clean()
    other = IssuedDocumentFactory.build(**after(row, choices="year=2022"))
    with pytest.raises(ValidationError, match="laporan yang sama"):
        other.clean()
    with pytest.raises(ValidationError, match="18 angka"):
        IssuedDocumentFactory.build(unit=row.unit, signatory_nip="123").clean_fields(
            exclude=["issued_by", "unit"]
        )


def save_changed(row):
    row.number = "LAIN"
    row.save()


def save_fields(row):
    row.number = "LAIN"
    row.save(update_fields=["number"])


def save_a_copy(row):
    copy = IssuedDocumentFactory.build(
        pk=row.pk, unit=row.unit, issued_by=row.issued_by, number="LAIN"
    )
    copy.save()


def bulk_update(row):
    row.number = "LAIN"
    IssuedDocument.objects.bulk_update([row], ["number"])


def bulk_replace(row):
    row.number = "LAIN"
    IssuedDocument.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["number"]
    )


def load_fixture(row):
    content = io.StringIO()
    call_command("dumpdata", "documents.issueddocument", stdout=content, verbosity=0)
    rows = json.loads(content.getvalue())
    rows[0]["fields"]["number"] = "LAIN"
    fixture = row._fixture
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", str(fixture), verbosity=0)


WAYS = [
    save_changed,
    save_fields,
    save_a_copy,
    bulk_update,
    bulk_replace,
    load_fixture,
    lambda row: IssuedDocument.objects.update(number="LAIN"),
    lambda row: IssuedDocument.objects.update_or_create(
        pk=row.pk, defaults={"number": "LAIN"}
    ),
    lambda row: row.delete(),
    lambda row: IssuedDocument.objects.filter(pk=row.pk).delete(),
    lambda row: row.unit.issueddocuments.all().delete(),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_changes_or_deletes_an_issued_report(row, way, tmp_path):
    row._fixture = tmp_path / "isi.json"
    refused = pytest.raises(ProtectedError, match="tidak dapat diubah atau dihapus")
    with refused, transaction.atomic():
        way(row)
    stored = IssuedDocument.objects.get()
    assert stored.number == IssuedDocument.history.get().number != "LAIN"


def test_the_administration_only_shows_it_even_to_a_superuser(client, row):
    boss = User.objects.create_superuser("atasan", password="sandi-uji-123")
    client.force_login(boss)
    base = "admin:documents_issueddocument"
    page = client.get(reverse(f"{base}_change", args=[row.pk])).content.decode()
    assert 'name="number"' not in page
    assert row.number in page
    assert reverse("issued", args=[row.pk]) in page
    for name, args in (("add", []), ("delete", [row.pk]), ("change", [row.pk])):
        answer = client.post(reverse(f"{base}_{name}", args=args), {"post": "yes"})
        assert answer.status_code == 403
    many = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(reverse(f"{base}_changelist"), many)
    assert IssuedDocument.objects.get().number == row.number


def test_its_row_is_sealed_with_the_hashes(unit):
    with batch(AuditBatch.Path.ACTION, user=None) as opened:
        row = IssuedDocumentFactory(unit=unit)
    text = opened.content.text
    assert row.pdf_sha256 in text
    assert row.token in text


def test_tokens_are_long_random_and_alone(unit):
    tokens = {IssuedDocumentFactory(unit=unit, choices=str(n)).token for n in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {22}


def test_files_that_are_lost_or_altered_are_found(unit):
    whole = stored_issue(unit=unit)
    lost = stored_issue(unit=unit, choices="a", number="HILANG")
    altered = stored_issue(unit=unit, choices="b", number="UBAH")
    assert list(check_issued_files(unit)) == []
    tamper(lost, None)
    tamper(altered, name="data_file")
    found = {(each.code, each.message) for each in check_issued_files(unit)}
    assert found == {
        (
            "issued-file-missing",
            "PDF laporan terbit nomor HILANG tidak ada di tempat penyimpanan.",
        ),
        (
            "issued-file-altered",
            "Isi Data (JSON) laporan terbit nomor UBAH bukan yang diterbitkan: SHA-256-nya berbeda.",
        ),
    }
    assert list(check_issued_files(UnitFactory())) == []
    assert [file.is_intact for file in files_of(whole)] == [True, True]
    assert [file.is_there for file in files_of(lost)] == [False, True]
    assert len(known_files()) == 6


def test_the_data_check_names_them(unit, capsys):
    tamper(stored_issue(unit=unit, number="UBAH"))
    with pytest.raises(SystemExit):
        call_command("check_data", unit=unit.code)
    assert "issued-file-altered" in capsys.readouterr().out
