"""What the pages of the exchange share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from accounts.models import User
from workbook.forms import UploadForm

if TYPE_CHECKING:
    from django.http import HttpRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def person(request: HttpRequest) -> User:
    """Return who is signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    return request.user


def refused(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """Render the upload form with the reason why the file was refused."""
    return render(
        request,
        "workbook/import.html",
        {"form": UploadForm(), "reason": reason},
        status=status,
    )


def xlsx_file(content: bytes, name: str) -> HttpResponse:
    """Return the workbook as a download."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": disposition}
    )
