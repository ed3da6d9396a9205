"""The batch under which rows are being written now.

Every way of writing opens a batch; history rows point to it. Outside a batch
(a shell, a migration) history rows stand without one.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from accounts.models import AuditBatch, User

if TYPE_CHECKING:
    from collections.abc import Iterator

_current: ContextVar[AuditBatch | None] = ContextVar("audit_batch", default=None)


def current_batch() -> AuditBatch | None:
    """Return the batch being written, None outside one."""
    return _current.get()


@contextmanager
def batch(
    path: AuditBatch.Path, *, user: User | None, **details: str
) -> Iterator[AuditBatch]:
    """Open a batch; ``details`` are reason, file_name and file_sha256."""
    opened = AuditBatch.objects.create(path=path, user=user, **details)
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)


def stamp_history(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    """Point a history row to the batch being written (receiver of pre_create_historical_record)."""
    history_instance.batch = current_batch()
