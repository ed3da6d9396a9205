"""Workbooks to take away: a unit's data, and a refused file with its faults marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import permission_required
from django.views.decorators.http import require_GET

from accounts.perms import EXPORT_PERMISSION, IMPORT_PERMISSION, unit_of_request
from workbook import uploads
from workbook.exporting import export_rows
from workbook.marking import marked_workbook
from workbook.pages import person, refused, xlsx_file
from workbook.sheets import COLUMNS
from workbook.xlsx_writing import write_xlsx

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


def code_of(unit: Unit) -> str:
    """Return the unit's code as a file name can hold it."""
    return unit.code.replace("/", "-")
