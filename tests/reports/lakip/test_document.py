"""The yearly report as one document: what stands where, and that it says what the scorecard says."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from documents.models import TextBlock, TextSlot
from indicators.models import Indicator
from indicators.numbers import format_percent
from reports.derivations import recompute
from reports.documents import (
    Approval,
    Contents,
    Cover,
    Heading,
    Items,
    Listed,
    Paragraph,
    Picture,
    Tone,
)
from reports.lakip import source
from reports.lakip.objectives import TITLES
from reports.numbering import DEEPEST
from reports.pictures.lettering import width
from reports.renderers.docx_xml import place_name
from reports.tables import Kind, Table
from tests.built_reports import build, texts
from tests.document_factories import TextBlockFactory
from tests.factories import (
    AgreementFactory,
    IndicatorFactory,
    RealizationFactory,
    TargetFactory,
)
from tests.many import multiply_indicators
from tests.reports.lakip.conftest import NOW
from tests.reports.lakip.scenes import empty_office, full_office

# The reports are built once a module; the mark makes the database that they need.
pytestmark = pytest.mark.django_db
# Worked by hand from the figures in scenes.py.
SENTENCES = (
    (
        "SK1.1 Pertumbuhan layanan. Realisasi tahun 2023 sebesar 16,85 persen, melampaui target 4 persen, dengan "
        "capaian 421,25 persen."
    ),
    (
        "SK1.1. Dibandingkan dengan tahun 2022 (50,6 persen), realisasi turun 33,75 poin persen. Selama 2021–2023 "
        "realisasi naik turun, dari 9,67 persen menjadi 16,85 persen, dengan angka tertinggi 50,6 persen pada tahun 2022."
    ),
    (
        "SK1.1. Target akhir Renstra (tahun 2024) 5 persen sudah dicapai pada tahun 2023, dengan kemajuan 337,00 "
        "persen."
    ),
    (
        "SK1.1. Pembanding nasional, yaitu rata-rata balai menurut Laporan BSKJI, sebesar 12 persen; realisasi "
        "ini lebih tinggi 4,85 poin persen."
    ),
    (
        "SK1.2 Jumlah perusahaan. Pada tahun 2023 realisasinya sebanyak 6 perusahaan, tidak mencapai target 8 "
        "perusahaan, dengan capaian 75,00 persen."
    ),
    "SK1.2. Angka tahun 2023 tidak dibandingkan dengan tahun 2022 karena indikator ini didefinisikan ulang.",
    (
        "SK1.2. Target akhir Renstra (tahun 2024) 9 perusahaan belum dicapai; realisasi masih 3 perusahaan di "
        "bawahnya, dengan kemajuan 66,67 persen."
    ),
    "SK1.3 Indeks kepuasan. Realisasi tahun 2023 belum diisi; targetnya 3,6.",
    (
        "SK2.1 Nilai layanan publik. Realisasi tahun 2023 berpredikat B, melampaui target B-; persentase "
        "capaiannya tidak dihitung karena skala predikatnya tidak memberi angka."
    ),
    "SK2.2 Nilai akuntabilitas. Realisasi tahun 2023 belum jatuh tempo (paling lambat 18 Juli 2024); targetnya 75.",
    (
        "SK2.3 Jumlah keluhan. Tahun 2023 ditutup dengan realisasi sebanyak 0 keluhan, di bawah target 5 keluhan "
        "sehingga lebih baik daripada yang ditargetkan, dengan capaian 200,00 persen."
    ),
    (
        "Dari 3 indikator sasaran ini, 1 mencapai target dan 1 belum dapat dinilai. Rata-rata capaian 2 dari 3 "
        "indikator itu 97,50 persen; capaian tiap indikator dihitung paling tinggi 120 persen."
    ),
    "Rata-rata efisiensi 1 dari 2 komponen adalah 25,00 persen.",
    (
        "Penerimaan PNBP tahun 2023 menurut rincian jenis layanan sebesar Rp965.864.250, naik 20,73 persen dari "
        "tahun 2022."
    ),
    "SK1.2 Jumlah perusahaan: target 8, realisasi 6 (Perusahaan).",
    "SK1.2: Menjemput pelanggan.",
    "Pemanfaatan teknologi: (a) Kerja sama industri.",
)  # fmt: skip


def of(made, kind):
    return [block for block in made.blocks if isinstance(block, kind)]


def paragraphs(made):
    found = []
    for block in made.blocks:
        match block:
            case Paragraph():
                found.append(block)
            case Items():
                found += block.entries
            case Approval():
                found += block.words
    return found


def words(made):
    return [paragraph.text for paragraph in paragraphs(made)]


def missing(made):
    return {p.text: p.runs[0].url for p in of(made, Paragraph) if p.tone is Tone.MISSING}  # fmt: skip


def table(made, title):
    return next(item for item in made.tables if item.title == title)


def test_chapters_stand_in_their_order(made):
    chapters = [item.text for item in of(made, Heading) if item.level == 1]
    assert chapters == [
        "LEMBAR PENGESAHAN", "KATA PENGANTAR", "IKHTISAR EKSEKUTIF", "BAB I PENDAHULUAN", "BAB II PERENCANAAN KINERJA",
        "BAB III AKUNTABILITAS KINERJA", "BAB IV PENUTUP", "LAMPIRAN",
    ]  # fmt: skip
    assert made.blocks[0] == Cover("LAPORAN KINERJA", "Tahun 2023", "Manado")
    assert [item.listed for item in of(made, Contents)] == list(Listed)
    annexes = [item.text for item in of(made, Heading) if item.text.startswith("Lampiran")]  # fmt: skip
    assert annexes == [
        "Lampiran 1 Perjanjian Kinerja", "Lampiran 2 Capaian Kinerja menurut Tata Letak Dokumen",
        "Lampiran 3 Perbandingan Kinerja Antartahun", "Lampiran 4 Ringkasan Pedoman Kinerja", "Lampiran 5 Daftar Bukti Dukung",
    ]  # fmt: skip


def test_every_objective_has_all_seven_comparisons(made, real):
    for document, codes in ((made, ["SK1", "SK2"]), (real[0], [f"SK{n}" for n in range(1, 9)])):  # fmt: skip
        objectives = [item for item in of(document, Heading) if item.level == 3]
        assert [item.text.split()[0] for item in objectives] == codes
        parts = [item.text for item in of(document, Heading) if item.level == 4]
        seven = [f"{n}. {title.format(2023)}" for n, title in enumerate(TITLES, start=1)]  # fmt: skip
        assert parts == seven * len(codes)


def test_contents_name_every_heading_table_and_picture(made, real):
    for document in (made, real[0]):
        headings, tables, pictures = (item.entries for item in of(document, Contents))
        shown = [item for item in of(document, Heading) if item.level <= DEEPEST]
        assert [(entry.text, entry.key, entry.level) for entry in headings] == [
            (item.text, item.key, item.level) for item in shown
        ]
        assert [(entry.text, entry.key) for entry in tables] == [
            (item.caption, item.key) for item in document.tables
        ]
        assert [(entry.text, entry.key) for entry in pictures] == [
            (item.caption, item.key) for item in document.pictures
        ]


def test_captions_are_numbered_by_chapter(made, real):
    for document in (made, real[0]):
        for kind, word in ((Table, "Tabel"), (Picture, "Gambar")):
            chapter, count = "", 0
            for block in document.blocks:
                if isinstance(block, Heading) and block.level == 1:
                    chapter, count = block.number, 0
                if isinstance(block, kind):
                    count += 1
                    assert block.label == f"{word} {chapter}.{count}"


def test_every_place_has_a_name_of_its_own(made, real):
    for document in (made, real[0]):
        named = of(document, Heading | Table | Picture | Contents)
        keys = [block.key for block in named]
        assert all(keys)
        assert len(set(keys)) == len(keys)
        assert len({place_name(key) for key in keys}) == len(keys)


def test_every_derived_figure_follows_from_its_table(made, real):
    checked = 0
    for document in (made, real[0]):
        for item in document.tables:
            for row in item.all_rows:
                for cell in row.cells:
                    if cell.derived and cell.value is not None:
                        found = recompute(cell.derived, lambda place, item=item: item.cell(*place).value)  # fmt: skip
                        assert found == cell.value, (item.title, row.key)
                        checked += 1
    assert checked > 150


def test_no_word_of_an_upright_table_is_wider_than_its_column(made, real):
    """Inter at the sizes of print.css, on 182 mm; what may break at a slash or a space is measured in pieces."""
    for document in (made, real[0]):
        for item in document.tables:
            if not item.is_wide:
                for text, room, size in measured(item):
                    pieces = text.replace("/", "/ ").replace("-", "- ").split()
                    widest = max((width(piece, size) for piece in pieces), default=0)
                    assert widest <= room, (item.title, text)


def measured(item):
    """Yield the texts of a table with the room and the size of their letters in points."""
    page, padding = Decimal(182) / Decimal("25.4") * 72, Decimal(2) / Decimal("25.4") * 72  # fmt: skip
    known = sum(column.width or 0 for column in item.columns)
    free = sum(column.width is None for column in item.columns)
    for place, column in enumerate(item.columns):
        share = column.width or (100 - known) / free
        room = page * Decimal(share) / 100 - padding
        if column.label:
            yield column.label, room, Decimal("7.2")
        for row in item.all_rows:
            cell = row.cells[place]
            if cell.is_drawn and cell.columns == 1 and column.kind is not Kind.TEXT:
                yield cell.text_in(column), room, Decimal("7.6")


def test_sentences_hold_the_figures_of_the_scorecard(real):
    document, found = real
    said = words(document)
    for row in found.score.counted:
        lead = f"{row.indicator.code} {row.indicator.name}."
        (text,) = [item for item in said if item.startswith(lead)]
        assert row.result_text in text.removeprefix(lead)
        assert f"target {row.target.text}" in text
        assert f"{format_percent(row.achievement)} persen." in text
        end = found.card.end_target(row)
        (text,) = [item for item in said if item.startswith(f"{row.indicator.code}. Target akhir")]  # fmt: skip
        assert f"(tahun 2024) {end.text}" in text
        assert f"kemajuan {format_percent(found.card.against(row, end).achievement)} persen" in text  # fmt: skip
    tally = found.score.tally
    assert (tally.met, tally.targeted) == (12, 12)
    mean = f"Rata-rata capaiannya {format_percent(found.score.average.value)} persen"
    whole = [text for text in said if text.startswith("Seluruh 12 indikator yang ditargetkan")]  # fmt: skip
    assert len(whole) == 3
    assert all(mean in text for text in whole)


def test_every_state_has_its_sentence(made):
    said = words(made)
    for expected in SENTENCES:
        assert expected in said, expected
    assert not [text for text in said if "None" in text or "  " in text or ".." in text]


def test_analysis_stands_as_it_was_entered_and_what_lacks_is_named(made):
    said = words(made)
    start = said.index("SK1.1, sebab berhasil atau gagal. Layanan baru dibuka.")
    assert said[start + 1 : start + 4] == [
        "Pelanggan bertambah.", "SK1.1, tindak lanjut. Menambah <b>petugas</b>", "Kendala SK1.1 belum diisi.",
    ]  # fmt: skip
    gaps = missing(made)
    address = reverse("entry_indicator", args=[2023, "BARU", "SK1.3"])
    words_of_all = (
        "Sebab berhasil atau gagal, kendala, dan tindak lanjut SK1.3 belum diisi."
    )
    assert gaps[words_of_all] == f"{address}?periode=TAHUN"
    assert "Sebab berhasil atau gagal dan kendala SK1.2 belum diisi." in gaps


def test_texts_stand_in_their_places_and_links_lead_to_those_that_lack(made):
    said = words(made)
    assert "Puji syukur." in said
    assert said.index("Demikian.") < said.index("satu") < said.index("dua")
    gaps = missing(made)
    assert "Kata pengantar belum diisi." not in gaps
    address, _, query = gaps["Isu strategis belum diisi."].partition("?")
    assert address == reverse("admin:documents_textblock_add")
    assert query.startswith("unit=")
    assert query.endswith("&slot=issues&year=2023")


def test_series_show_their_break_and_both_sides_of_it(made):
    shown = table(made, "Target, Realisasi, dan Capaian SK1 2021–2023")
    assert [row[2:] for row in texts(shown)][:6] == [
        ["Target", "2", "2", "4", ""],
        ["Realisasi", "9,67", "50,6", "16,85", "-33,75"],
        ["Capaian (%)", "483,50", "2.530,00", "421,25", ""],
        ["Target", "2", "2", "8", ""],
        ["Realisasi", "1", "2", "6", "–"],
        ["Capaian (%)", "50,00", "100,00", "75,00", ""],
    ]
    assert "SK1.2 sebelum 2023 (didefinisikan ulang)" in shown.notes[0]
    titles = [picture.title for picture in made.pictures]
    assert titles == [
        "Peta strategi 2021–2024", "Realisasi dan target SK1.1, 2021–2023", "Realisasi dan target SK1.2, 2021–2023",
        "Kemajuan SK1.1 terhadap target akhir Renstra", "Kemajuan SK1.2 terhadap target akhir Renstra",
        "Kemajuan SK2.3 terhadap target akhir Renstra",
    ]  # fmt: skip
    described = made.pictures[2].description
    assert (
        described
        == "2021: 1, target 2; 2022: 2, target 2; 2023: 6, target 8, deret terputus sebelumnya."
    )


def test_money_stands_beside_its_objective(made):
    rows = texts(table(made, "Efisiensi Sumber Daya SK1 Tahun 2023"))
    assert rows[0][1:] == ["A Komponen 1", "Layanan", "100", "90", "10", "12", "25,00"]
    assert rows[1][-2:] == ["belum diisi", "belum lengkap"]
    assert rows[2][-1] == "25,00"
    rows = texts(table(made, "Anggaran Pendukung SK1 Tahun 2023"))
    assert [row[3:6] for row in rows] == [["150", "90", "–"], ["100", "90", "90,00"], ["50", "belum diisi", "–"]]  # fmt: skip
    assert "Tidak ada komponen anggaran tahun 2023 yang tercatat untuk sasaran ini." in words(made)  # fmt: skip


def test_wide_tables_and_what_leads_to_them_stand_across(made):
    across = [block for block, is_across in made.turned_blocks if is_across]
    assert [block.title for block in across if isinstance(block, Table)] == [
        "Rencana Aksi Tahun 2023", "Perbandingan Kinerja sampai dengan Tahun 2023",
    ]  # fmt: skip
    headings = [block.text for block in across if isinstance(block, Heading)]
    assert headings == ["2.3 Rencana Aksi Tahun 2023", "Lampiran 3 Perbandingan Kinerja Antartahun"]  # fmt: skip


def test_an_office_without_data_has_a_whole_document_that_says_what_lacks():
    made = build("lakip", empty_office(), year="2023")
    chapters = [item.text for item in of(made, Heading) if item.level == 1]
    assert len(chapters) == 8
    gaps = missing(made)
    assert {f"{slot.label} belum diisi." for slot in TextSlot} <= set(gaps)
    assert {
        "Data SDM berdasarkan jabatan belum diisi.", "Indikator renstra ini belum diisi.",
        "Perjanjian kinerja tahun 2023 belum diisi.", "Rencana aksi tahun 2023 belum diisi.",
        "Target dan realisasi tahun 2023 belum diisi.", "Pagu dan realisasi anggaran tahun 2023 belum diisi.",
        "Komponen anggaran tahun 2023 belum diisi.", "Penerimaan PNBP belum diisi.", "Bukti dukung tahun 2023 belum diisi.",
    } <= set(gaps)  # fmt: skip
    assert all(gaps.values())
    assert made.tables == made.pictures == ()
    assert "Tidak ada indikator yang ditargetkan pada tahun 2023." in words(made)[3]


def test_a_year_without_agreement_says_against_what_it_is_measured():
    with time_machine.travel(NOW, tick=False):
        made = build("lakip", full_office(), year="2024")
    assert "Perjanjian kinerja tahun 2024 belum diisi." in missing(made)
    assert "Tahun 2024 belum mempunyai Perjanjian Kinerja; diukur terhadap target Renstra." in words(made)  # fmt: skip
    lead = "SK1.1 Pertumbuhan layanan. Realisasi tahun 2024 belum jatuh tempo"
    (text,) = [text for text in words(made) if text.startswith(lead)]
    assert text.endswith("2025); targetnya 5 persen.")


def test_figures_that_stayed_with_the_plan_before_are_named():
    unit = full_office()
    stayed = IndicatorFactory(
        plan=Indicator.objects.get(code="L1").plan, code="L9", name="Yang tinggal"
    )
    TargetFactory(indicator=stayed, value=Decimal(3), agreement=AgreementFactory(unit=unit, version=2))  # fmt: skip
    RealizationFactory(indicator=stayed, value=Decimal(2))
    notes = table(build("lakip", unit, year="2023"), "Capaian Kinerja Tahun 2023").notes
    assert any("Tidak dihitung" in note and "Yang tinggal" in note for note in notes)


def test_the_texts_of_the_year_stand_before_those_of_every_year():
    unit = full_office()
    TextBlockFactory(unit=unit, slot=TextSlot.CLOSING, body="<p>Tahun ini.</p>")
    assert source.load(unit, 2023).texts[TextSlot.CLOSING] == "<p>Tahun ini.</p>"
    assert source.load(unit, 2022).texts[TextSlot.CLOSING].startswith("<p>Demikian.")


def test_what_was_stored_past_the_model_is_cleaned_when_it_is_read():
    unit = full_office()
    bad = "<script>alert(1)</script><p onclick=x()>Aman</p>"
    TextBlock.objects.filter(slot=TextSlot.FOREWORD).update(body=bad)
    said = words(build("lakip", unit, year="2023"))
    assert "Aman" in said
    assert not any("alert" in text for text in said)


def test_the_number_of_queries_does_not_grow(real_data, django_assert_max_num_queries):
    with django_assert_max_num_queries(45) as few:
        build("lakip", real_data, year="2023")
    multiply_indicators(real_data, 4)
    with django_assert_max_num_queries(len(few)):
        build("lakip", real_data, year="2023")
