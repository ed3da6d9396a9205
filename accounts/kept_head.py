"""The end of the chain as it is kept outside the database, where a cut-off tail can be seen from."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from accounts.flaws import Flaw, FlawKind
from accounts.history_tables import plain
from accounts.models import AuditBatch, AuditHead

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class KeptHead:
    """Number and digest of the last seal, when it was made, how many there were."""

    sequence: int
    digest: str
    time: str | None
    count: int

    def as_json(self) -> str:
        """Return the file's text."""
        return json.dumps(asdict(self), indent=2) + "\n"


def head_to_keep() -> KeptHead:
    """Return the end of the chain as it is now."""
    head = AuditHead.objects.first()
    count = AuditBatch.objects.filter(sequence__isnull=False).count()
    if head is None:
        return KeptHead(0, AuditHead.NOTHING, None, count)
    return KeptHead(head.sequence, head.digest, str(plain(head.sealed_at)), count)


def read_kept_head(text: str) -> KeptHead:
    """Return the head that a file holds; raises ValueError when it holds none."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no object")
    sequence, digest = found.get("sequence"), found.get("digest")
    if type(sequence) is not int or sequence < 0:
        raise ValueError("no number")
    if not isinstance(digest, str) or not re.fullmatch("[0-9a-f]{64}", digest):
        raise ValueError("no digest")
    time = found.get("time")
    count = found.get("count")
    return KeptHead(
        sequence,
        digest,
        time if isinstance(time, str) else None,
        count if type(count) is int else sequence,
    )


def check_kept_head(kept: KeptHead) -> Iterator[Flaw]:
    """Yield what shows that the chain is not the one whose end was kept."""
    if kept.sequence == 0:
        return
    batch = AuditBatch.objects.filter(sequence=kept.sequence).first()
    if batch is None:
        last = head_to_keep().sequence
        message = f"Ujung yang disimpan nomor {kept.sequence} tidak ada lagi; rantai berakhir di nomor {last}."
        yield Flaw(FlawKind.KEPT_HEAD, message)
    elif batch.digest != kept.digest:
        message = (
            f"Segel nomor {kept.sequence} bukan yang disimpan: rantai ditulis ulang."
        )
        yield Flaw(FlawKind.KEPT_HEAD, message, batch.pk)
