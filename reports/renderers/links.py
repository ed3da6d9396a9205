"""Where the links of a file lead: to pages of this installation, under the name it is reached by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from reports.documents import Items, Paragraph

if TYPE_CHECKING:
    from reports.documents import Block, Document, Run


def with_addresses(document: Document) -> Document:
    """Return the document with whole addresses; without links where the installation does not know its name."""
    return replace(document, blocks=tuple(map(_block, document.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Items():
            return replace(block, entries=tuple(map(_paragraph, block.entries)))
        case _:
            return block


def _paragraph(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(map(_run, paragraph.runs)))


def _run(run: Run) -> Run:
    base = settings.PUBLIC_BASE_URL.rstrip("/")
    is_known = base and run.url.startswith("/")
    return replace(run, url=f"{base}{run.url}" if is_known else "")
