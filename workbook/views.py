"""Pages of the exchange: upload, preview, confirmation, download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.perms import IMPORT_PERMISSION
from indicators.bodies import drain, is_longer
from workbook import uploads
from workbook.engine import load
from workbook.findings import FileRefusedError
from workbook.forms import ConfirmForm, UploadForm
from workbook.limits import MAX_FILE_BYTES, TOO_LARGE
from workbook.pages import import_page, person, refused
from workbook.preview import format_count, preview_of
from workbook.reading import read_workbook

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from workbook.findings import Findings
    from workbook.uploads import Upload, Waiting

GONE = "Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi."
STALE = (
    "Data berubah sejak pratinjau dibuat. Periksa perubahan di bawah ini sekali lagi."
)
UNCHECKED = "Centang bahwa pembacaan sudah diperiksa."
UNEXPLAINED = "Isi alasan perubahan: ada baris yang hanya boleh berubah dengan alasan."


@csrf_exempt  # looks at the size before anything is read; the inner view checks the token
@permission_required(IMPORT_PERMISSION, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def workbook_import(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST the preview of the uploaded workbook."""
    if is_longer(request, MAX_FILE_BYTES):
        drain(request)
        return refused(request, TOO_LARGE, status=413)
    return upload_form(request)


@csrf_protect
def upload_form(request: HttpRequest) -> HttpResponse:
    """Take the upload and show its preview."""
    if request.method != "POST":
        return import_page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return import_page(request, form, status=400)
    upload = uploads.store(form.cleaned_data["berkas"], person(request))
    try:
        source = read_workbook(upload.path, upload.file_name)
    except FileRefusedError as error:
        upload.discard()
        return refused(request, str(error), status=400)
    findings = load(source, user=person(request), keep=False, readings_accepted=False)
    return show_preview(request, upload, source.sha256, findings)


@permission_required(IMPORT_PERMISSION, raise_exception=True)
@require_POST
def workbook_confirm(request: HttpRequest) -> HttpResponse:
    """Import what the preview showed; show a new preview where that is no longer the same."""
    user, form = person(request), ConfirmForm(request.POST)
    try:
        waiting = uploads.unseal(form["pratinjau"].value() or "", user)
        source = read_workbook(waiting.upload.path, waiting.upload.file_name)
    except (uploads.UploadGoneError, FileRefusedError):
        return refused(request, GONE, status=400)
    if source.sha256 != waiting.sha256:
        return refused(request, GONE, status=400)
    findings = load(
        source,
        user=user,
        keep=form.is_valid(),
        readings_accepted=form.cleaned_data.get("diperiksa", False),
        digest=waiting.digest,
        reason=form.cleaned_data.get("alasan", ""),
    )
    if not findings.written:
        notice = not_written(findings, waiting, form)
        reason = form["alasan"].value() or ""
        return show_preview(
            request, waiting.upload, source.sha256, findings, notice, reason
        )
    waiting.upload.discard()
    messages.success(
        request,
        f"{format_count(findings.writes)} baris sudah diimpor dari {source.file_name}.",
    )
    return redirect("workbook_import")


def show_preview(
    request: HttpRequest,
    upload: Upload,
    sha256: str,
    findings: Findings,
    notice: str = "",
    reason: str = "",
) -> HttpResponse:
    """Render the preview: 422 with faults or a notice; the file is kept while it can be of use."""
    can_confirm = bool(findings.writes) and not findings.faults
    if findings.faults:
        upload.keep_faults(findings.faults)
    elif not can_confirm:
        upload.discard()
    sealed = uploads.seal(upload, sha256, findings.digest)
    context = {
        "file_name": upload.file_name,
        "preview": preview_of(findings),
        "notice": notice,
        "form": confirm_form(sealed, reason, findings) if can_confirm else None,
        "refused_file": sealed if findings.faults else "",
    }
    return render(
        request,
        "workbook/preview.html",
        context,
        status=422 if findings.faults or notice else 200,
    )


def confirm_form(sealed: str, reason: str, findings: Findings) -> ConfirmForm:
    """Return the form with what was typed; the reason is asked for where a row wants one."""
    form = ConfirmForm(initial={"pratinjau": sealed, "alasan": reason})
    form.fields["alasan"].required = bool(findings.wanted_reasons)
    return form


def not_written(findings: Findings, waiting: Waiting, form: ConfirmForm) -> str:
    """Say why a confirmed import was not written."""
    if findings.digest != waiting.digest:
        return STALE
    if form.errors:
        return " ".join(map(str, form.errors["alasan"]))
    return (
        UNCHECKED
        if findings.readings and not form.cleaned_data["diperiksa"]
        else UNEXPLAINED
    )
