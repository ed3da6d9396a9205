"""Long documents in the browser: asked for, watched, downloaded."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from documents.models import RenderedDocument, RenderState
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.rendering.requests import ask_for, described, ready_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from documents.models import Work
    from reports.parameters import Parameters
    from reports.report import Report

logger = logging.getLogger(__name__)
FIRST_MAKE = "Dokumen ini dibuat dahulu: pilih formatnya, lalu tunggu sebentar."
GONE = "Berkas ini tidak ada lagi di tempat penyimpanan; buatlah lagi."


def long_file(
    request: HttpRequest, report: Report, parameters: Parameters, form: str
) -> HttpResponseBase:
    """Send the file if it is ready; POST asks for it, GET leads to where that is done."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    wanted = described(report, parameters, form, request.user)
    if request.method == "POST":
        return redirect("rendered", ask_for(wanted).pk)
    if found := ready_file(wanted):
        return send(found)
    messages.info(request, FIRST_MAKE)
    address = reverse("report_page", args=[report.slug])
    return redirect(f"{address}?{request.GET.urlencode()}")


@require_safe
def rendered(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a document is, and its file once it is ready."""
    row = _find(request, pk)
    context = {"row": row, "report": REPORTS[row.slug], "page": _page_of(row)}
    return render(request, "reports/rendered.html", context)


@require_safe
def rendered_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """Say how far a document is, for the page that waits."""
    return progress_of(_find(request, pk))


@require_safe
def rendered_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the file of a document that is ready; one that is not leads to its progress."""
    row = _find(request, pk)
    if not row.is_ready:
        return redirect("rendered", row.pk)
    try:
        return send(row)
    except FileNotFoundError:
        logger.exception("The file %s is missing.", row.file)
        messages.error(request, GONE)
        return redirect(_page_of(row))


def progress_of(row: Work) -> JsonResponse:
    """Return how far it is, for the page that waits."""
    content = {
        "state": row.state,
        "label": RenderState(row.state).label,
        "progress": row.progress,
        "words": row.words,
        "is_over": row.is_ready or row.is_over,
    }
    return JsonResponse(content, headers={"Cache-Control": "no-store"})


def send(row: RenderedDocument) -> FileResponse:
    """Return the file as a download."""
    return FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=row.file_name,
        content_type=FORMATS[row.format].content_type,
        headers={"Cache-Control": "private, no-store"},
    )


def _find(request: HttpRequest, pk: int) -> RenderedDocument:
    """Return the document of a unit that the person may see; any other does not exist."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    rows = RenderedDocument.objects.visible_to(user).filter(slug__in=REPORTS)
    row: RenderedDocument | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("Berkas laporan ini tidak ada.")
    if not user.has_perm(REPORTS[row.slug].permission):
        raise PermissionDenied("Anda tidak berhak melihat laporan ini.")
    return row


def _page_of(row: RenderedDocument) -> str:
    unit = f"unit={row.unit.code}"
    query = f"{row.choices}&{unit}" if row.choices else unit
    return f"{reverse('report_page', args=[row.slug])}?{query}"
