"""What the frame of every page says about the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from accounts.perms import ROLE_RIGHTS
from reports.navigation import Menu, menus_for

if TYPE_CHECKING:
    from accounts.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def menus(context: dict[str, Any]) -> list[Menu]:
    """Return the navigation for who is signed in, on the page that is shown."""
    request = context["request"]
    match = request.resolver_match
    return menus_for(request.user, match.view_name if match else "")


@register.filter
def initials(user: User) -> str:
    """Return one or two capitals for the person's mark."""
    words = (user.get_full_name() or user.username).split()
    return "".join(word[0] for word in words[:2]).upper()


@register.filter
def role_label(user: User) -> str:
    """Return the person's roles in words, read from the rights that the page has loaded anyway.

    A role whose rights all belong to a larger role that the person has is not named.
    """
    if user.is_superuser:
        return "Superadministrator"
    rights = user.get_all_permissions()
    held = {
        role: role_rights
        for role, role_rights in ROLE_RIGHTS.items()
        if role_rights <= rights
    }
    largest = [
        role
        for role, own in held.items()
        if not any(own < other for other in held.values())
    ]
    return ", ".join(role.capitalize() for role in largest)
