"""Where a realization stands, in words: its stage, who brought it there, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from indicators.models import WorkflowState

if TYPE_CHECKING:
    import datetime

    from accounts.models import User
    from indicators.models import Realization

# The people of a stage, for ``select_related``.
PEOPLE = ("submitted_by", "verified_by", "returned_by")


def stage_sentence(row: Realization) -> str:
    """Return the stage with who and when: "Sudah diajukan oleh Rina pada 21-12-2023."."""
    if row.workflow == WorkflowState.SUBMITTED:
        return f"Sudah diajukan {_deed(row.submitted_by, row.submitted_at)}."
    if row.workflow == WorkflowState.VERIFIED:
        return f"Sudah diverifikasi {_deed(row.verified_by, row.verified_at)}."
    if row.workflow == WorkflowState.RETURNED:
        return f"Sudah dikembalikan {_deed(row.returned_by, row.returned_at)}."
    return "Belum diajukan."


def person_name(user: User | None) -> str:
    """Return the person's name; "sistem" for a deed of nobody."""
    return (user.get_full_name() or user.username) if user else "sistem"


def _deed(user: User | None, at: datetime.datetime | None) -> str:
    when = f" pada {timezone.localtime(at):%d-%m-%Y}" if at else ""
    return f"oleh {person_name(user)}{when}"
