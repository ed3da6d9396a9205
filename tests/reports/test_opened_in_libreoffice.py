"""Files opened by LibreOffice: what it computes, and what its navigator finds."""

import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from reports.catalogue import REPORTS
from reports.derivations import Derivation, Place, Rule
from reports.formats import FORMATS
from reports.tables import Cell, Column, Kind, Row, Table
from tests.reports.office import convert
from tests.reports.samples import full_table, one_table, sample

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CHECKED = ("capaian", "anggaran", "pnbp", "pendanaan")


def rules_table():
    """Return a table with a figure of every rule, worked by hand; "-" stands where nothing is known."""
    columns = (
        Column("Nama", "name"),
        *(Column(letter, letter, Kind.NUMBER) for letter in "abcd"),
        Column("Hasil", "result", Kind.PERCENT),
    )

    def row(rule, figures, result, cap=None):
        places = tuple(Place(rule.value, letter) for letter in "abcd"[: len(figures)])
        cells = [Cell(Decimal(figure) if figure else None, "-") for figure in figures]
        cells += [Cell()] * (4 - len(figures))
        derived = Derivation(rule, places, cap)
        return Row((Cell(text=rule.value), *cells, Cell(Decimal(result), derived=derived)), key=rule.value)  # fmt: skip

    rows = (
        row(Rule.SUM, ("1.5", "", "2.25"), "3.75"),
        row(Rule.DIFFERENCE, ("10", "2.5"), "7.5"),
        row(Rule.MEAN, ("1", "", "4"), "2.5"),
        row(Rule.RATIO, ("8", "2"), "25"),
        row(Rule.GROWTH, ("8", "2"), "-75"),
        row(Rule.MAXIMIZE, ("8", "10"), "125"),
        row(Rule.MINIMIZE, ("4", "10"), "0"),
        row(Rule.STABILIZE, ("8", "10"), "75"),
        # planned 100 for 10, spent 90 for 12: 10 and 7.5 each
        row(Rule.EFFICIENCY, ("100", "10", "90", "12"), "25"),
        row(Rule.EFFICIENCY_SCORE, ("25",), "100"),
        # 130 counts as 120.5, -5 as 0: (120.5 + 100 + 0) / 3
        row(Rule.CAPPED_MEAN, ("130", "100", "-5"), "73.5", Decimal("120.5")),
        # 60, and nothing
        Row((Cell(text="x"), Cell(Decimal(60)), Cell(text="-"), Cell(), Cell(), Cell(Decimal(61), derived=Derivation(
            Rule.CAPPED_MEAN, (Place("x", "a"), Place("x", "b")), Decimal(100)))), key="x"),
    )  # fmt: skip
    return Table("Aturan", columns, rows)


@pytest.fixture
def documents(real_data):
    made = {
        slug: REPORTS[slug].build(REPORTS[slug].read(real_data, {})) for slug in CHECKED
    }
    return made | {"aturan": one_table(rules_table())}


def stated(made):
    """Return the derived figures of a document in their order."""
    return [
        cell.value
        for table in made.tables
        for row in table.all_rows
        for cell in row.cells
        if cell.derived and cell.value is not None
    ]


def test_spreadsheets_open_and_compute_what_the_database_says(documents, tmp_path):
    files = {f"{slug}.xlsx": FORMATS["xlsx"].render(made) for slug, made in documents.items()}  # fmt: skip
    converted = convert(tmp_path, files, "xlsx")
    for slug, made in documents.items():
        book = openpyxl.load_workbook(converted[slug], data_only=True)
        sheet = book["Pemeriksaan"]
        lines = [[cell.value for cell in row[4:8]] for row in sheet.iter_rows(min_row=6)]  # fmt: skip
        expected = stated(made)
        assert [line[0] for line in lines] == pytest.approx([float(value) for value in expected])  # fmt: skip
        if slug == "aturan":
            assert sheet["A2"].value == "11 dari 12 cocok"
            assert lines.pop() == [61, 60, 1, "BERBEDA"]
        else:
            assert sheet["A2"].value == f"{len(expected)} dari {len(expected)} cocok"
            assert_chart_refers_to_the_figures(book, made)
        assert [line[2:] for line in lines] == [[0, "cocok"]] * len(lines)


def assert_chart_refers_to_the_figures(book, made):
    (table,) = made.tables
    rows, columns = table.chart.rows, table.chart.columns
    if table.chart.by_rows:
        expected = [[table.cell(row, column).value for row in rows] for column in columns]  # fmt: skip
    else:
        expected = [[table.cell(row, column).value for column in columns] for row in rows]  # fmt: skip
    found = [[cell.value for cell in line[2 : 2 + len(expected[0])]] for line in book["Grafik"].iter_rows(min_row=22)]  # fmt: skip
    assert found == [pytest.approx([float(value) for value in line]) for line in expected]  # fmt: skip


def test_word_files_keep_headings_captions_and_merged_cells(tmp_path):
    files = {
        "uji.docx": FORMATS["docx"].render(sample()),
        "tabel.docx": FORMATS["docx"].render(one_table(full_table())),
    }
    converted = convert(tmp_path, files, "odt")
    roots = {name: read_odt(path) for name, path in converted.items()}
    assert headings(roots["uji"]) == [
        (1, "Dokumen Uji"), (1, "BAB I"), (2, "Umum"), (1, "BAB II"), (2, "Rinci"), (3, "Lebih rinci"),
    ]  # fmt: skip
    assert headings(roots["tabel"]) == [(1, full_table().title)]
    numbers = ["".join(item.itertext()) for item in roots["uji"].iter(f"{TEXT}sequence")]  # fmt: skip
    assert numbers == ["1", "1", "2", "1"]
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    spans = [item.get(f"{table}number-rows-spanned") for item in roots["tabel"].iter(f"{table}table-cell")]  # fmt: skip
    assert spans.count("2") == 6
    repeated = list(roots["tabel"].iter(f"{table}table-header-rows"))
    assert [len(item.findall(f"{table}table-row")) for item in repeated] == [3]


def read_odt(path):
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        return ET.fromstring(parts.read("content.xml"))  # noqa: S314 - our own file


def headings(root):
    return [
        (int(item.get(f"{TEXT}outline-level")), "".join(item.itertext()))
        for item in root.iter(f"{TEXT}h")
    ]
