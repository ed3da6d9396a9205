"""Who is in charge of which indicator: a person, a team, or nobody in particular (then the whole unit)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Team, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.models.indicator import Indicator


def charge_refusals(
    user: User | None, indicators: Iterable[Indicator]
) -> dict[int, str]:
    """Return, by id, why the person may not enter figures of an indicator; at most three queries.

    A command (None) and a superuser are in charge of everything.
    """
    if user is None or user.is_superuser:
        return {}
    known = {item.pk: item for item in indicators}
    names = names_in_charge(others_indicators(user, known.values()))
    return {pk: charge_refusal(known[pk], name) for pk, name in names.items()}


def charge_refusal(indicator: Indicator, who: str) -> str:
    """Return the sentence that refuses a figure of an indicator that others are in charge of."""
    return f"Indikator {indicator.code} menjadi tugas {who}; hanya petugasnya yang mengisi."


def others_indicators(user: User, indicators: Iterable[Indicator]) -> list[Indicator]:
    """Return the indicators that others are in charge of, in one query."""
    named = [item for item in indicators if item.person_in_charge_id or item.team_id]
    if not named:
        return []
    teams = set(user.teams.values_list("pk", flat=True))
    return [
        item
        for item in named
        if item.person_in_charge_id != user.pk and item.team_id not in teams
    ]


def names_in_charge(indicators: Iterable[Indicator]) -> dict[int, str]:
    """Return, by id, who is in charge of an indicator, of those that have somebody; in two queries."""
    named = [item for item in indicators if item.person_in_charge_id or item.team_id]
    people = User.objects.in_bulk({item.person_in_charge_id for item in named} - {None})
    teams = Team.objects.in_bulk({item.team_id for item in named} - {None})
    found: dict[int, str] = {}
    for item in named:
        person = people.get(item.person_in_charge_id or 0)
        team = teams.get(item.team_id or 0)
        names = [person.get_full_name() or person.username] if person else []
        found[item.pk] = " dan ".join([*names, *([f"tim {team.name}"] if team else [])])
    return found
