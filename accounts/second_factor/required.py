"""Roles whose people must use the second step, as this installation's settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import Error
from django.shortcuts import redirect

from accounts.models import Role, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser
    from django.core.checks import CheckMessage
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# Pages that stay open to a person who must turn the second step on first.
OPEN_PAGES = {"second_factor", "password_change", "login", "login_code", "logout"}


def is_required(user: User) -> bool:
    """Whether one of the person's roles must use the second step; a superuser counts as an administrator."""
    roles = settings.REQUIRE_SECOND_FACTOR_ROLES
    if not roles:
        return False
    if user.is_superuser and Role.ADMINISTRATOR in roles:
        return True
    return user.groups.filter(name__in=roles).exists()


class RequiredSecondFactorMiddleware:
    """Let a person who must use the second step do nothing before turning it on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as if this were not here; the question is asked once the page is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponseBase | None:
        """Lead to the page for turning it on."""
        assert request.resolver_match is not None  # noqa: S101 - Django calls this for resolved addresses only
        if request.resolver_match.view_name in OPEN_PAGES:
            return None
        return redirect("second_factor") if _lacks_it(request.user) else None


def _lacks_it(user: User | AnonymousUser) -> bool:
    if not isinstance(user, User) or user.second_factor_since is not None:
        return False
    return is_required(user)


def check_roles(**kwargs: Any) -> list[CheckMessage]:
    """Stop the start for a role that does not exist: it would be required of nobody."""
    unknown = sorted(set(settings.REQUIRE_SECOND_FACTOR_ROLES) - set(Role.values))
    return [
        Error(
            f"REQUIRE_SECOND_FACTOR_ROLES names no role: {name!r}.",
            hint=f"The roles are: {', '.join(Role.values)}.",
            id="accounts.E001",
        )
        for name in unknown
    ]
