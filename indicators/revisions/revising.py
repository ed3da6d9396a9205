"""The deed "Buat revisi": a plan copied into a new one, every indicator linked as unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import Indicator, IndicatorLink, Lineage, StrategicPlan
from indicators.plan_rows import PlanCopy, copy_all
from indicators.recorded import create_recorded
from indicators.revisions.holding import hold_plan

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 10  # years
MEANWHILE = (
    "Sementara itu renstra ini dibuang, atau kodenya dipakai orang lain; periksa lagi."
)


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
    try:
        with transaction.atomic():
            old = _revisable(new)
            new.full_clean()
            with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
                new.save()
                copy = PlanCopy(old, new)
                copy_all(copy)
                create_recorded(_links(copy))
    except IntegrityError as error:
        raise ValidationError(MEANWHILE) from error


def _revisable(new: StrategicPlan) -> StrategicPlan:
    """Return the plan that is revised, held until the end of the transaction; raises ValidationError."""
    assert new.predecessor is not None  # noqa: S101 - ``begin`` has set it
    old = hold_plan(new.predecessor)
    if old is None:
        raise ValidationError(MEANWHILE)
    period = (new.start_year, new.end_year)
    refusal = revision_refusal(old) or period_refusal(old, *period)
    if refusal:
        raise ValidationError(refusal)
    return old


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
