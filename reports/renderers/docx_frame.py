"""What stands around the blocks of a Word file: page, letterhead, title, notes, signatures, footer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Length, Mm, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from reports.renderers.docx_styles import LANGUAGE, prepare
from reports.renderers.docx_xml import field, make, paragraph, run
from reports.renderers.looks import TEXT
from reports.renderers.text_guard import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.documents import Document, Signature

PAGE = Mm(210), Mm(297)  # A4
SIDE, TOP, BOTTOM, FOOT = Mm(14), Mm(13), Mm(15), Mm(8)
LOGO_HEIGHT, LOGO_ROOM = Mm(15), Mm(32)
NOTES_GAP = 80  # twips
SIGNATURE_WIDTH = Mm(72)
BAD_IMAGE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)


class Frame:
    """A new file with the document's page and properties; ``room`` is the text's width in twips."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = docx.Document()
        prepare(self.file)
        self._drop_preview()
        self.styles = {style.name or "": style.style_id for style in self.file.styles}
        self.section = self.file.sections[0]
        self.is_across = document.is_landscape
        self._set_page()

    def open(self) -> None:
        """Write properties and footer, letterhead and title where no cover stands for them."""
        self._describe()
        self._write_footer()
        if self.document.has_cover:
            self.section.different_first_page_header_footer = True
            return
        self._write_letterhead()
        self.add("Title", run(self.document.title))
        if self.document.subtitle:
            self.add("Subtitle", run(self.document.subtitle))

    def close(self) -> None:
        """Write notes and signatures, on the page of the end of what they belong to."""
        self.turn(across=self.document.is_landscape)
        self.keep_last_paragraph()
        self.add_notes(self.document.notes, keeps=True)
        self.write_signatures(self.document.signatures)

    def turn(self, *, across: bool) -> bool:
        """Go on upright or across as asked; return whether that began a new page."""
        if across == self.is_across:
            return False
        self.is_across = across
        ended = self.file.element.body[-2]
        ended.set_sectPr(self.section._sectPr.clone())
        self._begin_section()
        return True

    def _begin_section(self) -> None:
        """Make what is left of the old section's page, footer and first page those of a new one."""
        properties = self.section._sectPr
        for name in ("w:footerReference", "w:titlePg"):
            for old in properties.findall(qn(name)):
                properties.remove(old)
        self._set_page()
        self._write_footer()

    def add(
        self, style: str, *runs: Any, keeps: bool = False, begins: bool = False
    ) -> Any:
        """Add a paragraph of the named style at the end and return its element."""
        made = paragraph(self.styles[style], *runs, keeps=keeps, begins=begins)
        return self.add_element(made)

    def add_element(self, made: Any) -> Any:
        """Add a paragraph or table at the end and return it."""
        return self.file.element.body.insert_element_before(made, "w:sectPr")

    def add_notes(self, notes: Sequence[str], *, keeps: bool = False) -> None:
        """Add small lines below a table or picture; a table always needs a paragraph behind it."""
        added = [self.add("Catatan", run(note), keeps=keeps) for note in notes or ("",)]
        added[0].pPr.append(make("spacing", before=NOTES_GAP))
        added[-1].pPr.get_or_add_spacing().after = Twips(NOTES_GAP)

    def new_list(self) -> int:
        """Return the number of a new numbered list that begins with 1."""
        numbering = self.file.part.numbering_part.element
        style = self.file.styles["List Number"].element
        number = style.pPr.numPr.numId.val
        pattern = numbering.num_having_numId(number).abstractNumId.val
        made = numbering.add_num(pattern)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _drop_preview(self) -> None:
        """Leave out the template's own preview picture."""
        relations = self.file.part.package.rels
        for key in [key for key, rel in relations.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:  # fmt: skip
            del relations[key]

    def _set_page(self) -> None:
        section, across = self.section, self.is_across
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        width, height = reversed(PAGE) if across else PAGE
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = SIDE
        section.top_margin, section.bottom_margin = TOP, BOTTOM
        section.footer_distance = FOOT
        self.width = Length(width - 2 * SIDE)
        self.room = self.width.twips

    def _describe(self) -> None:
        properties, document = self.file.core_properties, self.document
        properties.title = clean(document.title)[:255]
        properties.author = clean(document.unit_name)[:255]
        properties.last_modified_by = properties.author
        properties.subject = clean(document.subtitle)[:255]
        properties.comments = ""
        properties.language = LANGUAGE
        properties.revision = 1
        moment = document.data_time.replace(tzinfo=None, microsecond=0)
        properties.created = properties.modified = moment

    def _write_footer(self) -> None:
        footer = self.section.footer
        footer.is_linked_to_previous = False
        made = footer.paragraphs[0]
        made.style = self.file.styles["Footer"]
        made.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
        text = f"{self.document.title} · {self.document.unit_name}"
        pages = [*field("PAGE", "1"), run(" dari "), *field("NUMPAGES", "1")]
        made._p.extend([run(text), make("r", make("tab")), run("Halaman "), *pages])

    def _write_letterhead(self) -> None:
        """Write logo and lines above a rule, the office's own name largest."""
        logo = LOGO_ROOM if self.document.letterhead.logo else 0
        widths = [width for width in (logo, self.width - logo) if width]
        cells = self._invisible_table(widths, make("bottom", val="single", sz=12, space=0, color=TEXT))  # fmt: skip
        if logo:
            self.write_logo(cells[0].add_p())
        *above, own = self.document.letterhead.lines or ("",)
        for line in above:
            self._write_in(cells[-1], "Kop Surat", line)
        self._write_in(cells[-1], "Kop Surat Nama", own)
        self.add_notes(())

    def write_logo(self, place: Any) -> None:
        """Write the logo into a paragraph; one that Word does not know is left out: better without than none."""
        content = io.BytesIO(self.document.letterhead.logo)
        try:
            shape = (
                WordParagraph(place, self.file._body)
                .add_run()
                .add_picture(content, height=LOGO_HEIGHT)
            )
        except BAD_IMAGE:
            return
        if shape.width > LOGO_ROOM - SIDE // 4:
            scale = (LOGO_ROOM - SIDE // 4) / shape.width
            shape.width = Length(int(shape.width * scale))
            shape.height = Length(int(shape.height * scale))
        shape._inline.docPr.set("descr", clean(f"Logo {self.document.unit_name}"))

    def write_signatures(self, signatures: Sequence[Signature]) -> None:
        """Write the signatures side by side, the last at the right; with one the left stays free."""
        if not signatures:
            return
        self.add("Tanda Tangan", keeps=True)
        free = self.width - SIGNATURE_WIDTH * len(signatures)
        if len(signatures) == 1:
            cells = self._invisible_table([free, SIGNATURE_WIDTH])[1:]
        else:
            cells = self._invisible_table([self.width // len(signatures)] * len(signatures))  # fmt: skip
        for cell, signature in zip(cells, signatures, strict=True):
            self._write_signature(cell, signature)

    def _write_signature(self, cell: Any, signature: Signature) -> None:
        self._write_in(cell, "Tanda Tangan", signature.place_and_date)
        self._write_in(cell, "Tanda Tangan", signature.position)
        self._write_in(cell, "Nama Penanda Tangan", signature.name)
        self._write_in(cell, "Tanda Tangan", signature.nip)

    def _write_in(self, cell: Any, style: str, text: str) -> None:
        cell.append(paragraph(self.styles[style], run(text)))

    def _invisible_table(self, widths: Sequence[int], *borders: Any) -> Sequence[Any]:
        """Add a table of one row for things side by side and return its cells."""
        twips = [Length(width).twips for width in widths]
        cells = [
            make(
                "tc",
                make(
                    "tcPr",
                    make("tcW", w=width, type="dxa"),
                    make("tcMar", make("bottom", w=NOTES_GAP, type="dxa")),
                    make("vAlign", val="center"),
                ),
            )
            for width in twips
        ]
        properties = make("tblPr", make("tblW", w=sum(twips), type="dxa"))
        if borders:
            properties.append(make("tblBorders", *borders))
        properties.append(make("tblLayout", type="fixed"))
        grid = make("tblGrid", *(make("gridCol", w=width) for width in twips))
        row = make("tr", make("trPr", make("cantSplit")), *cells)
        made = make("tbl", properties, grid, row)
        self.add_element(made)
        return cells

    def keep_last_paragraph(self) -> None:
        """Keep what was written last, if it is a paragraph, on the page of what follows."""
        last = self.file.element.body[-2]
        if isinstance(last, CT_P):
            last.get_or_add_pPr().keepNext_val = True
