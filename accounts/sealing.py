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
    from collections.abc import Collection, Iterable, Mapping

    from accounts.history_tables import HistoryTable, Json

Row = tuple[Any, ...]
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
        rows, units = _own_rows(batch, model, own)
        parts += _parts(batch, own, units)
        tables.append(_document(own, rows))
        tables += [_document(table, _rows(batch, table)) for table in links]
    if not parts:
        _remove(batch)
        return False
    AuditPart.objects.bulk_create(parts)
    written = [table for table in tables if table]
    _chain(batch, {"tables": written, "units": counts_of(parts), "late": late})
    return True


def counts_of(parts: Iterable[AuditPart]) -> list[Json]:
    """Return how many rows of which kind and unit were written, always in the same order."""
    found = ((part.model, part.unit_number, part.rows) for part in parts)
    return [
        list(each) for each in sorted(found, key=lambda each: (each[0], each[1] or 0))
    ]


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
    batch: AuditBatch, model: Any, table: HistoryTable
) -> tuple[list[Row], Counter[int | None]]:
    """Return the rows written, and how many of them are of which unit."""
    if (lookup := unit_lookup(model)) is None:
        rows = _rows(batch, table)
        return rows, Counter({None: len(rows)})
    rows = _rows(batch, table, lookup)
    units = Counter(row[-1] for row in rows)
    if batch.user and (orphans := units.pop(None, 0)):
        # A row whose parent is gone is of the unit of the person who wrote it.
        units[batch.user.unit_id] += orphans
    return [row[:-1] for row in rows], units


def _rows(batch: AuditBatch, table: HistoryTable, *lookups: str) -> list[Row]:
    return list(table.rows_of([batch.pk]).values_list(*table.columns, *lookups))


def _parts(
    batch: AuditBatch, table: HistoryTable, units: Counter[int | None]
) -> list[AuditPart]:
    return [
        AuditPart(batch=batch, model=table.name, unit_number=unit, rows=count)
        for unit, count in units.items()
        if count
    ]


def _document(table: HistoryTable, rows: list[Row]) -> Json:
    if not rows:
        return None
    return {
        "model": table.name,
        "columns": list(table.columns),
        "rows": list(plain_rows(rows)),
    }


def _chain(batch: AuditBatch, contents: Mapping[str, Json]) -> None:
    head = locked_head()
    batch.sequence = head.sequence + 1
    batch.previous_digest = head.digest
    text = canonical_json(
        {
            **particulars(batch),
            **contents,
            "sequence": batch.sequence,
            "previous": head.digest,
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
