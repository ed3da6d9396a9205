"""The batch that is open now: history rows learn from it, and it learns which histories were written.

No model is imported here: the base of every history row needs this while models are being made.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import AuditBatch


@dataclass
class OpenBatch:
    """A batch, the history models written under it, and the batches closed inside it."""

    batch: AuditBatch
    models: set[type[Any]] = field(default_factory=set)
    closed: list[OpenBatch] = field(default_factory=list)


open_batch: ContextVar[OpenBatch | None] = ContextVar("open_batch", default=None)


def stamp(rows: Iterable[Any]) -> None:
    """Point history rows that are about to be stored to the open batch; outside one they stay as they are."""
    current = open_batch.get()
    if current is None:
        return
    for row in rows:
        row.batch = current.batch
        current.models.add(type(row))
