"""The formats in which reports can be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.renderers import csv, docx, html, json, pdf, pdf_variants, svg, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.documents import Document


@dataclass(frozen=True)
class Format:
    """A file format: what people call it, its media type, who draws it, and how its files end.

    ``word`` tells files of the same ending apart.
    """

    name: str
    label: str
    content_type: str
    render: Callable[[Document], bytes]
    extension: str = ""
    word: str = ""

    def file_name(self, document: Document) -> str:
        """Return "capaian-2023-BSPJI-MANADO-arsip.pdf"."""
        stem = "-".join(filter(None, (document.file_stem, self.word)))
        return f"{stem}.{self.extension or self.name}"


PDF = "application/pdf"
OPEN_XML = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    form.name: form
    for form in (
        Format("pdf", "PDF", PDF, pdf.render),
        Format("xlsx", "Excel", f"{OPEN_XML}.spreadsheetml.sheet", xlsx.render),
        Format("docx", "Word", f"{OPEN_XML}.wordprocessingml.document", docx.render),
        Format("pdfa", "PDF arsip (PDF/A)", PDF, pdf_variants.render_archive, "pdf", "arsip"),
        Format("pdfua", "PDF aksesibel (PDF/UA)", PDF, pdf_variants.render_accessible, "pdf", "aksesibel"),
        Format("csv", "CSV", "text/csv; charset=utf-8", csv.render),
        Format("json", "JSON", "application/json", json.render),
        Format("html", "HTML", "text/html; charset=utf-8", html.render),
        Format("svg", "SVG", "image/svg+xml", svg.render),
    )
}  # fmt: skip
# A report names those it can be had in.
TABLE_FORMATS = ("pdf", "xlsx", "docx", "pdfa", "pdfua", "csv", "json", "html")
LONG_FORMATS = ("pdf", "xlsx", "docx", "pdfa", "pdfua", "json", "html")
PICTURE_FORMATS = ("pdf", "svg", "pdfa", "pdfua", "html")
# Those that most people want; the others stand behind a word.
MAIN_FORMATS = ("pdf", "xlsx", "docx", "svg")
OTHER_FORMATS = tuple(name for name in FORMATS if name not in MAIN_FORMATS)
