"""The page of the data checks, and what a person says about a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.perms import READ_PERMISSION, may_acknowledge
from indicators.acknowledgements import acknowledge, check, withdraw
from reports import finding_page
from reports.unit_choice import choose_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import Unit
    from reports.unit_choice import UnitChoice

GONE = "Temuan itu sudah tidak ada: angkanya berubah atau tandanya diubah orang lain. Periksa daftar di bawah."
TYPED = "Alasan yang Anda tulis: “{}”."


class ReasonForm(forms.Form):
    """Why a finding stays as it is."""

    reason = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Alasan harus diisi.",
            "max_length": "Alasan paling panjang %(limit_value)d karakter.",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest) -> HttpResponse:
    """Show what the data checks find: ?tingkat=, ?tahun=, ?unit=KODE; or save a word about a finding."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    choice = choose_unit(request)
    asked = [request.GET.get(name, "") for name in ("tingkat", "tahun")]
    filters = finding_page.read_filters(*asked)
    if request.method != "POST":
        return _show(request, user, choice, filters)
    if not may_acknowledge(user, choice.unit):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    if request.POST.get("deed") != "withdraw" and not form.is_valid():
        return _show(request, user, choice, filters, form)
    _save(request, user, choice.unit, form)
    return redirect(f"{reverse('findings')}{filters.query(choice)}")


def _save(request: HttpRequest, user: User, unit: Unit, form: ReasonForm) -> None:
    """Acknowledge the finding, or withdraw its acknowledgement; a finding that is gone is a message."""
    mark = request.POST.get("fingerprint", "")
    found = next(
        (item for item in check(unit) if item.finding.fingerprint == mark), None
    )
    withdraws = request.POST.get("deed") == "withdraw"
    if found is None or withdraws == found.is_open:
        typed = "" if withdraws else form.cleaned_data["reason"]
        messages.warning(request, f"{GONE} {TYPED.format(typed) if typed else ''}")
    elif found.acknowledgement:
        withdraw(found.acknowledgement, user)
        messages.success(request, "Tanda dicabut; temuan terbuka lagi.")
    else:
        acknowledge(unit, found.finding, form.cleaned_data["reason"], user)
        messages.success(request, "Temuan ditandai sudah diperiksa.")


def _show(
    request: HttpRequest,
    user: User,
    choice: UnitChoice,
    filters: finding_page.Filters,
    refused: ReasonForm | None = None,
) -> HttpResponse:
    context = {
        "page": finding_page.build(choice, filters, admin=user.is_staff),
        "writable": may_acknowledge(user, choice.unit),
        "refused": refused,
        "refused_fingerprint": refused and request.POST.get("fingerprint", ""),
    }
    status = 422 if refused else 200
    return render(request, "reports/findings.html", context, status=status)
