"""Evidence goes into the one file with its hashes, and comes back by its names."""

import hashlib
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from accounts.models import User
from indicators.evidence import files
from indicators.models import Evidence
from tests.factories import EvidenceFactory, UserFactory
from tests.workbook.backups import (
    contents,
    empty_the_database,
    manifest_of,
    members,
    rewrite,
)
from workbook.last_backup import last_backup

ROWS = "data/indicators.evidence.jsonl"
FOLDER = "django.core.files.storage.FileSystemStorage"
MEMORY = "django.core.files.storage.InMemoryStorage"
pytestmark = pytest.mark.django_db


@pytest.fixture
def use(settings, tmp_path):
    """Return a function that chooses where evidence is kept: a folder by name, or memory."""

    def choose(place):
        options = {} if place == "memory" else {"location": tmp_path / place}
        backend = MEMORY if place == "memory" else FOLDER
        evidence = {"BACKEND": backend, "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "evidence": evidence}
        return storages["evidence"]

    return choose


@pytest.fixture
def place(settings, tmp_path, use):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    use("bukti")
    return tmp_path


def keep(data):
    """Keep a file as evidence and return its row."""
    return EvidenceFactory(
        is_file=True,
        file=files.store(ContentFile(data), "pdf"),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


@pytest.fixture
def row(place):
    return keep(b"isi laporan")


def backup(path):
    call_command("backup", str(path), verbosity=0)
    return path


def restore(path):
    call_command("restore", str(path), verbosity=0)


def refusal(path):
    with pytest.raises(CommandError, match="Tidak ada yang dipulihkan") as stop:
        restore(path)
    assert not User.objects.exists()
    return str(stop.value)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("there", ["bukti-baru", "memory"])
def test_evidence_comes_back_by_its_name_into_any_storage(place, row, use, there):
    keep(b"\0" * 3_000_000)
    EvidenceFactory()
    first = backup(place / "satu.zip")
    storage = use(there)
    empty_the_database()
    restore(first)
    assert contents(backup(place / "dua.zip")) == contents(first)
    with storage.open(row.file) as file:
        assert file.read() == b"isi laporan"
    assert {
        files.hash_of(item.file) for item in Evidence.objects.filter(kind="file")
    } == set(Evidence.objects.filter(kind="file").values_list("sha256", flat=True))


def test_the_manifest_has_the_hash_of_each_file(place, row):
    listed = contents(backup(place / "satu.zip"))
    assert listed[f"evidence/{row.file}"] == {"sha256": row.sha256, "bytes": row.size}


def test_a_file_that_no_row_knows_stays_behind(place, row):
    lost = files.store(ContentFile(b"yatim"), "pdf")
    assert f"evidence/{lost}" not in contents(backup(place / "satu.zip"))


def test_a_lost_file_is_told_and_the_rest_is_saved(place, row, capsys):
    other = keep(b"lain")
    files.EVIDENCE.storage.delete(row.file)
    path = place / "satu.zip"
    with pytest.raises(
        CommandError, match="1 berkas bukti atau laporan terbit hilang atau berubah"
    ):
        backup(path)
    assert manifest_of(path)["evidence_flaws"] == {row.file: "missing"}
    assert f"evidence/{other.file}" in contents(path)
    assert last_backup().flaws == 1
    empty_the_database()
    files.EVIDENCE.storage.delete(other.file)
    restore(path)
    assert files.hash_of(other.file) == other.sha256
    assert files.hash_of(row.file) is None


def alter(row):
    files.EVIDENCE.storage.delete(row.file)
    files.EVIDENCE.storage.save(row.file, ContentFile(b"diubah"))


def test_an_altered_file_is_told_and_restored_as_it_was(place, row):
    alter(row)
    path = place / "satu.zip"
    with pytest.raises(CommandError, match="berubah"):
        backup(path)
    assert manifest_of(path)["evidence_flaws"] == {row.file: "altered"}
    empty_the_database()
    files.discard(row.file)
    restore(path)
    with files.open_stored(row.file) as file:
        assert file.read() == b"diubah"


def test_the_administrator_reads_of_lost_files(place, row, sign_in):
    files.discard(row.file)
    with pytest.raises(CommandError):
        backup(place / "satu.zip")
    client = sign_in("administrator")
    for address in ("/admin/", "/beranda/"):
        page = client.get(address).content.decode()
        assert "1 berkas bukti atau laporan terbit hilang atau berubah" in page


@pytest.fixture
def made(place, row):
    """A good backup, and an installation emptied after it."""
    UserFactory()
    path = backup(place / "baik.zip")
    empty_the_database()
    files.discard(row.file)
    return path


def test_content_that_is_not_what_the_row_knows_is_refused(made, row, tmp_path):
    """The manifest agrees with the changed file; the row's hash does not."""
    path = rewrite(made, tmp_path / "b.zip", {f"evidence/{row.file}": b"palsu"})
    assert "bukan yang dicatat" in refusal(path)
    assert files.hash_of(row.file) is None


def test_content_that_is_not_what_the_manifest_says_is_refused(made, row, tmp_path):
    listed = contents(made)
    path = rewrite(
        made, tmp_path / "b.zip", {f"evidence/{row.file}": b"palsu"}, {"files": listed}
    )
    assert "rusak atau diubah" in refusal(path)


def test_a_file_without_row_and_a_row_without_file_are_refused(made, row, tmp_path):
    more = {f"evidence/00/{'0' * 32}.pdf": b"x"}
    assert "tidak sama" in refusal(rewrite(made, tmp_path / "b.zip", more))
    less = {f"evidence/{row.file}": None}
    assert "tidak sama" in refusal(rewrite(made, tmp_path / "c.zip", less))


@pytest.mark.parametrize(
    "name", ["evidence/a.pdf", "evidence/../a.pdf", f"evidence/00/{'0' * 32}.exe"]
)
def test_names_that_no_evidence_has_are_refused(made, tmp_path, name):
    path = rewrite(made, tmp_path / "b.zip", {name: b"x"})
    assert "nama berkas yang tidak dikenal" in refusal(path)


def test_a_row_whose_name_leads_elsewhere_is_refused(made, row, tmp_path):
    line = json.loads(members(made)[ROWS]) | {"file": "../../lari.pdf"}
    data = json.dumps(line).encode() + b"\n"
    path = rewrite(made, tmp_path / "b.zip", {ROWS: data})
    assert "Nama berkas bukti tidak dikenal" in refusal(path)


def test_a_place_that_holds_the_file_already_is_left_alone(made, row):
    files.EVIDENCE.storage.save(row.file, ContentFile(b"lama"))
    assert "Penyimpanan bukti sudah berisi" in refusal(made)
    with files.open_stored(row.file) as file:
        assert file.read() == b"lama"


def test_a_manifest_without_the_list_of_flaws_is_refused(made, tmp_path):
    path = rewrite(made, tmp_path / "b.zip", manifest={"evidence_flaws": None})
    assert "tidak lengkap" in refusal(path)


def test_what_fails_in_the_middle_takes_its_files_away(made, row, monkeypatch):
    storage = files.EVIDENCE.storage
    monkeypatch.setattr(storage, "get_available_name", lambda name, **_: f"x/{name}")
    assert "dengan namanya" in refusal(made)
    assert files.hash_of(f"x/{row.file}") is None
