"""The stored files against what was added, from the command line."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from indicators.evidence import files
from indicators.evidence.file_check import check_files
from tests import factories as make
from tests.indicators.evidence.pages import add


@pytest.fixture
def row(sign_in, realization):
    add(sign_in("operator"), realization.indicator)
    return realization.evidence.get()


def codes(unit):
    return [found.code for found in check_files(unit)]


def test_what_was_added_is_what_is_there(unit, row):
    make.EvidenceFactory(realization=row.realization)
    assert codes(unit) == []


def test_a_lost_file_is_found(unit, row, storage):
    storage.delete(row.file)
    assert codes(unit) == ["evidence-file-missing"]
    assert codes(make.UnitFactory()) == []


def test_a_changed_file_is_found_by_the_command(unit, row, storage, capsys):
    storage.delete(row.file)
    storage.save(row.file, ContentFile(b"lain"))
    with pytest.raises(SystemExit):
        call_command("check_data", unit=unit.code, format="json")
    found = [
        item
        for item in json.loads(capsys.readouterr().out)
        if item["code"] == "evidence-file-altered"
    ]
    assert len(found) == 1
    assert found[0]["severity"] == "kesalahan"
    assert found[0]["link"] == f"/bukti/{row.realization_id}/"
    assert "“Laporan IKM 2023” (laporan.pdf)" in found[0]["message"]


def test_a_large_file_is_hashed_piece_by_piece(storage):
    name = files.store(ContentFile(b"x" * 200_000), "pdf")
    assert len(files.hash_of(name)) == 64
