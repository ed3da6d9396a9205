"""Sentences that follow from figures: every state, direction and unit, worked by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.achievement import FigureState, Polarity, Status
from indicators.numbers import format_number, format_percent
from reports.lakip.facts import Earlier, Yardstick, YearFacts
from reports.lakip.sentences import (
    NO_BENCHMARK,
    NO_END_TARGET,
    against_benchmark,
    against_end,
    against_last_year,
    over_the_years,
    remarks,
    this_year,
)

IKM = YearFacts(
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
        "akhir Renstra (tahun 2024)",
        "3,6",
        Decimal("3.6"),
        Decimal("363") / Decimal("3.6"),
        True,
    ),
)
PERCENT = replace(
    IKM, unit_of_measure="Persen", value=Decimal("16.85"), text="16,85", target_text="4", achievement=Decimal("421.25"),
    earlier=(Earlier(2022, Decimal("50.6"), "50,6"),),
)  # fmt: skip
COMPANIES = replace(
    IKM, unit_of_measure="Perusahaan", value=Decimal(2), text="2", target_text="4", achievement=Decimal(50),
    status=Status.NOT_MET, end=Yardstick("akhir Renstra (tahun 2024)", "4", Decimal(4), Decimal(50), False),
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
        (IKM, "Realisasi tahun 2023 sebesar 3,63, melampaui target 3,6, dengan capaian 100,83 persen."),
        (PERCENT, "Realisasi tahun 2023 sebesar 16,85 persen, melampaui target 4 persen, dengan capaian 421,25 persen."),
        (
            COMPANIES,
            "Realisasi tahun 2023 sebanyak 2 perusahaan, tidak mencapai target 4 perusahaan, dengan capaian 50,00 persen.",
        ),
        (
            replace(PERCENT, target_text="80–90"),
            "Realisasi tahun 2023 sebesar 16,85 persen, melampaui target 80–90 persen, dengan capaian 421,25 persen.",
        ),
        (
            replace(COMPANIES, unit_of_measure="SPK/Order", status=Status.MET, target_text="2", achievement=Decimal(100)),
            "Realisasi tahun 2023 sebanyak 2 SPK/Order, tepat mencapai target 2 SPK/Order, dengan capaian 100,00 persen.",
        ),
        (
            replace(IKM, polarity=Polarity.MINIMIZE, status=Status.NOT_MET),
            "Realisasi tahun 2023 sebesar 3,63, di atas target 3,6 sehingga target tidak tercapai, dengan capaian 100,83 persen.",
        ),
        (
            GRADE,
            ("Realisasi tahun 2023 berpredikat B, melampaui target B-; persentase capaiannya tidak dihitung karena "
            "skala predikatnya tidak memberi angka."),
        ),
        (NOTHING, "Realisasi tahun 2023 belum diisi; targetnya 3,6."),
        (
            replace(NOTHING, state=FigureState.NOT_DUE, due_text="15 Juli 2024"),
            "Realisasi tahun 2023 belum jatuh tempo (paling lambat 15 Juli 2024); targetnya 3,6.",
        ),
        (
            replace(NOTHING, state=FigureState.NOT_TARGETED, target_text="-"),
            "Indikator ini tidak ditargetkan pada tahun 2023.",
        ),
        (
            replace(IKM, state=FigureState.NOT_TARGETED, target_text="-", status=None),
            "Indikator ini tidak ditargetkan pada tahun 2023; realisasinya sebesar 3,63.",
        ),
        (
            replace(NOTHING, state=FigureState.NOT_TARGETED, text="-", is_declared=True),
            "Realisasi tahun 2023 dinyatakan tidak ada; targetnya 3,6.",
        ),
        (
            replace(IKM, value=Decimal(0), text="0", state=FigureState.ZERO, status=Status.NOT_MET, achievement=Decimal(0)),
            "Realisasi tahun 2023 sebesar 0, tidak mencapai target 3,6, dengan capaian 0,00 persen.",
        ),
        (
            replace(IKM, status=None, achievement=None, reason="bentuk target dan realisasinya berbeda", target_text="B-"),
            ("Realisasi tahun 2023 sebesar 3,63; terhadap target B- belum dapat dinilai karena bentuk target dan "
            "realisasinya berbeda."),
        ),
    ],
)  # fmt: skip
def test_a_year_is_held_against_its_target_in_every_state(facts, expected):
    assert this_year(facts) == expected


def test_turns_say_the_same_in_other_words():
    said = {this_year(PERCENT, turn) for turn in range(6)}
    assert len(said) == 3
    assert all("sebesar 16,85 persen, melampaui target 4 persen" in text for text in said)  # fmt: skip
    assert this_year(IKM, 1) == this_year(IKM, 4)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (IKM, "Dibandingkan dengan tahun 2022 (3,57), realisasi naik 0,06 poin (1,68 persen)."),
        (PERCENT, "Dibandingkan dengan tahun 2022 (50,6 persen), realisasi turun 33,75 poin persen."),
        (
            replace(PERCENT, polarity=Polarity.MINIMIZE),
            "Dibandingkan dengan tahun 2022 (50,6 persen), realisasi turun 33,75 poin persen, yang berarti membaik.",
        ),
        (
            replace(PERCENT, value=Decimal("50.6"), text="50,6"),
            "Realisasi ini sama dengan realisasi tahun 2022, yaitu 50,6 persen.",
        ),
        (
            replace(IKM, break_before="indikator ini didefinisikan ulang"),
            "Angka tahun 2023 tidak dibandingkan dengan tahun 2022 karena indikator ini didefinisikan ulang.",
        ),
        (replace(IKM, earlier=()), "Realisasi tahun 2022 yang dapat dibandingkan tidak tersedia."),
        (NOTHING, "Realisasi tahun 2022 sebesar 3,57."),
        (
            replace(GRADE, earlier=(Earlier(2022, None, "B-"),)),
            "Realisasi tahun 2022 berpredikat B- dan tahun 2023 berpredikat B; selisihnya tidak dapat dihitung.",
        ),
        (
            replace(IKM, unit_of_measure="KTI", value=Decimal(4), text="4", earlier=(Earlier(2022, Decimal(0), "0"),)),
            "Dibandingkan dengan tahun 2022 (0 KTI), realisasi naik 4 KTI.",
        ),
    ],
)  # fmt: skip
def test_a_year_is_held_against_the_one_before(facts, expected):
    assert against_last_year(facts) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3.63", "Selama 2021–2023 realisasi terus naik, dari 3,55 menjadi 3,63."),
        ("3.57", "Selama 2021–2023 realisasi tidak pernah turun, dari 3,55 menjadi 3,57."),
        (
            "3.56",
            "Selama 2021–2023 realisasi naik turun, dari 3,55 menjadi 3,56, dengan angka tertinggi 3,57 pada tahun 2022.",
        ),
    ],
)  # fmt: skip
def test_a_series_says_its_course(value, expected):
    value = Decimal(value)
    assert over_the_years(replace(IKM, value=value, text=format_number(value))) == expected  # fmt: skip


def test_a_series_that_never_moves_is_steady_and_a_short_one_says_nothing():
    level = tuple(Earlier(year, Decimal(100), "100") for year in (2021, 2022))
    same = replace(PERCENT, value=Decimal(100), text="100", earlier=level)
    assert over_the_years(same) == "Selama 2021–2023 realisasi tetap 100 persen."
    assert over_the_years(PERCENT) == ""
    assert over_the_years(NOTHING) == ""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (IKM, "Target akhir Renstra (tahun 2024) 3,6 sudah dicapai pada tahun 2023, dengan kemajuan 100,83 persen."),
        (
            COMPANIES,
            ("Target akhir Renstra (tahun 2024) 4 perusahaan belum dicapai; realisasi masih 2 perusahaan di bawahnya, "
            "dengan kemajuan 50,00 persen."),
        ),
        (
            replace(IKM, polarity=Polarity.MINIMIZE, end=Yardstick("akhir Renstra (tahun 2024)", "3", Decimal(3), None, False)),
            "Target akhir Renstra (tahun 2024) 3 belum dicapai; realisasi masih 0,63 poin di atasnya.",
        ),
        (
            replace(GRADE, end=Yardstick("akhir Renstra (tahun 2024)", "B-", is_met=True)),
            "Target akhir Renstra (tahun 2024) B- sudah dicapai pada tahun 2023.",
        ),
        (
            replace(IKM, end=Yardstick("akhir Renstra (tahun 2024)", "B-")),
            "Realisasi sebesar 3,63 belum dapat dinilai terhadap target akhir Renstra (tahun 2024) B-.",
        ),
        (
            NOTHING,
            "Kemajuan terhadap target akhir Renstra (tahun 2024) 3,6 belum dapat dinilai karena realisasi belum ada.",
        ),
        (replace(IKM, end=None), NO_END_TARGET),
    ],
)  # fmt: skip
def test_a_year_is_held_against_the_end_target(facts, expected):
    assert against_end(facts) == expected


def test_a_benchmark_is_compared_or_said_to_be_missing():
    mark = Yardstick("rata-rata nasional menurut Kementerian PANRB", "3,5", Decimal("3.5"))  # fmt: skip
    assert against_benchmark(replace(IKM, benchmark=mark)) == (
        "Pembanding nasional, yaitu rata-rata nasional menurut Kementerian PANRB, sebesar 3,5; realisasi ini lebih tinggi "
        "0,13 poin (3,71 persen)."
    )
    assert "sama dengannya" in against_benchmark(replace(IKM, value=Decimal("3.5"), benchmark=mark))  # fmt: skip
    assert "belum dapat dibandingkan" in against_benchmark(replace(NOTHING, benchmark=mark))  # fmt: skip
    assert against_benchmark(IKM) == NO_BENCHMARK


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
        unit_of_measure=draw(
            st.sampled_from(
                ["Persen", "%", "Indeks", "SPK/Order", "Perusahaan", "Rupiah"]
            )
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
            | st.just(
                Yardstick("akhir Renstra (tahun 2024)", "7", Decimal(7), None, False)
            )
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
