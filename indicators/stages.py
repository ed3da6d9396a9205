"""Where a realization stands, in words: its stage, who brought it there, and when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils import timezone

from indicators.calculation import LabelledEnum
from indicators.models import Origin, WorkflowState

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from accounts.models import User
    from indicators.models import Realization
    from indicators.scorecard import Score

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


class Standing(LabelledEnum):
    """Whether a figure that readers see has been verified by anybody."""

    VERIFIED = "verified", "terverifikasi"
    PUBLISHED = "published", "menurut dokumen"
    UNVERIFIED = "unverified", "belum diverifikasi"


def standing_of(row: Realization) -> Standing:
    """Return how one recorded figure stands."""
    if row.workflow == WorkflowState.VERIFIED:
        return Standing.VERIFIED
    is_documents = (row.workflow, row.origin) == (
        WorkflowState.DRAFT,
        Origin.PUBLISHED,
    )
    return Standing.PUBLISHED if is_documents else Standing.UNVERIFIED


def standing_words(row: Realization) -> str:
    """Return the stage beside the origin of a figure: "terverifikasi", "belum diverifikasi (draf)"; nothing of the document's own."""
    found = standing_of(row)
    if found is Standing.PUBLISHED:
        return ""
    is_open = found is Standing.UNVERIFIED
    return f"{found.label} ({row.workflow_label.lower()})" if is_open else found.label


def standing(score: Score) -> Standing | None:
    """Return how the year's figure stands, None without one; a derived year stands as its weakest quarter."""
    if not score.has_figure:
        return None
    rows = [score.realization]
    if score.is_derived_from_quarters:
        rows = [part.realization for part in score.quarters]
    found = {standing_of(row) for row in rows if row is not None}
    return max(found, key=list(Standing).index, default=Standing.UNVERIFIED)


def standings_text(scores: Iterable[Score]) -> str:
    """Return "3 terverifikasi, 9 belum diverifikasi"; nothing without figures."""
    counts = Counter(found for score in scores if (found := standing(score)))
    return ", ".join(
        f"{counts[each]} {each.label}" for each in Standing if counts[each]
    )
