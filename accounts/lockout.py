"""What a person sees who must wait after repeated wrong passwords."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt
from django.conf import settings
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
