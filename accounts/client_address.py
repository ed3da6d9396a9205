"""From where a request comes."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address that the nearest machine we trust has seen; None when it is none.

    Anybody can send X-Forwarded-For. Behind our own proxy its last entry is the one that the proxy wrote.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        seen = forwarded.rpartition(",")[2].strip() or seen
    try:
        return str(ip_address(seen.partition("%")[0]))
    except ValueError:
        return None
