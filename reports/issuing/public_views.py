"""The one public page: what was issued, when and by whom, and whether a file is that.

Whoever holds the paper or the file has the address; it cannot be guessed. No figures are shown, no
account, and a file that is sent is hashed while it arrives and not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from documents.issued_files import files_of
from documents.models import IssuedDocument
from indicators.bodies import drain, is_longer
from reports.issuing.upload_hash import HashingHandler

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FIELD = "berkas"
OTHER, NONE = "other", "none"
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store",
}


@login_not_required
@csrf_exempt  # looks at the size before anything is read; the inner view checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def check_issued(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was issued under the address; on POST compare the file that is sent."""
    related = ("unit", "successor")
    rows = IssuedDocument.objects.select_related(*related)
    row: IssuedDocument | None = rows.filter(token=token).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return _show(request, row)
    if is_longer(request, max(file.size for file in files_of(row))):
        drain(request)
        return _show(request, row, OTHER)
    handler = HashingHandler(FIELD)
    request.upload_handlers = [handler]
    return _compare(request, row, handler)


@csrf_protect
def _compare(
    request: HttpRequest, row: IssuedDocument, handler: HashingHandler
) -> HttpResponse:
    # Asking for the fields reads the body, and with it the file.
    _ = request.POST
    same = (file.ending for file in files_of(row) if file.sha256 == handler.sha256)
    answer = next(same, OTHER) if handler.sha256 else NONE
    return _show(request, row, answer)


def _show(request: HttpRequest, row: IssuedDocument, answer: str = "") -> HttpResponse:
    context = {
        "row": row,
        "files": files_of(row),
        "answer": answer,
        "latest": _latest(row),
    }
    page = render(request, "reports/check_issued.html", context)
    for name, value in HEADERS.items():
        page[name] = value
    return page


def _latest(row: IssuedDocument) -> IssuedDocument | None:
    """Return the issue that stands in the place of a superseded one; None while it stands itself."""
    if row.superseded_by is None:
        return None
    chain = IssuedDocument.objects.of_report(row.unit, row.slug, row.choices)
    found: IssuedDocument | None = chain.standing().first()
    return found
