"""The sheet that computes derived figures once more, the charts, the colours of statuses."""

import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from reports.derivations import Derivation, Place, Rule, down
from reports.formats import FORMATS
from reports.renderers.xlsx_formulas import areas, formula, words
from reports.tables import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Row,
    RowKind,
    Table,
)
from tests.reports.samples import FORMULAS, document, full_table, one_table, small_table


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(made)))


def pair(rule):
    return Derivation(rule, (Place("r", "a"), Place("r", "b")))


@pytest.mark.parametrize(
    ("rule", "expected", "told"),
    [
        (Rule.DIFFERENCE, "=T!A3-T!B3", "a − b"),
        (Rule.RATIO, "=T!B3/T!A3*100", "b ÷ a × 100"),
        (Rule.GROWTH, "=(T!B3-T!A3)/T!A3*100", "(b − a) ÷ a × 100"),
        (Rule.MAXIMIZE, "=T!B3/T!A3*100", "b ÷ a × 100"),
        (Rule.MINIMIZE, "=MAX(0,(2*T!A3-T!B3)/T!A3*100)", "(2 × a − b) ÷ a × 100, paling kecil 0"),
        (Rule.STABILIZE, "=MAX(0,(T!A3-ABS(T!B3-T!A3))/T!A3*100)", "(a − |b − a|) ÷ a × 100, paling kecil 0"),
    ],
)  # fmt: skip
def test_a_rule_of_two_parts_is_a_formula_over_their_cells(rule, expected, told):
    found = formula(pair(rule), [(3, 1), (3, 2)], lambda area: f"T!{area}")
    assert found == expected
    assert words(pair(rule), lambda place: place.column, 2) == told


def test_the_rules_of_efficiency_take_four_parts_and_one():
    parts = tuple(Place("r", letter) for letter in "abcd")
    made = Derivation(Rule.EFFICIENCY, parts)
    cells = [(3, column) for column in range(1, 5)]
    assert formula(made, cells, str) == "=(1-C3*B3/(D3*A3))*100"
    assert words(made, lambda place: place.column, 4) == "(1 − (c ÷ d) ÷ (a ÷ b)) × 100"
    score = Derivation(Rule.EFFICIENCY_SCORE, parts[:1])
    assert formula(score, cells[:1], str) == "=50+MIN(MAX(A3,-20),20)/20*50"


def test_a_rule_of_many_parts_names_areas():
    cells = [(8, 3), (9, 3), (10, 3), (12, 3), (12, 4), (20, 9)]
    assert [area.name for area in areas(cells)] == ["C8:C10", "C12:D12", "I20"]
    parts = tuple(Place(str(number), "x") for number in range(6))
    made = formula(Derivation(Rule.SUM, parts), cells, lambda area: area)
    assert made == "=SUM(C8:C10,C12:D12,I20)"
    made = formula(Derivation(Rule.MEAN, parts), cells[:3], lambda area: area)
    assert made == "=AVERAGE(C8:C10)"
    capped = Derivation(Rule.CAPPED_MEAN, parts, Decimal("120.50"))
    assert formula(capped, cells[:1], lambda area: area) == (
        '=(SUMIFS(C8,C8,">=0",C8,"<="&120.50)+120.50*COUNTIF(C8,">"&120.50))/COUNT(C8)'
    )
    assert words(capped, str, 5) == "Rata-rata 5 angka, masing-masing dibatasi 0 sampai 120,5"  # fmt: skip


