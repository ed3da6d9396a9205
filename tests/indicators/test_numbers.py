"""Reading and writing Indonesian numbers; the odd forms are printed in the Renstra or typed by people."""

import datetime
import random
from decimal import Decimal

import pytest

from indicators.numbers import (
    FigureError,
    FigureKind,
    canonical,
    format_money,
    format_money_short,
    format_number,
    format_percent,
    parse_figure,
    parse_money,
    round_half_up,
)

D = Decimal
PUBLIC_SERVICE = ("A", "A-", "B", "B-", "C", "C-", "D", "E", "F")
SATISFACTION = ("Sangat baik", "Baik", "Kurang baik", "Tidak baik")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("16,85", "16.85"),
        ("1.199.509.750", "1199509750"),
        ("1.199.509.750,50", "1199509750.5"),
        ("12.530", "12530"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("–3,5", "-3.5"),
        ("+5,2%", "5.2"),
        ("0", "0"),
        ("-0", "0"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("2,5990", "2.599"),
        ("98,58%", "98.58"),
        ("98,58 %", "98.58"),
        ("98,58\u00a0%", "98.58"),
        ("  16,85\u00a0", "16.85"),
        ("\ufeff16,85\n", "16.85"),
        ("Rp 12.530.730,-", "12530730"),
        ("Rp12.530.730", "12530730"),
        ("Rp. 5.000,00", "5000"),
        ("rp\u00a05.000", "5000"),
        ("91,5 %", "91.5"),
        ("16,7 Persen", "16.7"),
        ("3,51 Indeks", "3.51"),
        ("1 Perusahaan", "1"),
        ("0 KTI", "0"),
        ("10 KTI", "10"),
        ("3 Kegiatan kolaborasi", "3"),
        ("1 ruang lingkup/parameter", "1"),
        ("3 Perusahaan Industri/badan usaha", "3"),
        ("80 Nilai", "80"),
        ("750 SPK/Order", "750"),
        ("99.999.999.999,9999", "99999999999.9999"),
    ],
)
def test_a_number_written_the_indonesian_way_is_read_without_warning(raw, value):
    figure = parse_figure(raw)
    assert (figure.kind, figure.value) == (FigureKind.NUMBER, D(value))
    assert (figure.text, figure.warning, figure.grade) == (raw, None, None)


@pytest.mark.parametrize(
    ("raw", "value", "read_as"),
    [
        ("36,160,000", "36160000", "36.160.000"),
        ("1,462,729,500", "1462729500", "1.462.729.500"),
        ("7,363.42", "7363.42", "7.363,42"),
        ("1.980.89", "1980.89", "1.980,89"),
        ("12,530", "12.53", "12,53"),
        ("-12,530", "-12.53", "-12,53"),
        ("35.00", "35", "35"),
        ("47.05", "47.05", "47,05"),
        ("91.5", "91.5", "91,5"),
        ("3.65 Indeks", "3.65", "3,65"),
        ("0.125", "0.125", "0,125"),
        ("3.5634", "3.5634", "3,5634"),
    ],
)
def test_a_doubtful_number_carries_a_warning_that_names_the_reading(
    raw, value, read_as
):
    figure = parse_figure(raw)
    assert figure.value == D(value)
    assert figure.warning == f"“{raw}” dibaca {read_as}; pastikan benar."


@pytest.mark.parametrize("raw", ["-", "–", "—", "−", " - ", "N/A", "n.a.", "NA", "n/a"])
def test_a_dash_and_its_synonyms_mean_not_targeted(raw):
    figure = parse_figure(raw)
    assert (figure.kind, figure.value) == (FigureKind.NOT_TARGETED, None)
    assert figure.text == raw


@pytest.mark.parametrize("raw", ["", "   ", "\u00a0", None])
def test_nothing_is_empty_and_not_zero(raw):
    assert parse_figure(raw).kind is FigureKind.EMPTY
    assert parse_figure(raw).value is None


@pytest.mark.parametrize(
    ("raw", "grade"),
    [
        ("B-", "B-"),
        ("b-", "B-"),
        ("B–", "B-"),
        ("A-", "A-"),
        ("AA", "AA"),
        ("B", "B"),
        ("BB Predikat", "BB"),
        ("B- Indeks", "B-"),
        ("B Indeks", "B"),
        ("B Nilai", "B"),
    ],
)
def test_a_letter_is_a_grade_also_before_its_unit(raw, grade):
    figure = parse_figure(raw)
    assert (figure.kind, figure.grade) == (FigureKind.GRADE, grade)
    assert (figure.value, figure.text, figure.warning) == (None, raw, None)


@pytest.mark.parametrize(
    ("raw", "scale", "grade"),
    [
        ("b- Indeks", PUBLIC_SERVICE, "B-"),
        ("sangat  baik", SATISFACTION, "Sangat baik"),
        ("BAIK", SATISFACTION, "Baik"),
        ("Kurang Baik Predikat", SATISFACTION, "Kurang baik"),
    ],
)
def test_a_grade_is_spelt_as_its_scale_spells_it(raw, scale, grade):
    assert parse_figure(raw, scale_grades=scale).grade == grade


