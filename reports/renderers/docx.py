"""A document as a Word file that staff go on with: real headings, styles, captions and tables."""

from __future__ import annotations

import io
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from reports.documents import (
    Approval,
    Contents,
    Cover,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Picture,
    Tone,
)
from reports.renderers import bitmap, docx_front, docx_tables
from reports.renderers.docx_frame import Frame
from reports.renderers.docx_xml import Labels, bookmark, make, run
from reports.renderers.links import with_addresses
from reports.renderers.steady import steady
from reports.renderers.text_guard import clean
from reports.tables import Table

if TYPE_CHECKING:
    from reports.documents import Block, Document, Run

HYPERLINK = RELATIONSHIP_TYPE.HYPERLINK
TONE_STYLES = {
    Tone.NORMAL: "Body Text",
    Tone.NOTE: "Catatan",
    Tone.MISSING: "Belum Diisi",
}
DEEPEST_HEADING = 4  # level
LED_TO = Table | Picture | Items  # keep the paragraph before them
PIXELS_PER_INCH = 96  # of the lengths of a drawing
EMU_PER_INCH = 914400


def render(document: Document) -> bytes:
    """Return the Word file; the same document gives the same bytes."""
    writer = _Writer(with_addresses(document))
    before: Block | None = None
    for block, across in writer.document.turned_blocks:
        is_turned = writer.frame.turn(across=across)
        if isinstance(before, Paragraph) and isinstance(block, LED_TO):
            writer.frame.keep_last_paragraph()
        if not (is_turned and isinstance(block, PageBreak)):
            writer.write(block)
        before = block
    writer.close()
    target = io.BytesIO()
    writer.file.save(target)
    return steady(target.getvalue())


class _Writer:
    """Writes block after block into the file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.frame = Frame(document)
        self.file = self.frame.file
        self.labels = Labels()
        self.begins_page = False
        self.bookmarks = 0
        self.images = iter(bitmap.draw(document.pictures))
        self.frame.open()

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block below the others."""
        raise TypeError(f"No way to write {type(block).__name__}.")

    @write.register
    def _cover(self, cover: Cover) -> None:
        docx_front.write_cover(self.frame, cover)

    @write.register
    def _contents(self, contents: Contents) -> None:
        begins, self.begins_page = self.begins_page, False
        docx_front.write_contents(self.frame, contents, begins=begins)

    @write.register
    def _approval(self, approval: Approval) -> None:
        for words in approval.words:
            self._add("Body Text", *self._runs(words.runs))
        self.frame.write_signatures(approval.signatures)

    @write.register
    def _page_break(self, _: PageBreak) -> None:
        self.begins_page = True

    @write.register
    def _paragraph(self, paragraph: Paragraph) -> None:
        self._add(TONE_STYLES[paragraph.tone], *self._runs(paragraph.runs))

    def close(self) -> None:
        """Write what stands at the end."""
        self.frame.close()

    def _add(self, style: str, *runs: Any) -> Any:
        """Add a paragraph, on a new page where one has been asked for."""
        begins, self.begins_page = self.begins_page, False
        return self.frame.add(style, *runs, begins=begins)

    @write.register
    def _heading(self, heading: Heading) -> None:
        level = min(heading.level, DEEPEST_HEADING)
        self._add(f"Heading {level}", *self._place(heading.key, run(heading.text)))

    def _place(self, key: str, *runs: Any) -> list[Any]:
        """Return the runs as a place that links and lists of contents name."""
        self.bookmarks += 1
        begin, end = bookmark(self.bookmarks, key)
        return [begin, *runs, end]

    def _runs(self, runs: tuple[Run, ...]) -> list[Any]:
        return [
            self._link(piece.url, piece.text) if piece.url else _run(piece)
            for piece in runs
        ]

    def _link(self, url: str, text: str) -> Any:
        """Return a link out of the file; the address stands in the file's list of relations."""
        relation = self.file.part.relate_to(url, HYPERLINK, is_external=True)
        style = make("rStyle", val=self.frame.styles["Hyperlink"])
        made = make("hyperlink", run(text, style))
        made.set(qn("r:id"), relation)
        return made

    @write.register
    def _items(self, items: Items) -> None:
        style = "List Number" if items.is_ordered else "List Bullet"
        number = self.frame.new_list() if items.is_ordered else None
        for entry in items.entries:
            made = self._add(style, *self._runs(entry.runs))
            if number is not None:
                made.pPr.append(_numbered(number))

    @write.register
    def _table(self, table: Table) -> None:
        if not self.document.is_one_table:
            self._write_caption("Caption", table)
            if table.subtitle:
                self._add("Subtitle", run(table.subtitle))
        is_last = table is self.document.blocks[-1]
        made = docx_tables.element(
            table, self.frame.room, self.frame.styles, stays_with_next=is_last
        )
        self.frame.add_element(made)
        if not self.document.is_one_table:
            self.frame.add_notes(table.notes)

    def _write_caption(self, style: str, block: Table | Picture) -> None:
        label = [*self.labels.runs(block.label), run(" ")] if block.label else []
        runs = [*label, run(block.title)]
        self._add(style, *(self._place(block.key, *runs) if block.key else runs))

    @write.register
    def _picture(self, picture: Picture) -> None:
        place = WordParagraph(self._add("Gambar"), self.file._body).add_run()
        width = int(picture.drawing.width) * EMU_PER_INCH // PIXELS_PER_INCH
        shape = place.add_picture(
            io.BytesIO(next(self.images)), width=min(width, self.frame.width)
        )
        shape._inline.docPr.set("title", clean(picture.caption))
        shape._inline.docPr.set("descr", clean(picture.description))
        self._write_caption("Judul Gambar", picture)
        if picture.notes:
            self.frame.add_notes(picture.notes)


def _run(piece: Run) -> Any:
    bold = [make("b")] if piece.is_bold else []
    italic = [make("i")] if piece.is_italic else []
    return run(piece.text, *bold, *italic)


def _numbered(number: int) -> Any:
    return make("numPr", make("ilvl", val=0), make("numId", val=number))
