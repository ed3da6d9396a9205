"""How far the making of a document is, told while it goes on."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

# WeasyPrint says each page that it lays out, and more than once where page numbers must settle.
LAYOUT = re.compile(r"Creating layout - Page (\d+)")
WRITING = "Creating PDF"


class Tell(Protocol):
    """Told in percent and in words how far it is."""

    def __call__(self, percent: int, words: str) -> None: ...


def silent(percent: int, words: str) -> None:
    """Tell nobody."""


@contextmanager
def pages_told(tell: Tell, first: int, last: int) -> Iterator[None]:
    """Tell each page that WeasyPrint lays out, between these percents; an unknown end is only approached."""
    logger = logging.getLogger("weasyprint.progress")
    handler = _PageHandler(tell, first, last)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before


class _PageHandler(logging.Handler):
    def __init__(self, tell: Tell, first: int, last: int) -> None:
        super().__init__()
        self.tell, self.first, self.last = tell, first, last
        self.reached = first

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if found := LAYOUT.search(message):
            self._tell_page(int(found[1]))
        elif WRITING in message:
            self.tell(self.last, "Menulis berkas PDF")

    def _tell_page(self, page: int) -> None:
        """Tell a page; those that are laid out again, to settle page numbers, move nothing back."""
        percent = self.first + round((self.last - self.first) * page / (page + 20))
        verb = "Menata" if percent > self.reached else "Memeriksa"
        self.reached = max(self.reached, percent)
        self.tell(self.reached, f"{verb} halaman {page}")
