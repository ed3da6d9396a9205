"""Signing in with a second step: between the steps nobody is signed in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.backends import RoleBackend
from accounts.second_factor.devices import backup_codes_left
from accounts.second_factor.forms import CodeForm
from accounts.sign_in_form import SignInForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

PENDING = "second_factor_pending"
PENDING_SECONDS = 10 * 60
BACKEND = "accounts.backends.RoleBackend"
TOO_LATE = "Waktu untuk mengetik kode sudah habis. Masuklah sekali lagi."


class SignInView(LoginView):
    """Ask for name and password, then for a code where the person has turned that on."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in who needs no code; remember who does."""
        user: Any = form.get_user()
        if user.second_factor_since is None:
            return super().form_valid(form)
        _remember(self.request, user, self.get_success_url())
        return redirect("login_code")


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and sign in whoever has given the password and the code."""
    user = _remembered(request)
    if user is None:
        if request.session.pop(PENDING, None):
            messages.warning(request, TOO_LATE)
        return redirect("login")
    form = CodeForm(request.POST or None, request=request, user=user)
    if form.is_valid():
        return _sign_in(request, user, form)
    if getattr(request, "axes_locked_out", False):
        # The page that says how long to wait comes in place of this one.
        request.session.pop(PENDING)
    return render(request, "accounts/sign_in_code.html", {"form": form})


def _remember(request: HttpRequest, user: User, address: str) -> None:
    request.session.cycle_key()
    request.session[PENDING] = {
        "user": user.pk,
        # A password that changes meanwhile ends this as it ends sessions.
        "mark": user.get_session_auth_hash(),
        "until": time.time() + PENDING_SECONDS,
        "address": address,
    }


def _remembered(request: HttpRequest) -> User | None:
    """Return who has given the password a short while ago, None when nobody has."""
    pending = request.session.get(PENDING)
    if pending is None or time.time() > pending["until"]:
        return None
    user = RoleBackend().get_user(pending["user"])
    if user is None or user.second_factor_since is None:
        return None
    is_same = constant_time_compare(pending["mark"], user.get_session_auth_hash())
    return user if is_same else None


def _sign_in(request: HttpRequest, user: User, form: CodeForm) -> HttpResponse:
    address = request.session.pop(PENDING)["address"]
    login(request, user, backend=BACKEND)
    if form.verdict.is_backup:
        left = backup_codes_left(user)
        text = f"Anda masuk dengan kode cadangan; tersisa {left}. Kode baru dapat dibuat di halaman Akun saya."
        messages.warning(request, text)
    return redirect(address or settings.LOGIN_REDIRECT_URL)
