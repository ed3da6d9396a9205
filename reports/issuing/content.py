"""What a document says, as data: frozen when it is issued, compared with today's later."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from reports.documents import Approval, Cover, Heading, Items, Paragraph, Picture
from reports.drawing import Label
from reports.renderers import json as json_renderer
from reports.renderers.html import render_print
from reports.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.models import IssuedDocument
    from reports.documents import Block, Document
    from reports.tables import Column, Row

Part = dict[str, Any]
NO_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def seen_mark(document: Document) -> str:
    """Return a mark of everything that the document shows; the time of the data alone is not in it."""
    shown = render_print(replace(document, data_text="", data_time=NO_TIME))
    return hashlib.sha256(shown.encode()).hexdigest()


def data_file(document: Document, row: IssuedDocument) -> bytes:
    """Return the issued data: the particulars, what programs get of the report, and what it prints."""
    content = {
        "issued": particulars(row),
        **json_renderer.content(document),
        "printed": printed(document),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def particulars(row: IssuedDocument) -> Part:
    """Return what is said of the issue itself."""
    return {
        "number": row.number,
        "date": row.date.isoformat(),
        "signatory": {
            "name": row.signatory_name,
            "nip": row.signatory_nip,
            "position": row.signatory_position,
        },
        "issued_at": timezone.localtime(row.issued_at).isoformat(timespec="seconds"),
        "supersedes": row.supersedes.number if row.supersedes else None,
        "reason": row.reason or None,
        "choices": row.choices,
        "formula_version": row.formula_version,
        "code_version": row.code_version,
        "data_version": row.data_version,
    }


def printed(document: Document) -> list[Part]:
    """Return the words and figures as people read them: title, blocks in their order, notes."""
    head = [document.title, document.subtitle]
    notes = [note for note in document.notes if note != document.data_text]
    return [
        {"kind": "text", "lines": [line for line in head if line]},
        *(part for block in document.blocks for part in _parts(block)),
        {"kind": "text", "lines": notes},
    ]


def _parts(block: Block) -> Iterator[Part]:
    """Yield what a block says; a new page says nothing, and contents only what stands elsewhere."""
    if isinstance(block, Table):
        yield _table(block)
    elif isinstance(block, Picture):
        labels = [item.text for item in block.drawing.shapes if isinstance(item, Label)]
        lines = [block.caption, block.description, *labels, *block.notes]
        yield {"kind": "text", "lines": lines}
    elif isinstance(block, Items):
        yield {"kind": "text", "lines": [entry.text for entry in block.entries]}
    elif isinstance(block, Approval):
        yield {"kind": "text", "lines": [words.text for words in block.words]}
    elif isinstance(block, Cover):
        yield {"kind": "text", "lines": [block.title, block.subtitle, block.place]}
    elif isinstance(block, Heading | Paragraph):
        yield {"kind": "text", "lines": [block.text]}


def _table(table: Table) -> Part:
    return {
        "kind": "table",
        "key": table.key,
        "title": table.caption,
        "columns": [
            {"key": column.key, "label": column.full_label, "kind": column.kind.value}
            for column in table.columns
        ],
        "rows": [_row(row, table.columns) for row in table.all_rows],
    }


def _row(row: Row, columns: tuple[Column, ...]) -> Part:
    pairs = list(zip(row.cells, columns, strict=True))
    return {
        "key": row.key,
        "kind": row.kind.value,
        "cells": [cell.text_in(column) for cell, column in pairs],
        "values": [
            None if cell.value is None else cell.plain_in(column)
            for cell, column in pairs
        ],
    }
