"""Pictures as PNG, for files that hold no SVG."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

from reports.renderers.pdf import print_pdf
from reports.renderers.svg import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.documents import Picture

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
COLOURS = 256
# PDFium promises nothing to two threads at once.
_one_at_a_time = threading.Lock()


def draw(pictures: Sequence[Picture]) -> list[bytes]:
    """Return each picture as a PNG of 200 dots per inch, with the fonts of the printed documents."""
    if not pictures:
        return []
    # Importing takes a fifth of a second that only pictures in Word files need.
    import pypdfium2

    pages = print_pdf(_pages(pictures))
    with _one_at_a_time, pypdfium2.PdfDocument(pages) as document:
        return [_png(document[number]) for number in range(len(pictures))]


def _pages(pictures: Sequence[Picture]) -> str:
    """Return a document with a page of its own size for each picture."""
    rules, blocks = [], []
    for number, picture in enumerate(pictures):
        size = f"{picture.drawing.width}px {picture.drawing.height}px"
        rules.append(
            f"@page p{number} {{ size: {size}; margin: 0; "
            "@bottom-left { content: none } @bottom-right { content: none } }"
            f" #p{number} {{ page: p{number} }}"
        )
        blocks.append(f'<div id="p{number}">{inline(picture)}</div>')
    style = "".join(rules) + "svg { display: block }"
    return f'<!doctype html><html lang="id"><title>.</title><style>{style}</style>{"".join(blocks)}'


def _png(page: Any) -> bytes:
    target = io.BytesIO()
    image = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()
    image.quantize(COLOURS).save(
        target, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH)
    )
    return target.getvalue()
