"""What a Word file holds: structure that staff can go on with, and nothing that people wrote as code."""

import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from reports.documents import Heading, Letterhead, PageBreak, Paragraph, Run
from reports.formats import FORMATS
from reports.renderers.docx_xml import Labels
from reports.renderers.grid import heading_rows, shares, slots
from reports.tables import Cell, Column, Row, Table
from tests.reports.samples import (
    FORMULAS,
    OWN,
    document,
    full_table,
    items,
    long_table,
    one_table,
    picture,
    sample,
    small_table,
)

TAGS = {name: qn(f"w:{name}") for name in ("t", "p", "instrText", "tblHeader", "cantSplit", "keepNext", "vMerge")}  # fmt: skip


def opened(made):
    return docx.Document(io.BytesIO(FORMATS["docx"].render(made)))


@pytest.fixture(scope="module")
def file():
    return opened(sample())


def styled(file, name):
    return [item.text for item in file.paragraphs if item.style.name == name]


def codes(element):
    return [item.text.strip() for item in element.iter(TAGS["instrText"])]


def is_kept(row):
    return all(
        paragraph.find(f".//{TAGS['keepNext']}") is not None
        for paragraph in row._tr.iter(TAGS["p"])
    )


def test_every_block_has_its_style_in_its_place(file):
    assert [(item.style.name, item.text) for item in file.paragraphs if item.text] == [
        ("Title", "Dokumen Uji"),
        ("Heading 1", "BAB I"),
        ("Heading 2", "Umum"),
        ("Body Text", "Tebal dan <script>alert('x')</script> & \"lain\""),
        ("Belum Diisi", "Belum diisi: isi"),
        ("List Bullet", "butir satu"),
        ("List Bullet", "butir dua"),
        ("Caption", "Tabel 1.1 Tabel A"),
        ("Catatan", "Catatan Tabel A."),
        ("Heading 1", "BAB II"),
        ("Heading 2", "Rinci"),
        ("Heading 3", "Lebih rinci"),
        ("List Number", "langkah satu"),
        ("List Number", "langkah dua"),
        ("Catatan", "Miring"),
        ("List Number", "lagi dari satu"),
        ("Caption", "Tabel 2.1 Tabel B"),
        ("Catatan", "Catatan Tabel B."),
        ("Caption", "Tabel 2.2 Capaian <Uji> & Coba"),
        ("Subtitle", "Subjudul"),
        ("Catatan", "Catatan pertama."),
        ("Judul Gambar", "Gambar 2.1 Gambar uji"),
        ("Catatan", "Sumber."),
        ("Catatan", "Catatan dokumen."),
        ("Catatan", "Data per 21 Desember 2023 10.42 WITA."),
    ]
    looks = {run.text: run for item in file.paragraphs for run in item.runs}
    assert looks["Tebal"].bold
    assert looks["Miring"].italic


def test_headings_can_be_found_by_name_and_begin_pages_where_asked(file):
    names = [item.get(qn("w:name")) for item in file.element.iter(qn("w:bookmarkStart"))]  # fmt: skip
    assert names == ["bab_1", "bab_1_1", "a", "bab_2", "bab_2_1", "bab_2_1_1", "b", "c", "gambar"]  # fmt: skip
    broken = [item.text for item in file.paragraphs if item.paragraph_format.page_break_before]  # fmt: skip
    assert broken == ["BAB II"]


def test_captions_are_numbered_by_fields(file):
    assert codes(file.element.body) == [
        r"SEQ Tabel \* ARABIC \r 1", r"SEQ Tabel \* ARABIC \r 1", r"SEQ Tabel \* ARABIC", r"SEQ Gambar \* ARABIC \r 1",
    ]  # fmt: skip


def test_a_label_of_another_form_stays_as_it_is():
    labels = Labels()
    texts = ["Lampiran", 'Tabel "1"', "Tabel 3", "Tabel 4", "Grafik A.2"]
    made = [labels.runs(text) for text in texts]
    shown = ["".join(run.text for run in runs) for runs in made]
    assert shown == texts
    fields = [code for runs in made for run in runs for code in codes(run)]
    assert fields == [
        r"SEQ Tabel \* ARABIC \r 3", r"SEQ Tabel \* ARABIC", r"SEQ Grafik \* ARABIC \r 2",
    ]  # fmt: skip


