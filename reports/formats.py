"""The formats in which reports can be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.renderers import csv, html, json, pdf, svg, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.documents import Document


@dataclass(frozen=True)
class Format:
    """A file format: what people call it, its media type, and who draws it."""

    name: str
    label: str
    content_type: str
    render: Callable[[Document], bytes]

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return f".{self.name}"


FORMATS = {
    form.name: form
    for form in (
        Format("pdf", "PDF", "application/pdf", pdf.render),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx.render,
        ),
        Format("csv", "CSV", "text/csv; charset=utf-8", csv.render),
        Format("json", "JSON", "application/json", json.render),
        Format("html", "HTML", "text/html; charset=utf-8", html.render),
        Format("svg", "SVG", "image/svg+xml", svg.render),
    )
}
# A report names those it can be had in.
TABLE_FORMATS = ("pdf", "xlsx", "csv", "json", "html")
PICTURE_FORMATS = ("pdf", "svg", "html")
