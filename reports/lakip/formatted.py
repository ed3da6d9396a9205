"""Formatted texts that people wrote, as blocks of a document."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from documents.formatting import clean_body
from reports.documents import Items, Paragraph, Run

if TYPE_CHECKING:
    from reports.documents import Block

BOLD, ITALIC = "strong", "em"
LISTS = {"ul": False, "ol": True}
SPACE = re.compile(r"[ \t\n\r\f]+")  # a space that does not break is left


def blocks_of(body: str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a text; of a list inside a list the entries follow one another."""
    reader = _Reader()
    reader.feed(clean_body(body))
    reader.close()
    reader.end_paragraph()
    reader.end_list()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    """Collects runs into paragraphs, and paragraphs into the outermost list that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.entries: list[Paragraph] = []
        self.is_ordered = False
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
            return
        if tag in LISTS or tag in ("p", "li"):
            self.end_paragraph()
        if tag in LISTS and not self._is_in_list():
            self.is_ordered = LISTS[tag]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTS or tag in ("p", "li"):
            self.end_paragraph()
        if tag in self.open:
            self.open.reverse()
            self.open.remove(tag)
            self.open.reverse()
        if tag in LISTS and not self._is_in_list():
            self.end_list()

    def handle_data(self, data: str) -> None:
        self._add(SPACE.sub(" ", data))

    def _add(self, text: str) -> None:
        if text.strip() or self.runs:
            self.runs.append(Run(text, BOLD in self.open, ITALIC in self.open))

    def end_paragraph(self) -> None:
        """Close the paragraph, of the list if one is open; nothing but space is none."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        paragraph = Paragraph(tuple(_trimmed(runs)))
        if self._is_in_list():
            self.entries.append(paragraph)
        else:
            self.blocks.append(paragraph)

    def end_list(self) -> None:
        """Close the list, if it has entries."""
        if self.entries:
            self.blocks.append(Items(tuple(self.entries), self.is_ordered))
        self.entries = []

    def _is_in_list(self) -> bool:
        return any(tag in LISTS for tag in self.open)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return the runs without space before the first and behind the last word."""
    first, *rest = runs
    kept = [Run(first.text.lstrip(), first.is_bold, first.is_italic), *rest]
    *before, last = kept
    kept = [*before, Run(last.text.rstrip(), last.is_bold, last.is_italic)]
    return [run for run in kept if run.text]
