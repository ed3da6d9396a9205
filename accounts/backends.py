"""Signing in: rights come from roles alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


class RoleBackend(ModelBackend):
    """Django's backend with two savings a request: the unit comes with the user, and no rights are given person by person."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active user with the unit, None when there is none."""
        user = User.objects.select_related("unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_user_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None
    ) -> set[str]:
        """Return nothing: roles are the only source of rights (who may do what is readable in one place)."""
        return set()
