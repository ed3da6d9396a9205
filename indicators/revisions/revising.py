"""The deed "Buat revisi": a plan copied into a new one, every indicator linked as unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import Indicator, IndicatorLink, Lineage, StrategicPlan
from indicators.plan_rows import PlanCopy, copy_all
from indicators.recorded import create_recorded

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 10  # years


def begin(old: StrategicPlan) -> StrategicPlan:
    """Return the revision as it is offered for typing: what is not typed is the old plan's."""
    return StrategicPlan(
        unit=old.unit,
        title=old.title,
        start_year=old.start_year,
        end_year=old.end_year,
        predecessor=old,
        relation=StrategicPlan.Relation.REVISES,
        cap=old.cap,
        achievement_scale=old.achievement_scale,
    )


def revision_refusal(old: StrategicPlan) -> str:
    """Why the plan cannot be revised (again); "" when it can.

    A second line of successors would end every series at the fork.
    """
    following = IndicatorLink.objects.filter(from_indicator__plan=old)
    link = following.select_related("to_indicator__plan").first()
    if link is None:
        return ""
    later = old.successors.order_by("pk").first()
    name = later.code if later else "renstra berikutnya"
    return f"Indikator {old.code} sudah diteruskan ke {name}; revisilah {name}."


def period_refusal(old: StrategicPlan, start: int, end: int) -> str:
    """Why the revision cannot have this period; "" when it can."""
    if end < old.start_year or start > old.end_year:
        return f"Periode revisi harus beririsan dengan periode {old.code} ({old.period_text})."
    if end - start >= LONGEST:
        return f"Periode revisi paling lama {LONGEST} tahun."
    return ""


def revise(new: StrategicPlan, user: User, reason: str) -> None:
    """Write the revision and everything in it, or nothing; raises ValidationError."""
    assert new.predecessor_id is not None  # noqa: S101 - ``begin`` has set it
    with transaction.atomic():
        held = StrategicPlan.objects.select_for_update(of=("self",))
        old = held.select_related("unit").get(pk=new.predecessor_id)
        refusals = (
            revision_refusal(old),
            period_refusal(old, new.start_year, new.end_year),
        )
        if refusal := next(filter(None, refusals), ""):
            raise ValidationError(refusal)
        new.full_clean()
        with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
            new.save()
            copy = PlanCopy(old, new)
            copy_all(copy)
            create_recorded(_links(copy))


def _links(copy: PlanCopy) -> list[IndicatorLink]:
    """Link every indicator with its copy. A copy changes no figure of a closed year, so no lock is asked."""
    rows = Indicator.objects.filter(plan=copy.old).in_order()
    return [
        IndicatorLink(
            from_indicator=row,
            to_indicator=copy.of(Indicator, row.pk),
            kind=Lineage.UNCHANGED,
            source=copy.source,
        )
        for row in rows
    ]
