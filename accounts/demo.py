"""Demo accounts: one person per role, with passwords made for this installation alone."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group

from accounts.audit import batch
from accounts.models import AuditBatch, Role, Unit, User

if TYPE_CHECKING:
    from collections.abc import Mapping

PASSWORD_BYTES = 12


@dataclass(frozen=True)
class DemoAccount:
    """One line of the table of accounts; the password is empty when this installation does not know it."""

    username: str
    password: str
    role: str


def lowest_unit_with_plan() -> Unit | None:
    """Return the unit furthest down that has a plan in force, else the furthest down of all; None without units."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    with_plan = Unit.objects.filter(plan_years__isnull=False).distinct()
    candidates = list(with_plan.order_by("code")) or list(Unit.objects.order_by("code"))
    return max(candidates, key=lambda unit: _depth(unit.pk, parents), default=None)


def _depth(unit_id: int, parents: Mapping[int, int | None]) -> int:
    depth, current = 0, parents.get(unit_id)
    while current is not None and depth < len(parents):
        depth, current = depth + 1, parents.get(current)
    return depth


def create_demo_accounts(unit: Unit) -> list[DemoAccount]:
    """Create what is missing, keep what is there, and return all accounts with the passwords given to them."""
    passwords = _read_passwords()
    with batch(AuditBatch.Path.COMMAND, user=None, reason="Membuat akun contoh"):
        accounts = [_ensure_account(role, unit, passwords) for role in Role]
    _write_passwords(passwords)
    return accounts


def _ensure_account(role: Role, unit: Unit, passwords: dict[str, str]) -> DemoAccount:
    if not User.objects.filter(username=role.value).exists():
        passwords.setdefault(role.value, secrets.token_urlsafe(PASSWORD_BYTES))
        # Their passwords are printed for whoever tries the application; a first change would only break scripts.
        user = User.objects.create_user(
            role.value,
            password=passwords[role.value],
            first_name=role.label,
            last_name="Contoh",
            unit=unit,
            is_staff=True,
        )
        user.groups.set([Group.objects.get(name=role.value)])
    return DemoAccount(role.value, passwords.get(role.value, ""), role.label)


def password_file() -> Path:
    """Return where the passwords of this installation are kept."""
    return Path(settings.VAR_DIR) / "demo_accounts.json"


def _read_passwords() -> dict[str, str]:
    path = password_file()
    if not path.exists():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _write_passwords(passwords: Mapping[str, str]) -> None:
    path = password_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    # A file that was there before may have been readable by others.
    path.chmod(0o600)
    path.write_text(json.dumps(passwords, indent=2) + "\n", encoding="utf-8")
