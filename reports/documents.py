"""A report ready to be drawn in any format: head, blocks, end. No Django.

A block is a heading, a paragraph, a list, a table, a picture, a new page, or in a long document its
cover, contents and what is signed. A renderer draws the blocks in their order and computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reports.tables import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from reports.drawing import Drawing
    from reports.tables import Json


@dataclass(frozen=True)
class Run:
    """A piece of text of one look; ``url`` leads to a page of the site, on screens and in files."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    url: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of the document, the chapters at level 1; ``key`` is what links and bookmarks name it.

    ``number`` is a chapter's: what the captions in it begin with, "3" of "Tabel 3.1".
    """

    text: str
    key: str
    level: int = 1
    number: str = ""


class Tone(StrEnum):
    """What a paragraph is, for its look."""

    NORMAL = "normal"
    NOTE = "note"
    MISSING = "missing"  # a place that nobody has filled in yet


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs."""

    runs: tuple[Run, ...]
    tone: Tone = Tone.NORMAL

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Items:
    """A list, numbered or not, of one level."""

    entries: tuple[Paragraph, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture drawn from data; ``description`` says in words what it shows, for those who cannot see it."""

    title: str
    key: str
    drawing: Drawing
    description: str
    label: str = ""
    notes: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """The title after its label: "Gambar 3.1 Realisasi …"."""
        return f"{self.label} {self.title}".strip()


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True)
class Signature:
    """The lines of a signature block; dots where nobody is recorded."""

    place_and_date: str
    position: str
    name: str
    nip: str


@dataclass(frozen=True)
class Cover:
    """The first page of a long document, with its title, in place of letterhead and title above the text."""

    title: str
    subtitle: str
    place: str


@dataclass(frozen=True)
class Approval:
    """Words with the signatures below them, side by side as those of a document."""

    words: tuple[Paragraph, ...]
    signatures: tuple[Signature, ...]


class Listed(StrEnum):
    """What a list of contents lists."""

    HEADINGS = "headings"
    TABLES = "tables"
    PICTURES = "pictures"


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its words, and the key of what it leads to."""

    text: str
    key: str
    level: int = 1


@dataclass(frozen=True)
class Contents:
    """A list of what stands where, under a heading of its own that no list names."""

    title: str
    key: str
    listed: Listed
    entries: tuple[Entry, ...] = ()


Block = (
    Heading
    | Paragraph
    | Items
    | Table
    | Picture
    | PageBreak
    | Cover
    | Approval
    | Contents
)


@dataclass(frozen=True)
class Letterhead:
    """The lines above the title, and the logo as an image file's bytes."""

    lines: tuple[str, ...]
    logo: bytes = b""
    logo_type: str = ""


@dataclass(frozen=True)
class Stamp:
    """What an issued document carries besides its content: its number, and at the end what it can be checked by.

    ``address`` is the public page as a QR code; without it there is no code.
    """

    number: str
    lines: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True)
class Document:
    """A report ready to be drawn; ``signatures`` stand side by side, the unit's own at the right."""

    slug: str
    file_stem: str
    unit_code: str
    unit_name: str
    year: int | None
    letterhead: Letterhead
    title: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    data_time: datetime
    data_text: str
    subtitle: str = ""
    is_landscape: bool = False
    summary: Mapping[str, Json] = field(default_factory=dict)
    closing_notes: tuple[str, ...] = ()
    stamp: Stamp | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def sheets(self) -> tuple[Table, ...]:
        """The tables for formats that know nothing else; a document without any is a table of its words."""
        return self.tables or (self._words(),)

    def _words(self) -> Table:
        words = (block.text for block in self.blocks if isinstance(block, Paragraph))
        rows = tuple(Row((Cell(text=text),)) for text in words)
        return Table(self.title, (Column("Keterangan", "note"),), rows, self.subtitle)

    @property
    def has_cover(self) -> bool:
        """Whether a page of its own says whose document it is and what about."""
        return any(isinstance(block, Cover) for block in self.blocks)

    @property
    def contents(self) -> Contents | None:
        """The list of its headings; None in a short document."""
        lists = (block for block in self.blocks if isinstance(block, Contents))
        return next((item for item in lists if item.listed is Listed.HEADINGS), None)

    @property
    def turned_blocks(self) -> Iterator[tuple[Block, bool]]:
        """The blocks, each with whether it stands on a page across: a wide table and what leads to it.

        In a document across all of them do.
        """
        across = False
        found: list[tuple[Block, bool]] = []
        for block in reversed(self.blocks):
            leads = across and isinstance(block, Heading | PageBreak)
            across = leads or (isinstance(block, Table) and block.is_wide)
            found.append((block, across or self.is_landscape))
        return reversed(found)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @property
    def table(self) -> Table:
        """The first table: the only one of most reports."""
        return self.tables[0]

    @property
    def is_one_table(self) -> bool:
        """Whether the document is a table under the document's own title."""
        return len(self.blocks) == 1 and bool(self.tables)

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands at the end: the only table's notes, the document's own, and the time of the data."""
        own = self.table.notes if self.is_one_table else ()
        return (*own, *self.closing_notes, self.data_text)
