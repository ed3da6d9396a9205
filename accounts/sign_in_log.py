"""Write down every attempt to sign in (receivers of Django's signals)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.client_address import client_address
from accounts.models import SignIn, User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest


def record_success(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Record who came in."""
    _record(request, user, SignIn.Outcome.SUCCESS)


def record_failure(
    credentials: Mapping[str, str], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Record who did not come in, whether for the password or the code, and whether that was looked at at all."""
    named = User.objects.filter(username=credentials.get("username", "")).first()
    outcome = SignIn.Outcome.FAILURE
    if "code" in credentials:
        outcome = SignIn.Outcome.WRONG_CODE
    if _had_to_wait(request):
        outcome = SignIn.Outcome.REFUSED
    _record(request, named, outcome)


def _had_to_wait(request: HttpRequest | None) -> bool:
    """Whether the attempt was refused unseen; the one that begins the waiting was looked at and counted."""
    locked_out = getattr(request, "axes_locked_out", False)
    return locked_out and getattr(request, "axes_failures_since_start", None) is None


def _record(
    request: HttpRequest | None, user: User | None, outcome: SignIn.Outcome
) -> None:
    address = client_address(request) if request is not None else None
    SignIn.objects.create(user=user, address=address, outcome=outcome)
