"""The addresses of the action plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.perms import may_plan, unit_of_request
from indicators.action_plan.proposals import fill_empty_rows
from indicators.action_plan.saving import save
from indicators.action_plan.sheet import build
from indicators.entry import latest_year, years_of
from indicators.entry_cells import Typed
from indicators.models.choices import QUARTERS
from indicators.views import NO_PLAN, reader

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from accounts.models import Unit
    from indicators.action_plan.sheet import Place, Sheet

PERIODS = {period.value for period in QUARTERS}


def action_plan_latest(request: HttpRequest) -> HttpResponse:
    """Lead to the latest year that has begun."""
    unit = unit_of_request(request)
    year = latest_year(years_of(unit), timezone.localdate())
    if year is None:
        raise Http404(NO_PLAN)
    return redirect(_address(request, unit, year))


def action_plan(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year's quarterly targets, propose some, or save what was entered."""
    user, unit = reader(request), unit_of_request(request)
    years = years_of(unit)
    if year not in years:
        raise Http404(
            f"Tahun {year} di luar renstra yang berlaku." if years else NO_PLAN
        )
    if request.method != "POST":
        return _show(request, build(unit, year, user), years)
    if not may_plan(user, unit):
        raise PermissionDenied
    typed = typed_cells(request.POST)
    if "propose" in request.POST:
        sheet = build(unit, year, user, typed)
        fill_empty_rows(sheet)
        return _show(request, sheet, years)
    return _save(request, unit, year, typed, years)


def _save(
    request: HttpRequest,
    unit: Unit,
    year: int,
    typed: dict[Place, Typed],
    years: list[int],
) -> HttpResponse:
    sheet = save(unit, year, reader(request), typed)
    if sheet.saved is None:
        return _show(request, sheet, years, status=422)
    sentence = (
        f"{sheet.saved} triwulan disimpan."
        if sheet.saved
        else "Tidak ada yang berubah; tidak ada yang disimpan."
    )
    messages.success(request, sentence)
    return redirect(_address(request, unit, year))


def _show(
    request: HttpRequest, sheet: Sheet, years: list[int], status: int = 200
) -> HttpResponse:
    user = reader(request)
    # A refused page stays open even where it is locked by now: what was typed must not get lost.
    may_write = may_plan(user, sheet.unit)
    is_open = any(cell.lock is None for cell in sheet.cells)
    context = {
        "sheet": sheet,
        "writable": may_write and (is_open or sheet.is_refused),
        "years": [(year, _address(request, sheet.unit, year)) for year in years],
        "is_own_unit": user.unit_id == sheet.unit.pk,
    }
    return render(request, "indicators/action_plan.html", context, status=status)


def typed_cells(data: QueryDict) -> dict[Place, Typed]:
    """Return what was sent, by indicator and quarter; fields that are no cell's are left aside."""
    found = {}
    for name in data:
        kind, _, key = name.partition("-")
        number, _, period = key.partition("-")
        is_cell = kind == "target" and period in PERIODS
        if is_cell and number.isdecimal() and len(number) < 19:
            found[int(number), period] = Typed(
                text=data.get(name, ""),
                note=data.get(f"activity-{key}", ""),
                mark=data.get(f"mark-{key}", ""),
                confirmed=data.get(f"confirmed-{key}", ""),
                choice=data.get(f"choice-{key}", ""),
                offered=data.get(f"offered-{key}", ""),
            )
    return found


def _address(request: HttpRequest, unit: Unit, year: int) -> str:
    """Return the page of a year, naming the unit where it is not the person's own."""
    address = reverse("action_plan", args=[year])
    own = getattr(request.user, "unit_id", None) == unit.pk
    return address if own else f"{address}?{urlencode({'unit': unit.code})}"
