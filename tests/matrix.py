"""The rows of the permission matrix: an address and who gets which status."""

from dataclasses import dataclass, field

from accounts.models import Role

ROLES = list(Role.values)
EVERYONE = dict.fromkeys(ROLES, 200)
# Pages beside a person's own in the administration, and what an administrator gets (the second step is off).
PERSON_PAGES = {"auth_user_password_change": 200, "accounts_user_second_factor": 302}


def only(*allowed, status=200):
    """Return the expected status by role: the allowed ones get in, the others 403."""
    return {role: status if role in allowed else 403 for role in ROLES}


@dataclass(frozen=True)
class Page:
    """An address of the site: its arguments, who gets which status in the own unit."""

    name: str
    expected: dict[str, int]
    kwargs: dict[str, object] = field(default_factory=dict)
    query: str = ""
    method: str = "get"
    is_of_unit: bool = True
    # What is sent, where a page tells its deeds apart by it.
    data: dict[str, str] = field(default_factory=dict)

    def __str__(self):
        return f"{self.method} {self.name} {self.query}".strip()
