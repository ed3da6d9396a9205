"""A document as HTML: the table for a page of the site, and the whole document for print."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts import qr
from reports.documents import (
    Approval,
    Contents,
    Cover,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Picture,
)
from reports.renderers.links import with_addresses
from reports.renderers.svg import inline
from reports.tables import FIGURE_KINDS, Table

if TYPE_CHECKING:
    from reports.documents import Block, Document
    from reports.tables import Cell, Column, Row, TextPart

TITLE_LEVEL = 1
PRINT_STYLES = ("css/widths.css", "css/print.css")


@dataclass(frozen=True)
class DrawnCell:
    """A cell as the template writes it."""

    text: str
    label: str
    classes: str
    rows: int
    columns: int
    parts: tuple[TextPart, ...]


@dataclass(frozen=True)
class DrawnRow:
    """A row with the cells that are drawn."""

    classes: str
    cells: list[DrawnCell]


def draw(table: Table) -> list[list[DrawnRow]]:
    """Return the rows as the template writes them, in blocks that stay together."""
    return [[_row(row, table.columns) for row in block] for block in table.blocks]


def _row(row: Row, columns: tuple[Column, ...]) -> DrawnRow:
    pairs = zip(row.cells, columns, strict=True)
    return DrawnRow(
        row.kind.value, [_cell(cell, column) for cell, column in pairs if cell.is_drawn]
    )


def _cell(cell: Cell, column: Column) -> DrawnCell:
    kind = cell.kind_in(column)
    kind_class = "c-figure" if kind in FIGURE_KINDS else f"c-{kind.value}"
    classes = f"{kind_class} {cell.tone}".strip()
    return DrawnCell(
        cell.text_in(column),
        column.full_label,
        classes,
        cell.rows,
        cell.columns,
        cell.parts,
    )


@dataclass(frozen=True)
class DrawnBlock:
    """A block with the template that writes it; ``bodies`` are a table's rows, ``svg`` a picture.

    ``level`` is a heading's, or that of a table's heading, below the heading before it. ``is_wide`` asks
    paper for a page across.
    """

    template: str
    block: Block
    level: int
    bodies: list[list[DrawnRow]]
    svg: str = ""
    is_wide: bool = False


def draw_blocks(document: Document) -> list[DrawnBlock]:
    """Return the document's blocks as the templates write them."""
    drawn, above = [], TITLE_LEVEL
    for block, is_wide in document.turned_blocks:
        level = above + 1
        if isinstance(block, Heading):
            above = level = TITLE_LEVEL + block.level
        drawn.append(_block(block, level, is_wide=is_wide))
    return drawn


def draw_page(document: Document) -> list[DrawnBlock]:
    """Return the blocks for a page of the site, which has a head and contents of its own."""
    paper = Cover | Contents
    return [
        drawn for drawn in draw_blocks(document) if not isinstance(drawn.block, paper)
    ]


def _block(block: Block, level: int, *, is_wide: bool) -> DrawnBlock:
    return DrawnBlock(
        TEMPLATES[type(block)],
        block,
        level,
        draw(block) if isinstance(block, Table) else [],
        # Our own drawing; the words in it are escaped where it is made.
        mark_safe(inline(block)) if isinstance(block, Picture) else "",  # noqa: S308
        is_wide,
    )


TEMPLATES = {
    Cover: "reports/_cover.html",
    Approval: "reports/_approval.html",
    Contents: "reports/_contents.html",
    Heading: "reports/_heading.html",
    Paragraph: "reports/_paragraph.html",
    Items: "reports/_items.html",
    Table: "reports/_table_block.html",
    Picture: "reports/_picture.html",
    PageBreak: "reports/_page_break.html",
}


def render_print(document: Document, style: str = "") -> str:
    """Return the whole document; without ``style`` the one who prints it brings the stylesheet."""
    document = with_addresses(document)
    context = {
        "document": document,
        "blocks": draw_blocks(document),
        "moment": document.data_time.isoformat(timespec="seconds"),
        "logo": _data_address(document),
        "code": _code(document),
        "style": mark_safe(style),  # noqa: S308 - our own stylesheet
    }
    return render_to_string("reports/print.html", context)


def _code(document: Document) -> qr.Picture | None:
    """Return the QR code of an issued document; None where it has no public page."""
    stamp = document.stamp
    return qr.picture(stamp.address, qr.ON_PAPER) if stamp and stamp.address else None


def _data_address(document: Document) -> str:
    """Return the logo as a data address, so that the file needs nothing beside it."""
    head = document.letterhead
    return (
        f"data:{head.logo_type};base64,{base64.b64encode(head.logo).decode()}"
        if head.logo
        else ""
    )


def style_paths() -> list[Path]:
    """Return the print stylesheets in the source tree, whether or not assets are collected."""
    return [Path(str(finders.find(name))) for name in PRINT_STYLES]


def render(document: Document) -> bytes:
    """Return one self-contained file; it is saved and opened from a disk, so its style is inside."""
    style = "".join(path.read_text(encoding="utf-8") for path in style_paths())
    return render_print(document, style).encode()
