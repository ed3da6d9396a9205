"""Numbers of captions by chapter, and the lists of contents that name them. No Django."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.documents import Contents, Entry, Heading, Listed, Picture
from reports.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reports.documents import Block

DEEPEST = 3  # level of headings that the contents name
WORDS = {Listed.TABLES: "Tabel", Listed.PICTURES: "Gambar"}  # that labels begin with


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with numbered captions, and lists of contents that name every one of them."""
    labelled = list(_labelled(blocks))
    return tuple(
        replace(block, entries=tuple(_entries(block.listed, labelled)))
        if isinstance(block, Contents)
        else block
        for block in labelled
    )


def _labelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give tables and pictures their labels: "Tabel 3.1" is the first one of chapter 3."""
    chapter, counts = "", Counter[Listed]()
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter, counts = block.number, Counter()
        if isinstance(block, Table | Picture):
            listed = _list_of(block)
            counts[listed] += 1
            number = ".".join(filter(None, (chapter, str(counts[listed]))))
            yield replace(block, label=f"{WORDS[listed]} {number}")
        else:
            yield block


def _list_of(block: Table | Picture) -> Listed:
    return Listed.TABLES if isinstance(block, Table) else Listed.PICTURES


def _entries(listed: Listed, blocks: Sequence[Block]) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Heading):
            if listed is Listed.HEADINGS and block.level <= DEEPEST:
                yield Entry(block.text, block.key, block.level)
        elif isinstance(block, Table | Picture) and _list_of(block) is listed:
            yield Entry(block.caption, block.key)
