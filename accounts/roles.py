"""The roles as groups in the database, with exactly the rights of ``accounts.perms``."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from accounts.audit import batch
from accounts.models import AuditBatch
from accounts.perms import ROLE_RIGHTS


class UnknownRightError(LookupError):
    """A right that no installed app defines."""


def setup_roles() -> list[Group]:
    """Create the groups of all roles and give each exactly its rights; again changes nothing."""
    with batch(AuditBatch.Path.COMMAND, user=None, reason="Menyiapkan peran"):
        return _setup_roles()


def _setup_roles() -> list[Group]:
    known = {
        f"{right.content_type.app_label}.{right.codename}": right
        for right in Permission.objects.select_related("content_type")
    }
    return [_setup_role(name, rights, known) for name, rights in ROLE_RIGHTS.items()]


def _setup_role(name: str, rights: set[str], known: dict[str, Permission]) -> Group:
    if missing := sorted(rights - set(known)):
        raise UnknownRightError(
            f"Hak belum dikenal: {', '.join(missing)}. Jalankan dahulu: python manage.py migrate"
        )
    group, _ = Group.objects.get_or_create(name=str(name))
    group.permissions.set([known[right] for right in rights])
    return group
