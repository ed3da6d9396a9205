"""Issued reports go into the one file with their hashes, and come back by their names."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from documents.issued_files import ISSUED, files_of
from documents.models import IssuedDocument, IssueRequest
from tests.document_factories import IssueRequestFactory
from tests.factories import UnitFactory
from tests.issued import stored_issue, tamper
from tests.workbook.backups import (
    contents,
    empty_the_database,
    manifest_of,
    members,
    rewrite,
)

ROWS = "data/documents.issueddocument.jsonl"
FOLDER = "django.core.files.storage.FileSystemStorage"
pytestmark = pytest.mark.django_db


@pytest.fixture
def use(settings, tmp_path):
    """Return a function that chooses the folder where documents are kept."""

    def choose(name):
        place = {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path / name}}
        settings.STORAGES = {**settings.STORAGES, "documents": place}

    return choose


@pytest.fixture
def row(settings, tmp_path, use):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "media"
    use("dokumen")
    return stored_issue(unit=UnitFactory(), number="B/1")


def backup(path):
    call_command("backup", str(path), verbosity=0)
    return path


def restore(path):
    call_command("restore", str(path), verbosity=0)


def refusal(path):
    with pytest.raises(CommandError, match="Tidak ada yang dipulihkan") as stop:
        restore(path)
    assert not IssuedDocument.objects.exists()
    return str(stop.value)


@pytest.mark.django_db(transaction=True)
def test_issued_reports_come_back_and_are_still_what_was_issued(row, use, tmp_path):
    after = {"supersedes": row, "reason": "Salah", "issued_by": row.issued_by}
    stored_issue(unit=row.unit, pdf=b"%" * 3_000_000, **after)
    IssueRequestFactory(unit=row.unit)
    first = backup(tmp_path / "satu.zip")
    assert not [name for name in contents(first) if "issuerequest" in name]
    listed = contents(first)[f"issued/{row.pdf_file}"]
    assert listed == {"sha256": row.pdf_sha256, "bytes": row.pdf_size}
    IssueRequest.objects.all().delete()
    empty_the_database()
    use("dokumen-baru")
    restore(first)
    assert IssuedDocument.objects.count() == 2
    for found in IssuedDocument.objects.all():
        assert all(file.is_intact for file in files_of(found))
    assert IssuedDocument.objects.standing().get().supersedes == row
    assert contents(backup(tmp_path / "dua.zip")) == contents(first)


@pytest.mark.parametrize(
    ("content", "flaw"), [(None, "missing"), (b"diubah", "altered")]
)
def test_a_lost_or_altered_file_is_told_and_the_rest_is_saved(
    row, tmp_path, content, flaw
):
    tamper(row, content)
    path = tmp_path / "satu.zip"
    with pytest.raises(CommandError, match="1 berkas bukti atau laporan terbit"):
        backup(path)
    assert manifest_of(path)["issued_flaws"] == {row.pdf_file: flaw}
    assert f"issued/{row.data_file}" in contents(path)
    empty_the_database()
    for file in files_of(row):
        ISSUED.discard(file.stored)
    restore(path)
    pdf, data = files_of(IssuedDocument.objects.get())
    assert (pdf.is_there, pdf.is_intact) == (content is not None, False)
    assert data.is_intact


@pytest.fixture
def made(row, tmp_path):
    """A good backup, and an installation emptied after it."""
    path = backup(tmp_path / "baik.zip")
    empty_the_database()
    for file in files_of(row):
        ISSUED.discard(file.stored)
    return path


def test_what_is_not_what_the_rows_know_is_refused(made, row, tmp_path):
    name = f"issued/{row.pdf_file}"
    path = tmp_path / "b.zip"
    assert "bukan yang dicatat" in refusal(rewrite(made, path, {name: b"palsu"}))
    assert "tidak sama" in refusal(rewrite(made, path, {name: None}))
    more = {f"issued/terbit/00/{'0' * 32}.pdf": b"x"}
    assert "tidak sama" in refusal(rewrite(made, path, more))
    assert not ISSUED.storage.exists(row.pdf_file)


@pytest.mark.parametrize(
    "name", ["issued/a.pdf", "issued/terbit/../../a.pdf", f"issued/{'0' * 32}.pdf"]
)
def test_names_that_no_issued_file_has_are_refused(made, tmp_path, name):
    path = rewrite(made, tmp_path / "b.zip", {name: b"x"})
    assert "nama berkas yang tidak dikenal" in refusal(path)


def test_a_row_whose_name_leads_elsewhere_is_refused(made, tmp_path):
    line = json.loads(members(made)[ROWS]) | {"pdf_file": "../../lari.pdf"}
    data = json.dumps(line).encode() + b"\n"
    path = rewrite(made, tmp_path / "b.zip", {ROWS: data})
    assert "Nama berkas laporan terbit tidak dikenal" in refusal(path)


def test_a_place_that_holds_the_file_already_is_left_alone(made, row):
    ISSUED.storage.save(row.pdf_file, ContentFile(b"lama"))
    assert "Penyimpanan laporan terbit sudah berisi" in refusal(made)
    with ISSUED.open(row.pdf_file) as file:
        assert file.read() == b"lama"
