"""Locking a period, opening it again, and opening it for a while: deeds with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import (
    LockException,
    Origin,
    Period,
    PeriodLock,
    Realization,
    WorkflowState,
)
from indicators.models.guard import hold_years
from indicators.models.indicator import period_end
from indicators.models.realizations import SAYS_SOMETHING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from accounts.models import Unit, User
    from indicators.models import Indicator

NAMED_AT_MOST = 5
# A figure that nobody has handed over, or that waits for somebody; the document's own need nobody.
UNFINISHED = Q(workflow__in=[WorkflowState.SUBMITTED, WorkflowState.RETURNED]) | (
    Q(workflow=WorkflowState.DRAFT) & ~Q(origin=Origin.PUBLISHED) & SAYS_SOMETHING
)


@dataclass(frozen=True)
class Place:
    """A period of a unit's year."""

    unit: Unit
    year: int
    period: Period

    def __str__(self) -> str:
        return f"{self.period.label} {self.year}"


def unfinished(place: Place) -> list[Realization]:
    """Return the figures that keep the period from being locked, in the plan's order."""
    rows = Realization.objects.filter(
        UNFINISHED, indicator__plan__unit=place.unit, year=place.year
    )
    if place.period != Period.YEAR:
        rows = rows.filter(period=place.period)
    in_order = ("indicator__activity_target__order", "indicator__order", "period")
    return list(rows.select_related("indicator").order_by(*in_order))


def lock(place: Place, reason: str, user: User) -> PeriodLock:
    """Close the period; ValidationError says what is unfinished, or that it is closed already."""
    with (
        transaction.atomic(),
        batch(AuditBatch.Path.ACTION, user=user, reason=reason),
    ):
        # Whoever saves a figure at this moment is done before we look, or finds the lock.
        list(hold_years([place.unit.pk], [place.year]))
        _refuse_unfinished(place)
        row = PeriodLock(
            unit=place.unit, year=place.year, period=place.period, reason=reason
        )
        row.locked_by = user
        row.full_clean()
        row.save()
    return row


def unlock(row: PeriodLock, reason: str, user: User) -> None:
    """Open the period again; the history keeps the lock and the reason."""
    _refuse_empty(reason)
    with (
        transaction.atomic(),
        acting(user, reason),
        batch(AuditBatch.Path.ACTION, user=user, reason=reason),
    ):
        row.delete()


def open_for_a_while(
    place: Place,
    indicator: Indicator | None,
    until: datetime.datetime,
    reason: str,
    user: User,
) -> LockException:
    """Open a locked year for one indicator, or for the whole unit without one, until a moment to come."""
    if not PeriodLock.objects.filter(unit=place.unit, year=place.year).exists():
        raise ValidationError(f"Tahun {place.year} tidak terkunci.")
    if until <= timezone.now():
        raise ValidationError({"until": "Batas waktu harus sesudah sekarang."})
    row = LockException(
        unit=place.unit,
        year=place.year,
        indicator=indicator,
        until=until,
        reason=reason,
        opened_by=user,
    )
    row.full_clean()
    with (
        transaction.atomic(),
        batch(AuditBatch.Path.ACTION, user=user, reason=reason),
    ):
        row.save()
    return row


def end_exception(row: LockException, user: User) -> None:
    """End an exception before its time."""
    row.until = timezone.now()
    with transaction.atomic(), batch(AuditBatch.Path.ACTION, user=user):
        row.save()


def _refuse_unfinished(place: Place) -> None:
    if period_end(place.year, place.period) >= timezone.localdate():
        raise ValidationError(f"{place} belum berakhir.")
    if rows := unfinished(place):
        raise ValidationError(
            f"{place} belum dapat dikunci; selesaikan dahulu {_named(rows)}."
        )


def _refuse_empty(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Alasan harus diisi."})


def _named(rows: Iterable[Realization]) -> str:
    names = [
        f"{row.indicator.code} {row.get_period_display()} ({row.workflow_label.lower()})"
        for row in rows
    ]
    rest = len(names) - NAMED_AT_MOST
    shown = ", ".join(names[:NAMED_AT_MOST])
    return f"{shown} dan {rest} lainnya" if rest > 0 else shown