def test_numbers_are_read_also_where_a_scale_is_given():
    assert parse_figure("3,56", scale_grades=PUBLIC_SERVICE).value == D("3.56")


def test_a_grade_that_is_not_on_the_scale_is_refused_with_the_choices():
    with pytest.raises(FigureError, match=r"“BB” .* pilihan pada skala: A, A-, B"):
        parse_figure("BB", scale_grades=PUBLIC_SERVICE)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("#REF!", "galat lembar kerja"),
        ("#DIV/0!", "galat lembar kerja"),
        ("#N/A", "galat lembar kerja"),
        ("=A1*2", "rumus"),
        ("=", "rumus"),
        ("NaN", "bukan bilangan"),
        ("-Infinity", "bukan bilangan"),
        ("1e30", "notasi ilmiah"),
        ("1,5E+3", "notasi ilmiah"),
        ("B3,56", "huruf, tanda, dan angka bercampur"),
        ("10KTI", "huruf, tanda, dan angka bercampur"),
        ("≥ 90", "huruf, tanda, dan angka bercampur"),
        ("--5", "huruf, tanda, dan angka bercampur"),
        ("(3,5)", "huruf, tanda, dan angka bercampur"),
        ("1,2,3", "susunan titik dan koma"),
        ("1.2.3", "susunan titik dan koma"),
        ("1.234.5678", "susunan titik dan koma"),
        ("1980.890", "susunan titik dan koma"),
        ("1.199.509,750.000", "susunan titik dan koma"),
        ("5,", "susunan titik dan koma"),
        (",5", "susunan titik dan koma"),
        ("１２,５", "angka biasa 0 sampai 9"),
        ("١٢", "angka biasa 0 sampai 9"),
        ("5 dari 10", "lebih dari satu angka"),
        ("5 juta", "tulis angkanya lengkap"),
        ("1,2 Miliar Rupiah", "tulis angkanya lengkap"),
        ("10 jt", "tulis angkanya lengkap"),
        ("2 M", "tulis angkanya lengkap"),
        ("belum ada", "bukan angka, huruf mutu"),
        ("B minus", "bukan angka, huruf mutu"),
        ("Baik", "bukan angka, huruf mutu"),
        ("100.000.000.000", "paling banyak 11 angka di depan koma"),
        ("1" + "0" * 30, "paling banyak 11 angka di depan koma"),
        ("1234567890123456", "paling banyak 11 angka di depan koma"),
        ("0,12345", "paling banyak 4 angka di belakang koma"),
        ("1" * 201, "terlalu panjang"),
    ],
)
def test_what_cannot_be_read_is_refused_with_value_and_reason(raw, reason):
    with pytest.raises(FigureError) as refused:
        parse_figure(raw)
    assert reason in str(refused.value)
    assert str(refused.value).startswith(f"“{raw[:50]}")
    assert str(refused.value).endswith(".")


def test_several_results_in_one_cell_lead_to_measurements():
    with pytest.raises(FigureError, match="isikan pengukuran"):
        parse_figure("Kegiatan 1: 50% Kegiatan 2: 40% Rata-rata: 45%")


@pytest.mark.parametrize(
    ("raw", "value", "text"),
    [
        (56, "56", "56"),
        (-3, "-3", "-3"),
        (12.0, "12", "12"),
        (16.85, "16.85", "16,85"),
        (-0.0, "0", "0"),
        (D("3.5600"), "3.56", "3,56"),
        (D("1E+3"), "1000", "1000"),
        (D("12.530"), "12.53", "12,53"),
        (D("2.599"), "2.599", "2,5990"),
    ],
)
def test_a_cell_that_holds_a_number_is_taken_as_it_is(raw, value, text):
    figure = parse_figure(raw)
    assert (figure.value, figure.text, figure.warning) == (D(value), text, None)
    assert str(figure.value) == value


def test_binary_dust_of_a_spreadsheet_is_dropped_with_a_warning():
    figure = parse_figure(0.1 + 0.2)
    assert figure.value == D("0.3")
    assert figure.warning == "“0.30000000000000004” dibaca 0,3; pastikan benar."


@pytest.mark.parametrize(
    "raw",
    [
        True,
        float("nan"),
        float("-inf"),
        D("NaN"),
        10**30,
        1e30,
        10 / 3,
        D("0.12345"),
        datetime.date(2023, 1, 5),
        [1],
    ],
    ids=str,
)
def test_a_cell_that_holds_no_usable_number_is_refused(raw):
    with pytest.raises(FigureError):
        parse_figure(raw)


def test_more_decimals_than_the_column_holds_are_never_rounded():
    assert parse_figure("3,14", decimal_places=2).value == D("3.14")
    assert parse_figure("3,1400", decimal_places=2).value == D("3.14")
    with pytest.raises(FigureError, match="dibaca 3,142, padahal paling banyak 2"):
        parse_figure("3,142", decimal_places=2)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12.038.783.000", "12038783000"),
        ("Rp 12.530.730,-", "12530730"),
        ("5.000,00", "5000"),
        ("1.000.000 rupiah", "1000000"),
        ("0", "0"),
        ("999.999.999.999.999", "999999999999999"),
        (1199509750.0, "1199509750"),
    ],
)
def test_money_is_read_in_whole_rupiah(raw, value):
    figure = parse_money(raw)
    assert (figure.value, figure.warning) == (D(value), None)


