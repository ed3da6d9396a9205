"""The tables of a plan that its document prints: figures worked by hand."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.builders import (
    cascading,
    matriks_kinerja,
    matriks_pendanaan,
    pedoman,
    pemetaan,
    plans,
    tujuan_sasaran,
)
from reports.catalogue import REPORTS
from reports.derivations import recompute
from reports.parameters import ParameterError
from reports.tables import RowKind
from tests.factories import (
    ActivityTargetFactory,
    AllocationFactory,
    BudgetLineFactory,
    CascadeEntryFactory,
    FundingFactory,
    GoalFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
    TeamFactory,
    UnitFactory,
)

OF_A_PLAN = [report.slug for report in REPORTS.values() if report.is_of_plan]
YEARS = range(2021, 2025)


@pytest.fixture
def plan(unit):
    """T1 with an indicator of its own, T2 without; SK1 and SK2 of two programmes, three indicators."""
    unit.parent = UnitFactory(code="INDUK")
    unit.save()
    plan = PlanFactory(unit=unit, in_force=(2023, 2024), code="BARU")
    first, second = (
        GoalFactory(plan=plan, code=f"T{n}", order=n, statement=f"Tujuan {n}")
        for n in (1, 2)
    )
    programmes = [
        ProgrammeFactory(plan=plan, code=code, order=n, name=f"Program {code}")
        for n, code in enumerate(["NT", "DM"], start=1)
    ]
    plan.sasaran = [
        ActivityTargetFactory(
            plan=plan, code=f"SK{n}", order=n, statement=f"Sasaran {n}", goal=goal,
            programme=programme, parent_code=parent,
        )
        for n, goal, programme, parent in (
            (1, first, programmes[0], "SP10"),
            (2, second, programmes[1], "SP2"),
        )
    ]  # fmt: skip
    plan.own = GoalIndicatorFactory(
        plan=plan, goal_owner=first, code="T1.1", name="Naiknya kemampuan",
        manual_code="T1", baseline_value=Decimal(51), baseline_year=2021, team_in_charge="Sekretariat",
    )  # fmt: skip
    plan.items = [
        IndicatorFactory(
            plan=plan, activity_target=owner, code=code, order=n, name=f"Indikator {code}"
        )
        for n, (owner, code) in enumerate(
            zip([plan.sasaran[0], *[plan.sasaran[1]] * 2], ["SK1.1", "SK2.1", "SK2.2"], strict=True)
        )
    ]  # fmt: skip
    TargetFactory(indicator=plan.own, year=2022, value=Decimal(54))
    TargetFactory(indicator=plan.items[0], year=2023, value=Decimal("91.5"))
    TargetFactory(indicator=plan.items[1], year=2023, value=None, grade="B-")
    TargetFactory(indicator=plan.items[1], year=2024, value=None, printed_text="-")
    return plan


@pytest.fixture
def with_components(plan):
    """Three components: one without indicator, one of SK2.1, one of an indicator of an earlier plan."""
    earlier = PlanFactory(unit=plan.unit, code="LAMA", in_force=(2022,))
    old = IndicatorFactory(plan=earlier, code="SK9.9", name="Yang lama")
    owner = plan.sasaran[1]
    lines = [
        BudgetLineFactory(
            plan=plan, order=n, letter=letter, name=f"Komponen {n}", activity_target=owner, indicator=indicator
        )
        for n, (letter, indicator) in enumerate(
            [("", None), ("A", plan.items[1]), ("A", old)], start=1
        )
    ]  # fmt: skip
    for line, year, amount in (
        (0, 2023, Decimal(1_500_000)),
        (1, 2023, Decimal(35_004_999)),
        (2, 2023, Decimal(7_000_000)),
        (2, 2024, Decimal(0)),
    ):
        AllocationFactory(line=lines[line], year=year, amount=amount)
    AllocationFactory(line=lines[1], year=2022, amount=None, printed_text="-")
    return plan


def build(slug, unit, **choices):
    report = REPORTS[slug]
    return report.build(report.read(unit, choices))


def texts(table):
    return [
        [c.text_in(column) for c, column in zip(row.cells, table.columns, strict=True)]
        for row in table.all_rows
    ]


def test_pemetaan_follows_the_parents_numbers_and_says_what_is_not_recorded(unit, plan):
    ActivityTargetFactory(plan=plan, code="SK3", order=0, statement="Sasaran 3")
    table = build("pemetaan", unit).table
    assert [column.label for column in table.columns] == [
        "Acuan SS INDUK", "Sasaran Kegiatan", "Tujuan",
    ]  # fmt: skip
    assert texts(table) == [
        ["SP2", "SK2: Sasaran 2", "T2"],
        ["SP10", "SK1: Sasaran 1", "T1"],
        ["–", "SK3: Sasaran 3", "–"],
    ]
    assert table.notes == (pemetaan.NOT_RECORDED,)
    assert table.records[2]["goal"] is None


def test_goals_stand_above_the_indicators_that_serve_them_also_where_a_sasaran_serves_another(
    unit, plan
):
    plan.items[2].goal = plan.goals.get(code="T1")
    plan.items[2].save()
    table = build("tujuan-sasaran", unit).table
    assert texts(table) == [
        ["T1", "", "Naiknya kemampuan", "Persen", "–", "54", "–", "–"],
        ["T1", "SK1", "Indikator SK1.1", "Persen", "–", "–", "91,5", "–"],
        ["T1", "SK2", "Indikator SK2.2", "Persen", "–", "–", "–", "–"],
        ["T2", "", "Tujuan 2", "", "–", "–", "–", "–"],
        ["T2", "SK2", "Indikator SK2.1", "Persen", "–", "–", "B-", "-"],
    ]
    assert [row.key for row in table.rows] == ["T1.1", "SK1.1", "SK2.2", "T2", "SK2.1"]
    assert [row.kind is RowKind.HEADING for row in table.rows] == [
        True, False, False, True, False,
    ]  # fmt: skip
    record = table.records[4]
    assert (record["2023"], record["2023_value"]) == ("B-", None)
    assert (record["2024"], record["2022"]) == ("-", None)


def test_indicators_without_a_goal_are_named_at_the_end(unit, plan):
    plan.sasaran[0].goal = None
    plan.sasaran[0].save()
    table = build("tujuan-sasaran", unit).table
    assert texts(table)[-1][:3] == ["–", "SK1", "Indikator SK1.1"]
    assert table.notes[0] == "Tanpa tujuan: SK1.1."


def test_matriks_kinerja_has_programmes_letters_and_the_plans_funding_in_thousands(
    unit, plan
):
    FundingFactory(plan=plan, fund="RM", year=2023, amount=Decimal(11_010_055_000))
    FundingFactory(plan=plan, fund="PNBP", year=2023, amount=Decimal(1_090_133_500))
    plan.items[0].team = TeamFactory(unit=unit, name="Tim Layanan")
    plan.items[0].save()
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


def test_pedoman_has_a_summary_and_a_sheet_for_each_indicator(unit, plan):
    item = plan.items[0]
    item.manual_code, item.unit_of_measure_in_manual = "T1/SP10/a", "Ruang Lingkup"
    item.definition, item.formula = "Arti\nindikator", "B − A"
    item.save()
    document = build("pedoman", unit)
    assert [table.key for table in document.tables] == [
        "ringkasan", "T1.1", "SK1.1", "SK2.1", "SK2.2",
    ]  # fmt: skip
    summary, goal, sheet = document.tables[:3]
    assert [column.label for column in summary.columns[5:]] == [
        "Baseline (2021)", "2022", "2023", "2024",
    ]  # fmt: skip
    assert texts(summary)[0] == [
        "T1", "Naiknya kemampuan", "Persen", "Maksimasi", "Sekretariat", "51", "54", "–", "–",
    ]  # fmt: skip
    assert texts(summary)[1][:5] == [
        "T1/SP10/a", "Indikator SK1.1", "Persen", "Maksimasi", "belum diisi",
    ]  # fmt: skip
    assert set(texts(summary)[1][5:]) == {""}
    assert "Satuan tercetak di pedoman: T1/SP10/a Ruang Lingkup." in summary.notes
    assert texts(goal)[0] == ["T1", "Naiknya kemampuan", "51", "54", "–", "–"]
    assert texts(sheet) == [
        ["T1/SP10/a", "Indikator SK1.1", ""],
        ["Definisi:", "Arti\nindikator", ""],
        ["Sumber Data:", "belum diisi", ""],
        ["Cara Menghitung:", "B − A", ""],
        ["Satuan: Persen", "Klasifikasi: Maksimasi", "Penanggung Jawab: belum diisi"],
    ]
    assert [[(h.label, h.columns) for h in row] for row in sheet.heading_rows] == [
        [("Kode Tujuan/ Sasaran/ Kode", 1), ("Nama IK", 2)]
    ]
    assert sheet.records[0]["definition"] == "Arti\nindikator"
    assert sheet.records[0]["data_source"] is None


def test_cascading_prints_a_mark_for_each_unit_and_perspectives_as_headings(unit, plan):
    CascadeEntryFactory(plan=plan, order=1, letter="a", for_offices=True)
    CascadeEntryFactory(
        plan=plan, order=2, letter="b", perspective="internal_process", is_echelon_1=True, for_pih=True
    )  # fmt: skip
    table = build("cascading", unit).table
    assert texts(table) == [
        ["T1", "SP3", "a", "Indikator BSKJI", "%", "", "", "", "", "", "", "o", "", ""],
        ["Internal Process Perspective", *[""] * 13],
        ["T1", "SP3", "b", "Indikator BSKJI", "%", "", "", "", "", "o", "", "", "o", ""],
    ]  # fmt: skip
    assert [row.key for row in table.rows] == ["SP3/a", "", "SP3/b"]
    assert [(h.label, h.columns) for h in table.heading_rows[0]][5:] == [
        ("UNIT TERKAIT", 7),
        ("KATEGORI", 2),
    ]
    assert table.records[0]["bspji"] is True
    assert table.records[0]["uke1"] is False


def test_the_year_chooses_the_plan_in_force_and_an_empty_plan_says_so_in_words(
    unit, plan
):
    PlanFactory(unit=unit, code="KOSONG", in_force=(2022,))
    said = {
        "target": plans.NO_TARGETS,
        "pemetaan": pemetaan.NO_TARGETS,
        "tujuan-sasaran": tujuan_sasaran.NO_INDICATORS,
        "matriks-kinerja": matriks_kinerja.NO_INDICATORS,
        "matriks-pendanaan": matriks_pendanaan.NO_LINES,
        "pedoman": pedoman.NO_INDICATORS,
        "cascading": cascading.NO_ENTRIES,
    }
    assert set(said) == set(OF_A_PLAN)
    for slug, note in said.items():
        empty, full = build(slug, unit, year="2022"), build(slug, unit, year="2024")
        assert note in empty.table.notes, slug
        assert (empty.summary["plan"], full.summary["plan"]) == ("KOSONG", "BARU")


def test_funding_that_is_not_recorded_is_no_zero(unit, plan):
    table = build("matriks-kinerja", unit).table
    assert texts(table)[0][8:12] == ["–"] * 4
    assert matriks_kinerja.NO_FUNDING in table.notes
    assert matriks_kinerja.NO_TEAMS in table.notes


@pytest.mark.parametrize("slug", OF_A_PLAN)
def test_a_unit_without_a_plan_is_told_so(unit, slug):
    with pytest.raises(ParameterError, match="belum mempunyai renstra"):
        build(slug, unit)


def test_a_plans_tables_take_at_most_ten_queries_whatever_their_number_of_lines(
    unit, with_components
):
    plan = with_components
    few = {slug: count_queries(slug, unit) for slug in OF_A_PLAN}
    for n in range(10, 40):
        owner = ActivityTargetFactory(plan=plan, code=f"SK{n}", order=n)
        item = IndicatorFactory(plan=plan, activity_target=owner, team=TeamFactory(unit=unit))  # fmt: skip
        TargetFactory(indicator=item)
        line = BudgetLineFactory(plan=plan, order=n, activity_target=owner, indicator=item)  # fmt: skip
        AllocationFactory(line=line, year=2023)
        CascadeEntryFactory(plan=plan, order=n)
    many = {slug: count_queries(slug, unit) for slug in OF_A_PLAN}
    assert many == few
    assert max(many.values()) <= 10


def count_queries(slug, unit):
    with CaptureQueriesContext(connection) as queries:
        build(slug, unit)
    return len(queries)
