"""A document as JSON for programs; figures are text with a decimal point, unknown is null."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.documents import Document
    from reports.tables import Json, Table


def render(document: Document) -> bytes:
    """Return the report's head, rows and summary; only ``data_time`` differs from call to call."""
    return (json.dumps(content(document), ensure_ascii=False, indent=2) + "\n").encode()


def content(document: Document) -> dict[str, Any]:
    """Return what the file says: ``rows`` of the only table, else ``tables`` with the rows of each."""
    body = (
        {"rows": _rows(document.table)}
        if document.is_one_table
        else {"tables": [_table(table) for table in document.sheets]}
    )
    notes = [note for note in document.notes if note != document.data_text]
    return {
        "report": document.slug,
        "title": document.title,
        "subtitle": document.subtitle,
        "unit": document.unit_code,
        "unit_name": document.unit_name,
        "year": document.year,
        "data_time": document.data_time.isoformat(timespec="seconds"),
        "notes": notes,
        "summary": dict(document.summary),
        **body,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.caption,
        "subtitle": table.subtitle,
        "notes": list(table.notes),
        "rows": _rows(table),
    }


def _rows(table: Table) -> list[dict[str, Json]]:
    return [dict(record) for record in table.records]
