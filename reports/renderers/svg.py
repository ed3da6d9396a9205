"""A drawing as SVG: inside pages and PDFs, and as a file of its own.

Colours are presentation attributes, so that a file needs no stylesheet; the classes let a page
follow its theme.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reports.drawing import Anchor, Box, Dot, Drawing, Ink, Label, Line, Shape

if TYPE_CHECKING:
    from reports.documents import Document, Picture
    from reports.drawing import Length

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "Inter, Arial, sans-serif"
COLOURS = {
    Ink.TEXT: "#17212b",
    Ink.MUTED: "#5b6774",
    Ink.LINE: "#9aa7b5",
    Ink.SURFACE: "#ffffff",
    Ink.SOFT: "#e9eef3",
    Ink.ACCENT: "#1f5fae",
    Ink.TARGET: "#17212b",
    Ink.OK: "#18794e",
    Ink.NEAR: "#8a5a00",
    Ink.LOW: "#b42318",
    Ink.ON_ACCENT: "#ffffff",
    Ink.NONE: "none",
}
ARROW = 5  # length of an arrow's head
GAP = 16  # between the pictures of a file


def render(document: Document) -> bytes:
    """Return the document's pictures below each other as a file of its own; without any, an empty surface."""
    pictures = document.pictures
    width = max((picture.drawing.width for picture in pictures), default=1)
    height = sum(picture.drawing.height + GAP for picture in pictures) or 1
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<svg xmlns="{NAMESPACE}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f"<title>{escape(document.title)} – {escape(document.unit_name)}</title>",
    ]
    top: Length = 0
    for picture in pictures:
        parts.append(f'<g transform="translate(0 {top})">{inline(picture)}</g>')
        top += picture.drawing.height + GAP
    return "".join((*parts, "</svg>\n")).encode()


def inline(picture: Picture) -> str:
    """Return the picture as an element, with its title and description for those who cannot see it."""
    drawing = picture.drawing
    name = quoteattr(f"{picture.key}-judul {picture.key}-uraian")
    return "".join(
        (
            f'<svg xmlns="{NAMESPACE}" class="drawing" role="img" aria-labelledby={name} ',
            f'width="{drawing.width}" height="{drawing.height}" ',
            f'viewBox="0 0 {drawing.width} {drawing.height}" font-family="{FONT}">',
            f"<title id={quoteattr(f'{picture.key}-judul')}>{escape(picture.title)}</title>",
            f"<desc id={quoteattr(f'{picture.key}-uraian')}>{escape(picture.description)}</desc>",
            *shapes(drawing),
            "</svg>",
        )
    )


def shapes(drawing: Drawing) -> list[str]:
    """Return the elements of a drawing."""
    return [_element(shape) for shape in drawing.shapes]


@singledispatch
def _element(shape: Shape) -> str:
    raise TypeError(f"No SVG for {type(shape).__name__}.")


@_element.register
def _box(shape: Box) -> str:
    return (
        f'<rect class="f-{shape.fill} s-{shape.stroke}" x="{shape.x}" y="{shape.y}" '
        f'width="{shape.width}" height="{shape.height}" rx="{shape.radius}" '
        f'fill="{COLOURS[shape.fill]}" stroke="{COLOURS[shape.stroke]}" stroke-width="{shape.thickness}"/>'
    )


@_element.register
def _line(shape: Line) -> str:
    path = "L".join(f"{x} {y}" for x, y in shape.points)
    dashes = ' stroke-dasharray="4 3"' if shape.is_dashed else ""
    stroke = (
        f'<path class="s-{shape.stroke}" d="M{path}" fill="none" stroke="{COLOURS[shape.stroke]}" '
        f'stroke-width="{shape.thickness}"{dashes}/>'
    )
    return stroke + (_arrow_head(shape) if shape.has_arrow else "")


def _arrow_head(shape: Line) -> str:
    """Return a triangle at the line's end, which runs across or down the page."""
    (x0, y0), (x, y) = shape.points[-2:]
    if x0 == x:
        back = y - ARROW if y > y0 else y + ARROW
        corners = f"{x} {y}L{x - 3} {back}L{x + 3} {back}"
    else:
        back = x - ARROW if x > x0 else x + ARROW
        corners = f"{x} {y}L{back} {y - 3}L{back} {y + 3}"
    return f'<path class="f-{shape.stroke}" d="M{corners}Z" fill="{COLOURS[shape.stroke]}"/>'


@_element.register
def _dot(shape: Dot) -> str:
    return (
        f'<circle class="f-{shape.fill}" cx="{shape.x}" cy="{shape.y}" r="{shape.radius}" '
        f'fill="{COLOURS[shape.fill]}"/>'
    )


@_element.register
def _label(shape: Label) -> str:
    anchor = "" if shape.anchor is Anchor.START else f' text-anchor="{shape.anchor}"'
    weight = ' font-weight="600"' if shape.is_bold else ""
    return (
        f'<text class="f-{shape.ink}" x="{shape.x}" y="{shape.y}" font-size="{shape.size}" '
        f'fill="{COLOURS[shape.ink]}"{anchor}{weight}>{escape(shape.text)}</text>'
    )
