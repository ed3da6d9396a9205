"""Deciding a finding of the reconciliation, and withdrawing that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.audit import batch
from accounts.models import AuditBatch
from documents.models import ReconciliationAnswer

if TYPE_CHECKING:
    from accounts.models import Unit, User
    from documents.models import Decision


def answer(
    unit: Unit,
    *,
    kind: str,
    fingerprint: str,
    message: str,
    decision: Decision,
    reason: str,
    user: User,
) -> None:
    """Record which of the two values counts; the first one's word stands."""
    with transaction.atomic(), batch(AuditBatch.Path.ACTION, user=user, reason=reason):
        ReconciliationAnswer.objects.get_or_create(
            unit=unit,
            fingerprint=fingerprint,
            defaults={
                "kind": kind,
                "message": message,
                "decision": decision,
                "reason": reason,
                "answered_by": user,
            },
        )


def withdraw(row: ReconciliationAnswer, user: User) -> None:
    """Open the finding again; the history keeps what was said."""
    with transaction.atomic(), batch(AuditBatch.Path.ACTION, user=user):
        row.delete()
