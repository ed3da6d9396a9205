"""One document, the same figures in every format."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest
from django.conf import settings

from indicators.numbers import parse_figure
from reports.builders import capaian
from reports.catalogue import REPORTS
from reports.documents import Letterhead
from reports.formats import FORMATS, TABLE_FORMATS
from reports.renderers import pdf
from reports.renderers.html import PRINT_STYLES, render_print, style_paths
from reports.renderers.text_guard import looks_like_formula
from reports.tables import (
    FIGURE_KINDS,
    MAX_WIDTH,
    MIN_WIDTH,
    Cell,
    Column,
    Kind,
    Row,
    Table,
)
from tests.reports.readers import html_tables, shown
from tests.reports.samples import FORMULAS, full_table, long_table, one_table


def sheet_of(table, **changes):
    content = FORMATS["xlsx"].render(one_table(table, **changes))
    return openpyxl.load_workbook(io.BytesIO(content)).active


def first_row(sheet):
    """Return the number of the first row below the headings."""
    return int(re.search(r"\d+", sheet.freeze_panes).group())


def test_xlsx_holds_the_raw_figures_with_the_format_that_shows_the_same():
    table, sheet = full_table(), sheet_of(full_table())
    for number, row in enumerate((*table.rows, *table.totals), start=first_row(sheet)):
        for place, (cell, column) in enumerate(
            zip(row.cells, table.columns, strict=True), start=1
        ):
            found = sheet.cell(number, place)
            if cell.value is not None:
                assert Decimal(str(found.value)) == pytest.approx(cell.value)
                places = len(found.number_format.partition(".")[2])
                assert places == cell.places_in(column)
            elif cell.is_drawn:
                assert (found.value or "") == cell.text


def test_csv_repeats_merged_cells_and_reads_back_to_the_same_figures():
    table = full_table()
    lines = list(
        csv.reader(io.StringIO(FORMATS["csv"].render(one_table(table)).decode()))
    )
    assert lines[0] == [
        "No",
        "Sasaran",
        "Tahun 2023 Target",
        "Tahun 2023 Capaian (%)",
        "Jumlah",
        "Status",
    ]
    for line, row in zip(lines[1:], (*table.rows, *table.totals), strict=True):
        for text, cell, column in zip(line, row.cells, table.columns, strict=True):
            if cell.value is not None:
                assert (
                    parse_figure(text).value == parse_figure(cell.text_in(column)).value
                )
            else:
                assert text == cell.text
    assert lines[3][1] == "Sasaran 1"


def test_json_holds_the_same_figures_with_a_decimal_point():
    content = json.loads(FORMATS["json"].render(one_table(full_table())))
    assert [row["achievement"] for row in content["rows"]] == [
        None,
        "933.33",
        None,
        "98.89",
        "110.81",
    ]
    assert [row["target"] for row in content["rows"]] == [None, "6", "-3.5", None, None]
    assert content["rows"][1]["amount"] == "1199509750"
    assert {key: content[key] for key in ("report", "unit", "year", "summary")} == {
        "report": "uji", "unit": "BALAI", "year": 2023, "summary": {"met": 1},
    }  # fmt: skip


def pdf_of(table, **changes):
    return pypdf.PdfReader(
        io.BytesIO(FORMATS["pdf"].render(one_table(table, **changes)))
    )


def test_pdf_shows_every_cell_letterhead_notes_signature_and_page_numbers():
    page = pdf_of(full_table()).pages[0]
    text = " ".join(page.extract_text().split())
    for row in shown(full_table()):
        assert all(cell in text for cell in row)
    for expected in (
        "BALAI UJI & REKAN",
        "Capaian <Uji> & Coba",
        "Catatan pertama.",
        "Siti Rahma",
        "Halaman 1 dari 1",
    ):
        assert expected in text
    assert page.mediabox.width > page.mediabox.height


def test_pdf_says_its_title_author_and_language_and_brings_its_font():
    reader = pdf_of(full_table())
    assert reader.metadata.title == "Capaian <Uji> & Coba – Balai Uji"
    assert reader.metadata.author == "Balai Uji"
    assert reader.trailer["/Root"]["/Lang"] == "id"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert {
        font.get_object()["/BaseFont"].split("+")[1][:5] for font in fonts.values()
    } == {"Inter"}


def test_the_same_document_gives_the_same_pdf_twice():
    assert FORMATS["pdf"].render(one_table(full_table())) == FORMATS["pdf"].render(
        one_table(full_table())
    )


@pytest.mark.parametrize("count", range(12, 34))
def test_the_signature_is_never_alone_on_a_page_and_headings_repeat(count):
    pages = [page.extract_text() for page in pdf_of(long_table(count)).pages]
    assert all("Sasaran" in page and "(1)" in page for page in pages)
    last = " ".join(pages[-1].split())
    assert "Siti Rahma" in last
    assert "Rata-rata" in last
    assert f"Sasaran {count - 1}" in last


@pytest.mark.parametrize("year", ["2020", "2021", "2023"])
def test_a_real_year_of_twelve_indicators_fits_one_page(real_data, year):
    report = REPORTS["capaian"]
    content = pdf.render(report.build(report.read(real_data, {"year": year})))
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1


def test_xlsx_can_be_printed_and_scrolled():
    sheet = sheet_of(full_table())
    top = first_row(sheet)
    assert sheet.print_title_rows == f"${top - 3}:${top - 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (
        "landscape",
        1,
    )
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
    assert "&P" in sheet.oddFooter.right.text
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {
        f"A{top + 1}:A{top + 2}",
        f"B{top}:F{top}",
        f"C{top - 3}:D{top - 3}",
        "A1:F1",
    } <= merged
    assert [sheet.column_dimensions[letter].width > 5 for letter in "ABCDEF"] == [
        True
    ] * 6


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_begins_like_a_formula_stays_text(text):
    columns = (Column("Nama", "name"), Column("Nilai", "value", Kind.NUMBER))
    rows = (Row((Cell(text=text), Cell(None, text))),)
    table = Table(text, columns, rows, subtitle=text, notes=(text,))
    sheet = sheet_of(table, unit_name=text, letterhead=Letterhead((text,)))
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    found = sheet.cell(first_row(sheet), 1)
    assert (found.value, found.quotePrefix) == (text, True)
    line = list(
        csv.reader(io.StringIO(FORMATS["csv"].render(one_table(table)).decode()))
    )[1]
    assert line == [f"'{text}", f"'{text}"]
    assert (
        json.loads(FORMATS["json"].render(one_table(table)))["rows"][0]["name"] == text
    )


@pytest.mark.parametrize("text", ["-", "-3,5", "–", "B-", "80–90", "12 %", "-100%"])
def test_dashes_grades_and_numbers_are_no_formulas(text):
    assert not looks_like_formula(text)


def test_control_characters_and_markup_in_names_break_no_format():
    text = "Nama\x0b<script>alert(1)</script>&\x00"
    table = Table(text, (Column("Nama", "name"),), (Row((Cell(text=text),)),))
    for name in TABLE_FORMATS:
        content = FORMATS[name].render(one_table(table, unit_name=text))
        assert b"<script>" not in content or name in ("csv", "json")


def test_a_table_without_rows_can_be_had_in_every_format():
    table = Table(
        "Kosong", (Column("Nama", "name"), Column("Nilai", "value", Kind.NUMBER)), ()
    )
    assert all(FORMATS[name].render(one_table(table)) for name in TABLE_FORMATS)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.png", "https://example.com/a.css", "ftp://example.com/a", "file:///etc/passwd",
        f"file://{settings.BASE_DIR}/renstra/settings.py", f"file://{settings.BASE_DIR}/static/../manage.py",
        "file://server/static/a.png", "gopher://x",
    ],
)  # fmt: skip
def test_a_pdf_loads_nothing_from_the_network_or_from_other_folders(url):
    assert not pdf.is_allowed(url)


def test_a_pdf_loads_our_own_files():
    assert all(pdf.is_allowed(path.as_uri()) for path in style_paths())
    assert pdf.is_allowed("data:image/png;base64,AAAA")


def test_a_forbidden_address_leaves_the_pdf_whole(caplog):
    content = pdf.print_pdf(
        '<p>Isi</p><img src="file:///etc/passwd"><img src="http://127.0.0.1:9/a.png">'
    )
    assert content.startswith(b"%PDF")
    assert caplog.text.count("tidak boleh dimuat") == 2


def test_a_saved_html_file_carries_its_style_and_has_no_inline_style():
    content = FORMATS["html"].render(one_table(full_table())).decode()
    assert "<style>" in content
    assert 'style="' not in content
    assert "http" not in content


def test_a_logo_is_in_the_file_itself():
    head = Letterhead(("BALAI",), b"\x89PNG", "image/png")
    assert "data:image/png;base64,iVBORw==" in render_print(
        one_table(full_table(), letterhead=head)
    )


def test_the_stylesheet_knows_every_width_that_a_column_may_have():
    text = (Path(settings.BASE_DIR) / "static" / PRINT_STYLES[0]).read_text()
    assert {int(width) for width in re.findall(r"\.w(\d+) \{ width: \1%", text)} == set(
        range(MIN_WIDTH, MAX_WIDTH + 1)
    )
    for columns in (capaian.COLUMNS, capaian.DOCUMENT_COLUMNS):
        assert sum(column.width for column in columns) == 100


@pytest.mark.parametrize("width", [MIN_WIDTH - 1, MAX_WIDTH + 1])
def test_a_column_without_a_width_in_the_stylesheet_is_refused(width):
    with pytest.raises(ValueError, match="width"):
        Column("Kolom", "kolom", width=width)


def test_every_figure_kind_has_its_class_in_print():
    assert {kind.value for kind in FIGURE_KINDS} == {"number", "percent", "money"}
    assert html_tables(FORMATS["html"].render(one_table(full_table())))
