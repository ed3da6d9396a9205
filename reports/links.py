"""Where pages lead to: the entry of a figure, the figures at a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from indicators.models import Indicator, WorkflowState


def entry_address(year: int) -> str:
    """Return the page on which the year's figures are entered."""
    return reverse("entry_year", args=[year])


def figure_address(indicator: Indicator, year: int, period: str) -> str:
    """Return the page on which one realization is entered."""
    where = reverse("entry_indicator", args=[year, indicator.plan.code, indicator.code])
    return f"{where}?{urlencode({'periode': period})}"


def stage_address(stage: WorkflowState, **narrowed: str | int) -> str:
    """Return the page of all figures at a stage."""
    return f"{reverse('verification')}?{urlencode({'tahap': stage.value, **narrowed})}"
