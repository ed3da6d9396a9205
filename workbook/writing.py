"""The bulk writes of the import, with complete history; the database's constraints have the last word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import DataError, IntegrityError, models, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

if TYPE_CHECKING:
    from accounts.models import AuditBatch, User
    from workbook.resources.base import SheetResource
    from workbook.resources.entries import Entry

# So many rows that the database refuses are looked for one by one; more would only repeat the message.
MAX_REFUSED = 100
UNKNOWN = "basis data menolak baris ini"
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")


def write_rows(
    resource: SheetResource, entries: list[Entry], batch: AuditBatch, user: User | None
) -> None:
    """Write new and changed rows; rows that a constraint refuses get its message."""
    writer = _Writer(resource.model, batch, user)
    writer.create([entry for entry in entries if entry.is_new])
    writer.update([entry for entry in entries if not entry.is_new])
    for entry, error in writer.refused:
        entry.refuse("", constraint_message(resource.model, error))


class _Writer:
    """Writes rows in bulk and halves the set until the refused rows are found."""

    def __init__(self, model: Any, batch: AuditBatch, user: User | None) -> None:
        self.model = model
        self.details = {
            "default_user": user,
            "custom_historical_attrs": {"batch": batch},
        }
        self.refused: list[tuple[Entry, Exception]] = []

    def create(self, entries: list[Entry]) -> None:
        """Insert the rows and their history."""
        self._halving(
            entries,
            lambda rows: bulk_create_with_history(rows, self.model, **self.details),
        )

    def update(self, entries: list[Entry]) -> None:
        """Update the columns that change in any of the rows, and write history."""
        names = sorted({name for entry in entries for name in entry.changed})
        self._halving(
            entries,
            lambda rows: bulk_update_with_history(
                rows, self.model, names, **self.details
            ),
        )

    def _halving(self, entries: list[Entry], write: Any) -> None:
        if not entries or len(self.refused) >= MAX_REFUSED:
            return
        try:
            with transaction.atomic():
                write([entry.instance for entry in entries])
        except (IntegrityError, DataError) as error:
            self._reset(entries)
            if len(entries) == 1:
                self.refused.append((entries[0], error))
                return
            middle = len(entries) // 2
            self._halving(entries[:middle], write)
            self._halving(entries[middle:], write)

    @staticmethod
    def _reset(entries: list[Entry]) -> None:
        """Forget the keys that rolled back rows were given."""
        for entry in entries:
            if entry.is_new:
                entry.instance.pk = None
                entry.instance._state.adding = True


def constraint_message(model: Any, error: Exception) -> str:
    """Return what the violated constraint says to people."""
    text = str(error)
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name is None and (found := _SQLITE_CHECK.search(text)):
        name = found[1]
    unique = _SQLITE_UNIQUE.search(text)
    columns = (
        [part.rpartition(".")[2] for part in unique[1].split(", ")] if unique else []
    )
    for constraint in model._meta.constraints:
        if constraint.name == name or (
            columns and _columns_of(model, constraint) == columns
        ):
            return str(constraint.get_violation_error_message())
    return f"{UNKNOWN}: {columns[0]} sudah dipakai" if columns else UNKNOWN


def _columns_of(model: Any, constraint: models.BaseConstraint) -> list[str]:
    fields = getattr(constraint, "fields", ())
    return [model._meta.get_field(name).column for name in fields]
