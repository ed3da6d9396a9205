"""What the pages of the exchange share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from accounts.models import User
from workbook.forms import TemplateForm, UploadForm

if TYPE_CHECKING:
    from django.http import HttpRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def person(request: HttpRequest) -> User:
    """Return who is signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    return request.user


def import_page(
    request: HttpRequest, form: UploadForm, *, reason: str = "", status: int = 200
) -> HttpResponse:
    """Render the page on which workbooks are uploaded and templates downloaded."""
    unit = person(request).unit
    context = {
        "form": form,
        "template_form": TemplateForm(unit) if unit else None,
        "reason": reason,
    }
    return render(request, "workbook/import.html", context, status=status)


def refused(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """Render the page with the reason why the file was refused."""
    return import_page(request, UploadForm(), reason=reason, status=status)


def xlsx_file(content: bytes, name: str) -> HttpResponse:
    """Return the workbook as a download."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": disposition}
    )
