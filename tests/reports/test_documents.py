"""Documents of several blocks, the same in every format; drawings; figures that follow from others."""

import csv
import io
import json
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pypdf
import pytest

from reports.catalogue import REPORTS
from reports.derivations import Derivation, Place, Rule, recompute
from reports.documents import Paragraph, Picture, Run
from reports.drawing import Drawing, Line
from reports.formats import FORMATS
from reports.renderers.svg import inline
from reports.renderers.xlsx import sheet_names
from reports.tables import Cell, Column, Kind, Row, Table
from tests.reports.samples import HOSTILE, document, sample, small_table


def render(name, made):
    return FORMATS[name].render(made)


def test_html_shows_every_block_in_its_place_and_escapes_what_people_wrote():
    text = render("html", sample()).decode().partition("<body")[2]
    places = [
        text.index(part)
        for part in (
            "BAB I<", "Umum", "<strong>Tebal</strong>", "Belum diisi", "butir dua", "Tabel 1.1 Tabel A", "page-break",
            "BAB II<", "<ol", "Tabel B", "<svg", "Gambar 2.1", "Catatan dokumen.", "Atasan", "Siti Rahma",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert "<script>" not in text
    assert 'style="' not in text


def test_pdf_holds_headings_tables_picture_and_both_signatures():
    reader = pypdf.PdfReader(io.BytesIO(render("pdf", sample())))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) == 2
    assert "Tabel A" in pages[0]
    assert all(
        word in pages[1] for word in ("Tabel B", "Atasan", "Siti Rahma", "16,85")
    )


def test_csv_puts_the_tables_below_each_other_with_their_titles():
    lines = list(csv.reader(io.StringIO(render("csv", sample()).decode())))
    assert lines[0] == ["Tabel 1.1 Tabel A"]
    assert lines[4:6] == [[], ["Tabel 2.1 Tabel B"]]
    assert lines[7] == ["Pertama", "16,85"]


def test_json_gives_each_table_its_key_rows_and_notes():
    content = json.loads(render("json", sample()))
    assert [item["key"] for item in content["tables"]] == ["a", "b", "c"]
    assert content["tables"][1]["rows"][0] == {"name": "Pertama", "value": "16.85"}
    assert content["notes"] == ["Catatan dokumen."]


def test_xlsx_has_a_sheet_for_each_table_and_is_signed_on_the_last_one():
    book = openpyxl.load_workbook(io.BytesIO(render("xlsx", sample())))
    assert book.sheetnames == ["Tabel 1.1", "Tabel 2.1", "Tabel 2.2"]
    texts = [
        [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        for sheet in book
    ]
    assert "Siti Rahma" not in texts[0]
    assert {"Siti Rahma", "Atasan"} <= set(texts[2])
    assert "Catatan Tabel A." in texts[0]


def test_sheet_names_are_short_allowed_and_never_twice():
    titles = ["Sasaran [1]: a/b?*", "Sasaran [1]: a/b?*", "x" * 40, "X" * 40, ""]
    names = sheet_names(document(*(small_table(title) for title in titles)))
    assert len({name.lower() for name in names}) == len(names)
    assert all(
        0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names
    )


def test_svg_is_a_file_of_its_own_with_title_and_description():
    root = ET.fromstring(render("svg", sample()))  # noqa: S314 - our own file
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Dokumen Uji – Balai Uji"
    own = root.find(f"{space}g/{space}svg")
    assert own.find(f"{space}title").text == "Gambar uji"
    assert own.find(f"{space}desc").text == "Satu kotak & satu panah."
    assert own.find(f"{space}text").text == HOSTILE
    kinds = [child.tag.removeprefix(space) for child in own]
    assert kinds == ["title", "desc", "rect", "path", "path", "path", "circle", "text"]


def test_an_arrow_points_where_its_line_goes():
    for end, corners in [
        ((50, 90), "M50 90L47 85L53 85Z"), ((50, 10), "M50 10L47 15L53 15Z"),
        ((90, 50), "M90 50L85 47L85 53Z"), ((10, 50), "M10 50L15 47L15 53Z"),
    ]:  # fmt: skip
        made = Drawing(100, 100, (Line(((50, 50), end), has_arrow=True),))
        assert corners in inline(Picture("Panah", "panah", made, "Panah."))


FIGURES = {
    "a": Decimal(100), "b": Decimal(150), "c": None, "target": Decimal(4), "realized": Decimal(3), "zero": Decimal(0),
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "parts", "cap", "expected"),
    [
        (Rule.SUM, "abc", None, Decimal(250)),
        (Rule.SUM, "c", None, None),
        (Rule.MEAN, "abc", None, Decimal(125)),
        (Rule.MEAN, "c", None, None),
        (Rule.DIFFERENCE, "ba", None, Decimal(50)),
        (Rule.DIFFERENCE, "bc", None, None),
        (Rule.RATIO, "ab", None, Decimal(150)),
        (Rule.RATIO, "cb", None, None),
        (Rule.GROWTH, "ab", None, Decimal(50)),
        (Rule.GROWTH, ["zero", "b"], None, None),
        (Rule.CAPPED_MEAN, "ab", Decimal(120), Decimal(110)),
        (Rule.CAPPED_MEAN, "ac", Decimal(120), Decimal(100)),
        (Rule.MAXIMIZE, ["target", "realized"], None, Decimal(75)),
        (Rule.MINIMIZE, ["target", "realized"], None, Decimal(125)),
        (Rule.STABILIZE, ["target", "realized"], None, Decimal(75)),
        (Rule.MAXIMIZE, ["zero", "realized"], None, None),
        # 100 planned for 4, 150 spent for 3: 25 each and 50 each.
        (Rule.EFFICIENCY, ["a", "target", "b", "realized"], None, Decimal(-100)),
        (Rule.EFFICIENCY_SCORE, "a", None, Decimal(100)),
    ],
)
def test_a_derivation_gives_what_its_rule_says(rule, parts, cap, expected):
    derivation = Derivation(rule, tuple(Place(part, "x") for part in parts), cap)
    assert recompute(derivation, lambda place: FIGURES[place.row]) == expected


def merged_table(title, count):
    """A table of one merged row of so many lines."""
    columns = (Column("Kelompok", "group"), Column("Isi", "content"))
    rows = tuple(
        Row((Cell(text="Satu", rows=0 if n else count), Cell(text=f"{title} ke-{n}")))
        for n in range(count)
    )
    return Table(title, columns, rows)


@pytest.mark.parametrize("lines", range(34, 46, 3))
def test_a_table_whose_first_rows_do_not_fit_goes_to_the_next_page_as_a_whole(lines):
    above = Paragraph((Run("kata"),))
    made = document(*[above] * lines, merged_table("Gabung", 8))
    reader = pypdf.PdfReader(io.BytesIO(render("pdf", made)))
    pages = [page.extract_text() for page in reader.pages]
    places = [n for n, text in enumerate(pages) if "Gabung" in text]
    assert len(places) == 1
    assert all(f"Gabung ke-{n}" in pages[places[0]] for n in range(8))


def test_every_derived_figure_of_the_real_reports_follows_from_its_table(real_data):
    checked = 0
    for report in REPORTS.values():
        for year in report.years(real_data) or [""]:
            made = report.build(report.read(real_data, {"year": str(year)}))
            checked += sum(map(check_derived, made.tables))
    assert checked > 60


def check_derived(made):
    """Recompute every derived cell of a table, each percentage among them; return how many there are."""
    derived = [
        (row, cell)
        for row in made.all_rows
        for cell, column in zip(row.cells, made.columns, strict=True)
        if cell.value is not None
        and (cell.derived or cell.kind_in(column) is Kind.PERCENT)
    ]
    for row, cell in derived:
        assert cell.derived, (made.title, row.key)
        found = recompute(cell.derived, lambda place: made.cell(*place).value)
        assert found == cell.value, (made.title, row.key)
    return len(derived)


def test_rows_of_the_real_reports_have_keys_of_their_own(real_data):
    for report in REPORTS.values():
        made = report.build(report.read(real_data, {}))
        for item in made.tables:
            keys = [row.key for row in item.all_rows if row.key]
            assert len(keys) == len(set(keys)), report.slug


def test_a_document_without_tables_is_a_table_of_its_words():
    made = document(Paragraph((Run("Tahun ini belum mempunyai perjanjian kinerja."),)))
    book = openpyxl.load_workbook(io.BytesIO(render("xlsx", made)))
    texts = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "Tahun ini belum mempunyai perjanjian kinerja." in texts
    assert "belum mempunyai" in render("csv", made).decode()
    assert json.loads(render("json", made))["tables"][0]["rows"] == [
        {"note": "Tahun ini belum mempunyai perjanjian kinerja."}
    ]
