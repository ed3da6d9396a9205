"""Writing many rows at once with their history, under the batch that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.audit import current_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import models

    from accounts.models import User

ROW = TypeVar("ROW", bound="models.Model")


def create_recorded(rows: Sequence[ROW]) -> None:
    """Insert rows of one model; the caller has asked the guard."""
    if rows:
        bulk_create_with_history(rows, type(rows[0]), default_user=_user())


def update_recorded(rows: Sequence[ROW], fields: Sequence[str]) -> None:
    """Write these fields of rows of one model; the caller has asked the guard."""
    if rows:
        bulk_update_with_history(rows, type(rows[0]), fields, default_user=_user())


def write_recorded(rows: Sequence[ROW], fields: Sequence[str]) -> None:
    """Insert the new ones of these rows, and write the fields of the others."""
    # Sorted out first: an inserted row has its key, and would be written again.
    new = [row for row in rows if row.pk is None]
    stored = [row for row in rows if row.pk is not None]
    create_recorded(new)
    update_recorded(stored, fields)


def _user() -> User | None:
    batch = current_batch()
    return batch.user if batch else None
