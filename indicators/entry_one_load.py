"""Reading everything that one realization's page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import scorecard
from indicators.entry_closed import closing_of
from indicators.entry_form import MeasurementRows, RealizationPageForm
from indicators.entry_one import Page
from indicators.models import (
    Measurement,
    MethodChoice,
    Realization,
)
from indicators.models.scales import grade_labels
from indicators.stages import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from accounts.models import User
    from indicators.entry_one import Place
    from indicators.models import Indicator


def load(place: Place, user: User, data: QueryDict | None = None) -> Page:
    """Return the page as it is stored, with what was typed into it."""
    indicator, year = place.indicator, place.year
    card = scorecard.load(indicator.plan.unit, [year - 1, year])
    scores = card.years[year]
    closing = closing_of(indicator.plan.unit, scores, user)
    points = {point.year: point.score for point in card.series_of(indicator.pk)}
    stored = _stored(place)
    cases = list(stored.measurements.order_by("order")) if stored else []
    grades = grade_labels([indicator.scale_id])
    return Page(
        place=place,
        stored=stored,
        cases=cases,
        score=card.score_of(indicator.pk, year),
        previous=points.get(year - 1),
        tasks=closing.tasks(scores),
        closed=closing.reason(indicator, place.period, stored),
        openings=closing.openings_of(indicator),
        form=RealizationPageForm(data, stored, grades.get(indicator.scale_id or 0, [])),
        rows=MeasurementRows(data, cases, _usual_method(indicator, cases)),
    )


def _stored(place: Place) -> Realization | None:
    """Return the realization with the people of its stage."""
    rows = Realization.objects.filter(
        indicator=place.indicator, year=place.year, period=place.period
    )
    row = rows.select_related(*PEOPLE).first()
    if row:
        row.indicator = place.indicator
    return row


def _usual_method(indicator: Indicator, cases: Sequence[Measurement]) -> str:
    """Return the method that an empty row begins with: the last one used, else what the unit suggests."""
    if cases:
        return cases[-1].method
    return MethodChoice.GROWTH if indicator.is_percentage else MethodChoice.VALUE
