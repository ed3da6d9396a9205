"""Sealing a batch: what was written under it as canonical JSON, with the digest that the next one holds.

Canonical: keys sorted, no spaces, UTF-8; decimals as text without exponent and closing zeros, times in UTC.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.history_tables import plain, plain_rows, tables_of, unit_lookup
from accounts.models import AuditBatch, AuditContent, AuditHead, AuditPart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from accounts.history_tables import HistoryTable, Json

SEALED_FIELDS = ("sequence", "previous_digest", "digest")


def seal(
    batch: AuditBatch, histories: Collection[type[Any]], *, late: bool = False
) -> bool:
    """Seal what these histories hold of the batch; without any row the batch is removed and False returned.

    ``late`` says in the seal that it was not made in the transaction that wrote the rows.
    """
    tables: list[Json] = []
    parts: list[AuditPart] = []
    for model in sorted(
        {history.instance_type for history in histories},
        key=lambda model: str(model._meta.label_lower),
    ):
        own, *links = tables_of(model)
        tables.append(_own_rows(batch, model, own, parts))
        tables += [_link_rows(batch, table) for table in links]
    if not parts:
        _remove(batch)
        return False
    AuditPart.objects.bulk_create(parts)
    _chain(batch, [table for table in tables if table], late=late)
    return True


def canonical_json(document: Mapping[str, Json]) -> str:
    """Return the one way of writing a document."""
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest_of(content: str) -> str:
    """Return the SHA-256 of a sealed text."""
    return hashlib.sha256(content.encode()).hexdigest()


def locked_head() -> AuditHead:
    """Return the end of the chain, locked until the transaction ends; a new one before the first seal."""
    head, _ = AuditHead.objects.select_for_update().get_or_create(
        pk=AuditHead.THE_ONE,
        defaults={
            "sequence": 0,
            "digest": AuditHead.NOTHING,
            "sealed_at": timezone.now(),
        },
    )
    return head


def particulars(batch: AuditBatch) -> dict[str, Json]:
    """Return what the seal holds of the batch itself: who, when, how, why, from which file."""
    who = batch.user
    return {
        "batch": batch.pk,
        "user": {"id": who.pk, "username": who.username} if who else None,
        "at": plain(batch.created_at),
        "path": str(batch.path),
        "reason": batch.reason,
        "file_name": batch.file_name,
        "file_sha256": batch.file_sha256,
    }


def _own_rows(
    batch: AuditBatch, model: Any, table: HistoryTable, parts: list[AuditPart]
) -> Json:
    """Return the rows for the seal, and note how many there are of which unit."""
    lookup = unit_lookup(model)
    names = table.columns if lookup is None else (*table.columns, lookup)
    rows = list(table.rows_of([batch.pk]).values_list(*names))
    counts = Counter(row[-1] if lookup else None for row in rows)
    if lookup and batch.user and (orphans := counts.pop(None, 0)):
        # A row whose parent is gone is of the unit of the person who wrote it.
        counts[batch.user.unit_id] += orphans
    parts += [
        AuditPart(batch=batch, model=table.name, unit_number=unit, rows=count)
        for unit, count in counts.items()
    ]
    return _document(table, [row[: len(table.columns)] for row in rows])


def _link_rows(batch: AuditBatch, table: HistoryTable) -> Json:
    return _document(table, list(table.rows_of([batch.pk]).values_list(*table.columns)))


def _document(table: HistoryTable, rows: list[tuple[Any, ...]]) -> Json:
    if not rows:
        return None
    return {
        "model": table.name,
        "columns": list(table.columns),
        "rows": list(plain_rows(rows)),
    }


def _chain(batch: AuditBatch, tables: list[Json], *, late: bool) -> None:
    head = locked_head()
    batch.sequence = head.sequence + 1
    batch.previous_digest = head.digest
    text = canonical_json(
        {
            **particulars(batch),
            "sequence": batch.sequence,
            "previous": head.digest,
            "late": late,
            "tables": tables,
        }
    )
    batch.digest = digest_of(text)
    AuditContent.objects.create(batch=batch, text=text)
    batch.save(update_fields=SEALED_FIELDS)
    head.sequence, head.digest = batch.sequence, batch.digest
    head.sealed_at = timezone.now()
    head.save()


def _remove(batch: AuditBatch) -> None:
    """Remove a batch under which nothing was written; nothing refers to it, so nothing need be asked."""
    rows = AuditBatch.objects.filter(pk=batch.pk)
    rows._raw_delete(rows.db)
