"""The pages of the reconciliation, and what a person decides about a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.perms import READ_PERMISSION, may_answer
from documents.answers import answer, withdraw
from documents.models import Decision
from documents.models.answers import REASON_MISSING
from reports.catalogue import REPORTS
from reports.reconciliation import page as pages
from reports.reconciliation import table_page
from reports.reconciliation.answers import check
from reports.unit_choice import choose_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import Unit
    from reports.unit_choice import UnitChoice

GONE = "Temuan itu sudah tidak ada: data atau cetakannya berubah, atau sudah dijawab orang lain. Periksa daftar di bawah."
TYPED = "Alasan yang Anda tulis: “{}”."
SAID = "Temuan dijawab: {}."
# An answer repairs nothing: these words say what is left to do.
TO_CORRECT = (
    "Temuan ini hilang sendiri setelah data atau baris yang tercetak diperbaiki."
)


class AnswerForm(forms.Form):
    """Which value counts, and why."""

    decision = forms.ChoiceField(
        choices=Decision.choices,
        error_messages={
            "required": "Pilih salah satu jawaban.",
            "invalid_choice": "Pilih salah satu jawaban.",
        },
    )
    reason = forms.CharField(
        max_length=500,
        required=False,
        error_messages={
            "max_length": "Alasan paling panjang %(limit_value)d karakter."
        },
    )

    def clean(self) -> None:
        """Ask for a reason where print is to stand against the data."""
        super().clean()
        is_printed = self.cleaned_data.get("decision") == Decision.PRINTED
        if is_printed and self.cleaned_data.get("reason") == "":
            self.add_error("reason", REASON_MISSING)


@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation(request: HttpRequest) -> HttpResponse:
    """Show what print and data differ in: ?jenis=, ?letak=, ?jawaban=, ?unit=KODE; or save an answer."""
    user = _reader(request)
    choice = choose_unit(request)
    asked = [request.GET.get(name, "") for name in ("jenis", "letak", "jawaban")]
    filters = pages.read_filters(*asked)
    if request.method != "POST":
        return _show(request, user, choice, filters)
    if not may_answer(user, choice.unit):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if request.POST.get("deed") != "withdraw" and not form.is_valid():
        return _show(request, user, choice, filters, form)
    _save(request, user, choice.unit, form)
    return redirect(f"{reverse('reconciliation')}{filters.query(choice)}")


@require_safe
def published_table(request: HttpRequest, document: str, table: str) -> HttpResponse:
    """Show a published table beside the computed one: ?baris=berbeda, ?unit=KODE."""
    user = _reader(request)
    choice = choose_unit(request)
    checked = check(choice.unit, REPORTS)
    asked = request.GET.get("baris", "")
    page = table_page.build(
        choice, checked, document, table, asked, admin=user.is_staff
    )
    return render(request, "reports/reconciliation_table.html", {"page": page})


def _reader(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    return user


def _save(request: HttpRequest, user: User, unit: Unit, form: AnswerForm) -> None:
    """Record the answer, or withdraw it; a finding that is gone is a message."""
    mark = request.POST.get("fingerprint", "")
    items = check(unit, REPORTS).items
    item = next((item for item in items if item.finding.fingerprint == mark), None)
    withdraws = request.POST.get("deed") == "withdraw"
    if item is None or withdraws == item.is_open:
        _say_gone(request, "" if withdraws else form.cleaned_data["reason"])
    elif item.answer:
        withdraw(item.answer, user)
        messages.success(request, "Jawaban dicabut; temuan terbuka lagi.")
    else:
        decision = Decision(form.cleaned_data["decision"])
        answer(
            unit,
            kind=item.finding.kind.value,
            fingerprint=mark,
            message=f"{item.finding.title}: {item.finding.message}",
            decision=decision,
            reason=form.cleaned_data["reason"],
            user=user,
        )
        said = SAID.format(str(decision.label).lower())
        is_left = decision is Decision.CORRECT
        messages.success(request, f"{said} {TO_CORRECT}" if is_left else said)


def _say_gone(request: HttpRequest, typed: str) -> None:
    messages.warning(request, f"{GONE} {TYPED.format(typed) if typed else ''}")


def _show(
    request: HttpRequest,
    user: User,
    choice: UnitChoice,
    filters: pages.Filters,
    refused: AnswerForm | None = None,
) -> HttpResponse:
    checked = check(choice.unit, REPORTS)
    page = pages.build(choice, checked, filters, admin=user.is_staff)
    mark = request.POST.get("fingerprint", "")
    if refused and not page.shows(mark):
        _say_gone(request, request.POST.get("reason", ""))
    context = {
        "page": page,
        "writable": may_answer(user, choice.unit),
        "decisions": Decision.choices,
        "refused": refused,
        "refused_fingerprint": refused and mark,
    }
    status = 422 if refused else 200
    return render(request, "reports/reconciliation.html", context, status=status)
