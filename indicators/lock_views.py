"""The page on which periods are locked, opened again, and opened for a while."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.perms import READ_PERMISSION, may_lock, unit_of_request
from indicators import locking
from indicators.lock_page import LockPage
from indicators.locking import Place
from indicators.models import Indicator, LockException, Period, PeriodLock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from accounts.models import Unit

SAVED_MEANWHILE = (
    "Periode ini baru saja dikunci orang lain. Periksa keadaan di bawah ini."
)


class ReasonForm(forms.Form):
    """A deed about a period, and why."""

    year = forms.IntegerField(min_value=1990, max_value=2100)
    period = forms.ChoiceField(choices=Period.choices)
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Alasan harus diisi.",
            "max_length": "Alasan paling panjang %(limit_value)d karakter.",
        },
    )

    def place(self, unit: Unit) -> Place:
        """Return the period that the form names."""
        data = self.cleaned_data
        return Place(unit, data["year"], Period(data["period"]))


class ExceptionForm(ReasonForm):
    """Opening a locked year for a while."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Indikator ini bukan milik unit kerja Anda."},
    )
    until = forms.DateField(
        error_messages={
            "required": "Batas waktu harus diisi.",
            "invalid": "Batas waktu harus berupa tanggal.",
        }
    )

    def __init__(self, data: object, unit: Unit) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["indicator"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Indicator.objects.filter(plan__unit=unit)

    @property
    def end(self) -> datetime.datetime:
        """The end of the day that was chosen."""
        last = datetime.datetime.combine(
            self.cleaned_data["until"], datetime.time(23, 59, 59)
        )
        return timezone.make_aware(last)


@require_http_methods(["GET", "HEAD", "POST"])
def locks(request: HttpRequest) -> HttpResponse:
    """Show the periods of a unit; or lock, unlock, open for a while, end that."""
    user, unit = request.user, unit_of_request(request)
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, user, unit)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if not may_lock(user, unit) or deed is None:
        raise PermissionDenied
    try:
        said = deed(request, unit, user)
    except ValidationError as error:
        return _show(request, user, unit, error.messages)
    except IntegrityError:
        return _show(request, user, unit, [SAVED_MEANWHILE])
    messages.success(request, said)
    return redirect(reverse("locks"))


def _show(
    request: HttpRequest, user: User, unit: Unit, problems: list[str] | None = None
) -> HttpResponse:
    context = {
        "page": LockPage(unit),
        "writable": may_lock(user, unit),
        "problems": problems or [],
        "typed": request.POST,
        "typed_key": f"{request.POST.get('year')}-{request.POST.get('period')}",
    }
    status = 422 if problems else 200
    return render(request, "indicators/locks.html", context, status=status)


def _valid(form: ReasonForm) -> ReasonForm:
    if not form.is_valid():
        raise ValidationError(
            [error for said in form.errors.values() for error in said]
        )
    return form


def _lock(request: HttpRequest, unit: Unit, user: User) -> str:
    form = _valid(ReasonForm(request.POST))
    row = locking.lock(form.place(unit), form.cleaned_data["reason"], user)
    return f"{row} dikunci."


def _unlock(request: HttpRequest, unit: Unit, user: User) -> str:
    form = _valid(ReasonForm(request.POST))
    place = form.place(unit)
    row = get_object_or_404(PeriodLock, unit=unit, year=place.year, period=place.period)
    locking.unlock(row, form.cleaned_data["reason"], user)
    return f"{place} dibuka kembali."


def _open(request: HttpRequest, unit: Unit, user: User) -> str:
    form = ExceptionForm(request.POST, unit)
    _valid(form)
    data = form.cleaned_data
    row = locking.open_for_a_while(
        form.place(unit), data["indicator"], form.end, data["reason"], user
    )
    return f"{row} dibuka sampai {data['until']:%d-%m-%Y}; setelah itu terkunci lagi dengan sendirinya."


def _end(request: HttpRequest, unit: Unit, user: User) -> str:
    number = request.POST.get("exception", "")
    known = LockException.objects.filter(unit=unit, until__gt=timezone.now())
    row = get_object_or_404(known, pk=number if number.isdecimal() else 0)
    locking.end_exception(row, user)
    return f"Pengecualian {row} diakhiri."


DEEDS: dict[str, Callable[[HttpRequest, Unit, User], str]] = {
    "lock": _lock,
    "unlock": _unlock,
    "open": _open,
    "end": _end,
}
