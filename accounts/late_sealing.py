"""Sealing what stands without a seal: batches from before there were seals."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction

from accounts.history_tables import history_of, tracked_models
from accounts.models import AuditBatch
from accounts.sealing import seal


@transaction.atomic
def seal_earlier() -> int:
    """Seal every batch that has no seal, in the order in which they were opened; return how many.

    Their seals say that they came later: what happened to the rows in between, nobody can tell.
    """
    unsealed = AuditBatch.objects.filter(sequence=None).select_related("user")
    histories = _histories_by_batch()
    return sum(
        seal(batch, histories[batch.pk], late=True) for batch in unsealed.order_by("pk")
    )


def _histories_by_batch() -> dict[int, set[type[Any]]]:
    """Return which histories hold rows of the unsealed batches."""
    found: dict[int, set[type[Any]]] = defaultdict(set)
    for history in map(history_of, tracked_models()):
        rows = history._base_manager.filter(
            batch__isnull=False, batch__sequence=None
        ).order_by()
        for pk in rows.values_list("batch", flat=True).distinct():
            found[pk].add(history)
    return found
