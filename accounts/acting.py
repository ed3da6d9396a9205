"""In whose name rows are being judged now, and for which reason.

The guard asks here: a batch names its person and reason, and a path that judges rows before it
opens its batch (the grid, the import) says so first.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.audit import current_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User


@dataclass(frozen=True)
class Acting:
    """The person who writes (None for a command), and why."""

    user: User | None
    reason: str = ""


_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


@contextmanager
def acting(user: User | None, reason: str = "") -> Iterator[None]:
    """Judge rows in the name of this person until the end of the block."""
    token = _current.set(Acting(user, reason))
    try:
        yield
    finally:
        _current.reset(token)


def current_acting() -> Acting:
    """Return who acts: as said, else as the open batch says, else nobody."""
    if said := _current.get():
        return said
    batch = current_batch()
    return Acting(batch.user, batch.reason) if batch else Acting(None)