def test_money_keeps_warnings_dashes_and_blanks():
    assert parse_money("36,160,000").value == D(36160000)
    assert "36.160.000" in parse_money("36,160,000").warning
    assert parse_money("-").kind is FigureKind.NOT_TARGETED
    assert parse_money("").kind is FigureKind.EMPTY


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12,530", "12530"),
        ("Rp 12,530,-", "12530"),
        ("12,530 rupiah", "12530"),
        ("1.980.89", "198089"),
        ("12,530.00", "12530"),
    ],
)
def test_separators_of_money_are_thousands_and_asked_about(raw, value):
    figure = parse_money(raw)
    assert (figure.value, figure.text) == (D(value), raw)
    assert figure.warning == f"“{raw}” dibaca {format_money(D(value))}; pastikan benar."


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("-5.000", "tidak boleh negatif"),
        ("-Rp 5.000", "tidak boleh negatif"),
        (-1, "tidak boleh negatif"),
        ("5.000,50", "dibaca 5.000,5, padahal harus bilangan bulat"),
        ("47.05", "harus bilangan bulat"),
        ("12,5300", "dibaca 12,53, padahal harus bilangan bulat"),
        ("0,530", "harus bilangan bulat"),
        ("7,363.42", "harus bilangan bulat"),
        ("-12,530", "tidak boleh negatif"),
        ("999.999.999.999.999.99", "paling banyak 15 angka"),
        (12.53, "harus bilangan bulat"),
        ("1.000.000.000.000.000", "paling banyak 15 angka"),
        ("B", "harus berupa angka"),
        ("5%", "satuannya “%”"),
        ("5 Persen", "satuannya “Persen”"),
    ],
)
def test_money_refuses_what_is_not_whole_rupiah(raw, reason):
    with pytest.raises(FigureError, match=reason):
        parse_money(raw)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.345", 2, "2.35"),
        ("2.3449", 2, "2.34"),
        ("-2.345", 2, "-2.35"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("1.005", 2, "1.01"),
    ],
)
def test_halves_are_rounded_up_away_from_zero(value, places, rounded):
    assert str(round_half_up(D(value), places)) == rounded


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1199509750.50", None, "1.199.509.750,5"),
        ("1E+3", None, "1.000"),
        ("100", None, "100"),
        ("0.0000", None, "0"),
        ("-0", None, "0"),
        ("-0.001", 2, "0,00"),
        ("-3.5", None, "-3,5"),
        ("999.995", 2, "1.000,00"),
        ("3", 2, "3,00"),
    ],
)
def test_a_number_is_written_the_indonesian_way(value, decimals, text):
    assert format_number(D(value), decimals) == text


def test_a_percentage_has_two_decimals_and_no_sign():
    assert format_percent(D(5600) / 6) == "933,33"
    assert format_percent(D("99.95"), 1) == "100,0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "Rp0"),
        ("999999", "Rp999.999"),
        ("1000000", "Rp1,00 jt"),
        ("12530730", "Rp12,53 jt"),
        ("995000000", "Rp995,00 jt"),
        ("999999999", "Rp1,00 M"),
        ("1110964250", "Rp1,11 M"),
        ("11953938000", "Rp11,95 M"),
        ("2500000000000", "Rp2,50 T"),
        ("-36160000", "-Rp36,16 jt"),
        ("-5000", "-Rp5.000"),
    ],
)
def test_money_is_shortened_for_cards_and_axes(value, text):
    assert format_money_short(D(value)) == text


def test_money_is_written_without_currency_and_decimals():
    assert format_money(D(1199509750)) == "1.199.509.750"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1199509750", "1199509750"),
        ("1199509750.50", "1199509750,5"),
        ("2.599", "2,5990"),
        ("3.5324", "3,5324"),
        ("-12.5", "-12,5"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
    ],
)
def test_canonical_has_no_thousands_and_no_needless_zeros(value, text):
    assert canonical(D(value)) == text


def test_canonical_is_read_back_without_warning_for_every_number():
    random_source = random.Random(2023)  # noqa: S311
    sizes = [10**n + d for n in range(15) for d in (-1, 0, 1)] + list(range(3000))
    sizes += [random_source.randrange(10**15) for _ in range(3000)]
    for value in (D(size).scaleb(-places) for size in sizes for places in range(5)):
        for signed in (value, -value):
            if abs(signed) < 10**11:
                figure = parse_figure(canonical(signed))
                assert (figure.value, figure.warning) == (signed, None), signed
                assert canonical(figure.value) == canonical(signed)


def test_what_people_are_shown_is_read_back_as_the_same_number():
    for value in (D("16.85"), D("1199509750.5"), D("-3.5"), D("0.125"), D(12530)):
        assert parse_figure(format_number(value)).value == value
