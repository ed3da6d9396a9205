"""Sheets of policy, kegiatan, regulations and national figures: written together, refused in words."""

import pytest

from indicators.models import (
    Benchmark,
    PlannedActivity,
    PolicyDirection,
    PolicyOutcome,
    RegulationNeed,
)
from tests.factories import LockFactory
from tests.workbook.books import run, write_csv
from workbook.exporting import export_rows

pytestmark = pytest.mark.django_db
PLAN = {"renstra": "RENSTRA-UJI"}
DIRECTION = {**PLAN, "kode": "UNIT-1", "urutan": 1, "tingkat": "Unit kerja"}
ACTIVITY = {**PLAN, "arah": "UNIT-1", "urutan": 1, "nomor": "3", "nama": "Audit"}
OUTCOME = {**PLAN, "arah": "UNIT-1", "aktivitas": 1, "urutan": 1, "pernyataan": "Siap"}
SHEETS = {
    "arah_kebijakan": [{**DIRECTION, "judul": "=Jasa Industri."}],
    "aktivitas": [ACTIVITY],
    "sasaran_aktivitas": [OUTCOME],
    "kegiatan": [
        {**PLAN, "sasaran": "SK1", "urutan": 1, "tingkat": 1, "nama": "Promosi"}
    ],
    "regulasi": [
        {
            **PLAN,
            "urutan": 1,
            "judul": "SIH",
            "penanggung_jawab": "PIH",
            "target": "2020-2024",
        }
    ],
    "pembanding": [
        {
            **PLAN,
            "indikator": "SK1.1",
            "tahun": 2023,
            "pembanding": "Rata-rata",
            "nilai": "3,56",
            "sumber": "LKjIP BSKJI 2023",
        }
    ],
}
MODELS = (PolicyDirection, PolicyOutcome, PlannedActivity, RegulationNeed, Benchmark)


def faults_of(tmp_path, **sheets):
    findings = run(write_csv(tmp_path / "b", **sheets))
    assert not findings.written
    return [(f.sheet, f.column, f.reason) for f in findings.faults]


def test_rows_that_refer_to_each_other_come_in_together_and_out_again(plan, tmp_path):
    assert run(write_csv(tmp_path / "b", **SHEETS)).written
    assert [model.objects.count() for model in MODELS] == [1] * 5
    assert PolicyDirection.objects.get().title == "=Jasa Industri."
    assert PolicyOutcome.objects.get().plan == plan
    rows = export_rows()
    assert rows["sasaran_aktivitas"][0][:6] == [
        "RENSTRA-UJI",
        "UNIT-1",
        1,
        1,
        None,
        "Siap",
    ]
    assert run(tmp_path / "b").changes == []


@pytest.mark.parametrize(
    ("sheet", "cells", "column", "reason"),
    [
        ("arah_kebijakan", {"tingkat": "Atas"}, "tingkat", "pilihan: Induk, Unit"),
        ("arah_kebijakan", {"tingkat": ""}, "tingkat", "harus diisi"),
        ("aktivitas", {"arah": "UNIT-9"}, "arah", "tidak ditemukan"),
        ("aktivitas", {"nomor": ""}, "nomor", "harus diisi"),
        ("sasaran_aktivitas", {"aktivitas": 2}, "aktivitas", "tidak ditemukan"),
        ("kegiatan", {"tingkat": 3}, "tingkat", "Tingkat harus 1 atau 2."),
        ("kegiatan", {"sasaran": "SK9"}, "sasaran", "tidak ditemukan"),
        ("regulasi", {"target": ""}, "target", "harus diisi"),
        ("pembanding", {"sumber": ""}, "sumber", "harus diisi"),
        ("pembanding", {"nilai": "-"}, "nilai", "harus angka"),
        ("pembanding", {"tahun": 2021}, "tahun", "di luar tahun-tahun renstra"),
    ],
)
def test_a_bad_cell_is_named(plan, tmp_path, sheet, cells, column, reason):
    faulty = {**SHEETS, sheet: [SHEETS[sheet][0] | cells]}
    first = faults_of(tmp_path, **faulty)[0]
    assert first[:2] == (sheet, column)
    assert reason in first[2]
    assert not any(model.objects.exists() for model in MODELS)


def test_numbers_and_letters_do_not_come_twice(plan, tmp_path):
    twice = {
        **SHEETS,
        "aktivitas": [ACTIVITY, {**ACTIVITY, "urutan": 2}],
        "sasaran_aktivitas": [
            {**OUTCOME, "huruf": "a)"},
            {**OUTCOME, "huruf": "a)", "urutan": 2},
        ],
    }
    said = " ".join(reason for _, _, reason in faults_of(tmp_path, **twice))
    assert "Nomor ini sudah dipakai" in said


def test_a_locked_year_closes_benchmarks(plan, unit, tmp_path):
    LockFactory(unit=unit, year=2023)
    found = faults_of(tmp_path, pembanding=SHEETS["pembanding"])
    assert [(sheet, column) for sheet, column, _ in found] == [("pembanding", "tahun")]
    assert "dikunci oleh" in found[0][2]
