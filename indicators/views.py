"""The page on which realizations are entered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import User
from accounts.perms import READ_PERMISSION, may_enter, unit_of_request
from indicators import entry
from indicators.entry_cells import Typed
from indicators.entry_load import build
from indicators.entry_save import save
from indicators.handing_in import filled_periods

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from accounts.models import Unit

LAYOUTS = {"tahunan": "Tahunan", "triwulan": "Triwulan"}
SCOPES = {"saya": "Tugas saya", "semua": "Semua"}
CELL_KEY = re.compile(r"[0-9]{1,18}(?:-TW[1-4])?")
NO_PLAN = "Unit kerja ini belum mempunyai renstra yang berlaku."


def entry_latest(request: HttpRequest) -> HttpResponse:
    """Lead to the latest year that has begun."""
    unit = unit_of_request(request)
    year = entry.latest_year(entry.years_of(unit), timezone.localdate())
    if year is None:
        raise Http404(NO_PLAN)
    return redirect(_address(request, unit, year))


def entry_year(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year's realizations for entry, or save what was entered."""
    user, unit = reader(request), unit_of_request(request)
    years = entry.years_of(unit)
    if year not in years:
        raise Http404(
            f"Tahun {year} di luar renstra yang berlaku untuk unit kerja ini."
            if years
            else NO_PLAN
        )
    if request.method == "POST":
        return _save(request, user, unit, year, years)
    return _show(request, build(unit, year, user), years)


def _save(
    request: HttpRequest, user: User, unit: Unit, year: int, years: list[int]
) -> HttpResponse:
    if not may_enter(user, unit):
        raise PermissionDenied
    sheet = save(unit, year, user, typed_cells(request.POST))
    if sheet.saved is None:
        return _show(request, sheet, years, status=422)
    messages.success(request, saved_sentence(sheet.saved))
    return redirect(_address(request, unit, year))


def _show(
    request: HttpRequest, sheet: entry.Sheet, years: list[int], status: int = 200
) -> HttpResponse:
    may = may_enter(reader(request), sheet.unit)
    typed_quarters = any(cell.typed for row in sheet.rows for cell in row.quarters)
    wanted = request.GET.get("tampilan", "")
    sheet.by_quarters = typed_quarters or wanted == "triwulan"
    if wanted not in LAYOUTS:
        sheet.by_quarters = sheet.has_quarters or typed_quarters
    sheet.only_mine = (
        may
        and sheet.has_others
        and sheet.has_mine
        and request.GET.get("tugas") != "semua"
    )
    context = {
        "sheet": sheet,
        "may_enter": may,
        "writable": may and sheet.has_open_cells,
        "is_own_unit": reader(request).unit_id == sheet.unit.pk,
        "years": [(year, _address(request, sheet.unit, year)) for year in years],
        "layouts": _layouts(request, sheet),
        "scopes": _scopes(request, sheet) if may and sheet.has_others else [],
        "filled": filled_periods(sheet.unit, sheet.year, reader(request)),
    }
    return render(request, "indicators/entry.html", context, status=status)


def _layouts(request: HttpRequest, sheet: entry.Sheet) -> list[tuple[str, str, bool]]:
    """Return label, address, and whether it is shown, of seeing the year whole or by quarters."""
    return [
        (
            label,
            _address(request, sheet.unit, sheet.year, tampilan=name),
            sheet.by_quarters == (name == "triwulan"),
        )
        for name, label in LAYOUTS.items()
    ]


def _scopes(request: HttpRequest, sheet: entry.Sheet) -> list[tuple[str, str, bool]]:
    """Return label, address, and whether it is shown, of seeing the own indicators or all."""
    return [
        (
            label,
            _address(request, sheet.unit, sheet.year, tugas=name),
            sheet.only_mine == (name == "saya"),
        )
        for name, label in SCOPES.items()
    ]


def typed_cells(data: QueryDict) -> dict[str, Typed]:
    """Return what was sent, by the cells' keys; fields that are no cell's are left aside."""
    found = {}
    for name in data:
        kind, _, key = name.partition("-")
        if kind == "value" and CELL_KEY.fullmatch(key):
            found[key] = Typed(
                text=data.get(name, ""),
                note=data.get(f"note-{key}", ""),
                mark=data.get(f"mark-{key}", ""),
                confirmed=data.get(f"confirmed-{key}", ""),
                choice=data.get(f"choice-{key}", ""),
                offered=data.get(f"offered-{key}", ""),
                reason=data.get(f"reason-{key}", ""),
                deviation=data.get(f"deviation-{key}", ""),
            )
    return found


def saved_sentence(saved: int) -> str:
    """Say how much was written."""
    return (
        f"{saved} realisasi disimpan."
        if saved
        else "Tidak ada yang berubah; tidak ada yang disimpan."
    )


def reader(request: HttpRequest) -> User:
    """Return the person, who must be allowed to read realizations."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    return user


def _address(request: HttpRequest, unit: Unit, year: int, **chosen: str) -> str:
    """Return the page of a year as it is seen now, naming the unit where it is not the person's own."""
    kept = {name: request.GET.get(name, "") for name in ("tampilan", "tugas")} | chosen
    own = getattr(request.user, "unit_id", None) == unit.pk
    query = {"unit": "" if own else unit.code, **kept}
    given = {name: text for name, text in query.items() if text and "\x00" not in text}
    address = reverse("entry_year", args=[year])
    return f"{address}?{urlencode(given)}" if given else address
