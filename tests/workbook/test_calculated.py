"""Imported figures and their measurements are judged once both are written."""

from decimal import Decimal

import pytest

from indicators.models import Measurement, Realization
from tests.factories import MeasurementFactory, RealizationFactory
from tests.workbook.books import realization, reasons, run, write_csv

pytestmark = pytest.mark.django_db
PLACE = {
    "renstra": "RENSTRA-UJI",
    "indikator": "SK1.1",
    "tahun": 2023,
    "periode": "TAHUN",
}


def measurement(**cells):
    return PLACE | {"urutan": 1, "uraian": "Kegiatan", "metode": "Tercatat"} | cells


@pytest.fixture
def load(plan, tmp_path):
    def load_rows(*rows, **cases):
        sheets = {"realisasi": list(rows)} if rows else {}
        if cases:
            sheets["pengukuran"] = [measurement(**cases)]
        return run(write_csv(tmp_path / "buku", **sheets))

    return load_rows


def test_a_figure_that_differs_from_its_measurements_is_refused_in_its_row(load):
    findings = load(realization(nilai="51"), hasil="50")
    assert not findings.written
    assert not Realization.objects.exists()
    first = reasons(findings)[0]
    assert "realisasi" in first
    assert "alasan_berbeda" in first
    assert "hasil hitungan 50" in first


@pytest.mark.parametrize(
    "cells", [{"alasan_berbeda": "Berita acara"}, {"asal": "Menurut dokumen"}]
)
def test_with_a_reason_or_as_published_it_is_taken(load, cells):
    assert load(realization(nilai="51", **cells), hasil="50").written
    assert (Realization.objects.get().value, Measurement.objects.count()) == (51, 1)


def test_figure_and_measurement_change_together(load, plan):
    stored = RealizationFactory(
        indicator=plan.indicators.get(code="SK1.1"), value=Decimal(50)
    )
    MeasurementFactory(realization=stored, order=1, label="Kegiatan", result=50)
    assert load(realization(nilai="60"), hasil="60").written


def test_a_measurement_alone_may_not_contradict_its_figure(load, plan):
    stored = RealizationFactory(
        indicator=plan.indicators.get(code="SK1.1"), value=Decimal(50)
    )
    findings = load(hasil="60")
    assert not findings.written
    assert "hasil hitungan 60" in reasons(findings)[0]
    assert not stored.measurements.exists()


def test_the_same_claim_under_two_indicators_is_imported_and_left_to_the_checks(
    load, plan, tmp_path
):
    for code in ("SK1.1", "SK1.2"):
        RealizationFactory(indicator=plan.indicators.get(code=code), value=None)
    rows = [measurement(indikator=code, hasil="50") for code in ("SK1.1", "SK1.2")]
    assert run(write_csv(tmp_path / "klaim", pengukuran=rows)).written
