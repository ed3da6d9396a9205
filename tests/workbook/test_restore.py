"""What is not restored, and that a refusal changes nothing."""

import stat
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Unit, User
from tests.factories import UnitFactory, UserFactory
from tests.workbook.backups import (
    empty_the_database,
    manifest_of,
    members,
    rewrite,
)
from workbook import backup_archive

UNITS = "data/accounts.unit.jsonl"
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings, tmp_path, unit):
    """A good backup of a small office, and the database emptied after it."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    UserFactory(unit=unit)
    path = tmp_path / "baik.zip"
    call_command("backup", str(path), verbosity=0)
    empty_the_database()
    return path


def refusal(path):
    """Return why the file is refused; nothing may have been written."""
    with pytest.raises(CommandError, match="Tidak ada yang dipulihkan") as stop:
        call_command("restore", str(path))
    assert not User.objects.exists()
    return str(stop.value)


def test_a_good_one_is_restored(made, capsys):
    call_command("restore", str(made))
    assert Unit.objects.exists()
    assert "baris dipulihkan" in capsys.readouterr().out


@pytest.mark.parametrize("occupied", ["unit", "person"])
def test_an_installation_with_data_is_left_alone(made, occupied):
    UnitFactory(code="ADA") if occupied == "unit" else User.objects.create_user("ada")
    with pytest.raises(CommandError, match="sudah berisi data"):
        call_command("restore", str(made))
    assert Unit.objects.count() + User.objects.count() == 1


def test_a_file_in_the_way_is_left_alone(made, tmp_path):
    path = rewrite(made, tmp_path / "b.zip", {"media/logo/a.png": b"baru"})
    (tmp_path / "media" / "logo").mkdir(parents=True)
    there = tmp_path / "media" / "logo" / "a.png"
    there.write_bytes(b"lama")
    assert "media sudah berisi" in refusal(path)
    assert there.read_bytes() == b"lama"


@pytest.mark.parametrize("data", [b"", b"bukan zip", b"PK\x03\x04" + b"x" * 100])
def test_what_is_no_backup_is_refused(made, tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert "rusak" in refusal(path)


def test_a_missing_file_is_refused(made, tmp_path):
    assert "tidak dapat dibaca" in refusal(tmp_path / "tidak-ada.zip")


def test_a_zip_of_something_else_is_refused(made, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(UNITS, b"")
    assert "daftar isinya tidak ada" in refusal(path)


def test_every_truncation_is_refused(made, tmp_path):
    whole, path = made.read_bytes(), tmp_path / "a.zip"
    for length in range(0, len(whole), len(whole) // 20):
        path.write_bytes(whole[:length])
        refusal(path)


def test_every_flipped_byte_is_refused_or_means_nothing(made, tmp_path):
    """What is restored in spite of a flipped byte (of a time stamp, say) is the same."""
    whole, path = made.read_bytes(), tmp_path / "a.zip"
    good = members(made)
    for place in range(0, len(whole), len(whole) // 60):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        path.write_bytes(changed)
        try:
            opened = backup_archive.open_backup(path)
        except backup_archive.BackupRefusedError:
            continue
        with opened.archive:
            assert {n: opened.archive.read(n) for n in opened.names} == good


@pytest.mark.parametrize(
    "name",
    [
        "media/../../lari.txt",
        "../lari.txt",
        "/etc/lari",
        "media//lari",
        "media/a/../b",
        "media/..\\lari",
        "media/C:lari",
        "data/sessions.session.jsonl",
        "data/tidak.ada.jsonl",
        "lain.txt",
    ],
)
def test_names_that_lead_elsewhere_are_refused(made, tmp_path, name):
    path = rewrite(made, tmp_path / "b.zip", {name: b"{}\n"})
    assert "tidak dikenal" in refusal(path)
    assert not list(tmp_path.rglob("lari*"))


def test_links_are_refused(made, tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(made.read_bytes())
    link = zipfile.ZipInfo("media/tautan")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "tidak dikenal" in refusal(path)


def test_folders_and_other_compressions_are_refused(made, tmp_path):
    for name, kind in (("media/a/", 0), ("media/b", zipfile.ZIP_LZMA)):
        path = tmp_path / "b.zip"
        path.write_bytes(made.read_bytes())
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, b"", compress_type=kind)
        assert "tidak dikenal" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(made, tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(made.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(UNITS, b"")
    assert "nama yang sama" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(made, tmp_path, monkeypatch):
    path = rewrite(made, tmp_path / "b.zip", {"media/nol": b"\0" * 50_000_000})
    monkeypatch.setattr(backup_archive, "_hash", lambda *a: pytest.fail("unpacked"))
    assert "terlalu besar" in refusal(path)


def test_a_file_that_the_manifest_does_not_list_is_refused(made, tmp_path):
    listed = manifest_of(made)["files"]
    path = rewrite(made, tmp_path / "b.zip", {"media/a": b""}, {"files": listed})
    assert "tidak sama dengan daftar isinya" in refusal(path)
    path = rewrite(made, tmp_path / "c.zip", {UNITS: None}, {"files": listed})
    assert "tidak sama dengan daftar isinya" in refusal(path)


def test_changed_content_is_refused(made, tmp_path):
    listed = manifest_of(made)["files"]
    data = members(made)[UNITS].replace(b"Balai Uji", b"Balai Lai")
    path = rewrite(made, tmp_path / "b.zip", {UNITS: data}, {"files": listed})
    assert f"{UNITS} rusak atau diubah" in refusal(path)


@pytest.mark.parametrize(
    "manifest",
    [{"format": 2}, {"format": None}, {"files": []}, {"migrations": "x"}],
    ids=str,
)
def test_a_strange_manifest_is_refused(made, tmp_path, manifest):
    refusal(rewrite(made, tmp_path / "b.zip", manifest=manifest))


def test_another_version_of_the_application_is_refused(made, tmp_path):
    own = manifest_of(made)["migrations"]
    newer = rewrite(
        made, tmp_path / "b.zip", manifest={"migrations": [*own, "accounts.9999_x"]}
    )
    assert "lebih baru" in refusal(newer)
    older = rewrite(made, tmp_path / "c.zip", manifest={"migrations": own[1:]})
    assert "lebih lama" in refusal(older)


def test_a_missing_table_is_refused(made, tmp_path):
    assert UNITS in refusal(rewrite(made, tmp_path / "b.zip", {UNITS: None}))


@pytest.mark.parametrize(
    "line",
    [
        b"{}\n",
        b"[]\n",
        b"1\n",
        b"{\n",
        b"\xff\n",
        b"[" * 100_000 + b"\n",
        b'{"id": 1}',
        b"\n",
    ],
    ids=lambda line: line[:10].decode("latin-1"),
)
def test_lines_that_are_no_rows_are_refused(made, tmp_path, line):
    assert UNITS in refusal(rewrite(made, tmp_path / "b.zip", {UNITS: line}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            b'"BALAI-UJI"',
            b'"BALAI\\u0000UJI"',
            marks=pytest.mark.skipif(
                connection.vendor == "sqlite", reason="SQLite stores NUL"
            ),
        ),
        (b'"kind": "office"', b'"kind": "istana"'),
        (b'"id": ', b'"id": 99999999999999999999'),
        (b'"parent_id": null', b'"parent_id": 424242'),
        (b'"parent_id": null', b'"parent_id": "x"'),
    ],
    ids=["nul", "constraint", "overflow", "dangling", "type"],
)
def test_rows_that_the_database_refuses_are_refused_as_a_whole(
    made, tmp_path, old, new
):
    data = members(made)[UNITS]
    assert old in data
    permissions = Permission.objects.count()
    changed = {UNITS: data.replace(old, new), "media/a.png": b"x"}
    path = rewrite(made, tmp_path / "b.zip", changed)
    refusal(path)
    assert Permission.objects.count() == permissions
    assert not (tmp_path / "media" / "a.png").exists()
