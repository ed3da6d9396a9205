"""What waits for administrators: accounts that cannot work yet, and trouble with signing in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts.models import SignIn, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

DAYS = 7


@dataclass(frozen=True)
class LockedOut:
    """A name that must wait after wrong passwords, and until when."""

    username: str
    until: datetime.datetime


@dataclass(frozen=True)
class AdministratorWork:
    """Everything that waits for an administrator."""

    without_role: list[User]
    without_unit: list[User]
    first_password: int
    without_second_step: int
    locked_out: tuple[LockedOut, ...]
    failures: int
    refusals: int

    @property
    def has_incomplete_accounts(self) -> bool:
        return bool(self.without_role or self.without_unit)


def administrator_work(user: User) -> AdministratorWork:
    """Return what concerns the accounts that the person looks after."""
    people = _accounts(user)
    signs = _sign_ins(user)
    return AdministratorWork(
        without_role=list(people.filter(groups=None, is_superuser=False)),
        without_unit=list(people.filter(unit=None, is_superuser=False)),
        first_password=people.filter(must_change_password=True).count(),
        without_second_step=people.filter(second_factor_since=None).count(),
        locked_out=_locked_out(people),
        failures=signs[SignIn.Outcome.FAILURE],
        refusals=signs[SignIn.Outcome.REFUSED],
    )


def _accounts(user: User) -> QuerySet[User]:
    """Return the active accounts of the visible units."""
    people = User.objects.filter(is_active=True).order_by("username")
    if user.is_superuser:
        return people
    return people.filter(unit__in=user.visible_unit_ids())


def _sign_ins(user: User) -> dict[str, int]:
    """Return how many attempts of the last days failed or were refused."""
    since = timezone.now() - datetime.timedelta(days=DAYS)
    rows = SignIn.objects.filter(at__gte=since)
    if not user.is_superuser:
        rows = rows.filter(user__unit__in=user.visible_unit_ids())
    outcomes = (SignIn.Outcome.FAILURE, SignIn.Outcome.REFUSED)
    return rows.aggregate(
        **{each.value: Count("pk", filter=Q(outcome=each)) for each in outcomes}
    )


def _locked_out(people: QuerySet[User]) -> tuple[LockedOut, ...]:
    """Return the accounts that must wait now; a typed name that is no account may be a password."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=since,
        username__in=people.values("username"),
    )
    last = attempts.values("username").annotate(last=Max("attempt_time"))
    return tuple(
        LockedOut(row["username"], row["last"] + settings.AXES_COOLOFF_TIME)
        for row in last.order_by("username")
    )
