"""What the pages of plans and agreements share: who asks, addresses that keep the unit, keys that were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.perms import READ_PERMISSION

LONGEST_KEY = 19  # digits of a 64-bit number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import Unit


def person(request: HttpRequest) -> User:
    """Return the person, who must be allowed to read figures."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(READ_PERMISSION):
        raise PermissionDenied
    return user


def is_key(text: str) -> bool:
    """Whether the text could be the key of a row, in the digits that databases take."""
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY


def address(
    request: HttpRequest, unit: Unit, name: str = "", *args: object, **query: str
) -> str:
    """Return a page of the unit, naming the unit where it is not the person's own; without a name the query only."""
    own = getattr(request.user, "unit_id", None) == unit.pk
    parts = query if own else {**query, "unit": unit.code}
    where = reverse(name, args=args) if name else ""
    return f"{where}?{urlencode(parts)}" if parts else where