def derived_table(title="Uji", **changes):
    """Return a table in which every figure of its last row and column follows from others."""
    columns = (
        Column("No", "no", Kind.LABEL),
        Column("Nama", "name"),
        Column("2022", "2022", Kind.MONEY),
        Column("2023", "2023", Kind.MONEY),
        Column("Naik (%)", "growth", Kind.PERCENT),
        Column("Status", "status", Kind.STATUS),
    )

    def row(key, before, after, growth):
        derived = Derivation(Rule.GROWTH, (Place(key, "2022"), Place(key, "2023")))
        figures = (Cell(before, "-"), Cell(after), Cell(growth, "–", derived=derived))
        cells = (Cell(text="1"), Cell(text=f"Baris {key}"), *figures, Cell(text="Melampaui"))  # fmt: skip
        return Row(cells, key=key)

    sums = [Cell(value, derived=down(Rule.SUM, year, "ab")) for year, value in (("2022", Decimal(4)), ("2023", Decimal(8)))]  # fmt: skip
    total = Row((Cell(), Cell(text="Jumlah"), *sums, Cell(), Cell()), RowKind.TOTAL, key="total")  # fmt: skip
    rows = (row("a", Decimal(4), Decimal(5), Decimal(25)), row("b", None, Decimal(3), None))  # fmt: skip
    return replace(Table(title, columns, rows, totals=(total,)), **changes)


def lines(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]


def test_every_derived_figure_has_a_line_with_live_formulas():
    sheet = opened(one_table(derived_table()))["Pemeriksaan"]
    assert sheet["A2"].value == '=COUNTIF(H6:H8,"cocok")&" dari "&ROWS(H6:H8)&" cocok"'
    assert lines(sheet) == [
        [
            "Uji", "Baris a", "Naik (%)", "(2023 − 2022) ÷ 2022 × 100", "='Uji'!E6", "=('Uji'!D6-'Uji'!C6)/'Uji'!C6*100",
            "=ROUND(E6-F6,6)", '=IF(IFERROR(G6=0,FALSE),"cocok","BERBEDA")',
        ],
        [
            "Uji", "Jumlah", "2022", "Jumlah 1 angka", "='Uji'!C8", "=SUM('Uji'!C6:C7)",
            "=ROUND(E7-F7,6)", '=IF(IFERROR(G7=0,FALSE),"cocok","BERBEDA")',
        ],
        [
            "Uji", "Jumlah", "2023", "Jumlah 2 angka", "='Uji'!D8", "=SUM('Uji'!D6:D7)",
            "=ROUND(E8-F8,6)", '=IF(IFERROR(G8=0,FALSE),"cocok","BERBEDA")',
        ],
    ]  # fmt: skip
    assert sheet["E6"].number_format == "#,##0.00"
    assert sheet["E7"].number_format == "#,##0"


def test_the_tables_of_a_document_are_checked_together_and_names_never_clash():
    tables = [derived_table(key=key) for key in ("pemeriksaan", "grafik", "c")]
    book = opened(document(*tables))
    assert book.sheetnames == ["Pemeriksaan 2", "Grafik 2", "C", "Pemeriksaan"]
    found = [line[0] for line in lines(book["Pemeriksaan"])]
    assert found == ["Pemeriksaan 2"] * 3 + ["Grafik 2"] * 3 + ["C"] * 3


def test_a_document_without_derived_figures_has_no_such_sheet():
    assert opened(one_table(small_table("Tabel"))).sheetnames == ["Uji"]


def test_results_and_statuses_are_coloured_by_their_words():
    book = opened(one_table(derived_table()))
    rules = {
        str(area.sqref): [rule.formula for rule in area.rules]
        for area in book["Pemeriksaan"].conditional_formatting
    }
    assert rules["H6:H8"] == [['H6="cocok"'], ['NOT(H6="cocok")']]
    assert rules["A2"][0] == ['COUNTIF($H$6:$H$8,"cocok")=ROWS(H6:H8)']
    statuses = list(book["Uji"].conditional_formatting)
    assert [str(area.sqref) for area in statuses] == ["F6:F8"]
    assert [rule.formula[0] for area in statuses for rule in area.rules] == [
        '"Melampaui"', '"Tercapai"', '"Tidak tercapai"',
    ]  # fmt: skip


