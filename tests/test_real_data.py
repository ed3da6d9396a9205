"""The real Renstra: what the document prints is what the reports show.

tests/printed/ holds Tabel 1–6, 21 and 22 as the document prints them, line by line.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from budgets.revenue import stated_totals, unit_totals
from indicators import scorecard
from indicators.achievement import FigureState
from indicators.numbers import format_percent, parse_figure

PRINTED = Path(__file__).parent / "printed"
TABLE_OF_YEAR = {2020: "tabel-1", 2021: "tabel-2", 2022: "tabel-3", 2023: "tabel-4"}


def printed_rows(name):
    with (PRINTED / f"{name}.tsv").open(encoding="utf-8") as lines:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def report(slug, folder, **options):
    path = folder / f"{slug}.json"
    call_command(
        "report", slug, format="json", output=str(path), unit="BSPJI-MANADO", **options
    )
    return json.loads(path.read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize("year", TABLE_OF_YEAR)
def test_every_target_and_realization_of_the_capaian_tables_is_in_the_report(
    real_data, tmp_path, year
):
    printed = [
        row[-2:]
        for row in printed_rows(TABLE_OF_YEAR[year])
        if row[0] not in ("No", "(1)")
    ]
    rows = report("capaian", tmp_path, year=year)
    card = scorecard.load(real_data, [year]).years[year]
    shown = [
        [row.target.printed_text, row.realization.printed_text]
        for row in card.rows
        if row.is_listed
    ]
    assert shown == printed
    for row, (target, realized) in zip(rows, printed, strict=True):
        assert as_shown(row["target"], row["target_text"]) == value_of(target)
        assert as_shown(row["realization"], row["realization_text"]) == value_of(
            realized
        )


def value_of(text):
    """Read a printed cell; of a cell with several activities the printed mean counts."""
    found = parse_figure(text.split("Rata-rata: ")[-1])
    return found.value if found.value is not None else found.grade


def as_shown(number, text):
    return Decimal(number) if number is not None else parse_figure(text).grade


def test_in_2020_exactly_the_two_indicators_that_the_document_names_miss_their_target(
    real_data, tmp_path
):
    missed = [
        row["indicator"]
        for row in report("capaian", tmp_path, year=2020)
        if row["met"] is False
    ]
    assert missed == [
        "Karya tulis ilmiah yang diterbitkan di prosiding internasional yang terindeks global",
        "Karya tulis ilmiah yang diterbitkan di jurnal Nasional terakreditasi",
    ]


def test_in_2021_exactly_one_indicator_misses_its_target(real_data, tmp_path):
    missed = [
        row["indicator"]
        for row in report("capaian", tmp_path, year=2021)
        if row["met"] is False
    ]
    assert missed == ["Nilai minimal akuntabilitas kinerja"]


@pytest.mark.parametrize("year", [2022, 2023])
def test_in_2022_and_2023_every_indicator_is_met(real_data, tmp_path, year):
    assert all(row["met"] for row in report("capaian", tmp_path, year=year))


@pytest.mark.parametrize(
    ("year", "met", "measurable", "counted", "targeted", "average"),
    [
        (2020, 5, 7, 7, 7, "88,61"),
        (2021, 11, 12, 11, 12, "107,13"),
        (2022, 14, 14, 13, 14, "112,80"),
        (2023, 12, 12, 12, 12, "110,81"),
    ],
)
def test_the_roll_up_of_a_year_states_its_denominators(
    real_data, year, met, measurable, counted, targeted, average
):
    card = scorecard.load(real_data, [year]).years[year]
    assert (card.tally.met, card.tally.measurable, card.tally.targeted) == (
        met,
        measurable,
        targeted,
    )
    assert (card.average.counted, card.average.targeted) == (counted, targeted)
    assert format_percent(card.average.value) == average


def test_2024_is_measured_against_the_plan_and_every_realization_is_missing(real_data):
    card = scorecard.load(real_data, [2024]).years[2024]
    assert card.basis is scorecard.Basis.RENSTRA
    assert {row.state for row in card.rows} == {FigureState.MISSING}
    assert len(card.rows) == 13
    assert card.average.value is None


def test_the_plan_asks_for_three_companies_in_2023_and_the_agreement_for_one(real_data):
    rows = {
        row.indicator.code: row
        for row in scorecard.load(real_data, [2023]).years[2023].rows
    }
    row = rows["SK2.1"]
    assert (row.pk.text, row.renstra.text, row.met, row.renstra_met) == (
        "1",
        "3",
        True,
        False,
    )
    assert format_percent(row.renstra_achievement) == "66,67"


def test_recorded_pnbp_growth_of_2023_differs_from_the_rows_and_both_are_kept(
    real_data,
):
    rows = {
        row.indicator.code: row
        for row in scorecard.load(real_data, [2023]).years[2023].rows
    }
    row = rows["SK3.2"]
    assert row.differs_from_derived
    assert (format_percent(row.derived), row.result_text) == ("8,22", "16,85")


def test_the_satisfaction_index_runs_through_all_three_plans(real_data):
    card = scorecard.load(real_data)
    rows = {row.indicator.code: row for row in card.years[2023].rows}
    series = card.series_of(rows["SK5.1"].indicator.pk)
    assert [point.score.result_text for point in series] == [
        "3,51",
        "3,55",
        "3,57",
        "3,63",
        "–",
    ]
    assert not any(point.break_before for point in series)
    public_service = card.series_of(rows["SK7.1"].indicator.pk)
    assert [(point.year, point.break_before) for point in public_service] == [
        (2021, ""),
        (2022, ""),
        (2023, "didefinisikan ulang"),
        (2024, ""),
    ]


def test_every_target_of_tabel_21_is_in_the_report(real_data, tmp_path):
    printed = [
        [cell for cell in row[-6:] if cell][-4:]
        for row in printed_rows("tabel-21")
        if any(cell in ("Persen", "Indeks", "Nilai", "Perusahaan") for cell in row)
    ]
    rows = [
        row
        for row in report("target", tmp_path, year=2023)
        if row.get("indicator_code")
    ]
    assert [[row[str(year)] for year in range(2021, 2025)] for row in rows] == printed


def money(text):
    """Read an amount of Tabel 6, whose separators are mixed; "-" is nothing known."""
    digits = text.replace(".", "").replace(",", "")
    return None if digits == "-" else Decimal(digits)


def test_every_amount_of_tabel_6_is_in_the_report(real_data, tmp_path):
    printed = [row for row in printed_rows("tabel-6") if row[0].strip(".").isdigit()]
    rows = {
        row["service_type"]: row
        for row in report("pnbp", tmp_path)
        if row["service_type"] in {r[1] for r in printed}
    }
    assert len(rows) == 10
    for _, name, *amounts in printed:
        shown = [rows[name][str(year)] for year in range(2018, 2024)]
        assert [
            None if value in (None, "-") else Decimal(value) for value in shown
        ] == [money(cell) for cell in amounts]


def test_the_totals_of_tabel_6_are_recomputed_and_only_2023_differs_from_print(
    real_data,
):
    printed = next(row for row in printed_rows("tabel-6") if "Total Penerimaan" in row)[
        2:
    ]
    computed, stated = unit_totals(real_data), stated_totals(real_data)
    assert list(stated.values()) == [money(text) for text in printed]
    differing = [
        year
        for year, text in zip(range(2018, 2024), printed, strict=True)
        if computed[year] != money(text)
    ]
    assert differing == [2023]
    assert computed[2023] == Decimal(1_110_964_250)


def test_every_amount_of_tabel_5_is_in_the_report_and_percentages_are_recomputed(
    real_data, tmp_path
):
    printed = {
        row[1]: [money(cell) for cell in row[2:]]
        for row in printed_rows("tabel-5")
        if row[1] in ("PAGU", "Realisasi")
    }
    rows = {row["item"]: row for row in report("anggaran", tmp_path)}
    for item, amounts in printed.items():
        assert [Decimal(rows[item][str(year)]) for year in range(2020, 2024)] == amounts
    shares = rows["% Realisasi"]
    assert [shares[str(year)] for year in range(2020, 2024)] == [
        "91.22",
        "86.69",
        "95.38",
        "99.65",
    ]


def test_every_amount_of_tabel_22_is_in_the_report(real_data, tmp_path):
    rows = {row["fund"]: row for row in report("pendanaan", tmp_path)}
    for name, *amounts in printed_rows("tabel-22"):
        if name in ("RM", "PNBP", "TOTAL"):
            assert [Decimal(rows[name][str(year)]) for year in range(2021, 2025)] == [
                money(cell) for cell in amounts
            ]
