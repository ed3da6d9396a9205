"""Rows that hang on a plan: how they go into a revision, and how they follow a year that changes its plan.

``indicators`` registers its own; an app above registers its rows when it starts, after them,
because a copy may point to copies made before. So ``indicators`` never imports upward.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from indicators.recorded import create_recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import Model

    from indicators.models import StrategicPlan
    from indicators.models.base import UnitOwnedQuerySet


@dataclass
class PlanCopy:
    """A plan being copied into a revision, and the copies made so far by model and old key."""

    old: StrategicPlan
    new: StrategicPlan
    _copies: dict[type[Model], dict[int, Any]] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """What the copies name as their source; the sources of the old rows stay with them."""
        return f"Disalin dari {self.old.code}"

    def of(self, model: type[Model], pk: int | None) -> Any:
        """Return the copy of that row; None where the row is none or was not copied."""
        return self._copies.get(model, {}).get(pk or 0)

    def keep(self, rows: Sequence[Model], copies: Sequence[Model]) -> None:
        """Insert the copies and remember whose they are."""
        create_recorded(copies)
        for row, copy in zip(rows, copies, strict=True):
            self._copies.setdefault(type(row), {})[row.pk] = copy


@dataclass(frozen=True)
class Copier:
    """How one kind of rows is copied: which rows, and what is different in the copy.

    ``check`` raises ValidationError when the copies may not be written.
    """

    label: str
    rows: Callable[[StrategicPlan], UnitOwnedQuerySet[Any]]
    changes: Callable[[PlanCopy, Any], dict[str, Any]]
    check: Callable[[Sequence[Any]], None] | None = None


@dataclass(frozen=True)
class Following:
    """What of one kind goes with the years, and what stays where it was; in words."""

    label: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]


class Follower(Protocol):
    """Rows of an app above that follow the years from one plan to another."""

    def look(
        self, old: StrategicPlan, new: StrategicPlan, years: Sequence[int]
    ) -> Following:
        """Return what would go and what would stay."""

    def move(
        self, old: StrategicPlan, new: StrategicPlan, years: Sequence[int]
    ) -> None:
        """Write it, under the batch that is open."""


_copiers: dict[str, Copier] = {}
_followers: list[Follower] = []


def register_copier(copier: Copier) -> None:
    """Make a kind of rows known; the last one of a label counts."""
    _copiers[copier.label] = copier


def register_follower(follower: Follower) -> None:
    """Make rows known that follow a year."""
    if follower not in _followers:
        _followers.append(follower)


def followers() -> tuple[Follower, ...]:
    """Return who follows a year."""
    return tuple(_followers)


def counts(old: StrategicPlan, start: int, end: int) -> list[tuple[str, int]]:
    """Return how many rows of each kind a revision with that period would get."""
    return [
        (copier.label, len(list(_within(copier.rows(old), start, end))))
        for copier in _copiers.values()
    ]


def copy_all(copy: PlanCopy) -> None:
    """Copy everything that hangs on the old plan and lies within the new one's period."""
    for copier in _copiers.values():
        period = (copy.new.start_year, copy.new.end_year)
        rows = list(_within(copier.rows(copy.old), *period))
        copies = [_copied(row, copy, copier.changes(copy, row)) for row in rows]
        if copier.check:
            copier.check(copies)
        copy.keep(rows, copies)


def discard_all(plan: StrategicPlan) -> None:
    """Delete everything that hangs on the plan, what was copied last first."""
    for copier in reversed(_copiers.values()):
        copier.rows(plan).delete_with_draft()


def _within(rows: Iterable[Any], start: int, end: int) -> Iterable[Any]:
    return (row for row in rows if start <= getattr(row, "year", start) <= end)


def _copied(row: Any, copy: PlanCopy, changes: dict[str, Any]) -> Any:
    """Return a new row with the same values, its source, and the changes."""
    values = {
        item.attname: getattr(row, item.attname)
        for item in row._meta.concrete_fields
        if not item.primary_key and item.name not in changes
    }
    return type(row)(**{**values, "source": copy.source, **changes})
