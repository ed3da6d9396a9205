"""A person turns the second step on and off, and renews the backup codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.second_factor.devices import (
    backup_codes_left,
    renew_backup_codes,
    turn_off,
    turn_on,
)
from accounts.second_factor.forms import WRONG_PHONE_CODE, PhoneCodeForm, ProofForm
from accounts.second_factor.pairing import forget_key, key_of, picture, typed_form
from accounts.second_factor.required import is_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

IS_OFF = "Verifikasi dua langkah sedang tidak menyala."
# Two forms of one kind stand on the page; their fields need different marks.
OFF, CODES = "off_%s", "codes_%s"


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show how the second step stands, or turn it on with the phone's first code."""
    user: Any = request.user
    if user.second_factor_since is not None:
        return _show_on(request, user)
    form = PhoneCodeForm(request.POST or None)
    if not form.is_valid():
        return _show_off(request, user, form)
    codes = turn_on(user, key_of(request), form.cleaned_data["code"])
    if not codes:
        form.add_error("code", WRONG_PHONE_CODE)
        return _show_off(request, user, form)
    forget_key(request)
    # Sessions of other browsers, begun without a code, end; this one goes on.
    update_session_auth_hash(request, user)
    messages.success(request, "Verifikasi dua langkah menyala.")
    return _show_codes(request, codes)


@never_cache
@sensitive_post_parameters("proof")
@require_POST
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Turn the second step off."""
    user: Any = request.user
    if user.second_factor_since is None:
        messages.info(request, IS_OFF)
        return redirect("account")
    form = ProofForm(request.POST, request=request, user=user, auto_id=OFF)
    if not form.is_valid():
        return _refused(request, user, form)
    turn_off(user, by=user)
    update_session_auth_hash(request, user)
    messages.success(request, "Verifikasi dua langkah dimatikan.")
    return redirect("account")


@never_cache
@sensitive_post_parameters("proof")
@require_POST
def backup_codes(request: HttpRequest) -> HttpResponse:
    """Make new backup codes in place of the old ones."""
    user: Any = request.user
    if user.second_factor_since is None:
        messages.info(request, IS_OFF)
        return redirect("account")
    form = ProofForm(request.POST, request=request, user=user, auto_id=CODES)
    if not form.is_valid():
        return _refused(request, user, form)
    messages.success(
        request, "Kode cadangan baru sudah dibuat; yang lama tidak berlaku lagi."
    )
    return _show_codes(request, renew_backup_codes(user))


def _show_on(
    request: HttpRequest, user: User, refused: ProofForm | None = None
) -> HttpResponse:
    context = {
        "left": backup_codes_left(user),
        "is_required": is_required(user),
        "off_form": ProofForm(None, request=request, user=user, auto_id=OFF),
        "codes_form": ProofForm(None, request=request, user=user, auto_id=CODES),
    }
    if refused is not None:
        context["off_form" if refused.auto_id == OFF else "codes_form"] = refused
    return render(request, "accounts/second_factor_on.html", context)


def _show_off(request: HttpRequest, user: User, form: PhoneCodeForm) -> HttpResponse:
    key = key_of(request)
    context = {
        "form": form,
        "picture": picture(user, key),
        "secret": typed_form(key),
        "is_required": is_required(user),
    }
    return render(request, "accounts/second_factor_off.html", context)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/backup_codes.html", {"codes": codes})


def _refused(request: HttpRequest, user: User, form: ProofForm) -> HttpResponse:
    """Show the page again; who guessed too often is signed out, and told so by the page for signing in."""
    if getattr(request, "axes_locked_out", False):
        logout(request)
        return redirect("login")
    return _show_on(request, user, form)
