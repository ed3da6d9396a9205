"""Adding evidence and removing it: row and file stand or fall together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.evidence import files
from indicators.models import Evidence, EvidenceKind, Realization
from indicators.models.guard import hold_years

if TYPE_CHECKING:
    from django.core.files import File
    from django.db.models import QuerySet

    from accounts.models import User
    from indicators.evidence.contents import Content
    from indicators.models import Indicator

CHANGED_MEANWHILE = "Data ini diubah orang lain sementara itu; tidak ada yang disimpan. Periksa lalu ulangi."


@dataclass(frozen=True)
class Place:
    """What evidence is about: an indicator in a year or quarter, with a figure or not yet."""

    indicator: Indicator
    year: int
    period: str

    def rows(self) -> QuerySet[Realization]:
        """Return the stored realization as a queryset of one row or none."""
        return Realization.objects.filter(
            indicator=self.indicator, year=self.year, period=self.period
        )

    def realization(self) -> Realization:
        """Return the stored realization, or an empty draft that is not stored."""
        found = self.rows().first() or Realization(year=self.year, period=self.period)
        found.indicator = self.indicator
        return found

    def hold_realization(self) -> Realization:
        """Return the stored realization, or store an empty draft; nobody verifies it until the transaction ends."""
        list(self.rows().select_for_update(of=("self",)))
        row = self.realization()
        if row.pk is None:
            # Another person may be storing the first row at this moment.
            list(hold_years([self.indicator.plan.unit_id], [self.year]))
            row = self.realization()
        if row.pk is None:
            row.full_clean()
            row.save()
        return row


@dataclass(frozen=True)
class Words:
    """What a person says about a piece of evidence."""

    title: str
    satisfies: str


def add_link(place: Place, user: User, words: Words, url: str) -> Evidence:
    """Add a link; raises ValidationError when the guard or a constraint refuses."""
    row = Evidence(kind=EvidenceKind.LINK, url=url)
    return _add(row, place, user, words)


def add_file(
    place: Place, user: User, words: Words, file: File[bytes], content: Content
) -> Evidence:
    """Add a file that was looked into; when it is refused or anything fails, no file stays behind."""
    row = Evidence(
        kind=EvidenceKind.FILE,
        file=files.store(file, content.ending),
        original_name=content.name,
        content_type=content.content_type,
        size=content.size,
        sha256=content.sha256,
    )
    try:
        return _add(row, place, user, words)
    except BaseException:
        files.discard(row.file)
        raise


def _add(row: Evidence, place: Place, user: User, words: Words) -> Evidence:
    row.title, row.satisfies = words.title, words.satisfies
    row.uploaded_by = user
    try:
        # Durable: when the block is left, the row is stored, and so is the file.
        with (
            transaction.atomic(durable=True),
            batch(AuditBatch.Path.FORM, user=user),
        ):
            row.realization = place.hold_realization()
            row.full_clean()
            row.save()
    except IntegrityError as error:
        raise ValidationError(CHANGED_MEANWHILE) from error
    return row


def remove(row: Evidence, user: User, reason: str) -> None:
    """Remove evidence; the file goes when that is committed, what it was stays in the history.

    Raises ValidationError when the guard refuses.
    """
    try:
        with (
            transaction.atomic(durable=True),
            batch(AuditBatch.Path.FORM, user=user, reason=reason),
        ):
            rows = Realization.objects.filter(pk=row.realization_id)
            list(rows.select_for_update(of=("self",)))
            Evidence.objects.get(pk=row.pk).delete()
            if row.file:
                transaction.on_commit(partial(files.discard, row.file))
    except Evidence.DoesNotExist as error:
        raise ValidationError(CHANGED_MEANWHILE) from error
    except ProtectedError as error:
        raise ValidationError(str(error.args[0])) from error
