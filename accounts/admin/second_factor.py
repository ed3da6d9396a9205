"""An administrator turns somebody's second step off: a lost phone without backup codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.second_factor.devices import turn_off

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

# Their pages show the secrets.
admin.site.unregister([StaticDevice, TOTPDevice])


class ReasonForm(forms.Form):
    """Why the second step is turned off."""

    reason = forms.CharField(
        label="Alasan",
        max_length=500,
        help_text="Misalnya: ponsel hilang, orangnya sudah dikenali langsung.",
        error_messages={"required": "Alasan harus diisi."},
        widget=AdminTextInputWidget,
    )


class SecondFactorReset(admin.ModelAdmin):
    """The page for that beside a person's page: for the accounts that one looks after, never for oneself."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.second_factor_view)
        own = path("<int:pk>/verifikasi/", view, name="accounts_user_second_factor")
        return [own, *super().get_urls()]

    def second_factor_field(self, request: Any, person: User) -> str:
        """Return the read-only field that tells about it, with the link for those who may use it."""
        is_on = person.second_factor_since is not None
        may_turn_off = is_on and self.may_reset(request, person)
        return "second_factor_and_link" if may_turn_off else "second_factor"

    @admin.display(description="verifikasi dua langkah")
    def second_factor(self, obj: User) -> str:
        """Say whether it is on, and since when."""
        if obj.second_factor_since is None:
            return "tidak menyala"
        return f"menyala sejak {timezone.localtime(obj.second_factor_since):%d-%m-%Y}"

    @admin.display(description="verifikasi dua langkah")
    def second_factor_and_link(self, obj: User) -> str:
        """Say since when it is on, and lead to the page for turning it off."""
        where = reverse("admin:accounts_user_second_factor", args=[obj.pk])
        text = '{} · <a href="{}">Matikan</a>'
        return format_html(text, self.second_factor(obj), where)

    def second_factor_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, and turn it off."""
        person = self.get_object(request, str(pk))
        if person is None:
            raise Http404("Pengguna tidak ditemukan.")
        if not self.may_reset(request, person):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if person.second_factor_since is None or form.is_valid():
            return self.reset(request, person, form)
        context = {
            **self.admin_site.each_context(request),
            "title": "Matikan verifikasi dua langkah",
            "subtitle": str(person),
            "opts": self.opts,
            "person": person,
            "form": form,
        }
        return render(request, "accounts/second_factor_reset.html", context)

    def may_reset(self, request: Any, person: User) -> bool:
        """Whether the signed-in person looks after the other one's account."""
        is_other = person != request.user
        return is_other and self.has_change_permission(request, person)

    def reset(self, request: Any, person: User, form: ReasonForm) -> HttpResponse:
        """Turn it off where it is on, and lead back to the person."""
        if person.second_factor_since is None:
            messages.info(request, "Verifikasi dua langkah orang ini tidak menyala.")
        else:
            turn_off(person, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(
                request,
                f"Verifikasi dua langkah {person} dimatikan; sesi orang itu berakhir.",
            )
        return redirect("admin:accounts_user_change", person.pk)
