"""The page on which realizations are entered."""

from __future__ import annotations

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
from indicators.entry_save import save

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from accounts.models import Unit

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
    return _show(request, entry.build(unit, year), years)


def _save(
    request: HttpRequest, user: User, unit: Unit, year: int, years: list[int]
) -> HttpResponse:
    if not may_enter(user, unit):
        raise PermissionDenied
    sheet = save(unit, year, user, typed_rows(request.POST))
    if sheet.saved is None:
        return _show(request, sheet, years, status=422)
    messages.success(request, saved_sentence(sheet.saved))
    return redirect(_address(request, unit, year))


def _show(
    request: HttpRequest, sheet: entry.Sheet, years: list[int], status: int = 200
) -> HttpResponse:
    # A refused page stays open even where it is locked by now: what was typed must not get lost.
    writable = may_enter(reader(request), sheet.unit) and (
        sheet.lock is None or sheet.is_refused
    )
    context = {
        "sheet": sheet,
        "writable": writable,
        "years": [(year, _address(request, sheet.unit, year)) for year in years],
        "grades": sheet.grades,
        "is_own_unit": reader(request).unit_id == sheet.unit.pk,
    }
    return render(request, "indicators/entry.html", context, status=status)


def typed_rows(data: QueryDict) -> dict[int, entry.Typed]:
    """Return what was sent, by indicator; fields that are no indicator's are left aside."""
    found = {}
    for name in data:
        kind, _, number = name.partition("-")
        if kind == "value" and number.isdecimal() and len(number) < 19:
            found[int(number)] = entry.Typed(
                text=data.get(name, ""),
                note=data.get(f"note-{number}", ""),
                mark=data.get(f"mark-{number}", ""),
                confirmed=data.get(f"confirmed-{number}", ""),
                choice=data.get(f"choice-{number}", ""),
                offered=data.get(f"offered-{number}", ""),
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


def _address(request: HttpRequest, unit: Unit, year: int) -> str:
    """Return the page of a year, naming the unit where it is not the person's own."""
    address = reverse("entry_year", args=[year])
    own = getattr(request.user, "unit_id", None) == unit.pk
    return address if own else f"{address}?{urlencode({'unit': unit.code})}"
