"""Workbooks to take away: a unit's data, templates to be filled in, a refused file with its faults marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_GET

from accounts.perms import (
    EXPORT_PERMISSION,
    IMPORT_PERMISSION,
    may_write,
    unit_of_request,
)
from workbook import uploads
from workbook.exporting import export_rows
from workbook.forms import TemplateForm
from workbook.marking import marked_workbook
from workbook.pages import person, refused, xlsx_file
from workbook.sheets import COLUMNS
from workbook.template_sheets import office_template
from workbook.template_writing import write_template
from workbook.xlsx_writing import write_xlsx
from workbook.year_template import year_template

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import Unit

GONE = "Berkas itu sudah tidak disimpan. Unggah sekali lagi."
MARKED = "-kesalahan"


@permission_required(EXPORT_PERMISSION, raise_exception=True)
@require_GET
def workbook_export(request: HttpRequest) -> HttpResponse:
    """Download the workbook of a unit as .xlsx."""
    unit = unit_of_request(request)
    content = write_xlsx(COLUMNS, export_rows(unit))
    return xlsx_file(content, f"buku-kerja-{code_of(unit)}.xlsx")


@permission_required(IMPORT_PERMISSION, raise_exception=True)
@require_GET
def workbook_marked(request: HttpRequest) -> HttpResponse:
    """Download a refused upload with its faults marked; only who uploaded it can."""
    try:
        waiting = uploads.unseal(request.GET.get("berkas", ""), person(request))
        file = waiting.refused()
    except uploads.UploadGoneError:
        return refused(request, GONE, status=404)
    stem = Path(file.file_name).stem.removesuffix(MARKED)
    return xlsx_file(marked_workbook(file), f"{stem}{MARKED}.xlsx")


@permission_required(IMPORT_PERMISSION, raise_exception=True)
@require_GET
def workbook_template(request: HttpRequest) -> HttpResponse:
    """Download a year's realizations as a workbook to be filled in, with what is known."""
    unit, user = unit_of_request(request), person(request)
    if not may_write(user, unit):
        raise PermissionDenied
    form = TemplateForm(unit, request.GET)
    if not form.is_valid():
        reasons = [str(reason) for errors in form.errors.values() for reason in errors]
        return refused(request, " ".join(reasons), status=400)
    year, periods = form.cleaned_data["tahun"], form.cleaned_data["periode"]
    content = write_template(year_template(user, unit, year, periods))
    return xlsx_file(content, f"templat-realisasi-{code_of(unit)}-{year}.xlsx")


@permission_required(IMPORT_PERMISSION, raise_exception=True)
@require_GET
def office_workbook_template(request: HttpRequest) -> HttpResponse:
    """Download the empty sheets of the exchange: what a new office fills in."""
    return xlsx_file(write_template(office_template()), "templat-buku-kerja.xlsx")


def code_of(unit: Unit) -> str:
    """Return the unit's code as a file name can hold it."""
    return unit.code.replace("/", "-")
