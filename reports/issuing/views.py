"""Issuing a report: see it, say number, date and signatory, issue it; a long one through the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.perms import may_issue
from documents.models import IssuedDocument, IssueRequest
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.issuing.deeds import ISSUE_FORMAT, ContentChangedError, Order, issue
from reports.issuing.desk import Desk
from reports.issuing.forms import IssueForm
from reports.issuing.stamping import previewed
from reports.issuing.tasks import ask_for_issue
from reports.rendering.views import progress_of
from reports.views import chosen

if TYPE_CHECKING:
    from django.http import HttpRequest, JsonResponse


@require_http_methods(["GET", "HEAD", "POST"])
def issue_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report with the form, show its preview, or issue it; what was typed stays when it is refused."""
    report, choice, parameters = chosen(request, slug)
    user = request.user
    if not isinstance(user, User) or not may_issue(user, choice.unit):
        raise PermissionDenied
    desk = Desk(report, choice, parameters, user)
    if request.method != "POST":
        return _show(request, desk, IssueForm(None, desk.draft(), timezone.localdate()))
    draft = desk.draft_after(request.POST.get("replaces", ""))
    form = IssueForm(request.POST, draft, timezone.localdate())
    if not form.is_valid():
        return _show(request, desk, form, 422)
    if request.POST.get("deed") == "preview" and not report.is_long:
        return _preview(desk, form.instance)
    return _issue(request, desk, form)


def _issue(request: HttpRequest, desk: Desk, form: IssueForm) -> HttpResponse:
    order = Order(
        desk.report, desk.parameters, form.instance, request.POST.get("seen", "")
    )
    try:
        if desk.report.is_long:
            return redirect("issue_request", ask_for_issue(order, desk.user).pk)
        row = issue(order)
    except ContentChangedError as error:
        return _show(request, desk, form, 409, error.messages)
    except ValidationError as error:
        return _show(request, desk, form, 422, error.messages)
    messages.success(request, f"Laporan diterbitkan dengan nomor {row.number}.")
    return redirect("issued", row.pk)


def _preview(desk: Desk, draft: IssuedDocument) -> HttpResponse:
    """Send the PDF as it would be issued; nothing is stored."""
    form = FORMATS[ISSUE_FORMAT]
    document = desk.report.build(desk.parameters)
    content = form.render(previewed(document, draft))
    name = f"pratinjau-{form.file_name(document)}"
    shown = content_disposition_header(as_attachment=False, filename=name)
    headers = {"Content-Disposition": str(shown), "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=form.content_type, headers=headers)


def _show(
    request: HttpRequest,
    desk: Desk,
    form: IssueForm,
    status: int = 200,
    problems: list[str] | None = None,
) -> HttpResponse:
    if form.is_bound:
        # Another may have been issued meanwhile: what is asked for now may be more than was asked before.
        form = IssueForm(form.data, desk.draft(), timezone.localdate())
    context = {"desk": desk, "form": form, "problems": problems or [], **desk.shown}
    return render(request, "reports/issue.html", context, status=status)


@require_safe
def issue_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the issue of a long report is; once it is done, the issued document."""
    row = _find(request, pk)
    if row.issued:
        return redirect("issued", row.issued.pk)
    context = {
        "row": row,
        "title": REPORTS[row.slug].title,
        "back": f"{row.choices}&{urlencode({'unit': row.unit.code})}",
    }
    return render(request, "reports/issue_request.html", context)


@require_safe
def issue_request_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """Say how far it is, for the page that waits."""
    return progress_of(_find(request, pk))


def _find(request: HttpRequest, pk: int) -> IssueRequest:
    """Return the request of a unit in which the person issues; any other does not exist."""
    user = request.user
    rows = IssueRequest.objects.filter(slug__in=REPORTS).select_related(
        "unit", "issued"
    )
    row: IssueRequest = get_object_or_404(rows, pk=pk)
    if not isinstance(user, User) or not may_issue(user, row.unit):
        raise Http404("Permintaan ini tidak ada.")
    return row
