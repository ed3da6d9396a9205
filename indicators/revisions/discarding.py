"""Throwing away of a revision that counts in no year yet: the whole of it, or an indicator that it leaves out.

The history keeps what went. No lock is asked, as for making it: such a revision gives no figure its meaning.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import capfirst

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import AnnualTarget, Indicator, IndicatorLink, StrategicPlan
from indicators.plan_rows import discard_all, followers
from indicators.revisions.holding import hold_plan
from indicators.revisions.moving import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import User

GONE = "Sementara itu orang lain sudah membuangnya."
NO_REVISION = "Hanya revisi yang dapat dibuang, bukan renstra pertama atau penerusnya."
COUNTS = "Revisi yang sudah diberlakukan tidak dapat dibuang."
IS_FOLLOWED = (
    "Revisi ini sudah direvisi lagi atau diteruskan; buang dahulu yang sesudahnya."
)
HAS_FIGURES = "Revisi ini memuat realisasi, target triwulan, target PK, pembanding, atau realisasi anggaran; tidak dapat dibuang."
IS_LINKED = "Indikator ini masih penerus indikator lama; tentukan dahulu di Silsilah bahwa indikator lama itu dihapus."
IS_USED = "Sudah dipakai di tempat lain; alihkan atau kosongkan dahulu di sana."
SHOWN_USES = 3


def discard_refusal(plan: StrategicPlan) -> str:
    """Why the plan cannot be thrown away; "" when it is a revision in preparation that carries nothing of its own."""
    if refusal := preparation_refusal(plan):
        return refusal
    carries = _has_figures(Indicator.objects.filter(plan=plan)) or _has_spending(plan)
    return HAS_FIGURES if carries else ""


def take_out_refusal(indicator: Indicator) -> str:
    """Why the indicator cannot be taken out of its plan; "" when it can."""
    if refusal := preparation_refusal(indicator.plan):
        return refusal
    if indicator.links_back.exists():
        return IS_LINKED
    return HAS_FIGURES if _has_figures([indicator]) else ""


def preparation_refusal(plan: StrategicPlan) -> str:
    """Why nothing of the plan can be thrown away; "" for a revision that counts in no year and is not continued."""
    if plan.relation != StrategicPlan.Relation.REVISES:
        return NO_REVISION
    if plan.plan_years.exists():
        return COUNTS
    links = IndicatorLink.objects.filter(from_indicator__plan=plan)
    return IS_FOLLOWED if plan.successors.exists() or links.exists() else ""


def discard(plan: StrategicPlan, user: User, reason: str) -> None:
    """Delete the revision with all that hangs on it; raises ValidationError."""
    with _deed(user, reason):
        held = hold_plan(plan)
        if refusal := discard_refusal(held) if held else GONE:
            raise ValidationError(refusal)
        _links(plan).delete_with_draft()
        discard_all(plan)
        StrategicPlan.objects.filter(pk=plan.pk).delete_with_draft()


def take_out(indicator: Indicator, user: User, reason: str) -> None:
    """Delete an indicator that the revision leaves out, with its targets; raises ValidationError."""
    with _deed(user, reason):
        hold_plan(indicator.plan)
        rows = Indicator.objects.filter(pk=indicator.pk)
        held = rows.select_related("plan").first()
        if refusal := take_out_refusal(held) if held else GONE:
            raise ValidationError(refusal)
        AnnualTarget.objects.filter(indicator=indicator).delete_with_draft()
        rows.delete_with_draft()


@contextmanager
def _deed(user: User, reason: str) -> Iterator[None]:
    """Write all or nothing under one batch; what is used elsewhere becomes a ValidationError that names it."""
    try:
        with (
            transaction.atomic(),
            batch(AuditBatch.Path.ACTION, user=user, reason=reason),
        ):
            yield
    except ProtectedError as error:
        raise ValidationError([IS_USED, *_uses(error)]) from error
    except IntegrityError as error:
        raise ValidationError(IS_USED) from error


def _uses(error: ProtectedError) -> list[str]:
    """Name the first rows that use what was to go."""
    rows = list(islice(error.protected_objects, SHOWN_USES))
    return [f"{capfirst(row._meta.verbose_name)}: {row}." for row in rows]


def _links(plan: StrategicPlan) -> Any:
    """Return the links to the plan, and which indicators it dropped where no other plan follows the one before."""
    links = IndicatorLink.objects.filter(to_indicator__plan=plan)
    others = StrategicPlan.objects.filter(predecessor=plan.predecessor_id)
    if others.exclude(pk=plan.pk).exists():
        return links
    return links | IndicatorLink.objects.filter(
        from_indicator__plan=plan.predecessor_id, to_indicator__isnull=True
    )


def _has_figures(indicators: Iterable[Indicator]) -> bool:
    """Whether they have more than a plan says: figures of a year, targets of agreements."""
    realizations, quarterly, targets, benchmarks = (
        kind.objects.filter(indicator__in=indicators) for kind in KINDS
    )
    agreed = targets.filter(agreement__isnull=False)
    return any(rows.exists() for rows in (realizations, quarterly, agreed, benchmarks))


def _has_spending(plan: StrategicPlan) -> bool:
    """Whether an app above has figures of a year on the plan."""
    assert plan.predecessor is not None  # noqa: S101 - a constraint: who revises has a predecessor
    years = range(plan.start_year, plan.end_year + 1)
    found = (each.look(plan, plan.predecessor, years) for each in followers())
    return any(following.goes or following.stays for following in found)
