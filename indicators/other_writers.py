"""Who stored what a person has not seen: of all cells of a page in which two people wrote at the same time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from indicators.stages import person_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.entry_cells import Conflict


class ContestedCell(Protocol):
    """A cell with what is stored, and the conflict about it, if there is one."""

    conflict: Conflict | None

    @property
    def stored(self) -> Any: ...


def name_other_writers(cells: Iterable[ContestedCell]) -> None:
    """Say on each conflict who stored the other value, and when; in one query, none without conflicts."""
    stored = {cell.stored.pk: cell for cell in cells if cell.conflict and cell.stored}
    if not stored:
        return
    model = type(next(iter(stored.values())).stored)
    records = model.history.filter(id__in=stored).select_related("history_user")
    # Oldest first: the last one that names a row stays.
    for record in records.order_by("history_date", "history_id"):
        cell = stored[record.id]
        if cell.conflict:
            name = person_name(record.history_user)
            cell.conflict = replace(cell.conflict, who=name, when=record.history_date)
