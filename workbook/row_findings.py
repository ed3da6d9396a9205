"""What an import found in one row, in the words of its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.cells import as_text, shown
from workbook.findings import Change, Fault, Reading

if TYPE_CHECKING:
    from workbook.resources.base import SheetResource
    from workbook.resources.entries import Entry


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
