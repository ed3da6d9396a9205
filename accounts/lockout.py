"""Waiting after repeated wrong passwords and codes, and what a person sees meanwhile."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.shortcuts import render
from django.utils import timezone

from accounts.client_address import client_address
from accounts.sign_in_form import SignInForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: Mapping[str, Any]
) -> HttpResponse:
    """Answer with the page for signing in that says how long to wait; the name typed stays."""
    username = credentials.get("username", "")
    until = waiting_until(request, username)
    seconds = (until - timezone.now()).total_seconds()
    context = {
        "form": SignInForm(request, initial={"username": username}),
        "next": request.POST.get("next", ""),
        "waiting_until": until,
        "waiting_minutes": max(1, math.ceil(seconds / 60)),
    }
    return render(request, "registration/login.html", context, status=429)


def waiting_until(request: HttpRequest, username: str) -> datetime:
    """Return when this name may be tried again from this address."""
    last = AccessAttempt.objects.filter(
        username=username, ip_address=client_address(request)
    ).latest("attempt_time")
    until: datetime = last.attempt_time + settings.AXES_COOLOFF_TIME
    return until


def must_wait(request: HttpRequest, username: str) -> bool:
    """Whether nothing typed for this name is looked at now; the answer is then the page that says so (AxesMiddleware)."""
    if AxesProxyHandler.is_allowed(request, {"username": username}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, username: str, **what: str) -> None:
    """Count and record a wrong answer besides the password at the door, as Django does for that; ``code`` says it was one."""
    credentials = {"username": username, **what}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
