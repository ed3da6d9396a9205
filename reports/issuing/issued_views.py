"""Issued reports: the list, the page of one with its files, and what changed since."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from accounts.models import Unit, User, descendants
from accounts.perms import PACK_PERMISSION, READ_ISSUED_PERMISSION, may_issue
from documents.issued_files import ISSUED, files_of
from documents.models import IssuedDocument
from reports.catalogue import REPORTS
from reports.formats import FORMATS, MAIN_FORMATS, OTHER_FORMATS, TABLE_FORMATS
from reports.issuing import since_issue
from reports.issuing.issued_page import build
from reports.parameters import ParameterError
from reports.renderers.html import draw_blocks
from reports.unit_choice import Choice, choose_unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from reports.documents import Document

logger = logging.getLogger(__name__)
ROWS_SHOWN = 50
GONE = "Berkas laporan terbit ini tidak ada lagi di tempat penyimpanan; beri tahu administrator."
ALTERED = "Isi berkas ini bukan lagi yang diterbitkan, sehingga tidak diberikan; beri tahu administrator."


@require_safe
def issued_list(request: HttpRequest) -> HttpResponse:
    """List the issued reports of a unit and those below it: ?unit=KODE, ?hal=N."""
    reader(request)
    choice = choose_unit(request)
    pairs = Unit.objects.values_list("pk", "parent_id")
    rows = IssuedDocument.objects.filter(unit__in=descendants(choice.unit.pk, pairs))
    rows = rows.select_related("unit", "successor")
    page = Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("hal", ""))
    context = {"page": page, "choice": choice, "query": urlencode(choice.query)}
    return render(request, "reports/issued_list.html", context)


@require_safe
def issued(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an issued report; ?periksa=berkas reads its files and compares them with what was issued."""
    user, row = reader(request), find(request, pk)
    checks = request.GET.get("periksa") == "berkas"
    context = {
        "page": build(row, checks=checks),
        "may_issue": may_issue(user, row.unit) and row.slug in REPORTS,
        "may_export": user.has_perm(PACK_PERMISSION),
    }
    return render(request, "reports/issued.html", context)


@require_safe
def issued_file(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """Send the PDF or the data, only as they were issued."""
    row = find(request, pk)
    file = next((each for each in files_of(row) if each.ending == ending), None)
    if file is None:
        raise Http404("Laporan terbit tidak mempunyai berkas ini.")
    if not file.is_intact:
        logger.error("The issued file %s is missing or altered.", file.stored)
        messages.error(request, ALTERED if file.is_there else GONE)
        return redirect("issued", row.pk)
    return FileResponse(
        ISSUED.open(file.stored),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
        headers={"Cache-Control": "private, no-store"},
    )


@require_safe
def issued_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed in the report since it was issued."""
    row = find(request, pk)
    try:
        document = since_issue.build(row)
    except ParameterError as error:
        return render(
            request, "reports/issued_changes.html", {"row": row, "problem": str(error)}
        )
    context = {
        "row": row,
        "document": document,
        "blocks": draw_blocks(document),
        "files": _change_files(row, MAIN_FORMATS),
        "other_files": _change_files(row, OTHER_FORMATS),
    }
    return render(request, "reports/issued_changes.html", context)


def _change_files(row: IssuedDocument, offered: Collection[str]) -> list[Choice]:
    return [
        Choice(FORMATS[form].label, reverse("issued_changes_file", args=[row.pk, form]))
        for form in TABLE_FORMATS
        if form in offered
    ]


@require_safe
def issued_changes_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Send what changed as a file."""
    row = find(request, pk)
    if form not in TABLE_FORMATS:
        raise Http404("Format ini tidak ada.")
    try:
        document = since_issue.build(row)
    except ParameterError as error:
        messages.error(request, str(error))
        return redirect("issued", row.pk)
    return _attachment(document, form)


def _attachment(document: Document, form: str) -> HttpResponse:
    known = FORMATS[form]
    answer = HttpResponse(known.render(document), content_type=known.content_type)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=known.file_name(document)
    )
    return answer


def reader(request: HttpRequest) -> User:
    """Return the person, who must be allowed to read issued reports."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_ISSUED_PERMISSION):
        raise PermissionDenied
    return user


def find(request: HttpRequest, pk: int) -> IssuedDocument:
    """Return the issued report of a unit that the person may see; any other does not exist."""
    user = reader(request)
    related = ("unit", "successor", "supersedes", "issued_by")
    rows = IssuedDocument.objects.visible_to(user).select_related(*related)
    row: IssuedDocument | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("Laporan terbit ini tidak ada.")
    report = REPORTS.get(row.slug)
    if report and not user.has_perm(report.permission):
        raise PermissionDenied("Anda tidak berhak melihat laporan ini.")
    return row
