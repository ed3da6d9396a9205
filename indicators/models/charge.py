"""Who is in charge of which indicator: a person, a team, or nobody in particular (then the whole unit)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.models.indicator import Indicator


def charge_refusals(
    user: User | None, indicators: Iterable[Indicator]
) -> dict[int, str]:
    """Return, by id, why the person may not enter figures of an indicator; at most two queries.

    A command (None) and a superuser are in charge of everything.
    """
    if user is None or user.is_superuser:
        return {}
    known = {item.pk: item for item in indicators}.values()
    named = [item for item in known if item.person_in_charge_id or item.team_id]
    if not named:
        return {}
    teams = set(user.teams.values_list("pk", flat=True))
    others = [
        item
        for item in named
        if item.person_in_charge_id != user.pk and item.team_id not in teams
    ]
    return _sentences(others)


def _sentences(indicators: list[Indicator]) -> dict[int, str]:
    people = User.objects.in_bulk({item.person_in_charge_id for item in indicators})
    return {
        item.pk: f"Indikator {item.code} menjadi tugas {_in_charge(item, people)}; hanya petugasnya yang mengisi."
        for item in indicators
    }


def _in_charge(indicator: Indicator, people: dict[int, User]) -> str:
    person = people.get(indicator.person_in_charge_id or 0)
    names = [(person.get_full_name() or person.username)] if person else []
    if indicator.team:
        names.append(f"tim {indicator.team.name}")
    return " dan ".join(names)
