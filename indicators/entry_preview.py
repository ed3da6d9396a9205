"""What would be saved of one realization's page as it is typed now: computed by the server, written nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.calculation import Aggregation
from indicators.calculation_text import aggregation_text
from indicators.entry_one_load import load
from indicators.entry_one_save import candidate
from indicators.models.calculated import deviations
from indicators.words import result_text

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User
    from indicators.entry_one import Page, Place

INCOMPLETE = "Lengkapi pengukuran yang belum terisi."


def preview(place: Place, user: User, data: QueryDict) -> dict[str, object]:
    """Return the formula of each row, how they become the value, and the value that would be saved."""
    page = load(place, user, data)
    is_readable = page.form.is_valid()
    is_complete = page.rows.is_valid()
    formulas = {str(form.prefix): form.formula for form in page.rows.filled}
    if not is_complete:
        return {"rows": formulas, "sum": INCOMPLETE, "value": "", "differs": ""}
    if not is_readable:
        return {"rows": formulas, "sum": _sum(page), "value": "", "differs": ""}
    written, _ = candidate(page, data)
    differs = [found.text for found in deviations([written])]
    return {
        "rows": formulas,
        "sum": _sum(page),
        "value": "" if page.form.errors else result_text(place.indicator, written),
        "differs": "; ".join(differs),
    }


def _sum(page: Page) -> str:
    way = Aggregation(page.place.indicator.aggregation)
    return aggregation_text([row.as_input for row in page.rows.measurements()], way)
