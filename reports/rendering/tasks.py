"""The worker's deed: build a report, draw it, keep the file."""

from __future__ import annotations

import hashlib
import logging
import time
import uuid
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from documents.models import RenderedDocument, RenderState
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.parameters import ParameterError
from reports.rendering.progress import pages_told

if TYPE_CHECKING:
    from documents.models import Work
    from reports.rendering.progress import Tell

logger = logging.getLogger(__name__)
KEEP = 3  # files of one report and format that a unit keeps
BEAT = 1.0  # seconds between two words about progress
BROKEN = "Terjadi kesalahan saat membuat dokumen; administrator dapat membacanya di catatan server."


@task()
def make(pk: int) -> None:
    """Make the file of that request; what goes wrong is said in the request, never left waiting."""
    row = RenderedDocument.objects.filter(pk=pk, state=RenderState.WAITING).first()
    if row is None:
        return
    tell = teller(row)
    tell(1, "Membaca data")
    try:
        content, name = draw(row, tell)
    except ParameterError as error:
        fail(row, str(error))
    except Exception:
        logger.exception("Making %s failed.", row)
        fail(row, BROKEN)
    else:
        _finish(row, content, name)


def teller(row: Work) -> Tell:
    """Return what writes progress into the row, at most once a second."""
    last = 0.0

    def tell(percent: int, words: str) -> None:
        nonlocal last
        if time.monotonic() - last < BEAT:
            return
        last = time.monotonic()
        type(row)._default_manager.filter(pk=row.pk).update(
            state=RenderState.RUNNING,
            progress=percent,
            words=words,
            heard_at=timezone.now(),
        )

    return tell


def draw(row: RenderedDocument, tell: Tell) -> tuple[bytes, str]:
    """Return the file's content and name; raises ParameterError."""
    report, form = REPORTS[row.slug], FORMATS[row.format]
    parameters = report.read(row.unit, dict(parse_qsl(row.choices)))
    document = report.build(parameters)
    tell(20, "Menata dokumen")
    with pages_told(tell, 20, 90):
        content = form.render(document)
    return content, form.file_name(document)


def _finish(row: RenderedDocument, content: bytes, name: str) -> None:
    row.file.save(f"{uuid.uuid4().hex}.{row.format}", ContentFile(content), save=False)
    row.file_name, row.size = name, len(content)
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.state, row.progress, row.words = RenderState.DONE, 100, ""
    row.finished_at = row.heard_at = timezone.now()
    row.save()
    forget_old(row)


def fail(row: Work, reason: str) -> None:
    """Say in the row why nothing was made."""
    row.state, row.error = RenderState.FAILED, reason[:300]
    row.finished_at = row.heard_at = timezone.now()
    row.save()


def forget_old(row: RenderedDocument) -> None:
    """Remove all but the newest files of the report, unit and format."""
    rows = RenderedDocument.objects.filter(
        unit=row.unit, slug=row.slug, format=row.format
    ).exclude(state__in=(RenderState.WAITING, RenderState.RUNNING))
    for old in rows[KEEP:]:
        old.delete()
        if old.file:
            transaction.on_commit(partial(old.file.storage.delete, str(old.file)))
