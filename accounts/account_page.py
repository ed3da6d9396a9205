"""The page "Akun saya": what the site knows about the person, and what he or she may set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.audit import batch
from accounts.models import AuditBatch, SignIn, User
from accounts.second_factor.required import is_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SIGN_INS_SHOWN = 10


class NoticesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whether the person wants notices by e-mail."""

    class Meta:
        model = User
        fields = ["receives_notices"]


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the account, or save what the person has set."""
    user: Any = request.user
    form = NoticesForm(
        request.POST if request.method == "POST" else None, instance=user
    )
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            with batch(AuditBatch.Path.FORM, user=user):
                user.save(update_fields=form.changed_data)
        messages.success(request, "Pengaturan pemberitahuan disimpan.")
        return redirect("account")
    context = {
        "form": form,
        "sign_ins": SignIn.objects.filter(user=user)[:SIGN_INS_SHOWN],
        "is_required": is_required(user),
    }
    return render(request, "accounts/account.html", context)
