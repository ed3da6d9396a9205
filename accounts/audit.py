"""The batch under which rows are being written now.

Every way of writing opens a batch; history rows point to it, and when it closes they
are sealed. Outside a batch (a shell, a migration) history rows stand without one.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.models import AuditBatch, User
from accounts.open_batch import OpenBatch, open_batch, stamp
from accounts.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Iterator


def current_batch() -> AuditBatch | None:
    """Return the batch being written, None outside one."""
    current = open_batch.get()
    return current.batch if current else None


@contextmanager
def batch(
    path: AuditBatch.Path, *, user: User | None, **details: str
) -> Iterator[AuditBatch]:
    """Open a batch; ``details`` are reason, file_name and file_sha256.

    What is written inside and its seal stand or fall together. A batch inside another is
    sealed with the outer one, so that the chain is held for the shortest time.
    """
    outer = open_batch.get()
    with transaction.atomic():
        opened = OpenBatch(AuditBatch.objects.create(path=path, user=user, **details))
        token = open_batch.set(opened)
        try:
            yield opened.batch
        finally:
            open_batch.reset(token)
        # Whoever asked for everything to be rolled back gets that: there is nothing to seal.
        if not transaction.get_rollback():
            _close(opened, outer)


def _close(opened: OpenBatch, outer: OpenBatch | None) -> None:
    finished = [*opened.closed, opened]
    if outer is not None:
        outer.closed += finished
        return
    for each in finished:
        seal(each.batch, each.models)


def stamp_history(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    """Point a history row to the batch being written (receiver of pre_create_historical_record)."""
    stamp([history_instance])
