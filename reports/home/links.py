"""Where the home page leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from indicators.models import WorkflowState


def entry_address(year: int) -> str:
    """Return the page on which the year's figures are entered."""
    return reverse("entry_year", args=[year])


def stage_address(stage: WorkflowState, **narrowed: str | int) -> str:
    """Return the page of all figures at a stage."""
    return f"{reverse('verification')}?{urlencode({'tahap': stage.value, **narrowed})}"
