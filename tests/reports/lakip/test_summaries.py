"""Sentences about many figures at once, worked by hand."""

from decimal import Decimal

import pytest

from indicators.achievement import Average, Tally
from reports.lakip.summaries import (
    of_budget,
    of_components,
    of_efficiency,
    of_group,
    of_revenue,
    of_year,
)

CAP = Decimal(120)


@pytest.mark.parametrize(
    ("tally", "average", "expected"),
    [
        (
            Tally(4, 4, 4), Average(Decimal("116.106"), 4, 4),
            ("Keempat indikator sasaran ini mencapai target. Rata-rata capaiannya 116,11 persen; capaian tiap indikator "
            "dihitung paling tinggi 120 persen."),
        ),
        (
            Tally(7, 7, 7), Average(Decimal(100), 7, 7),
            ("Seluruh 7 indikator sasaran ini mencapai target. Rata-rata capaiannya 100,00 persen; capaian tiap indikator "
            "dihitung paling tinggi 120 persen."),
        ),
        (
            Tally(1, 2, 3), Average(Decimal(90), 2, 3),
            ("Dari 3 indikator sasaran ini, 1 mencapai target dan 1 belum dapat dinilai. Rata-rata capaian 2 dari 3 "
            "indikator itu 90,00 persen; capaian tiap indikator dihitung paling tinggi 120 persen."),
        ),
        (
            Tally(0, 2, 2), Average(None, 0, 2),
            ("Dari 2 indikator sasaran ini, tidak satu pun mencapai target. Rata-rata capaiannya tidak dapat dihitung."),
        ),
        (
            Tally(0, 1, 1), Average(Decimal(50), 1, 1),
            "Satu-satunya indikator sasaran ini tidak mencapai target. Capaiannya 50,00 persen.",
        ),
        (
            Tally(1, 1, 1), Average(CAP, 1, 1),
            ("Satu-satunya indikator sasaran ini mencapai target. Capaiannya dihitung 120,00 persen, batas tertinggi dalam "
            "rata-rata."),
        ),
        (
            Tally(0, 0, 2), Average(None, 0, 2),
            "Dari 2 indikator sasaran ini belum ada yang dapat dinilai.",
        ),
        (Tally(0, 0, 1), Average(None, 0, 1), "Satu-satunya indikator sasaran ini belum dapat dinilai."),
        (
            Tally(1, 1, 1), Average(None, 0, 1),
            "Satu-satunya indikator sasaran ini mencapai target. Capaiannya tidak dapat dihitung.",
        ),
        (Tally(0, 0, 0), Average(None, 0, 0), "Sasaran ini tidak mempunyai indikator yang ditargetkan pada tahun ini."),
    ],
)  # fmt: skip
def test_a_group_says_how_many_are_met_and_what_its_mean_covers(
    tally, average, expected
):
    assert of_group(tally, average, CAP) == expected


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(12, 12, 12), "Seluruh 12 indikator yang ditargetkan pada tahun 2023 mencapai target."),
        (Tally(11, 12, 13), "Dari 13 indikator yang ditargetkan pada tahun 2023, 11 mencapai target dan 1 belum dapat dinilai."),
        (Tally(0, 0, 3), "Dari 3 indikator yang ditargetkan pada tahun 2023 belum ada yang dapat dinilai."),
        (Tally(0, 0, 0), "Tidak ada indikator yang ditargetkan pada tahun 2023."),
    ],
)  # fmt: skip
def test_a_year_says_how_many_are_met(tally, expected):
    assert of_year(2023, tally, Average(None, 0, tally.targeted), CAP).startswith(expected)  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (
            (Decimal(11_997_581_000), Decimal(11_955_409_448), Decimal("99.6485")),
            "Pagu anggaran tahun 2023 sebesar Rp11.997.581.000 dan terealisasi Rp11.955.409.448 atau 99,65 persen.",
        ),
        ((Decimal(0), Decimal(0), None), "Pagu anggaran tahun 2023 sebesar Rp0 dan terealisasi Rp0."),
        ((Decimal(5), None, None), "Pagu anggaran tahun 2023 sebesar Rp5; realisasinya belum diisi."),
        ((None, None, None), "Pagu anggaran tahun 2023 belum diisi."),
    ],
)  # fmt: skip
def test_a_budget_is_said_with_what_is_known(figures, expected):
    assert of_budget(2023, *figures) == expected


@pytest.mark.parametrize(
    ("total", "growth", "expected"),
    [
        (Decimal(1000), Decimal("8.224"), "sebesar Rp1.000, naik 8,22 persen dari tahun 2022."),
        (Decimal(1000), Decimal("-5"), "sebesar Rp1.000, turun 5,00 persen dari tahun 2022."),
        (Decimal(1000), Decimal(0), "sebesar Rp1.000, sama dengan tahun 2022."),
        (Decimal(1000), None, "sebesar Rp1.000; pertumbuhannya tidak dapat dihitung."),
        (None, None, "Penerimaan PNBP tahun 2023 belum diisi."),
    ],
)  # fmt: skip
def test_revenue_says_its_direction(total, growth, expected):
    assert of_revenue(2023, total, growth).endswith(expected)


def test_efficiency_says_of_how_many_components():
    assert of_efficiency(2, 2, Decimal("12.5")) == "Rata-rata efisiensi 2 komponen adalah 12,50 persen."  # fmt: skip
    assert of_efficiency(1, 3, Decimal(-4)) == "Rata-rata efisiensi 1 dari 3 komponen adalah -4,00 persen."  # fmt: skip
    assert "3 komponennya belum lengkap" in of_efficiency(0, 3, None)
    assert "Tidak ada komponen" in of_efficiency(0, 0, None)


def test_components_say_their_money():
    assert of_components(2, Decimal(50), Decimal(40), 2023) == (
        "Sasaran ini didukung 2 komponen anggaran tahun 2023 dengan pagu Rp50 dan realisasi Rp40."
    )
    assert "belum lengkap diisi" in of_components(2, Decimal(50), None, 2023)
    assert "pagunya belum diisi" in of_components(2, None, None, 2023)
    assert "Tidak ada komponen anggaran tahun 2023" in of_components(0, None, None, 2023)  # fmt: skip
