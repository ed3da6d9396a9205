"""The yearly report as files: the same tables in each, contents with pages, pages across, real headings."""

import io
import re
from itertools import pairwise

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pdfua import validate

from reports.documents import Contents, Heading, Items, Listed, Paragraph, Picture
from reports.formats import FORMATS, LONG_FORMATS
from reports.tables import Table
from tests.reports.office import convert
from tests.reports.readers import (
    docx_tables,
    html_tables,
    json_differences,
    missing_in_pdf,
    page_texts,
    shown,
    xlsx_tables,
)
from tests.reports.test_opened_in_libreoffice import headings, read_odt

# The reports are built once a module; the mark makes the database that they need.
pytestmark = pytest.mark.django_db
LINE = re.compile(r"^(.+?)[. ]{2,}(\d+)$")


@pytest.fixture(scope="module")
def files(made):
    return {name: FORMATS[name].render(made) for name in LONG_FORMATS}


@pytest.fixture(scope="module")
def pages(files):
    return page_texts(files["pdf"])


@pytest.fixture(scope="module")
def file(files):
    return docx.Document(io.BytesIO(files["docx"]))


def test_every_format_holds_the_same_tables(made, files):
    expected = [shown(item) for item in made.tables]
    assert html_tables(files["html"]) == expected
    assert docx_tables(files["docx"], made) == expected
    assert xlsx_tables(files["xlsx"], made) == expected
    assert json_differences(files["json"], made) == []
    for name in ("pdf", "pdfa", "pdfua"):
        assert missing_in_pdf(files[name], made) == []


def test_the_real_report_holds_the_same_tables_in_every_office_format(real):
    document = real[0]
    expected = [shown(item) for item in document.tables]
    assert html_tables(FORMATS["html"].render(document)) == expected
    assert docx_tables(FORMATS["docx"].render(document), document) == expected
    assert xlsx_tables(FORMATS["xlsx"].render(document), document) == expected


def squeezed(text):
    return "".join(text.split())


def test_contents_lead_to_the_pages_on_which_things_stand(made, pages):
    texts = list(map(squeezed, pages))
    listed = contents_lines(pages)
    for contents in (block for block in made.blocks if isinstance(block, Contents)):
        for entry in contents.entries:
            page = listed[squeezed(entry.text)]
            assert squeezed(entry.text) in texts[page - 1], entry.text
    assert sorted(listed.values()) != list(
        listed.values()
    )  # three lists, each from the front


def contents_lines(pages):
    """Return the page that the contents give for each of their lines."""
    found = {}
    for page in pages:
        for line in page.splitlines():
            if match := LINE.match(line.strip()):
                found[squeezed(match[1]).rstrip(".")] = int(match[2])
    return found


def test_the_cover_has_no_footer_and_every_other_page_its_number(pages):
    assert "Halaman" not in pages[0]
    assert "LAPORAN KINERJA" in pages[0]
    for number, text in enumerate(pages[1:], start=2):
        assert f"Halaman {number} dari {len(pages)}" in text


def test_wide_tables_stand_on_pages_across_and_no_page_is_empty(files, pages):
    with pypdfium2.PdfDocument(files["pdf"]) as file:
        sizes = [page.get_size() for page in file]
    across = [text for text, (wide, tall) in zip(pages, sizes, strict=True) if wide > tall]  # fmt: skip
    assert len(across) == 2
    assert "2.3 Rencana Aksi Tahun 2023" in across[0]
    assert "Lampiran 3 Perbandingan Kinerja Antartahun" in across[1]
    assert all(len(text.splitlines()) > 2 for text in pages)


def test_no_heading_is_the_last_thing_on_its_page(made, pages):
    words = {squeezed(block.text) for block in made.blocks if isinstance(block, Heading)}  # fmt: skip
    for page in pages:
        lines = list(map(squeezed, page.splitlines()))
        text = [line for line in lines if "·" not in line and "Halaman" not in line]
        assert text[-1] not in words


def test_the_checker_finds_nothing_against_screen_readers(made, files, tmp_path):
    path = tmp_path / "lakip.pdf"
    path.write_bytes(files["pdfua"])
    assert [finding.message for finding in validate(path).findings] == []
    with pikepdf.open(path) as opened:
        figures = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]  # fmt: skip
        said = sorted(str(item.Alt) for item in figures)
    pictures = [block for block in made.blocks if isinstance(block, Picture)]
    assert said == sorted(f"{item.caption}. {item.description}" for item in pictures)


def test_the_archive_carries_the_workbook(files):
    with pikepdf.open(io.BytesIO(files["pdfa"])) as opened:
        attached = opened.attachments["lakip-2023-BALAI.xlsx"].get_file()
        assert attached.read_bytes() == files["xlsx"]


