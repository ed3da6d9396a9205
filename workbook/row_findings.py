"""What an import found in one row, in the words of its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.numbers import FigureError, parse_figure
from workbook.cells import as_text, shown
from workbook.findings import Change, Fault, Reading

if TYPE_CHECKING:
    from decimal import Decimal

    from workbook.resources.base import SheetResource
    from workbook.resources.entries import Entry

SURE = "pastikan masih sesuai, atau kosongkan"


def faults_of(resource: SheetResource, entry: Entry) -> list[Fault]:
    """Return why the row is refused."""
    return [
        Fault(
            resource.sheet,
            entry.number,
            column,
            shown(entry.cells.get(column)),
            reason,
        )
        for column, reason in entry.problems
    ]


def readings_of(resource: SheetResource, entry: Entry) -> list[Reading]:
    """Return the row's cells that could be meant otherwise."""
    return [
        Reading(
            resource.sheet, entry.number, column, shown(entry.cells[column]), message
        )
        for column, message in entry.readings
    ]


def stale_text(resource: SheetResource, entry: Entry) -> tuple[str, str] | None:
    """Return column and question where a stored figure changes under a text that was written for the old one."""
    if entry.is_new or resource.written is None:
        return None
    column = resource.written[1]
    figure, text = (resource.fields[name].attribute for name in resource.written)
    written = entry.values.get(text)
    if figure not in entry.changed or text in entry.changed or not written:
        return None
    if _reads(written, entry.values[figure]):
        return None
    return column, f"“{shown(written)}” ditulis untuk nilai yang lama; {SURE}"


def _reads(written: str, value: Decimal | None) -> bool:
    """Whether the text says this value."""
    try:
        return parse_figure(written).value == value
    except FigureError:
        return False


def changes_of(
    resource: SheetResource, entry: Entry, old: dict[str, Any]
) -> list[Change]:
    """Return the cells that differ from ``old``, the stored row's; a new row's key is no change."""
    new = resource.export_cells(entry.instance)
    key = " / ".join(as_text(new[column]) for column in resource.key)
    place = (resource.sheet, entry.number, key)
    return [
        Change(*place, column, as_text(old.get(column)), as_text(cell), entry.is_new)
        for column, cell in new.items()
        if old.get(column) != cell and not (entry.is_new and column in resource.key)
    ]
