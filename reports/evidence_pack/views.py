"""Sending the evidence pack: of a report as it is now, or of one that was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.perms import PACK_PERMISSION
from reports.catalogue import REPORTS
from reports.evidence_pack.pack import write
from reports.evidence_pack.subject import Subject, years_of
from reports.formats import FORMATS
from reports.issuing.deeds import ISSUE_FORMAT
from reports.issuing.issued_views import find
from reports.issuing.since_issue import today_of
from reports.parameters import ParameterError
from reports.rendering.requests import described, ready_file
from reports.rendering.views import FIRST_MAKE
from reports.views import chosen

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from documents.models import IssuedDocument
    from reports.documents import Document
    from reports.parameters import Parameters
    from reports.report import Report


@require_safe
def issued_pack(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the pack of an issued report."""
    row, user = find(request, pk), _exporter(request)
    subject = Subject(
        unit=row.unit,
        title=row.title,
        years=years_of(row.unit, row.year),
        document=_today(row),
        formats=REPORTS[row.slug].formats if row.slug in REPORTS else (),
        issued=row,
        pdf=b"",
        asked_by=user,
        made_at=timezone.localtime(),
    )
    return _send(subject)


@require_safe
def report_pack(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the pack of a report as it is now; of a long one once its PDF has been made."""
    report, choice, parameters = chosen(request, slug)
    user, document = _exporter(request), report.build(parameters)
    pdf = _pdf(report, parameters, document)
    if pdf is None:
        messages.info(request, FIRST_MAKE)
        address = reverse("report_page", args=[report.slug])
        return redirect(f"{address}?{request.GET.urlencode()}")
    subject = Subject(
        unit=choice.unit,
        title=document.title,
        years=years_of(choice.unit, document.year),
        document=document,
        formats=report.formats,
        issued=None,
        pdf=pdf,
        asked_by=user,
        made_at=timezone.localtime(),
    )
    return _send(subject)


def _exporter(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm(PACK_PERMISSION):
        raise PermissionDenied
    return user


def _today(row: IssuedDocument) -> Document | None:
    try:
        return today_of(row)
    except ParameterError:
        return None


def _pdf(report: Report, parameters: Parameters, document: Document) -> bytes | None:
    """Return the report's PDF; None for a long one that nobody has had made of these data."""
    if not report.is_long:
        return FORMATS[ISSUE_FORMAT].render(document)
    made = ready_file(described(report, parameters, ISSUE_FORMAT))
    if made is None:
        return None
    with made.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _send(subject: Subject) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(write(subject), content_type="application/zip")
    name = f"paket-bukti-{subject.stem}.zip"
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
