"""Who is in charge of which indicator: the page's rows, and saving them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.audit import batch
from accounts.models import AuditBatch, Role, Team, User
from indicators.models import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import Unit
    from indicators.models import StrategicPlan

CHANGED_MEANWHILE = "Diubah orang lain sementara Anda mengisi; periksa lalu ulangi."
NOT_OFFERED = "Pilih petugas dan tim dari daftar."


@dataclass(frozen=True)
class Chosen:
    """What was chosen for an indicator, and what the page had shown ("" for nobody)."""

    person: str
    team: str
    seen: str


@dataclass
class Row:
    """An indicator with its person and team, as chosen or as stored."""

    indicator: Indicator
    person: str
    team: str
    error: str = ""

    @property
    def seen(self) -> str:
        """What is stored, for noticing that another person changed it."""
        return mark(self.indicator)


def mark(indicator: Indicator) -> str:
    """Return person and team of an indicator as one word."""
    return f"{indicator.person_in_charge_id or ''}.{indicator.team_id or ''}"


class AssignmentPage:
    """The indicators of a plan, and the people and teams of its unit."""

    def __init__(self, plan: StrategicPlan) -> None:
        self.plan = plan
        self.people = {str(person.pk): person for person in _people(plan.unit)}
        self.teams = {
            str(team.pk): team for team in Team.objects.filter(unit=plan.unit)
        }
        indicators = Indicator.objects.filter(plan=plan).select_related(
            "plan", "activity_target", "goal_owner", "person_in_charge", "team"
        )
        self.rows = [_stored_row(item) for item in indicators.in_order()]
        self._keep_who_is_gone()

    def _keep_who_is_gone(self) -> None:
        """Offer who is in charge today even where he or she is no operator any more."""
        for row in self.rows:
            if person := row.indicator.person_in_charge:
                self.people.setdefault(str(person.pk), person)

    def choose(self, chosen: Mapping[int, Chosen]) -> list[Row]:
        """Take over what was chosen; return the rows that change, refused ones with their error."""
        changed = []
        for row in self.rows:
            sent = chosen.get(row.indicator.pk)
            if sent is None or f"{sent.person}.{sent.team}" in (sent.seen, row.seen):
                continue
            row.person, row.team = sent.person, sent.team
            row.error = self._problem(row, sent)
            changed.append(row)
        return changed

    def _problem(self, row: Row, sent: Chosen) -> str:
        if sent.seen != row.seen:
            return CHANGED_MEANWHILE
        known = sent.person in ("", *self._offered) and sent.team in ("", *self.teams)
        return "" if known else NOT_OFFERED

    @property
    def _offered(self) -> list[str]:
        """Who may be chosen; who moved to another unit is shown, and not chosen again."""
        people = self.people.items()
        return [pk for pk, person in people if person.unit_id == self.plan.unit_id]


def save(
    plan: StrategicPlan, chosen: Mapping[int, Chosen], user: User
) -> tuple[AssignmentPage, int | None]:
    """Write the changed rows, all or none; the number is None on a page that was refused."""
    with transaction.atomic():
        list(Indicator.objects.filter(plan=plan).order_by("pk").select_for_update())
        page = AssignmentPage(plan)
        changed = page.choose(chosen)
        if any(row.error for row in changed):
            return page, None
        if changed:
            with batch(AuditBatch.Path.GRID, user=user):
                for row in changed:
                    _write(page, row)
    return page, len(changed)


def _write(page: AssignmentPage, row: Row) -> None:
    indicator = row.indicator
    indicator.person_in_charge = page.people.get(row.person)
    indicator.team = page.teams.get(row.team)
    indicator.clean()
    indicator.save()


def _people(unit: Unit) -> list[User]:
    people = User.objects.filter(
        unit=unit, is_active=True, groups__name=Role.OPERATOR.value
    )
    return list(people.order_by("first_name", "last_name", "username"))


def _stored_row(indicator: Indicator) -> Row:
    person, team = mark(indicator).split(".")
    return Row(indicator, person, team)
