"""What people type, and what becomes of it."""

from decimal import Decimal

import pytest
from openpyxl.styles import numbers

from accounts.models import Role, Signatory
from budgets.models import NonTaxRevenue
from indicators.models import Origin, Realization
from tests.factories import RealizationFactory, ServiceTypeFactory, UserFactory
from tests.workbook.books import (
    realization,
    reasons,
    run,
    write_csv,
    write_xlsx,
    xlsx_book,
    xlsx_bytes,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [
        ("0", "0", ""),
        ("-3,5", "-3.5", ""),
        ("16,85", "16.85", ""),
        ("98,58%", "98.58", "98,58%"),
        ("1.199.509.750", "1199509750", "1.199.509.750"),
        (" 7 ", "7", "7"),
        ("-", None, "-"),
        ("N/A", None, "N/A"),
        ("", None, ""),
    ],
)
def test_ordinary_forms_are_accepted(plan, tmp_path, typed, value, text):
    findings = run(write_csv(tmp_path / "b", realisasi=[realization(nilai=typed)]))
    assert findings.written, reasons(findings)
    row = Realization.objects.get()
    assert row.value == (None if value is None else Decimal(value))
    assert row.printed_text in (text, text.strip()) or typed == " 7 "
    assert not run(tmp_path / "b").writes


@pytest.mark.parametrize(
    "cells", [{"nilai": "B- Predikat"}, {"predikat": "B-"}, {"nilai": "b-"}]
)
def test_a_grade_goes_to_its_column(plan, tmp_path, cells):
    row = realization(indikator="SK1.2", **cells)
    findings = run(write_csv(tmp_path / "b", realisasi=[row]))
    assert findings.written, reasons(findings)
    saved = Realization.objects.get()
    assert (saved.value, saved.grade) == (None, "B-")
    assert not run(tmp_path / "b").writes


def test_two_grades_that_differ_are_refused(plan, tmp_path):
    row = realization(indikator="SK1.2", nilai="B", predikat="A")
    assert (
        "berbeda dari kolom predikat"
        in reasons(run(write_csv(tmp_path / "b", realisasi=[row])))[0]
    )


def test_a_grade_that_the_scale_does_not_know_is_refused(plan, tmp_path):
    row = realization(indikator="SK1.2", nilai="AA")
    assert (
        "pilihan pada skala: A, B, B-, C"
        in reasons(run(write_csv(tmp_path / "b", realisasi=[row])))[0]
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("36,160,000", 36_160_000), ("1.980.89", "1980.89"), ("12,530", "12.53")],
)
def test_an_ambiguous_form_waits_for_confirmation(plan, tmp_path, typed, value):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai=typed)])
    findings = run(path)
    assert not findings.written
    assert not Realization.objects.exists()
    assert (findings.readings[0].row, findings.readings[0].value) == (2, typed)
    assert run(path, accepted=True).written
    saved = Realization.objects.get()
    assert (saved.value, saved.printed_text) == (Decimal(value), typed)
    again = run(path)
    assert not again.readings
    assert not again.writes


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({"nilai": 50, "teks": "45 Persen"}, True),
        ({"nilai": "", "teks": "45 Persen"}, True),
        ({"nilai": 45, "teks": "45 Persen"}, False),
        ({"nilai": 50, "teks": "50 Persen"}, False),
        ({"nilai": 50, "teks": ""}, False),
        ({"nilai": 40, "teks": "45 Persen", "catatan": "Baru"}, False),
    ],
)
def test_a_text_written_for_another_value_is_asked_about(plan, tmp_path, cells, asked):
    RealizationFactory(
        indicator=plan.indicators.get(code="SK1.1"), value=40, printed_text="45 Persen"
    )
    path = write_csv(tmp_path / "b", realisasi=[realization(**cells)])
    findings = run(path)
    assert [reading.column for reading in findings.readings] == ["teks"] * asked
    assert findings.written is not asked
    assert bool(run(path, accepted=True).writes) is asked


def test_money_as_people_write_it(plan, unit, tmp_path):
    ServiceTypeFactory(unit=unit, code="uji")
    row = {
        "unit": unit.code,
        "jenis_layanan": "uji",
        "tahun": 2023,
        "jumlah": "Rp 12.530.730,-",
    }
    assert run(write_csv(tmp_path / "b", pnbp=[row])).written
    saved = NonTaxRevenue.objects.get()
    assert (saved.amount, saved.printed_text) == (12_530_730, "Rp 12.530.730,-")


@pytest.mark.parametrize(
    ("typed", "amount"), [("12,530", 12_530), ("1.980.89", 198_089)]
)
def test_an_ambiguous_amount_waits_for_confirmation(
    plan, unit, tmp_path, typed, amount
):
    ServiceTypeFactory(unit=unit, code="uji")
    row = {"unit": unit.code, "jenis_layanan": "uji", "tahun": 2023, "jumlah": typed}
    path = write_csv(tmp_path / "b", pnbp=[row])
    findings = run(path)
    assert not findings.faults
    assert not findings.written
    assert [str(reading.value) for reading in findings.readings] == [typed]
    assert run(path, accepted=True).written
    saved = NonTaxRevenue.objects.get()
    assert (saved.amount, saved.printed_text) == (amount, typed)
    assert not run(path).readings