def test_numbered_lists_begin_anew(file):
    numbers = [
        item._p.pPr.numPr.numId.val if item._p.pPr.numPr is not None else None
        for item in file.paragraphs
        if item.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    made = file.part.numbering_part.element.num_having_numId(numbers[2])
    assert made.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"


def test_a_table_has_merged_cells_repeated_headings_and_rows_that_do_not_split(file):
    table = file.tables[3]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[:3] == [
        ["No", "Sasaran", "Tahun 2023", "Tahun 2023", "Jumlah", "Status"],
        ["No", "Sasaran", "Target", "Capaian (%)", "Jumlah", "Status"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ]
    assert rows[3] == ["SK1", *["Judul"] * 5]
    assert rows[4] == ["1", "Sasaran 1", "6", "933,33", "1.199.509.750", "Melampaui\u00a0↑"]  # fmt: skip
    assert rows[5] == ["1", "Sasaran 1", "-3,5", "–", "0", "Belum diisi"]
    assert rows[7][:4] == ["Rata-rata", "Rata-rata", "Rata-rata", "110,81"]
    repeated = [row._tr.find(f".//{TAGS['tblHeader']}") is not None for row in table.rows]  # fmt: skip
    assert repeated == [True] * 3 + [False] * 5
    assert all(row._tr.find(f".//{TAGS['cantSplit']}") is not None for row in table.rows)  # fmt: skip


def test_figures_stand_right_and_marks_are_read_without_colours(file):
    row = file.tables[3].rows[6]
    names = [cell.paragraphs[0].style.name for cell in row.cells]
    assert names == ["Tengah Tabel", "Isi Tabel", *["Angka Tabel"] * 3, "Status Tabel"]
    right = file.styles["Angka Tabel"].element.pPr.find(qn("w:jc"))
    assert right.get(qn("w:val")) == "right"
    removed, added = row.cells[1].paragraphs[0].runs
    assert (removed.font.strike, added.font.underline) == (True, True)
    assert row.cells[5].text == "Tidak tercapai\u00a0↓"


def test_a_page_ends_neither_in_merged_cells_nor_before_a_total(file):
    kept = [is_kept(row) for row in file.tables[3].rows[3:]]
    assert kept == [True, True, False, True, False]


def test_signatures_stand_side_by_side_and_never_alone():
    file = opened(one_table(long_table(40)))
    rows = file.tables[1].rows
    assert [is_kept(row) for row in rows[3:]] == [False] * 39 + [True, True]
    closing = [item for item in file.paragraphs if item.style.name in ("Catatan", "Tanda Tangan")]  # fmt: skip
    assert all(item.paragraph_format.keep_with_next for item in closing[1:])
    own = file.tables[-1].rows[0].cells
    assert [cell.text for cell in own] == ["", "Manado, ……\nKepala Balai,\nSiti Rahma\nNIP 2"]  # fmt: skip


def test_two_sign_in_their_order(file):
    cells = file.tables[-1].rows[0].cells
    assert [cell.paragraphs[2].text for cell in cells] == ["Atasan", "Siti Rahma"]


def test_prose_before_the_signature_stays_with_it():
    file = opened(document(Paragraph((Run("Demikian."),))))
    last = next(item for item in file.paragraphs if item.text == "Demikian.")
    assert last.paragraph_format.keep_with_next


def test_a_picture_is_a_bitmap_with_words_for_those_who_cannot_see_it(file):
    shape = file.inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Satu kotak & satu panah."
    part = file.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]  # fmt: skip
    image = Image.open(io.BytesIO(part.blob))
    assert image.format == "PNG"
    # 200 × 100 px of 96 to the inch, at 200 dots per inch
    assert image.size == pytest.approx((417, 208), abs=2)
    assert shape.width.inches == pytest.approx(200 / 96, abs=0.01)
    assert len(image.convert("L").getcolors()) > 4


def test_a_picture_wider_than_the_page_shrinks():
    wide = picture()
    wide = replace(wide, drawing=replace(wide.drawing, width=1500))
    shape = opened(document(wide)).inline_shapes[0]
    assert shape.width == pytest.approx(Mm(182), abs=Mm(1))


def test_page_properties_and_footer(file):
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    footer = section.footer.paragraphs[0]
    assert footer.text == "Dokumen Uji · Balai Uji\tHalaman 1 dari 1"
    assert codes(footer._p) == ["PAGE", "NUMPAGES"]
    properties = file.core_properties
    assert (properties.title, properties.author, properties.language) == ("Dokumen Uji", "Balai Uji", "id-ID")  # fmt: skip
    assert properties.created.isoformat() == "2023-12-21T10:42:00+00:00"
    language = file.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "id-ID"


def test_a_wide_table_lies_across_and_fills_the_page():
    file = opened(one_table(full_table()))
    section = file.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    widths = [int(item.get(qn("w:w"))) for item in file.tables[1]._tbl.tblGrid]
    assert sum(widths) == pytest.approx(Mm(269).twips, abs=6)
    assert widths[0] == pytest.approx(Mm(269).twips * 0.05, abs=1)


def test_links_lead_to_the_installation_when_it_knows_its_name(settings):
    settings.PUBLIC_BASE_URL = "https://kinerja.example.go.id/"
    made = document(
        Paragraph((Run("isi", url="/isi/?tahun=2023"), Run("x", url="javascript:1"))),
        items("tanpa tautan"),
    )
    targets = [
        relation.target_ref
        for relation in opened(made).part.rels.values()
        if relation.is_external
    ]
    assert targets == ["https://kinerja.example.go.id/isi/?tahun=2023"]
    assert "https://kinerja.example.go.id/isi/" in FORMATS["html"].render(made).decode()
    assert b"javascript" not in FORMATS["html"].render(made)


def test_links_are_plain_text_when_it_does_not(file):
    assert not any(relation.is_external for relation in file.part.rels.values())
    assert "/isi/" not in FORMATS["html"].render(sample()).decode()


def test_a_logo_is_shown_and_a_broken_one_left_out():
    target = io.BytesIO()
    Image.new("RGB", (900, 90)).save(target, "PNG")
    lines = ("KEMENTERIAN", "BALAI")
    file = opened(document(letterhead=Letterhead(lines, target.getvalue(), "image/png")))  # fmt: skip
    shape = file.tables[0]._tbl.find(f".//{qn('wp:docPr')}")
    assert shape.get("descr") == "Logo Balai Uji"
    assert file.tables[0].rows[0].cells[1].text == "KEMENTERIAN\nBALAI"
    for bad in (b"\x89PNG", b"<svg/>", b"\xff\xd8\xff"):
        file = opened(document(letterhead=Letterhead(lines, bad, "image/png")))
        assert file.tables[0]._tbl.find(f".//{qn('wp:docPr')}") is None


@pytest.mark.parametrize(
    "text",
    [*FORMULAS, "{ DDEAUTO cmd }", "</w:t></w:r>", "a\x00b\x0b\ufffec\u202ed", "1\r\n2\t3"],
)  # fmt: skip
def test_what_people_wrote_stays_text_everywhere(text):
    columns = (Column(text, "name"), Column("B", "b", group=text))
    table = Table(text, columns, (Row((Cell(text=text), Cell())),), text, notes=(text,))
    made = document(
        Heading(text, "a"),
        Paragraph((Run(text),)),
        items(text),
        replace(table, label=text, key="t"),
        PageBreak(),
        picture(title=text, description=text),
        unit_name=text,
        title=text,
        letterhead=Letterhead((text,)),
        signatures=(replace(OWN, name=text),),
    )
    file = opened(made)
    kept = text
    for hidden in "\x00\x0b\ufffe\u202e":
        kept = kept.replace(hidden, "")
    kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    assert styled(file, "Heading 1") == styled(file, "Body Text") == [kept]
    assert file.tables[1].rows[2].cells[0].text == kept
    fields = codes(file.element) + codes(file.sections[0].footer._element)
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_document_gives_the_same_bytes_whenever_it_is_made(monkeypatch):
    first = FORMATS["docx"].render(sample())
    monkeypatch.setattr(time, "time", lambda: 4102444800.0)
    assert FORMATS["docx"].render(sample()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert not any("thumbnail" in name for name in parts.namelist())


def test_headings_of_a_table_in_groups_become_merged_cells():
    upper, lower = slots(heading_rows(full_table()))
    assert [(slot.column, slot.columns, slot.cell.text) for slot in upper] == [
        (0, 1, "No"), (1, 1, "Sasaran"), (2, 2, "Tahun 2023"), (4, 1, "Jumlah"), (5, 1, "Status"),
    ]  # fmt: skip
    assert [slot.cell and slot.cell.text for slot in lower] == [None, None, "Target", "Capaian (%)", None, None]  # fmt: skip


def test_slots_fill_every_row_whatever_is_merged():
    big, over, under = Cell(text="x", rows=2, columns=2), Cell(columns=0), Cell(rows=0)
    rows = [Row((big, over, Cell())), Row((under, under, Cell())), Row((under, Cell(), Cell()))]  # fmt: skip
    pieces = [[(slot.column, slot.columns, slot.cell is None) for slot in row] for row in slots(rows)]  # fmt: skip
    assert pieces == [
        [(0, 2, False), (2, 1, False)],
        [(0, 2, True), (2, 1, False)],
        [(0, 1, False), (1, 1, False), (2, 1, False)],
    ]


@pytest.mark.parametrize(
    ("widths", "expected"),
    [((20, None, None), (0.2, 0.4, 0.4)), ((30, 30), (0.5, 0.5)), ((70, 40, None), (0.6364, 0.3636, 0))],
)  # fmt: skip
def test_shares_are_the_whole_width_together(widths, expected):
    columns = tuple(Column("x", str(n), width=width) for n, width in enumerate(widths))
    found = shares(Table("T", columns, ()))
    assert found == pytest.approx(expected, abs=0.0001)
    assert Decimal(str(round(sum(found), 6))) == 1


def test_a_file_without_blocks_or_signatures_can_be_opened():
    file = opened(document(signatures=(), closing_notes=()))
    assert styled(file, "Title") == ["Dokumen Uji"]
    assert opened(document(small_table("T"), Heading("H", "h", level=5))).paragraphs
