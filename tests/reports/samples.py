"""Made-up documents with every kind of block, row and cell."""

import datetime
from dataclasses import replace
from decimal import Decimal

from reports.documents import (
    Document,
    Heading,
    Items,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Signature,
    Tone,
)
from reports.drawing import Anchor, Box, Dot, Drawing, Ink, Label, Line
from reports.tables import (
    Cell,
    Column,
    Kind,
    Mark,
    Row,
    RowKind,
    Table,
    TextPart,
)

HOSTILE = "<script>alert('x')</script> & \"lain\""
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "＝1+1"]
OWN = Signature("Manado, ……", "Kepala Balai,", "Siti Rahma", "NIP 2")
ABOVE = Signature("Jakarta, ……", "Kepala Badan,", "Atasan", "NIP 1")


def document(*blocks, **changes):
    """Return a document of these blocks, signed by two."""
    whole = Document(
        slug="uji",
        file_stem="uji-BALAI",
        unit_code="BALAI",
        unit_name="Balai Uji",
        year=2023,
        letterhead=Letterhead(("KEMENTERIAN", "BALAI UJI & REKAN")),
        title="Dokumen Uji",
        blocks=blocks,
        signatures=(ABOVE, OWN),
        data_time=datetime.datetime(2023, 12, 21, 10, 42, tzinfo=datetime.UTC),
        data_text="Data per 21 Desember 2023 10.42 WITA.",
        closing_notes=("Catatan dokumen.",),
    )
    return replace(whole, **changes)


def one_table(table, **changes):
    """Return a document around a table, signed by one."""
    own = {
        "title": table.title,
        "subtitle": table.subtitle,
        "signatures": (OWN,),
        "is_landscape": True,
        "closing_notes": (),
        "summary": {"met": 1},
    }
    return document(table, **own | changes)


def small_table(title, key="", **changes):
    """Return a table of two figures."""
    columns = (Column("Nama", "name"), Column("Nilai", "value", Kind.NUMBER))
    rows = (
        Row((Cell(text="Pertama"), Cell(Decimal("16.85"))), key="a"),
        Row((Cell(text="Kedua"), Cell(Decimal(3))), key="b"),
    )
    made = Table(title, columns, rows, key=key, notes=(f"Catatan {title}.",))
    return replace(made, **changes)


def full_table():
    """Return a table with merged cells, a group, every kind, marked text, a total and notes."""
    columns = (
        Column("No", "no", Kind.LABEL, width=5),
        Column("Sasaran", "sasaran", width=25),
        Column("Target", "target", Kind.NUMBER, group="Tahun 2023"),
        Column("Capaian (%)", "achievement", Kind.PERCENT, group="Tahun 2023"),
        Column("Jumlah", "amount", Kind.MONEY),
        Column("Status", "status", Kind.STATUS, width=10),
    )
    heading = Row(
        (Cell(text="SK1"), Cell(text="Judul", columns=5), *[Cell(columns=0)] * 4),
        RowKind.HEADING,
    )
    rows = (
        heading,
        _row("1", 2, Decimal("6.0000"), Decimal(56) * 100 / 6, Decimal(1199509750), "Melampaui"),
        _row("1", 0, Decimal("-3.5"), None, Decimal(0), "Belum diisi"),
        _row("2", 1, None, Decimal("98.8888"), None, "Tidak tercapai"),
    )  # fmt: skip
    covered = Cell(columns=0)
    total = Row(
        (Cell(text="Rata-rata", columns=3), covered, covered, Cell(Decimal("110.81333")), Cell(), Cell()),
        RowKind.TOTAL,
    )  # fmt: skip
    return Table(
        "Capaian <Uji> & Coba",
        columns,
        rows,
        "Subjudul",
        (total,),
        ("Catatan pertama.",),
        is_numbered=True,
    )


def _row(number, rows, first, share, amount, status):
    tone = {"Melampaui": "exceeded ok", "Tidak tercapai": "not_met low"}
    marked = (TextPart("Sasaran ", Mark.DELETED), TextPart(number, Mark.INSERTED))
    return Row(
        (
            Cell(text=number, rows=rows),
            Cell(text=f"Sasaran {number}", rows=rows, parts=marked),
            Cell(first, "80–90"),
            Cell(share, "–"),
            Cell(amount, "-"),
            Cell(text=status, tone=tone.get(status, "")),
        )
    )


def long_table(count):
    """Return a table of that many rows, with a total."""
    rows = (
        _row(str(number), 1, Decimal(number), Decimal(100), None, "x")
        for number in range(count)
    )
    return replace(full_table(), rows=tuple(rows))


def drawing():
    """Return a drawing with every shape."""
    return Drawing(
        200,
        100,
        (
            Box(10, 10, 80, 30, fill=Ink.SOFT, radius=4),
            Line(((50, 40), (50, 80)), has_arrow=True),
            Line(((10, 80), (90, 80)), is_dashed=True),
            Dot(50, 80, 3),
            Label(50, 28, HOSTILE, anchor=Anchor.MIDDLE, is_bold=True),
        ),
    )


def picture(**changes):
    """Return a picture with its description."""
    made = Picture(
        "Gambar uji", "gambar", drawing(), "Satu kotak & satu panah.", notes=("Sumber.",)
    )  # fmt: skip
    return replace(made, **changes)


def items(*texts, is_ordered=False):
    """Return a list of these texts."""
    return Items(tuple(Paragraph((Run(text),)) for text in texts), is_ordered)


def sample():
    """Return a document with every kind of block."""
    return document(
        Heading("BAB I", "bab-1"),
        Heading("Umum", "bab-1-1", level=2),
        Paragraph((Run("Tebal", is_bold=True), Run(" dan "), Run(HOSTILE))),
        Paragraph(
            (Run("Belum diisi: "), Run("isi", url="/isi/")), tone=Tone.MISSING
        ),
        items("butir satu", "butir dua"),
        small_table("Tabel A", "a", label="Tabel 1.1"),
        PageBreak(),
        Heading("BAB II", "bab-2"),
        Heading("Rinci", "bab-2-1", level=2),
        Heading("Lebih rinci", "bab-2-1-1", level=3),
        items("langkah satu", "langkah dua", is_ordered=True),
        Paragraph((Run("Miring", is_italic=True),), tone=Tone.NOTE),
        items("lagi dari satu", is_ordered=True),
        small_table("Tabel B", "b", label="Tabel 2.1"),
        replace(full_table(), key="c", label="Tabel 2.2"),
        picture(label="Gambar 2.1"),
    )  # fmt: skip
