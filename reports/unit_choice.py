"""Whose figures a page shows: one query finds the unit and what else the person may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.http import urlencode

from accounts.models import Unit, User, descendants
from indicators.models import PlanYear

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Choice:
    """One link of a chooser."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class UnitChoice:
    """The unit of the page, and the visible units that have plans."""

    unit: Unit
    with_plans: tuple[Unit, ...]
    is_own: bool

    @property
    def query(self) -> dict[str, str]:
        """The part of an address that keeps this unit; nothing for the person's own."""
        return {} if self.is_own else {"unit": self.unit.code}

    @property
    def links(self) -> tuple[Choice, ...]:
        """The units to choose from; nothing when there is no choice."""
        units = self.with_plans
        if len(units) < 2 and self.unit in units:
            return ()
        return tuple(
            Choice(
                unit.name, "?" + urlencode({"unit": unit.code}), unit.pk == self.unit.pk
            )
            for unit in units
        )


def choose_unit(request: HttpRequest) -> UnitChoice:
    """Return the unit that ?unit= names, by default the person's own, where that has no plans the first that has.

    A unit that the person may not see answers 404, as one that does not exist.
    """
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets no one else in
    visible = _visible_units(user)
    with_plans = tuple(unit for unit in visible if unit.has_plans)  # type: ignore[attr-defined]
    unit = _find(user, request.GET.get("unit", ""), visible, with_plans)
    return UnitChoice(unit, with_plans, is_own=unit.pk == user.unit_id)


def _visible_units(user: User) -> list[Unit]:
    units = list(
        Unit.objects.annotate(
            has_plans=Exists(PlanYear.objects.filter(unit=OuterRef("pk")))
        )
    )
    if user.is_superuser:
        return units
    if user.unit_id is None:
        return []
    below = descendants(user.unit_id, [(unit.pk, unit.parent_id) for unit in units])
    return [unit for unit in units if unit.pk in below]


def _find(
    user: User, code: str, visible: list[Unit], with_plans: tuple[Unit, ...]
) -> Unit:
    if code:
        found = next((unit for unit in visible if unit.code == code), None)
    else:
        own = next((unit for unit in with_plans if unit.pk == user.unit_id), None)
        found = own or next(iter(with_plans), user.unit)
    if found is None:
        raise Http404("Unit kerja tidak ditemukan.")
    return found
