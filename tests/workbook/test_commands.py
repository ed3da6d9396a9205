from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Realization
from tests.conftest import FIXTURE_FOLDER
from tests.workbook.books import realization, write_csv

pytestmark = pytest.mark.django_db


def test_load_says_what_was_written(plan, tmp_path, capsys):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    call_command("load_workbook", path)
    assert (
        "realisasi: 1 baru, 0 berubah, 0 tetap, 0 ditolak\n1 baris ditulis."
        in capsys.readouterr().out
    )


def test_load_names_all_errors_and_writes_nothing(plan, nothing_written, tmp_path):
    rows = [realization(nilai="B3,56"), realization(indikator="SK9.9", nilai="1")]
    path = write_csv(tmp_path / "b", realisasi=rows)
    with pytest.raises(CommandError) as error:
        call_command("load_workbook", path)
    lines = str(error.value).splitlines()
    assert lines[0].startswith(
        "Lembar realisasi, baris 2, kolom nilai, isi “B3,56”: huruf"
    )
    assert lines[1].startswith(
        "Lembar realisasi, baris 3, kolom indikator, isi “SK9.9”:"
    )
    assert lines[2] == "2 kesalahan; tidak ada yang ditulis."


def test_a_dry_run_writes_nothing(plan, nothing_written, tmp_path, capsys):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    call_command("load_workbook", path, "--dry-run")
    assert "1 baru" in (out := capsys.readouterr().out)
    assert "Tidak ada yang ditulis." in out


def test_ambiguous_readings_must_be_accepted(plan, tmp_path, capsys):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="12,530")])
    with pytest.raises(CommandError, match="--accept-readings"):
        call_command("load_workbook", path)
    assert "Lembar realisasi, baris 2, kolom nilai:" in capsys.readouterr().out
    assert not Realization.objects.exists()
    call_command("load_workbook", path, "--accept-readings")
    assert Realization.objects.exists()


@pytest.mark.parametrize("name", ["tidak-ada.xlsx", "tidak-ada", "a" * 300])
def test_a_path_that_is_not_there_is_said_so(db, tmp_path, name):
    with pytest.raises(CommandError, match="tidak ada atau tidak dapat dibaca"):
        call_command("load_workbook", tmp_path / name)


def test_a_folder_that_may_not_be_read_is_said_so(plan, tmp_path, monkeypatch):
    folder = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("load_workbook", folder)


def test_a_device_without_end_is_no_file(db):
    with pytest.raises(CommandError, match="/dev/zero bukan berkas"):
        call_command("load_workbook", "/dev/zero")


def test_export_of_an_unknown_unit_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="“X” tidak ditemukan"):
        call_command("export_workbook", tmp_path / "b", unit="X")


def test_export_says_where_it_wrote(real_data, tmp_path, capsys):
    call_command("export_workbook", tmp_path / "b", unit="BSPJI-MANADO")
    assert str(tmp_path / "b") in capsys.readouterr().out
    assert (tmp_path / "b" / "unit.csv").read_bytes() == (
        FIXTURE_FOLDER / "unit.csv"
    ).read_bytes()


def test_export_into_a_place_that_cannot_be_written_is_refused(db, tmp_path):
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("export_workbook", tmp_path / "berkas" / "b")
