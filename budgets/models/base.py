"""What the models of money share; money is whole rupiah."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from indicators.models.base import FigureRow
from indicators.models.locks import refuse_in_locked_years

if TYPE_CHECKING:
    from indicators.models import StrategicPlan


def not_negative(model: str, *fields: str) -> list[models.CheckConstraint]:
    """Return one named constraint per amount: money is never negative."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
            name=f"{model}_{field}_not_negative",
            violation_error_message="Jumlah uang tidak boleh negatif.",
        )
        for field in fields
    ]


class LockedByYear(FigureRow):
    """A figure of a unit and year that a lock of that year closes."""

    class Meta(FigureRow.Meta):
        abstract = True

    def clean(self) -> None:
        """Refuse a write in a locked year, and moving a figure out of one."""
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        rows: list[Any] = [row for row in (self, stored) if row and row.has_owner]
        refuse_in_locked_years(
            (row.owner_unit.pk, row.year) for row in rows if row.year
        )

    @property
    def has_owner(self) -> bool:
        """Whether the row says to what it belongs; a form may still lack it."""
        return getattr(self, f"{self.unit_path.split('__')[0]}_id") is not None


def check_year_in_plan(plan: StrategicPlan, year: int | None) -> None:
    """Raise ValidationError on ``year`` when it lies outside the plan's period."""
    if year is not None and not plan.start_year <= year <= plan.end_year:
        raise ValidationError(
            {
                "year": f"Tahun {year} di luar periode renstra {plan.code} ({plan.period_text})."
            }
        )
