"""Acknowledging a finding with a reason, and withdrawing that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators import findings
from indicators.models import FindingAcknowledgement

if TYPE_CHECKING:
    import datetime

    from accounts.models import Unit, User
    from indicators.findings import Finding


@dataclass(frozen=True)
class Checked:
    """A finding, and what a person said about it; None while nobody has."""

    finding: Finding
    acknowledgement: FindingAcknowledgement | None

    @property
    def is_open(self) -> bool:
        return self.acknowledgement is None


def check(unit: Unit, today: datetime.date | None = None) -> tuple[Checked, ...]:
    """Return the unit's findings with their acknowledgements."""
    rows = FindingAcknowledgement.objects.filter(unit=unit)
    known = {
        (row.code, row.fingerprint): row
        for row in rows.select_related("acknowledged_by")
    }
    return tuple(
        Checked(found, known.get((found.code, found.fingerprint)))
        for found in findings.run(unit, today)
    )


def acknowledge(unit: Unit, found: Finding, reason: str, user: User) -> None:
    """Record that the person has looked at the finding; the first one's word stands."""
    with transaction.atomic(), batch(AuditBatch.Path.ACTION, user=user, reason=reason):
        FindingAcknowledgement.objects.get_or_create(
            unit=unit,
            code=found.code,
            fingerprint=found.fingerprint,
            defaults={
                "message": f"{found.subject}: {found.message}",
                "reason": reason,
                "acknowledged_by": user,
            },
        )


def withdraw(row: FindingAcknowledgement, user: User) -> None:
    """Open the finding again; the history keeps what was said."""
    with transaction.atomic(), batch(AuditBatch.Path.ACTION, user=user):
        row.delete()
