"""Asking for a document: the file of the same data if there is one, else a place in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone

from documents.models import RenderedDocument, RenderState
from reports.rendering.tasks import make
from reports.rendering.versions import code_version, data_version

if TYPE_CHECKING:
    from accounts.models import Unit, User
    from reports.parameters import Parameters
    from reports.report import Report

OPEN = (RenderState.WAITING, RenderState.RUNNING)


def described(
    report: Report, parameters: Parameters, form: str, user: User | None = None
) -> RenderedDocument:
    """Return the file that would be made now, not saved."""
    return RenderedDocument(
        unit=parameters.unit,
        slug=report.slug,
        choices=urlencode(report.choices(parameters)),
        format=form,
        data_version=data_version(parameters.unit),
        code_version=code_version(),
        day=timezone.localdate(),
        requested_by=user,
    )


def ready_file(wanted: RenderedDocument) -> RenderedDocument | None:
    """Return the finished file of the same content; None where there is none, or it was lost."""
    rows = RenderedDocument.objects.same(wanted).filter(state=RenderState.DONE)
    row: RenderedDocument | None = rows.first()
    is_there = row is not None and row.file.storage.exists(str(row.file))
    return row if is_there else None


def ask_for(wanted: RenderedDocument) -> RenderedDocument:
    """Return the file of that content: ready, under way, or now in the queue."""
    with transaction.atomic():
        # Two people who ask at once get the same file: the second waits for the first's row.
        _lock(wanted.unit)
        found = ready_file(wanted) or _under_way(wanted)
        if found:
            return found
        wanted.save()
        transaction.on_commit(lambda: make.enqueue(wanted.pk))
    wanted.refresh_from_db()
    return wanted


def _lock(unit: Unit) -> None:
    list(type(unit).objects.select_for_update().filter(pk=unit.pk))


def _under_way(wanted: RenderedDocument) -> RenderedDocument | None:
    rows = RenderedDocument.objects.same(wanted).filter(state__in=OPEN)
    return next((row for row in rows if not row.is_stuck), None)
