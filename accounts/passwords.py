"""Changing one's own password, and having to when somebody else has set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.forms import AdminPasswordChangeForm, PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.shortcuts import redirect
from django.urls import reverse_lazy

from accounts.audit import batch
from accounts.lockout import count_failure, must_wait
from accounts.models import AuditBatch, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

# Pages that a person with a first password may open.
OPEN_PAGES = {"password_change", "login", "logout"}


class OwnPasswordForm(PasswordChangeForm):
    """The old password and a new one that differs."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """Look at the old password unless the person must wait, and count a wrong one as at the door."""
        name = self.user.username
        try:
            if must_wait(self.request, name):
                raise forms.ValidationError(self.error_messages["password_incorrect"])
            return super().clean_old_password()
        except forms.ValidationError:
            count_failure(self.request, name)
            raise

    def clean_new_password1(self) -> str:
        """Refuse the old password again: whoever has set it knows it."""
        chosen: str = self.cleaned_data["new_password1"]
        if chosen and chosen == self.data.get("old_password"):
            raise forms.ValidationError(
                "Kata sandi baru harus berbeda dari kata sandi sekarang."
            )
        return chosen

    def save(self, commit: bool = True) -> User:
        """Store the password; the person has chosen it alone now."""
        self.user.must_change_password = False
        # History keeps no password: it keeps that there was a new one.
        self.user._change_reason = "Kata sandi diganti oleh pemiliknya"
        return super().save(commit)


class SetPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A password that an administrator gives to a person, who changes it when signing in."""

    def save(self, commit: bool = True) -> User:
        """Store the password as one that two people know."""
        self.user.must_change_password = True
        self.user._change_reason = "Kata sandi dibuatkan oleh orang lain"
        user: User = super().save(commit)
        return user


class OwnPasswordView(PasswordChangeView):
    """Change one's own password."""

    form_class = OwnPasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("home")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form from where it is sent."""
        return {**super().get_form_kwargs(), "request": self.request}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; who guessed too often is signed out, and told so by the page for signing in."""
        if getattr(self.request, "axes_locked_out", False):
            logout(self.request)
            return redirect("login")
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it under a batch and say so."""
        user: Any = self.request.user
        with batch(AuditBatch.Path.FORM, user=user):
            response = super().form_valid(form)
        messages.success(self.request, "Kata sandi sudah diubah.")
        return response


class FirstPasswordMiddleware:
    """Let a person with a password that somebody else has set do nothing before changing it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as if this were not here; the question is asked once the page is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponseBase | None:
        """Lead to the page for changing the password."""
        assert request.resolver_match is not None  # noqa: S101 - Django calls this for resolved addresses only
        if request.resolver_match.view_name in OPEN_PAGES:
            return None
        if getattr(request.user, "must_change_password", False):
            return redirect("password_change")
        return None
