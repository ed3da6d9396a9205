"""Where the links of a document lead: to pages of this installation, under the name it is reached by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from reports.documents import Approval, Items, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.documents import Block, Document, Run


def with_addresses(document: Document) -> Document:
    """Return the document with whole addresses; without links where the installation does not know its name."""
    return _changed(document, _with_address)


def without_links(document: Document) -> Document:
    """Return the document for a person to whom the pages it leads to are closed."""
    return _changed(document, lambda run: replace(run, url=""))


def _with_address(run: Run) -> Run:
    base = settings.PUBLIC_BASE_URL.rstrip("/")
    is_known = base and run.url.startswith("/")
    return replace(run, url=f"{base}{run.url}" if is_known else "")


def _changed(document: Document, change: Callable[[Run], Run]) -> Document:
    def paragraph(block: Paragraph) -> Paragraph:
        return replace(block, runs=tuple(map(change, block.runs)))

    def changed(block: Block) -> Block:
        match block:
            case Paragraph():
                return paragraph(block)
            case Items():
                return replace(block, entries=tuple(map(paragraph, block.entries)))
            case Approval():
                return replace(block, words=tuple(map(paragraph, block.words)))
            case _:
                return block

    return replace(document, blocks=tuple(map(changed, document.blocks)))
