"""PDFs for the archive and for screen readers, by the structure that they hold."""

import io
import time
from dataclasses import replace

import openpyxl
import pikepdf
import pytest
from pdfua import validate

from reports.documents import Letterhead
from reports.formats import FORMATS
from tests.reports.samples import document, full_table, one_table, picture, sample

LOGO = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\xdacd\xf8\xcf\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"  # fmt: skip


def with_logo(made):
    head = Letterhead(("KEMENTERIAN", "BALAI"), LOGO, "image/png")
    return replace(made, letterhead=head, subtitle="Subjudul dokumen")


@pytest.fixture(scope="module")
def contents():
    return {name: FORMATS[name].render(with_logo(sample())) for name in ("pdf", "pdfa", "pdfua")}  # fmt: skip


@pytest.fixture(scope="module")
def files(contents):
    return {name: pikepdf.open(io.BytesIO(content)) for name, content in contents.items()}  # fmt: skip


def elements(node, found=None):
    """Return the tagged pieces below a node, in the order in which they are read."""
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for child in node:
            elements(child, found)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found.append(node)
        elements(node.get("/K"), found)
    return found


def tagged(file, *tags):
    tree = elements(file.Root.StructTreeRoot.K)
    return [item for item in tree if str(item.S)[1:] in tags]


def inner(node):
    """Return the tags directly below, through pieces without a meaning."""
    found = []
    for child in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:  # fmt: skip
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += inner(child) if child.S == "/NonStruct" else [str(child.S)]
    return found


def bookmarks(items, level=1):
    return [
        pair
        for item in items
        for pair in [(level, item.title), *bookmarks(item.children, level + 1)]
    ]


def test_every_pdf_says_language_title_author_and_time_and_shows_its_title(files):
    for file in files.values():
        assert str(file.Root.Lang) == "id"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as words:
            assert words["dc:title"] == "Dokumen Uji – Balai Uji"
            assert words["dc:creator"] == ["Balai Uji"]
            assert words["dc:description"] == "Subjudul dokumen"
            assert words["xmp:CreateDate"] == "2023-12-21T10:42:00+00:00"
        assert str(file.docinfo["/CreationDate"]).startswith("D:20231221104200")


def test_every_pdf_has_bookmarks_of_chapters_with_the_tables_below_them(files):
    for file in files.values():
        with file.open_outline() as outline:
            assert bookmarks(outline.root) == [
                (1, "Dokumen Uji"),
                (2, "BAB I"),
                (3, "Umum"),
                (4, "Tabel 1.1 Tabel A"),
                (2, "BAB II"),
                (3, "Rinci"),
                (4, "Lebih rinci"),
                (5, "Tabel 2.1 Tabel B"),
                (5, "Tabel 2.2 Capaian <Uji> & Coba"),
            ]


def test_a_pdf_for_the_archive_declares_it_and_carries_the_figures(files, contents):
    file = files["pdfa"]
    with file.open_metadata() as words:
        assert words.pdfa_status == "3B"
    intent = file.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    (attachment,) = file.Root.AF
    assert attachment.AFRelationship == "/Data"
    assert attachment.EF.F.Subtype == "/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # fmt: skip
    assert list(file.attachments) == ["uji-BALAI.xlsx"]
    data = file.attachments["uji-BALAI.xlsx"].get_file().read_bytes()
    assert data == FORMATS["xlsx"].render(with_logo(sample()))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Tabel 1.1", "Tabel 2.1", "Tabel 2.2"]  # fmt: skip


def test_only_the_archive_carries_figures_and_a_picture_has_none(files):
    assert "/AF" not in files["pdf"].Root
    assert "/AF" not in files["pdfua"].Root
    made = FORMATS["pdfa"].render(document(picture()))
    assert "/AF" not in pikepdf.open(io.BytesIO(made)).Root


def test_fonts_are_in_every_file(files):
    for file in files.values():
        fonts = file.pages[0].Resources.Font
        for font in fonts.values():
            inside = font.DescendantFonts[0].FontDescriptor
            assert any(name in inside for name in ("/FontFile2", "/FontFile3"))


@pytest.mark.parametrize(
    "made",
    [sample(), one_table(full_table()), document(picture()), with_logo(document())],
    ids=["every block", "a table", "a picture", "a logo"],
)
def test_the_checker_finds_nothing_against_screen_readers(made, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(FORMATS["pdfua"].render(made))
    report = validate(path)
    assert [finding.message for finding in report.findings] == []
    # It stumbles over headings in some files; those are looked at below.
    assert {rule.rule_id for rule in report.skipped} <= {"UA-14-001"}
    assert len(report.outcomes) >= 12


def test_headings_are_tagged_in_an_order_without_gaps(files):
    levels = [int(str(item.S)[2]) for item in tagged(files["pdfua"], "H1", "H2", "H3", "H4", "H5")]  # fmt: skip
    assert levels == [1, 2, 3, 4, 2, 3, 4, 5, 5]
    assert all(inner(item) or item.K for item in tagged(files["pdfua"], "H1", "H2"))


def test_tables_are_regular_and_their_headings_have_a_scope(files):
    table = tagged(files["pdfua"], "Table")[-1]
    cells = [item for item in elements(table) if item.S in ("/TH", "/TD")]
    headings = [item for item in cells if item.S == "/TH"]
    assert len(headings) == 7
    assert all(item.A.Scope == "/Column" and "/ID" not in item for item in headings)
    assert not any("/Headers" in item.A for item in cells)
    assert rectangle(table) == [6] * 8


def rectangle(table):
    """Return how many columns each row of the table reaches over, merged cells from above included."""
    counts, reach = [], {}
    for row in (item for item in elements(table) if item.S == "/TR"):
        column = 0
        for cell in (item for item in elements(row) if item.S in ("/TH", "/TD")):
            while reach.get(column, 0):
                reach[column] -= 1
                column += 1
            for covered in range(column, column + int(cell.A.get("/ColSpan", 1))):
                reach[covered] = int(cell.A.get("/RowSpan", 1)) - 1
                column += 1
        while reach.get(column, 0):
            reach[column] -= 1
            column += 1
        counts.append(column)
    return counts


def test_lists_and_pictures_are_tagged_with_what_they_say(files):
    lists = tagged(files["pdfua"], "L")
    assert [inner(item) for item in lists] == [["/LI"] * 2, ["/LI"] * 2, ["/LI"]]
    assert all(inner(item) == ["/Lbl", "/LBody"] for item in tagged(files["pdfua"], "LI"))  # fmt: skip
    words = [str(item.Alt) for item in tagged(files["pdfua"], "Figure")]
    assert words == ["Logo Balai Uji", "Gambar 2.1 Gambar uji. Satu kotak & satu panah."]  # fmt: skip


def test_the_same_document_gives_the_same_bytes_whenever_it_is_made(contents, monkeypatch):  # fmt: skip
    monkeypatch.setattr(time, "time", lambda: 4102444800.0)
    for name, content in contents.items():
        assert FORMATS[name].render(with_logo(sample())) == content, name


def test_names_of_files_tell_the_variants_apart():
    made = document()
    names = {name: form.file_name(made) for name, form in FORMATS.items()}
    assert len(set(names.values())) == len(names)
    assert names["pdf"] == "uji-BALAI.pdf"
    assert names["pdfa"] == "uji-BALAI-arsip.pdf"
    assert names["pdfua"] == "uji-BALAI-aksesibel.pdf"