SIGNATORY = {"nama": "A", "jabatan": "Kepala", "plt": "tidak"}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("21/12/2023", "2023-12-21"),
        ("21-12-2023", "2023-12-21"),
        ("5/5/2023", "2023-05-05"),
        (" 2023-12-01 ", "2023-12-01"),
    ],
)
def test_a_date_is_written_day_first_or_year_first(unit, tmp_path, typed, day):
    row = SIGNATORY | {"unit": unit.code, "mulai": typed}
    findings = run(write_csv(tmp_path / "b", penanda_tangan=[row]))
    assert findings.written, reasons(findings)
    assert Signatory.objects.get().start.isoformat() == day


def test_a_date_that_could_be_month_first_waits_for_confirmation(unit, tmp_path):
    row = SIGNATORY | {"unit": unit.code, "mulai": "03/04/2023"}
    path = write_csv(tmp_path / "b", penanda_tangan=[row])
    findings = run(path)
    assert not findings.written
    assert "“03/04/2023” dibaca 3 April 2023" in str(findings.readings[0])
    assert run(path, accepted=True).written
    assert Signatory.objects.get().start.isoformat() == "2023-04-03"
    assert not run(path).readings


@pytest.mark.parametrize(
    "typed", ["31/02/2023", "12/21/2023", "21/12-2023", "21/12/23", "00/00/0000"]
)
def test_a_date_that_is_none_is_refused(unit, tmp_path, typed):
    row = SIGNATORY | {"unit": unit.code, "mulai": typed}
    findings = run(write_csv(tmp_path / "b", penanda_tangan=[row]))
    assert "misalnya 21/12/2023" in reasons(findings)[0]


def test_a_semicolon_file_with_a_byte_order_mark_is_read(plan, tmp_path):
    folder = write_csv(tmp_path / "b", realisasi=[realization(nilai=16)])
    path = folder / "realisasi.csv"
    text = path.read_text(encoding="utf-8").replace(",", ";").replace(";16;", ";16,85;")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run(folder).written
    assert Realization.objects.get().value == Decimal("16.85")


def test_numbers_and_numbers_as_text_in_xlsx(plan, tmp_path):
    rows = [
        realization(nilai=0.1 + 0.2 - 0.2, periode="TW1"),
        realization(nilai="16,85", tahun="2023", periode="TW2"),
        realization(nilai=6, teks=6, periode="TW3"),
    ]
    findings = run(write_xlsx(tmp_path / "b.xlsx", realisasi=rows), accepted=True)
    assert findings.written, reasons(findings)
    values = dict(Realization.objects.values_list("period", "value"))
    assert values == {"TW1": Decimal("0.1"), "TW2": Decimal("16.85"), "TW3": Decimal(6)}
    assert Realization.objects.get(period="TW3").printed_text == "6"


def test_a_percent_cell_is_read_as_it_is_shown(plan, tmp_path):
    book = xlsx_book(
        realisasi=[realization(nilai=0.9858), realization(nilai=0.5, periode="TW1")]
    )
    book["realisasi"]["E2"].number_format = numbers.FORMAT_PERCENTAGE_00
    book["realisasi"]["E3"].number_format = '0.0"%"'
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    assert run(path).written
    assert Realization.objects.get(period="TAHUN").value == Decimal("98.58")
    assert Realization.objects.get(period="TAHUN").printed_text == "98,58%"
    assert Realization.objects.get(period="TW1").value == Decimal("0.5")


def test_the_origin_of_a_row_is_kept_and_is_import_where_nothing_is_said(
    plan, tmp_path
):
    rows = [
        realization(asal="Menurut dokumen"),
        realization(asal="", nilai=1, periode="TW1"),
    ]
    assert run(write_csv(tmp_path / "b", realisasi=rows)).written
    origins = dict(Realization.objects.values_list("period", "origin"))
    assert origins == {"TAHUN": Origin.PUBLISHED, "TW1": Origin.IMPORTED}


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({"nilai": 50, "asal": "Menurut dokumen"}, True),
        ({"nilai": 40, "catatan": "Baru", "asal": "Menurut dokumen"}, False),
        ({"nilai": 50, "asal": "Diimpor"}, False),
        ({"nilai": 50, "asal": "Menurut dokumen", "periode": "TW1"}, True),
    ],
)
def test_a_person_is_asked_whether_the_document_says_so(
    plan, unit, tmp_path, cells, asked
):
    """Nobody verifies what stands as the published document's."""
    indicator = plan.indicators.get(code="SK1.1")
    RealizationFactory(indicator=indicator, value=40, origin=Origin.PUBLISHED)
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    path = write_csv(tmp_path / "b", realisasi=[realization(**cells)])
    findings = run(path, user=operator, keep=False)
    assert [reading.column for reading in findings.readings] == ["asal"] * asked
    assert run(path, user=operator, accepted=asked).written