def chart(**changes):
    whole = Chart(ChartKind.BAR, "Naik", ("a", "b"), ("growth",), by_rows=False, axis="Persen", level=Decimal(20))  # fmt: skip
    return replace(whole, **changes)


def grid(sheet, first=21):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_a_chart_stands_over_references_to_its_cells_with_its_line():
    sheet = opened(one_table(derived_table(chart=chart())))["Grafik"]
    assert grid(sheet) == [
        [None, "Naik", "Naik (%)", "Garis 20"],
        ["a", "Baris a", "='Uji'!E6", 20],
        ["b", "Baris b", None, 20],
    ]
    (bars,) = sheet._charts
    line = bars._charts[1]
    assert bars.series[0].val.numRef.f == "'Grafik'!$C$22:$C$23"
    assert bars.series[0].cat.numRef.f == "'Grafik'!$A$22:$A$23"
    assert line.series[0].val.numRef.f == "'Grafik'!$D$22:$D$23"
    assert (bars.y_axis.scaling.min, bars.y_axis.delete) == (0, False)


def test_a_chart_of_rows_has_a_series_for_each():
    by_rows = chart(rows=("total", "a"), columns=("2022", "2023"), by_rows=True, level=None, kind=ChartKind.LINE)  # fmt: skip
    sheet = opened(one_table(derived_table(chart=by_rows)))["Grafik"]
    assert grid(sheet) == [
        [None, "Naik", "Jumlah", "Baris a"],
        ["2022", None, "='Uji'!C8", "='Uji'!C6"],
        ["2023", None, "='Uji'!D8", "='Uji'!D6"],
    ]
    dashes = [series.graphicalProperties.ln.prstDash for series in sheet._charts[0].series]  # fmt: skip
    assert dashes == ["solid", "dash"]


def test_bars_of_negative_figures_are_not_cut_off():
    fallen = derived_table(chart=chart())
    cells = list(fallen.rows[0].cells)
    cells[4] = replace(cells[4], value=Decimal(-25))
    fallen = replace(fallen, rows=(replace(fallen.rows[0], cells=tuple(cells)),))
    made = one_table(replace(fallen, totals=(), chart=chart(rows=("a",))))
    assert opened(made)["Grafik"]._charts[0].y_axis.scaling.min is None


def test_each_chart_of_a_document_has_a_page_of_its_own():
    tables = [derived_table(key=key, chart=chart()) for key in "ab"]
    sheet = opened(document(*tables))["Grafik"]
    assert len(sheet._charts) == 2
    (pause,) = sheet.row_breaks.brk
    assert 23 < pause.id < sheet._charts[1].anchor._from.row + 1


@pytest.mark.parametrize("text", [*FORMULAS, "a\x00b"])
def test_words_stay_text_on_the_added_sheets_too(text):
    hostile = derived_table(chart=chart(title=text, axis=text), key=text)
    cells = list(hostile.rows[0].cells)
    cells[1] = Cell(text=text)
    columns = tuple(replace(column, label=text) for column in hostile.columns)
    hostile = replace(hostile, columns=columns, rows=(replace(hostile.rows[0], cells=tuple(cells)),), totals=())  # fmt: skip
    book = opened(document(replace(hostile, chart=replace(hostile.chart, rows=("a",))), title=text))  # fmt: skip
    own = {"Pemeriksaan": "AEFGH", "Grafik": "C"}
    for name, letters in own.items():
        formulas = {cell.column_letter for row in book[name] for cell in row if cell.data_type == "f"}  # fmt: skip
        assert formulas == set(letters)


def test_the_same_document_gives_the_same_workbook_whenever_it_is_made(monkeypatch):
    made = one_table(replace(full_table(), title="T"))
    first = FORMATS["xlsx"].render(made)
    monkeypatch.setattr(time, "time", lambda: 4102444800.0)
    assert FORMATS["xlsx"].render(made) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert b"2023-12-21T10:42:00Z</dcterms:modified>" in parts.read("docProps/core.xml")  # fmt: skip
