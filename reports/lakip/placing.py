"""Tables of other reports, placed in the document: their key, title, widths, and notes that are said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports.builders import capaian_notes, efisiensi, frame, perbandingan_tahun
from reports.documents import Heading

if TYPE_CHECKING:
    from reports.tables import Table

# Chapter III states these rules for all its tables.
SAID_ONCE = {
    frame.ROUNDING_RULE,
    capaian_notes.ROUNDING_RULE,
    perbandingan_tahun.CHANGE_RULE,
    perbandingan_tahun.END_RULE,
    efisiensi.FORMULA,
}


def placed(
    table: Table,
    key: str,
    *,
    title: str = "",
    widths: tuple[int | None, ...] = (),
    is_wide: bool = False,
) -> Table:
    """Return the table as one of the document's: upright unless ``is_wide``."""
    sized = table.with_widths(*widths) if widths else table
    notes = tuple(note for note in table.notes if note not in SAID_ONCE)
    return replace(
        sized,
        key=key,
        title=title or table.title,
        notes=notes,
        is_wide=is_wide,
        is_numbered=False,
    )


def section(number: str, title: str, level: int = 2) -> Heading:
    """Return the heading of a section: "3.1 Capaian Kinerja Organisasi"."""
    return Heading(f"{number} {title}", f"bab-{number.replace('.', '-')}", level)
