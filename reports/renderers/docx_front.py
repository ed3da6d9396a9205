"""The pages before the text of a long Word file: its cover, and lists of contents that Word keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from reports.documents import Listed
from reports.numbering import DEEPEST, WORDS
from reports.renderers.docx_xml import (
    field,
    field_end,
    field_opening,
    make,
    place_name,
    run,
)

if TYPE_CHECKING:
    from reports.documents import Contents, Cover, Entry
    from reports.renderers.docx_frame import Frame

# What Word gathers: headings by their styles, captions by the word that their field counts.
CODES = {
    Listed.HEADINGS: rf'TOC \o "1-{DEEPEST}" \h \z',
    **{listed: rf'TOC \h \z \c "{word}"' for listed, word in WORDS.items()},
}
LINE_STYLES = {
    Listed.HEADINGS: "toc {}",
    **dict.fromkeys(WORDS, "table of figures"),
}
NONE = "Tidak ada."
# What follows the request to update fields in a file's settings.
BEHIND_FIELDS = [qn(f"w:{name}") for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")]  # fmt: skip


def write_cover(frame: Frame, cover: Cover) -> None:
    """Write the first page: logo, title, whose it is, and at its foot the place."""
    head = frame.document.letterhead
    if head.logo:
        frame.write_logo(frame.add("Logo Sampul"))
    frame.add("Judul Sampul", run(cover.title))
    if cover.subtitle:
        frame.add("Anak Judul Sampul", run(cover.subtitle))
    frame.add("Unit Sampul", run(frame.document.unit_name))
    for line in head.lines:
        frame.add("Kaki Sampul", run(line))
    frame.add("Kaki Sampul", run(cover.place))


def write_contents(frame: Frame, contents: Contents, *, begins: bool) -> None:
    """Write a list as a field with its lines already in it; pages are Word's to know, when it updates the field."""
    frame.add("Judul Daftar", run(contents.title), begins=begins)
    runs = field_opening(CODES[contents.listed])
    style = LINE_STYLES[contents.listed]
    for entry in contents.entries:
        last = frame.add(style.format(entry.level), *runs, _line(entry))
        runs = []
    if runs:
        last = frame.add("Body Text", *runs, run(NONE))
    last.append(field_end())
    _ask_for_pages(frame)


def _ask_for_pages(frame: Frame) -> None:
    """Let Word ask on opening, once, whether it may fill in the pages."""
    settings = frame.file.settings.element
    if settings.find(qn("w:updateFields")) is None:
        behind = next(item for item in settings if item.tag in BEHIND_FIELDS)
        behind.addprevious(make("updateFields", val="true"))


def _line(entry: Entry) -> Any:
    """Return the words of what is listed, and the field of its page, as a link to it."""
    name = place_name(entry.key)
    page = field(rf"PAGEREF {name} \h", "")
    return make("hyperlink", run(f"{entry.text}\t"), *page, anchor=name, history=1)
