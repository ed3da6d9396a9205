"""Places that nobody has filled in yet: said where they are missed, with a link to where they are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from indicators.models import Period
from reports.documents import Paragraph, Run, Tone
from reports.links import figure_address

if TYPE_CHECKING:
    from accounts.models import Unit
    from indicators.models import ActivityTarget, Indicator


def gap(words: str, address: str) -> Paragraph:
    """Return the remark that this is not filled in; it leads to the page where that is done."""
    runs = (Run(f"{words} belum diisi", url=address), Run("."))
    return Paragraph(runs, Tone.MISSING)


def text_address(unit: Unit, year: int, slot: str) -> str:
    """Return the page on which the unit's text for a place and year is written."""
    return _new("documents_textblock", unit=unit.pk, slot=slot, year=year)


def benchmark_address(indicator: Indicator, year: int) -> str:
    """Return the page on which a national benchmark is recorded."""
    return _new("indicators_benchmark", indicator=indicator.pk, year=year)


def activity_address(owner: ActivityTarget) -> str:
    """Return the page on which an activity under the activity target is recorded."""
    return _new("indicators_plannedactivity", activity_target=owner.pk)


def owner_address(owner: ActivityTarget) -> str:
    """Return the page of the activity target, where its programme is chosen."""
    return reverse("admin:indicators_activitytarget_change", args=[owner.pk])


def components_address(owner: ActivityTarget) -> str:
    """Return the list of the budget components behind the activity target."""
    query = urlencode({"activity_target__id__exact": owner.pk})
    return f"{reverse('admin:budgets_budgetline_changelist')}?{query}"


def list_address(name: str) -> str:
    """Return the list of a model in the data administration: "budgets_annualbudget"."""
    return reverse(f"admin:{name}_changelist")


def analysis_address(indicator: Indicator, year: int) -> str:
    """Return the page on which the year's figure and its analysis are entered."""
    return figure_address(indicator, year, Period.YEAR)


def _new(name: str, **filled: str | int) -> str:
    return f"{reverse(f'admin:{name}_add')}?{urlencode(filled)}"
