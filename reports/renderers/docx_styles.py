"""The styles of Word files: staff change a style, not every paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from reports.renderers.docx_xml import make
from reports.renderers.looks import LINE, LINK, MUTED, TEXT

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    Styles = Any  # python-docx leaves them half without types

FONT = "Arial"  # on every office computer; LibreOffice has a twin of the same widths
LANGUAGE = "id-ID"
MISSING_COLOUR = "8A5A00"
TABLE_STYLE = "Tabel Laporan"
PAGE_TAB = 10318  # twips: the text's width of an upright page
PAGE_ROOM = 567  # twips that a long line keeps clear for its page
HANGING = 14  # points
MODE = 15  # of Word 2013 and later


@dataclass(frozen=True)
class Style:
    """A paragraph style: points for sizes and spaces, ``level`` in the navigator counted from 1.

    ``indent`` moves a line of contents to the right; ``has_page`` leads dots to its page at the margin.
    """

    name: str
    size: float
    is_bold: bool = False
    is_italic: bool = False
    colour: str = TEXT
    side: str = "left"
    before: float = 0
    after: float = 0
    line: float = 1.15
    keeps_next: bool = False
    level: int = 0
    base: str = "Normal"
    indent: float = 0
    has_page: bool = False


STYLES = (
    Style("Title", 14, True, side="center", after=2, keeps_next=True, level=1),
    Style("Subtitle", 9, colour=MUTED, side="center", after=4, keeps_next=True),
    Style("Heading 1", 14, True, side="center", before=16, after=8, keeps_next=True, level=1),
    Style("Heading 2", 12, True, before=14, after=4, keeps_next=True, level=2),
    Style("Heading 3", 10.5, True, before=10, after=3, keeps_next=True, level=3),
    Style("Heading 4", 10, True, before=8, after=2, keeps_next=True, level=4),
    Style("Body Text", 10.5, after=6, line=1.3),
    Style("List Bullet", 10.5, after=3, line=1.3),
    Style("List Number", 10.5, after=3, line=1.3),
    Style("Caption", 10, True, side="center", before=10, after=3, keeps_next=True),
    Style("Footer", 7.5, colour=MUTED),
    Style("Catatan", 8, colour=MUTED, after=1),
    Style("Belum Diisi", 10.5, is_italic=True, colour=MISSING_COLOUR, after=6, base="Body Text"),
    Style("Gambar", 10, side="center", before=8, keeps_next=True),
    Style("Judul Gambar", 10, True, side="center", before=3, after=8, base="Caption"),
    Style("Logo Sampul", 10, side="center", before=40),
    Style("Judul Sampul", 24, True, side="center", before=110, after=8),
    Style("Anak Judul Sampul", 13, colour=MUTED, side="center", after=60),
    Style("Unit Sampul", 15, True, side="center", after=190),
    Style("Kaki Sampul", 10, side="center", after=1),
    Style("Judul Daftar", 14, True, side="center", before=16, after=8, keeps_next=True),
    Style("toc 1", 10, True, before=6, after=2, has_page=True),
    Style("toc 2", 10, after=2, indent=12, has_page=True),
    Style("toc 3", 9.5, after=1, indent=26, has_page=True),
    Style("table of figures", 9.5, after=2, has_page=True),
    Style("Kop Surat", 8.5),
    Style("Kop Surat Nama", 11.5, True),
    Style("Tanda Tangan", 9.5, keeps_next=True),
    Style("Nama Penanda Tangan", 9.5, True, before=42, keeps_next=True),
    Style("Kepala Tabel", 8, True, side="center", line=1, keeps_next=True),
    Style("Nomor Kolom", 7, colour=MUTED, side="center", line=1, keeps_next=True),
    Style("Isi Tabel", 8, line=1),
    Style("Angka Tabel", 8, side="right", line=1, base="Isi Tabel"),
    Style("Tengah Tabel", 8, side="center", line=1, base="Isi Tabel"),
    Style("Status Tabel", 7.5, side="center", line=1, base="Isi Tabel"),
)  # fmt: skip


def prepare(document: WordDocument) -> None:
    """Give a new document its language, font, styles and the newest mode of Word."""
    _drop_table_styles(document.styles)
    _set_defaults(document.styles)
    for style in STYLES:
        _set_style(document.styles, style)
    _add_table_style(document.styles)
    _add_link_style(document.styles)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), str(MODE))
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _drop_table_styles(styles: Styles) -> None:
    """Leave out the template's hundred table styles: every look-up would read them all."""
    for style in styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and not style.get(qn("w:default")):
            styles.element.remove(style)


def _fonts() -> Any:
    return make("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def _set_defaults(styles: Styles) -> None:
    defaults = styles.element.find(qn("w:docDefaults"))
    language = make("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    looks = make("rPr", _fonts(), make("sz", val=20), make("szCs", val=20), language)
    spacing = make("pPr", make("spacing", after=0, line=240, lineRule="auto"))
    defaults[:] = [make("rPrDefault", looks), make("pPrDefault", spacing)]


def _set_style(styles: Styles, style: Style) -> None:
    if style.name not in styles:
        styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    found = styles[style.name]
    found.base_style = styles[style.base]
    found.hidden, found.unhide_when_used, found.quick_style = False, False, True
    element = found.element
    numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    for name in ("w:pPr", "w:rPr"):
        for old in element.findall(qn(name)):
            element.remove(old)
    element.append(_paragraph_looks(style, numbering))
    element.append(_text_looks(style))


def _paragraph_looks(style: Style, numbering: Any) -> Any:
    """Return the looks in the order that the format demands."""
    parts = [make("keepNext", val=int(style.keeps_next))]
    if style.keeps_next:
        parts.append(make("keepLines"))
    if numbering is not None:
        parts.append(numbering)
    if style.has_page:
        parts.append(make("tabs", make("tab", val="right", leader="dot", pos=PAGE_TAB)))
    parts += [
        make(
            "spacing",
            before=round(style.before * 20),
            after=round(style.after * 20),
            line=round(style.line * 240),
            lineRule="auto",
        ),
        *_indents(style),
        make("jc", val=style.side),
    ]
    if style.level:
        parts.append(make("outlineLvl", val=style.level - 1))
    return make("pPr", *parts)


def _indents(style: Style) -> list[Any]:
    """Return the indents; what leads to a page keeps clear of it and hangs below its beginning."""
    if not style.has_page:
        return []
    left = round((style.indent + HANGING) * 20)
    return [make("ind", left=left, right=PAGE_ROOM, hanging=HANGING * 20)]


def _text_looks(style: Style) -> Any:
    size = round(style.size * 2)
    return make(
        "rPr",
        _fonts(),
        make("b", val=int(style.is_bold)),
        make("i", val=int(style.is_italic)),
        make("color", val=style.colour),
        make("sz", val=size),
        make("szCs", val=size),
    )


def _add_table_style(styles: Styles) -> None:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [make(side, val="single", sz=4, space=0, color=LINE) for side in sides]
    room = {"top": 40, "left": 57, "bottom": 40, "right": 57}
    margins = [make(side, w=width, type="dxa") for side, width in room.items()]
    style = styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    style.element.append(
        make("tblPr", make("tblBorders", *lines), make("tblCellMar", *margins))
    )


def _add_link_style(styles: Styles) -> None:
    style = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.element.append(make("rPr", make("color", val=LINK), make("u", val="single")))
