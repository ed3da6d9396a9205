"""Handing out a stored file: to those who may read its realization, and to nobody's browser as a page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from indicators.evidence import files
from indicators.evidence.views import reader
from indicators.models import Evidence, EvidenceKind

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)
GONE = "Berkas bukti ini tidak ada lagi di tempat penyimpanan; beri tahu administrator."
# Saved to disk it is an ordinary file; in our pages' name it must not run, be framed, or stay in a cache.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a file of a realization that the person may read; any other does not exist."""
    rows = Evidence.objects.visible_to(reader(request))
    row = get_object_or_404(rows, pk=pk, kind=EvidenceKind.FILE)
    try:
        stored = files.open_stored(row.file)
    except FileNotFoundError:
        logger.exception("The evidence file %s is missing.", row.file)
        messages.error(request, GONE)
        return redirect("evidence", row.realization_id)
    return FileResponse(
        stored,
        as_attachment=True,
        filename=row.original_name,
        content_type=row.content_type,
        headers=HEADERS,
    )
