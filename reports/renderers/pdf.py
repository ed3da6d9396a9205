"""A document as PDF, by WeasyPrint."""

from __future__ import annotations

import atexit
import gc
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings

from reports.renderers.html import render_print, style_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reports.documents import Document

# Threads do not share fonts: nothing promises that laying out text with them is safe.
_loaded = threading.local()
# Fonts remove their temporary files when they go; at the very end of the process they could not.
atexit.register(lambda: vars(_loaded).clear())


def render(document: Document) -> bytes:
    """Return the PDF; the same document gives the same bytes."""
    return print_pdf(render_print(document))


def print_pdf(
    html: str, finish: Callable[[Any, Any], None] | None = None, **options: Any
) -> bytes:
    """Return the HTML as PDF with the print stylesheets.

    ``finish`` changes the finished objects before they are written, ``options`` are WeasyPrint's.
    """
    # Importing takes a second, 50 MB and system libraries that only this format needs.
    import weasyprint

    paths = style_paths()
    styles, fonts = _load_styles(paths, max(path.stat().st_mtime_ns for path in paths))
    page = weasyprint.HTML(string=html, url_fetcher=_fetcher())
    with _garbage_collection_paused():
        pdf: bytes = page.write_pdf(
            stylesheets=styles,
            font_config=fonts,
            finisher=finish or describe,
            **options,
        )
    return pdf


def describe(printed: Any, pdf: Any) -> None:
    """Let viewers show the document's title, and say title and author in the newer way (XMP) too."""
    show_title(pdf)
    printed.metadata.include_in_pdf(pdf, "a", None, None, compress=True)


def show_title(pdf: Any) -> None:
    """Let viewers show the document's title in place of the file's name."""
    import pydyf

    preferences = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["ViewerPreferences"] = preferences


def _load_styles(paths: list[Path], changed: int) -> tuple[Any, Any]:
    """Return stylesheets and fonts, which take a seventh of a short PDF's time, read once per thread."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    if getattr(_loaded, "changed", None) != changed:
        fonts = FontConfiguration()
        _loaded.styles = [
            weasyprint.CSS(
                filename=str(path), url_fetcher=_fetcher(), font_config=fonts
            )
            for path in paths
        ]
        _loaded.fonts, _loaded.changed = fonts, changed
    return _loaded.styles, _loaded.fonts


def _fetcher() -> Any:
    """Return a fetcher for data addresses and our own files; no network, no other file."""
    from weasyprint.urls import URLFetcher

    class OwnFilesFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not is_allowed(url):
                raise ValueError(f"Alamat ini tidak boleh dimuat: {url[:100]}")
            return super().fetch(url, headers)

    return OwnFilesFetcher(allowed_protocols=["file", "data"], allow_redirects=False)


def is_allowed(url: str) -> bool:
    """Whether a document may load the address: data, or a file under static or media."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        return True
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return False
    path = Path(url2pathname(parts.path)).resolve()
    roots = [*settings.STATICFILES_DIRS, settings.STATIC_ROOT, settings.MEDIA_ROOT]
    return any(path.is_relative_to(Path(root).resolve()) for root in roots)


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """A long document is laid out a third faster; its boxes are alive until the end anyway."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
