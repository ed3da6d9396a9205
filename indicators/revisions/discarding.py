"""The deed "Buang revisi": a revision made by mistake goes as a whole; the history keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import IndicatorLink, StrategicPlan
from indicators.plan_rows import discard_all, followers
from indicators.revisions.holding import hold_plan
from indicators.revisions.moving import KINDS

if TYPE_CHECKING:
    from accounts.models import User

GONE = "Revisi ini sudah tidak ada; muat ulang halaman."
NO_REVISION = "Hanya revisi yang dapat dibuang, bukan renstra pertama atau penerusnya."
COUNTS = "Revisi yang sudah diberlakukan tidak dapat dibuang."
IS_FOLLOWED = (
    "Revisi ini sudah direvisi lagi atau diteruskan; buang dahulu yang sesudahnya."
)
HAS_FIGURES = "Revisi ini memuat realisasi, target triwulan, target PK, pembanding, atau realisasi anggaran; tidak dapat dibuang."
IS_USED = "Isi revisi ini sudah dipakai di tempat lain; tidak dapat dibuang."


def discard_refusal(plan: StrategicPlan) -> str:
    """Why the plan cannot be thrown away; "" when it is a revision that counts and carries nothing."""
    if plan.relation != StrategicPlan.Relation.REVISES:
        return NO_REVISION
    if plan.plan_years.exists():
        return COUNTS
    links = IndicatorLink.objects.filter(from_indicator__plan=plan)
    if plan.successors.exists() or links.exists():
        return IS_FOLLOWED
    return HAS_FIGURES if _carries_figures(plan) else ""


def discard(plan: StrategicPlan, user: User, reason: str) -> None:
    """Delete the revision with all that hangs on it; raises ValidationError.

    No lock is asked, as for making it: a revision that counts in no year gives no figure its meaning.
    """
    try:
        with transaction.atomic():
            held = hold_plan(plan)
            if refusal := discard_refusal(held) if held else GONE:
                raise ValidationError(refusal)
            with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
                _links(plan).delete_with_draft()
                discard_all(plan)
                StrategicPlan.objects.filter(pk=plan.pk).delete_with_draft()
    except (ProtectedError, IntegrityError) as error:
        raise ValidationError(IS_USED) from error


def _links(plan: StrategicPlan) -> Any:
    """Return the links to the plan, and which indicators it dropped where no other plan follows the one before."""
    links = IndicatorLink.objects.filter(to_indicator__plan=plan)
    others = StrategicPlan.objects.filter(predecessor=plan.predecessor_id)
    if others.exclude(pk=plan.pk).exists():
        return links
    return links | IndicatorLink.objects.filter(
        from_indicator__plan=plan.predecessor_id, to_indicator__isnull=True
    )


def _carries_figures(plan: StrategicPlan) -> bool:
    """Whether it has more than a plan has: figures of a year, targets of agreements, spending."""
    realizations, quarterly, targets, benchmarks = (
        kind.objects.filter(indicator__plan=plan) for kind in KINDS
    )
    agreed = targets.filter(agreement__isnull=False)
    if any(rows.exists() for rows in (realizations, quarterly, agreed, benchmarks)):
        return True
    assert plan.predecessor is not None  # noqa: S101 - a constraint: who revises has a predecessor
    years = range(plan.start_year, plan.end_year + 1)
    found = (each.look(plan, plan.predecessor, years) for each in followers())
    return any(following.goes or following.stays for following in found)
