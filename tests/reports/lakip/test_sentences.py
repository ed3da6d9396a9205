"""Sentences that follow from figures: every state, direction and unit, worked by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.achievement import Average, FigureState, Polarity, Status, Tally
from indicators.numbers import format_number, format_percent
from reports.lakip.facts import Earlier, Yardstick, YearFacts
from reports.lakip.sentences import (
    against_benchmark,
    against_end,
    against_last_year,
    of_group,
    over_the_years,
    remarks,
    this_year,
)

IKM = YearFacts(
    name="Indeks Kepuasan Masyarakat",
    unit_of_measure="Indeks",
    year=2023,
    polarity=Polarity.MAXIMIZE,
    state=FigureState.MEASURED,
    value=Decimal("3.63"),
    text="3,63",
    target_text="3,6",
    status=Status.EXCEEDED,
    achievement=Decimal("363") / Decimal("3.6"),
    earlier=(
        Earlier(2021, Decimal("3.55"), "3,55"),
        Earlier(2022, Decimal("3.57"), "3,57"),
    ),
    end=Yardstick(
        "akhir Renstra 2024",
        "3,6",
        Decimal("3.6"),
        Decimal("363") / Decimal("3.6"),
        True,
    ),
)
PERCENT = replace(
    IKM, name="PNBP layanan jasa industri", unit_of_measure="Persen", value=Decimal("16.85"), text="16,85",
    target_text="4", achievement=Decimal("421.25"), earlier=(Earlier(2022, Decimal("50.6"), "50,6"),),
)  # fmt: skip
NOTHING = replace(
    IKM, value=None, text="–", status=None, achievement=None, state=FigureState.MISSING
)
GRADE = replace(
    IKM, value=None, text="B", target_text="B-", achievement=None, state=FigureState.NOT_COMPUTABLE,
    reason="skala predikatnya tidak memberi angka",
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            IKM,
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 sebesar 3,63 indeks, melampaui target 3,6 indeks, "
            "dengan capaian 100,83 persen."),
        ),
        (
            replace(IKM, status=Status.NOT_MET, value=Decimal(3), text="3", achievement=Decimal("83.3333")),
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 sebesar 3 indeks, belum mencapai target 3,6 indeks, "
            "dengan capaian 83,33 persen."),
        ),
        (
            replace(IKM, polarity=Polarity.MINIMIZE, status=Status.NOT_MET),
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 sebesar 3,63 indeks, lebih tinggi daripada target "
            "3,6 indeks sehingga belum mencapainya, dengan capaian 100,83 persen."),
        ),
        (
            GRADE,
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 sebesar B, melampaui target B-; persentase capaiannya "
            "tidak dihitung karena skala predikatnya tidak memberi angka."),
        ),
        (
            NOTHING,
            "Realisasi Indeks Kepuasan Masyarakat tahun 2023 belum diisi; target tahun itu 3,6 indeks.",
        ),
        (
            replace(NOTHING, state=FigureState.NOT_DUE, due_text="15 Juli 2024"),
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 belum jatuh tempo (paling lambat 15 Juli 2024); "
            "target tahun itu 3,6 indeks."),
        ),
        (
            replace(NOTHING, state=FigureState.NOT_TARGETED, target_text="-"),
            "Indeks Kepuasan Masyarakat tidak ditargetkan pada tahun 2023.",
        ),
        (
            replace(IKM, state=FigureState.NOT_TARGETED, target_text="-", status=None),
            "Indeks Kepuasan Masyarakat tidak ditargetkan pada tahun 2023; realisasinya tercatat 3,63 indeks.",
        ),
        (
            replace(IKM, value=Decimal(0), text="0", state=FigureState.ZERO, status=Status.NOT_MET, achievement=Decimal(0)),
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 sebesar 0 indeks, belum mencapai target 3,6 indeks, "
            "dengan capaian 0,00 persen."),
        ),
        (
            replace(IKM, status=None, achievement=None, reason="targetnya berupa predikat"),
            ("Realisasi Indeks Kepuasan Masyarakat tahun 2023 tercatat 3,63 indeks; terhadap target 3,6 indeks belum "
            "dapat dinilai karena targetnya berupa predikat."),
        ),
    ],
)  # fmt: skip
def test_a_year_is_held_against_its_target_in_every_state(facts, expected):
    assert this_year(facts) == expected


def test_turns_say_the_same_in_other_words():
    said = {this_year(IKM, turn) for turn in range(6)}
    assert len(said) == 3
    assert all(
        "3,63 indeks" in text and "3,6 indeks" in text and "100,83" in text
        for text in said
    )
    assert this_year(IKM, 1) == this_year(IKM, 4)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (IKM, "Dibandingkan dengan tahun 2022 (3,57 indeks), realisasi naik 0,06 indeks atau 1,68 persen."),
        (PERCENT, "Dibandingkan dengan tahun 2022 (50,6 persen), realisasi turun 33,75 poin persen."),
        (
            replace(PERCENT, polarity=Polarity.MINIMIZE),
            "Dibandingkan dengan tahun 2022 (50,6 persen), realisasi turun 33,75 poin persen, yang berarti membaik.",
        ),
        (
            replace(PERCENT, value=Decimal("50.6"), text="50,6"),
            "Realisasi ini sama dengan tahun 2022 (50,6 persen).",
        ),
        (
            replace(IKM, break_before="didefinisikan ulang"),
            "Angka tahun 2023 tidak dibandingkan dengan tahun 2022 karena indikator ini didefinisikan ulang.",
        ),
        (replace(IKM, earlier=()), "Realisasi tahun 2022 yang dapat dibandingkan tidak tersedia."),
        (NOTHING, "Pada tahun 2022 realisasinya 3,57 indeks."),
        (
            replace(GRADE, earlier=(Earlier(2022, None, "B-"),)),
            "Pada tahun 2022 realisasinya B-, pada tahun 2023 B; selisihnya tidak dapat dihitung.",
        ),
        (
            replace(IKM, unit_of_measure="KTI", value=Decimal(4), text="4", earlier=(Earlier(2022, Decimal(0), "0"),)),
            "Dibandingkan dengan tahun 2022 (0 KTI), realisasi naik 4 KTI.",
        ),
    ],
)  # fmt: skip
def test_a_year_is_held_against_the_one_before(facts, expected):
    assert against_last_year(facts) == expected


def test_a_series_says_its_course_and_its_highest_figure():
    assert over_the_years(IKM) == (
        "Selama 2021–2023 realisasi naik setiap tahun, dari 3,55 indeks menjadi 3,63 indeks, dengan angka tertinggi "
        "3,63 indeks pada tahun 2023."
    )
    assert "naik turun" in over_the_years(
        replace(IKM, value=Decimal("3.56"), text="3,56")
    )
    assert "tidak pernah turun" in over_the_years(
        replace(IKM, value=Decimal("3.57"), text="3,57")
    )
    assert over_the_years(PERCENT) == ""
    assert over_the_years(NOTHING) == ""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            IKM,
            ("Terhadap target akhir Renstra 2024 sebesar 3,6 indeks, realisasi ini sudah memenuhinya "
            "(100,83 persen dari target akhir)."),
        ),
        (
            replace(IKM, end=Yardstick("akhir Renstra 2024", "3,8", Decimal("3.8"), Decimal("95.526"), False)),
            ("Terhadap target akhir Renstra 2024 sebesar 3,8 indeks, realisasi ini belum memenuhinya, masih berjarak "
            "0,17 indeks (95,53 persen dari target akhir)."),
        ),
        (replace(IKM, end=None), "Target akhir Renstra untuk indikator ini tidak tercetak, sehingga kemajuannya tidak dihitung."),
        (
            NOTHING,
            "Terhadap target akhir Renstra 2024 sebesar 3,6 indeks, kemajuan belum dapat dinilai karena realisasi belum ada.",
        ),
    ],
)  # fmt: skip
def test_a_year_is_held_against_the_end_target(facts, expected):
    assert against_end(facts) == expected


def test_a_benchmark_is_compared_or_said_to_be_missing():
    mark = Yardstick("rata-rata nasional (Kementerian PANRB)", "3,5", Decimal("3.5"))
    assert against_benchmark(replace(IKM, benchmark=mark)) == (
        "Pembanding nasional rata-rata nasional (Kementerian PANRB) sebesar 3,5 indeks; realisasi ini lebih tinggi "
        "0,13 indeks atau 3,71 persen."
    )
    assert (
        against_benchmark(IKM)
        == "Pembanding nasional untuk indikator ini tidak tercatat."
    )


@pytest.mark.parametrize(
    ("tally", "average", "expected"),
    [
        (
            Tally(4, 4, 4), Average(Decimal(120), 4, 4),
            ("Seluruh 4 indikator sasaran ini mencapai target. Rata-rata capaiannya 120,00 persen, dihitung dari 4 dari 4 "
            "indikator dan masing-masing dibatasi 120 persen."),
        ),
        (
            Tally(1, 2, 3), Average(None, 0, 3),
            "Dari 3 indikator sasaran ini, 1 mencapai target; 1 belum dapat dinilai. Rata-rata capaiannya tidak dapat dihitung.",
        ),
        (
            Tally(0, 1, 1), Average(Decimal(50), 1, 1),
            ("Satu-satunya indikator sasaran ini belum mencapai target. Rata-rata capaiannya 50,00 persen, dihitung dari "
            "1 dari 1 indikator dan masing-masing dibatasi 120 persen."),
        ),
        (
            Tally(0, 0, 2), Average(None, 0, 2),
            "Dari 2 indikator yang ditargetkan belum ada yang dapat dinilai. Rata-rata capaiannya tidak dapat dihitung.",
        ),
        (Tally(0, 0, 0), Average(None, 0, 0), "Sasaran ini tidak mempunyai indikator yang ditargetkan pada tahun ini."),
    ],
)  # fmt: skip
def test_a_group_says_how_many_are_met_and_what_its_mean_covers(
    tally, average, expected
):
    assert of_group(tally, average, Decimal(120)) == expected


def test_where_a_figure_comes_from_is_said():
    noted = replace(
        IKM, notes=("memakai data tahun sebelumnya (2022)", "dihitung dari triwulan")
    )
    assert (
        remarks(noted)
        == "Angka tahun 2023 memakai data tahun sebelumnya (2022); dihitung dari triwulan."
    )
    assert remarks(IKM) == ""


figures = st.none() | st.integers(-10_000, 1_000_000).map(lambda n: Decimal(n) / 100)


@st.composite
def years(draw):
    value = draw(figures)
    status = draw(st.sampled_from([None, *Status])) if value is not None else None
    earlier = [
        Earlier(2022 - n, item, "–" if item is None else format_number(item))
        for n, item in enumerate(draw(st.lists(figures, max_size=3)))
    ]
    return YearFacts(
        name=draw(st.sampled_from(["jumlah layanan", "Indeks"])),
        unit_of_measure=draw(
            st.sampled_from(["Persen", "%", "Indeks", "SPK/Order", "Perusahaan"])
        ),
        year=2023,
        polarity=draw(st.sampled_from(Polarity)),
        state=draw(st.sampled_from(FigureState)),
        value=value,
        text="–" if value is None else format_number(value),
        target_text=draw(st.sampled_from(["6", "80–90", "B-", "-", "–"])),
        status=status,
        achievement=draw(figures) if status else None,
        earlier=tuple(reversed(earlier)),
        end=draw(
            st.none()
            | st.just(Yardstick("akhir Renstra 2024", "7", Decimal(7), None, False))
        ),
        benchmark=draw(st.none() | st.just(Yardstick("nasional", "5", Decimal(5)))),
    )


@given(years(), st.integers(0, 20))
def test_no_sentence_is_broken_whatever_is_known(facts, turn):
    made = [
        this_year(facts, turn), against_last_year(facts, turn), over_the_years(facts), against_end(facts),
        against_benchmark(facts), remarks(facts),
    ]  # fmt: skip
    for text in filter(None, made):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
        assert " ." not in text
        assert " ," not in text
        assert "None" not in text
        assert ".." not in text


@given(years())
def test_the_year_sentence_holds_exactly_the_rounded_figures(facts):
    text = this_year(facts)
    if facts.status is None or facts.state is FigureState.NOT_TARGETED:
        return
    assert facts.text in text
    if facts.achievement is not None:
        assert f"{format_percent(facts.achievement)} persen." in text
