"""The matrices of a plan (Lampiran II): figures worked by hand."""

from decimal import Decimal

from reports.builders import matriks_kinerja, matriks_pendanaan
from reports.derivations import recompute
from tests.built_reports import build, texts
from tests.factories import FundingFactory, TeamFactory

YEARS = range(2021, 2025)


def test_matriks_kinerja_has_programmes_letters_and_the_plans_funding_in_thousands(
    unit, printed_plan
):
    FundingFactory(
        plan=printed_plan, fund="RM", year=2023, amount=Decimal(11_010_055_000)
    )
    FundingFactory(
        plan=printed_plan, fund="PNBP", year=2023, amount=Decimal(1_090_133_500)
    )
    printed_plan.items[0].team = TeamFactory(unit=unit, name="Tim Layanan")
    printed_plan.items[0].save()
    table = build("matriks-kinerja", unit).table
    assert [row.key for row in table.rows] == [
        "unit", "programme:NT", "SK1", "SK1.1", "programme:DM", "SK2", "SK2.1", "SK2.2",
    ]  # fmt: skip
    rows = texts(table)
    assert (rows[0][0], rows[0][8:]) == (unit.name, ["–", "–", "12.100.188,5", "–", ""])
    assert rows[1][0] == "Program NT"
    assert rows[2][:2] == ["SK1", "Sasaran 1"]
    assert rows[3] == [
        "", "a", "Indikator SK1.1", "Persen", "–", "–", "91,5", "–", "", "", "", "", "Tim Layanan",
    ]  # fmt: skip
    assert [row[1] for row in rows[6:]] == ["a", "b"]
    assert table.rows[0].cells[0].columns == 8
    assert [h.label for h in table.heading_rows[0]][4:] == [
        "Indikasi Capaian", "Indikasi Pendanaan (Ribu)", "Tim Terkait",
    ]  # fmt: skip
    assert table.notes[0] == matriks_kinerja.FUNDING_RULE
    assert table.records[0]["funding_2023"] == "12100188.5"


def test_letters_go_on_after_z():
    assert [matriks_kinerja._letter(n) for n in (0, 25, 26, 27)] == ["a", "z", "aa", "bb"]  # fmt: skip


def test_matriks_pendanaan_adds_up_its_components_in_millions(unit, with_components):
    table = build("matriks-pendanaan", unit).table
    assert [row.key for row in table.rows] == [
        "unit", "SK1", "SK1.1", "SK2", "komponen:1", "SK2.1", "komponen:2",
        "LAMA:SK9.9", "komponen:3", "SK2.2",
    ]  # fmt: skip
    shown = {
        row.key: cells for row, cells in zip(table.rows, texts(table), strict=True)
    }
    # 1,5 + 35,004999 + 7 = 43,504999, from the full figures and not from 35,00.
    assert shown["unit"] == [
        "", unit.code, "", "", "–", "", "–", "", "43,50", "", "0,00",
    ]  # fmt: skip
    assert shown["SK2"][:2] == ["SK2", "Sasaran 2"]
    assert shown["SK2.1"] == [
        "SK2.1", "Indikator SK2.1", "Persen", "–", "", "–", "", "B-", "", "-", "",
    ]  # fmt: skip
    assert shown["komponen:2"] == [
        "A", "Komponen 2", "", "", "", "", "-", "", "35,00", "", "",
    ]  # fmt: skip
    assert shown["LAMA:SK9.9"][:2] == ["SK9.9*", "Yang lama"]
    assert shown["komponen:3"][9:] == ["", "0,00"]
    assert matriks_pendanaan.EARLIER.format(codes="SK9.9 (Renstra 2021–2024)") in table.notes  # fmt: skip
    total = table.cell("unit", "amount_2023")
    assert total.value == Decimal("43.504999")
    assert recompute(total.derived, lambda place: table.cell(*place).value) == total.value  # fmt: skip
    assert [heading.label for heading in table.heading_rows[0]][3:] == list(map(str, YEARS))  # fmt: skip
    assert table.records[0]["amount_2023"] == "43.504999"


def test_funding_that_is_not_recorded_is_no_zero(unit, printed_plan):
    table = build("matriks-kinerja", unit).table
    assert texts(table)[0][8:12] == ["–"] * 4
    assert matriks_kinerja.NO_FUNDING in table.notes
    assert matriks_kinerja.NO_TEAMS in table.notes
