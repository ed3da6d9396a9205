"""What can be done with a year's agreement: begin a draft, amend, fix, throw a draft away.

Each deed is one transaction and one audit batch, or a refusal in words and nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.agreements.grid import build
from indicators.models import (
    AgreementState,
    AnnualTarget,
    PerformanceAgreement,
)
from indicators.models.guard import hold_years, raise_first, target_problems
from indicators.models.locks import refuse_new_meaning
from indicators.recorded import create_recorded

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from accounts.models import Unit, User
    from indicators.models import StrategicPlan

COPIED = ("value", "lower", "upper", "grade", "printed_text", "note")
ALREADY = "Perjanjian kinerja tahun ini sudah ada; muat ulang halaman."
NOTHING_FIXED = "Belum ada perjanjian kinerja yang berlaku untuk diubah."
DRAFT_WAITS = "Masih ada draf tahun ini; tetapkan atau buang dahulu."
NOT_A_DRAFT = (
    "Perjanjian kinerja ini bukan draf lagi: sudah ditetapkan atau dibuang orang lain."
)
CHANGED = "Draf berubah sejak halaman ini dibuka; periksa lagi sebelum menetapkannya."


def create(unit: Unit, year: int, user: User) -> PerformanceAgreement:
    """Begin the year's agreement with the targets of the plan in force; raises ValidationError."""
    with transaction.atomic():
        plan = _plan_in_force(unit, year)
        if PerformanceAgreement.objects.filter(unit=unit, year=year).exists():
            raise ValidationError(ALREADY)
        targets = AnnualTarget.objects.filter(
            indicator__plan=plan,
            indicator__activity_target__isnull=False,
            year=year,
            agreement__isnull=True,
        ).select_related("indicator__plan")
        return _begin(unit, year, 1, targets, user, f"Target {plan.short_title}")


def amend(unit: Unit, year: int, user: User, reason: str) -> PerformanceAgreement:
    """Begin a new version from the one in force, which stays; raises ValidationError."""
    with transaction.atomic():
        plan = _plan_in_force(unit, year)
        versions = list(PerformanceAgreement.objects.filter(unit=unit, year=year))
        if any(row.is_draft for row in versions):
            raise ValidationError(DRAFT_WAITS)
        last = max(versions, key=lambda row: row.version, default=None)
        if last is None:
            raise ValidationError(NOTHING_FIXED)
        targets = last.targets.filter(indicator__plan=plan)
        targets = targets.select_related("indicator__plan")
        return _begin(
            unit, year, last.version + 1, targets, user, f"Disalin dari {last}", reason
        )


def fix(
    agreement: PerformanceAgreement,
    user: User,
    seen: str,
    *,
    number: str,
    date: datetime.date | None,
) -> None:
    """Let the draft govern its year from now on, with this number and date; raises ValidationError.

    ``seen`` is the mark of the targets that the person had on the page.
    """
    with transaction.atomic():
        stored = _held(agreement)
        refuse_new_meaning([(stored.unit_id, stored.year)])
        sheet = build(stored.unit, stored.year, stored)
        if sheet.mark != seen:
            raise ValidationError(CHANGED)
        if refusal := sheet.fixing_refusal:
            raise ValidationError(refusal)
        _set_fixed(stored, number, date, user)


def discard(agreement: PerformanceAgreement, user: User, reason: str) -> None:
    """Delete the draft with its targets; the history keeps them. Raises ValidationError."""
    with transaction.atomic():
        stored = _held(agreement)
        refuse_new_meaning([(stored.unit_id, stored.year)])
        with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
            stored.targets.select_related("agreement").delete()
            stored.delete()


def _plan_in_force(unit: Unit, year: int) -> StrategicPlan:
    """Return the year's plan, held so that nobody moves or locks the year meanwhile."""
    row = next(iter(hold_years([unit.pk], [year])), None)
    if row is None:
        raise ValidationError(f"Tahun {year} belum mempunyai renstra yang berlaku.")
    refuse_new_meaning([(unit.pk, year)])
    return row.plan


def _begin(
    unit: Unit,
    year: int,
    version: int,
    targets: Iterable[AnnualTarget],
    user: User,
    source: str,
    reason: str = "",
) -> PerformanceAgreement:
    """Write the draft with copies of the targets."""
    draft = PerformanceAgreement(
        unit=unit, year=year, version=version, state=AgreementState.DRAFT, source=source
    )
    with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
        _insert(draft)
        rows = [_copy(row, draft, source) for row in targets]
        problems = target_problems(rows)
        raise_first(problems, ())
        create_recorded(rows)
    return draft


def _insert(draft: PerformanceAgreement) -> None:
    """Insert the draft; of two people who begin one at once the second is told."""
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise ValidationError(ALREADY) from error


def _copy(
    row: AnnualTarget, agreement: PerformanceAgreement, source: str
) -> AnnualTarget:
    copied = {name: getattr(row, name) for name in COPIED}
    return AnnualTarget(
        indicator=row.indicator,
        year=row.year,
        agreement=agreement,
        deviation_reason=row.deviation_reason,
        source=source,
        **copied,
    )


def _held(agreement: PerformanceAgreement) -> PerformanceAgreement:
    """Return the draft as it is stored now, held until the end of the transaction."""
    rows = PerformanceAgreement.objects.filter(pk=agreement.pk)
    held = rows.select_for_update(of=("self",)).select_related("unit").first()
    if held is None or not held.is_draft:
        raise ValidationError(NOT_A_DRAFT)
    # Whoever locks the year meanwhile waits, or has been waited for.
    list(hold_years([held.unit_id], [held.year]))
    return held


def _set_fixed(
    stored: PerformanceAgreement, number: str, date: datetime.date | None, user: User
) -> None:
    """Write number, date, person and time; the constraints are asked, the model's clean() is for forms."""
    stored.number, stored.date = number, date
    stored.state = AgreementState.FIXED
    stored.fixed_by, stored.fixed_at = user, timezone.now()
    stored.clean_fields(exclude=["fixed_by"])
    stored.validate_constraints()
    with batch(AuditBatch.Path.ACTION, user=user):
        stored.save()