def test_bookmarks_and_links_of_the_pdf_reach_every_heading(made, files):
    with pikepdf.open(io.BytesIO(files["pdf"])) as opened, opened.open_outline() as outline:  # fmt: skip
        titles = set(all_titles(outline.root))
    wanted = [block for block in made.blocks if isinstance(block, Heading)]
    assert {block.text for block in wanted} <= titles
    assert {block.caption for block in made.tables} <= titles


def all_titles(items):
    for item in items:
        yield item.title
        yield from all_titles(item.children)


def test_the_workbook_lists_its_sheets_and_proves_itself(made, files, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    labels = [item.label for item in made.tables]
    assert book.sheetnames == ["Daftar Tabel", *labels, "Pemeriksaan", "Grafik"]
    first = book["Daftar Tabel"]
    lines = [(row[0].value, row[1].value, row[0].hyperlink.location) for row in first.iter_rows(min_row=5)]  # fmt: skip
    assert lines[0] == ("Tabel 2.1", made.tables[0].title, "'Tabel 2.1'!A1")
    assert [line[0] for line in lines] == book.sheetnames[1:]
    wide = [sheet.title for sheet in book if sheet.page_setup.orientation == "landscape"]  # fmt: skip
    assert wide == [item.label for item in made.tables if item.is_wide] + ["Pemeriksaan"]  # fmt: skip
    converted = convert(tmp_path, {"lakip.xlsx": files["xlsx"]}, "xlsx")
    checks = openpyxl.load_workbook(converted["lakip"], data_only=True)["Pemeriksaan"]
    count = sum(
        1 for item in made.tables for row in item.all_rows for cell in row.cells
        if cell.derived and cell.value is not None
    )  # fmt: skip
    assert checks["A2"].value == f"{count} dari {count} cocok"


def test_word_finds_every_heading_and_keeps_contents_as_fields(made, file, files, tmp_path):  # fmt: skip
    odt = convert(tmp_path, {"lakip.docx": files["docx"]}, "odt")["lakip"]
    wanted = [(block.level, block.text) for block in made.blocks if isinstance(block, Heading)]  # fmt: skip
    assert headings(read_odt(odt)) == wanted
    codes = [item.text.strip() for item in file.element.iter(qn("w:instrText"))]
    assert [code for code in codes if code.startswith("TOC")] == [
        r'TOC \o "1-3" \h \z', r'TOC \h \z \c "Tabel"', r'TOC \h \z \c "Gambar"',
    ]  # fmt: skip
    assert file.settings.element.find(qn("w:updateFields")) is not None


def test_lines_of_the_contents_lead_to_places_in_the_word_file(made, file):
    names = {item.get(qn("w:name")) for item in file.element.iter(qn("w:bookmarkStart"))}  # fmt: skip
    links = [item.get(qn("w:anchor")) for item in file.element.iter(qn("w:hyperlink"))]
    entries = [entry for block in made.blocks if isinstance(block, Contents) for entry in block.entries]  # fmt: skip
    assert len(links) == len(entries)
    assert set(links) <= names
    styles = [item.style.name for item in file.paragraphs if item.style.name.startswith("toc")]  # fmt: skip
    levels = [f"toc {entry.level}" for block in made.blocks if isinstance(block, Contents) and block.listed is Listed.HEADINGS for entry in block.entries]  # fmt: skip
    assert styles == levels


def test_pages_of_the_word_file_turn_for_wide_tables(file):
    turned = [section.orientation for section in file.sections]
    upright, across = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert turned == [upright, across, upright, across, upright]
    first, *others = file.sections
    assert first.different_first_page_header_footer
    assert not any(section.different_first_page_header_footer for section in others)
    for section in file.sections:
        footer = section.footer.paragraphs[0]
        assert "Halaman" in footer.text
        room = section.page_width - section.left_margin - section.right_margin
        assert footer.paragraph_format.tab_stops[0].position == pytest.approx(room, abs=700)  # fmt: skip


def test_gaps_are_links_where_the_installation_knows_its_name(made, settings):
    assert b"<a href" not in FORMATS["html"].render(made).split(b"</nav>")[-1]
    settings.PUBLIC_BASE_URL = "https://kinerja.example.go.id"
    text = FORMATS["html"].render(made).decode()
    assert '<a href="https://kinerja.example.go.id/admin/documents/textblock/add/?unit=' in text  # fmt: skip
    assert "SK1.3 belum diisi</a>." in text


def test_tables_and_lists_stay_with_what_introduces_them(made, file):
    """A paragraph right before a table, picture or list keeps to it in Word; WeasyPrint is told so by the stylesheet."""
    introducing = sum(
        isinstance(block, Paragraph) and isinstance(following, Table | Picture | Items)
        for block, following in pairwise(made.blocks)
    )
    kept = [
        item for item in file.paragraphs
        if item.style.name in ("Body Text", "Belum Diisi") and item.paragraph_format.keep_with_next
    ]  # fmt: skip
    assert introducing > 5
    assert len(kept) == introducing
