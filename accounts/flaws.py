"""What the check of the audit trail may find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class FlawKind(Enum):
    """What is wrong."""

    CHAIN = auto()  # a seal, the link between two, a gap, the end
    KEPT_HEAD = auto()  # not the chain whose end was kept elsewhere
    LINES = auto()  # history is not what was sealed
    ROW = auto()  # a row is not what its history says
    UNRECORDED = auto()  # a row without history
    UNSEALED = auto()  # a batch without a seal
    WITHOUT_BATCH = auto()  # history that says neither way nor file


@dataclass(frozen=True)
class Flaw:
    """One thing that is not as it was written: a sentence, and the batch or row that it is about."""

    kind: FlawKind
    message: str
    batch: int | None = None
    model: str = ""
    row: int | None = None
