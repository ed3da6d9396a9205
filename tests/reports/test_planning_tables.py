"""Mappings, manual and cascading of a plan (Tabel 9 and 10, Lampiran III and IV)."""

from reports.builders import pemetaan
from reports.tables import RowKind
from tests.built_reports import build, texts
from tests.factories import ActivityTargetFactory, CascadeEntryFactory


def test_pemetaan_follows_the_parents_numbers_and_says_what_is_not_recorded(
    unit, printed_plan
):
    ActivityTargetFactory(plan=printed_plan, code="SK3", order=0, statement="Sasaran 3")
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
    unit, printed_plan
):
    printed_plan.items[2].goal = printed_plan.goals.get(code="T1")
    printed_plan.items[2].save()
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


def test_indicators_without_a_goal_are_named_at_the_end(unit, printed_plan):
    printed_plan.sasaran[0].goal = None
    printed_plan.sasaran[0].save()
    table = build("tujuan-sasaran", unit).table
    assert texts(table)[-1][:3] == ["–", "SK1", "Indikator SK1.1"]
    assert table.notes[0] == "Tanpa tujuan: SK1.1."


def test_pedoman_has_a_summary_and_a_sheet_for_each_indicator(unit, printed_plan):
    item = printed_plan.items[0]
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


def test_cascading_prints_a_mark_for_each_unit_and_perspectives_as_headings(
    unit, printed_plan
):
    CascadeEntryFactory(plan=printed_plan, order=1, letter="a", for_offices=True)
    CascadeEntryFactory(
        plan=printed_plan, order=2, letter="b", perspective="internal_process", is_echelon_1=True, for_pih=True
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
