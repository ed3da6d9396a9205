"""A document as JSON for programs; figures are text with a decimal point, unknown is null."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.tables import Document


def render(document: Document) -> bytes:
    """Return the report's head, rows and summary; only ``data_time`` differs from call to call."""
    content = {
        "report": document.slug,
        "title": document.table.title,
        "subtitle": document.table.subtitle,
        "unit": document.unit_code,
        "unit_name": document.unit_name,
        "year": document.year,
        "data_time": document.data_time.isoformat(timespec="seconds"),
        "notes": list(document.table.notes),
        "summary": dict(document.summary),
        "rows": [dict(record) for record in document.table.records],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
