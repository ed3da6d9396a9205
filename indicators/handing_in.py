"""What of a year is filled and can be handed in together, period by period."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.perms import may_submit
from indicators.models import Origin, Realization, WorkflowState
from indicators.stage_panels import stage_panels
from indicators.stages import PEOPLE
from indicators.tasks import place_text
from indicators.workflow import STEPS, Deed

if TYPE_CHECKING:
    from accounts.models import Unit, User
    from indicators.stage_panels import StagePanel

# The document's own figures are not handed in by the dozen, only one by one.
ENTERED = ~Q(workflow=WorkflowState.DRAFT, origin=Origin.PUBLISHED)


@dataclass(frozen=True)
class Filled:
    """The figures of one period that the person may hand in now."""

    place: str
    panels: tuple[StagePanel, ...]


def filled_periods(unit: Unit, year: int, user: User) -> list[Filled]:
    """Return the periods of a year with figures that the person may hand in; the queries do not grow with them."""
    if not may_submit(user, unit):
        return []
    stages = STEPS[Deed.SUBMIT].stages
    rows = Realization.objects.of_unit(unit).filter(ENTERED, workflow__in=stages)
    related = ("indicator__plan", "indicator__team", *PEOPLE)
    found = list(rows.filter(year=year).select_related(*related).order_by("period"))
    panels = stage_panels(found, unit, user) if found else {}
    open_rows = [row for row in found if Deed.SUBMIT in panels[row.pk].deeds]
    return [
        Filled(place_text(year, period), tuple(panels[row.pk] for row in members))
        for period, members in groupby(open_rows, key=lambda row: row.period)
    ]
