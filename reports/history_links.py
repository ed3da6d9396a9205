"""The address of a row's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.db.models import Model


def history_url(row: Model) -> str:
    """Return where every version of the row is shown."""
    return url_of(row._meta.label_lower, row.pk)


def url_of(label: str, key: int) -> str:
    """Return where every version of the row of this kind and number is shown."""
    return reverse("row_history", args=[label, key])
