"""Sheets of what the office has published: documents, their tables row by row, their statements."""

from __future__ import annotations

from accounts.models import Unit
from documents.models import (
    PublishedDocument,
    PublishedRow,
    PublishedStatement,
    PublishedTable,
    RowKind,
    StatementKind,
    TextBlock,
    TextSlot,
)
from indicators.models import StrategicPlan
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, day, formatted, text, whole
from workbook.resources.references import Reference

DOCUMENT = Reference("document", PublishedDocument, ("dokumen",))


class DocumentResource(SheetResource):
    """Documents that the office has published."""

    sheet = "dokumen"
    model = PublishedDocument
    key = ("kode",)
    references = (
        Reference("unit", Unit, ("unit",)),
        Reference("plan", StrategicPlan, ("renstra",)),
    )
    related = ("unit", "plan")

    unit = text("unit__code")
    kode = text("code")
    judul = text("title")
    nomor = text("number")
    tanggal = day("date")
    renstra = text("plan__code")
    catatan = text("note")
    sumber = text("source")


class TableResource(SheetResource):
    """Tables of published documents."""

    sheet = "tabel_terbit"
    model = PublishedTable
    key = ("dokumen", "kode")
    references = (DOCUMENT,)
    related = ("document__unit",)

    dokumen = text("document__code")
    kode = text("code")
    urutan = whole("order")
    nomor = text("label")
    judul = text("title")
    letak = text("place")
    laporan = text("report")
    bagian = text("part")
    tahun = whole("year")
    kolom = text("columns")
    catatan = text("note")
    sumber = text("source")


class RowResource(SheetResource):
    """Rows of published tables, cell by cell."""

    sheet = "baris_terbit"
    model = PublishedRow
    key = ("dokumen", "tabel", "urutan")
    references = (Reference("table", PublishedTable, ("dokumen", "tabel")),)
    related = ("table__document__unit",)

    dokumen = text("table__document__code")
    tabel = text("table__code")
    urutan = whole("order")
    baris = whole("line")
    kunci = text("key")
    jenis = choice("kind", RowKind.choices)
    sel_1 = text("cell_1")
    sel_2 = text("cell_2")
    sel_3 = text("cell_3")
    sel_4 = text("cell_4")
    sel_5 = text("cell_5")
    sel_6 = text("cell_6")
    sel_7 = text("cell_7")
    sel_8 = text("cell_8")
    sel_9 = text("cell_9")
    sel_10 = text("cell_10")
    sel_11 = text("cell_11")
    sel_12 = text("cell_12")
    sel_13 = text("cell_13")
    sel_14 = text("cell_14")
    sel_15 = text("cell_15")
    sel_16 = text("cell_16")
    sumber = text("source")


class StatementResource(SheetResource):
    """Figures and names printed outside the tables."""

    sheet = "pernyataan"
    model = PublishedStatement
    key = ("dokumen", "urutan")
    references = (DOCUMENT,)
    related = ("document__unit",)

    dokumen = text("document__code")
    urutan = whole("order")
    baris = whole("line")
    teks = text("text")
    jenis = choice("kind", StatementKind.choices)
    indikator = text("indicator")
    sasaran = text("activity_target")
    tahun = whole("year")
    sampai_tahun = whole("until_year")
    dinyatakan = text("stated")
    perihal = text("subject")
    sumber = text("source")


class TextBlockResource(SheetResource):
    """Texts of reports that people write themselves."""

    sheet = "teks_laporan"
    model = TextBlock
    key = ("unit", "bagian", "tahun")
    references = (Reference("unit", Unit, ("unit",)),)
    related = ("unit",)

    unit = text("unit__code")
    bagian = choice("slot", TextSlot.choices)
    tahun = whole("year")
    teks = formatted("body")
    sumber = text("source")
