"""Whom a figure concerns: who is in charge of its indicator, and who verifies for its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Role, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import Unit
    from indicators.models import Indicator


def in_charge(unit: Unit, indicators: Iterable[Indicator]) -> dict[int, list[User]]:
    """Return, by indicator, the person and the team in charge; without them the unit's operators."""
    known = {item.pk: item for item in indicators}
    people = User.objects.in_bulk(
        {item.person_in_charge_id for item in known.values()} - {None}
    )
    members = _members({item.team_id for item in known.values()} - {None})
    operators = _with_role(unit, Role.OPERATOR)
    found: dict[int, list[User]] = {}
    for pk, item in known.items():
        named = {user.pk: user for user in members.get(item.team_id or 0, [])}
        if person := people.get(item.person_in_charge_id or 0):
            named[person.pk] = person
        active = [user for user in named.values() if user.is_active]
        found[pk] = active or operators
    return found


def verifiers(unit: Unit) -> list[User]:
    """Return the unit's people who verify."""
    return _with_role(unit, Role.VERIFIKATOR)


def _with_role(unit: Unit, role: Role) -> list[User]:
    people = User.objects.filter(unit=unit, is_active=True, groups__name=role.value)
    return list(people.order_by("pk"))


def _members(team_ids: Iterable[int | None]) -> dict[int, list[User]]:
    rows = User.teams.through.objects.filter(team__in=list(team_ids))
    found: dict[int, list[User]] = {}
    for row in rows.select_related("user").order_by("user"):
        found.setdefault(row.team_id, []).append(row.user)
    return found
