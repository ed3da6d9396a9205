"""PDFs of a standard: for the archive (PDF/A) with the figures beside them, for screen readers (PDF/UA)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from reports.renderers import xlsx
from reports.renderers.html import render_print
from reports.renderers.pdf import print_pdf, show_title
from reports.renderers.text_guard import clean

if TYPE_CHECKING:
    from reports.documents import Document

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATTACHMENT_NAME = "Angka dokumen ini sebagai buku kerja Excel"


def render_archive(document: Document) -> bytes:
    """Return the document as PDF/A-3b, with a workbook of its tables attached as data."""
    attachments = [_workbook(document)] if document.tables else []
    return print_pdf(
        render_print(document),
        _finish_archive,
        pdf_variant="pdf/a-3b",
        attachments=attachments,
    )


def render_accessible(document: Document) -> bytes:
    """Return the document as PDF/UA-1: tagged, with words for its pictures and scopes for its headings."""

    def finish(_: Any, pdf: Any) -> None:
        _give_scopes(pdf)
        _describe_pictures(pdf, document)

    return print_pdf(render_print(document), finish, pdf_variant="pdf/ua-1")


def _workbook(document: Document) -> Any:
    from weasyprint import Attachment

    moment = document.data_time.astimezone(datetime.UTC)
    return Attachment(
        string=xlsx.render(document),
        name=f"{document.file_stem}.xlsx",
        description=ATTACHMENT_NAME,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _finish_archive(_: Any, pdf: Any) -> None:
    show_title(pdf)
    # WeasyPrint names the attached file twice.
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for item in pdf.objects:
        # The operating system, which is asked for the type, may not know it.
        if getattr(item, "extra", {}).get("Type") == "/EmbeddedFile":
            item.extra["Subtype"] = f"/{XLSX_TYPE.replace('/', '#2f')}"


def _elements(pdf: Any, tag: str) -> list[Any]:
    """Return the tagged pieces of a kind in their order."""
    return [
        item for item in pdf.objects if isinstance(item, dict) and item.get("S") == tag
    ]


def _give_scopes(pdf: Any) -> None:
    """Say that every heading of a table speaks of what is below it.

    WeasyPrint's own lists of headings per cell go astray below merged headings.
    """
    for heading in _elements(pdf, "/TH"):
        heading.pop("ID", None)
        heading["A"]["Scope"] = "/Column"
    for cell in _elements(pdf, "/TD"):
        cell["A"].pop("Headers", None)


def _describe_pictures(pdf: Any, document: Document) -> None:
    """Say of each picture in words what it shows; WeasyPrint knows its title only."""
    import pydyf

    drawn = _elements(pdf, "/Figure")[-len(document.pictures) or len(pdf.objects) :]
    for figure, picture in zip(drawn, document.pictures, strict=True):
        text = clean(f"{picture.caption}. {picture.description}")
        figure["Alt"] = pydyf.String(text)
