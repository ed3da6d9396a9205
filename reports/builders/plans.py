"""The plan that a report is about, and what the plan itself asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import AnnualTarget, PlanYear
from indicators.scorecard import target_text
from reports.builders import frame
from reports.tables import NOTHING, Cell, Column, Json, Kind, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from accounts.models import Unit
    from indicators.models import Indicator, StrategicPlan
    from reports.parameters import Parameters

NO_TARGETS = "Renstra ini tidak memuat target; lihat Perjanjian Kinerja tiap tahun."


def default_year(unit: Unit) -> int | None:
    """Return the last year in which a plan of the unit is in force; None without a plan."""
    return (
        PlanYear.objects.filter(unit=unit)
        .order_by("-year")
        .values_list("year", flat=True)
        .first()
    )


def in_force(parameters: Parameters) -> StrategicPlan:
    """Return the plan in force in the chosen year."""
    assert parameters.year is not None  # noqa: S101 - the catalogue demands a year of these reports
    rows = PlanYear.objects.select_related("plan")
    return rows.get(unit=parameters.unit, year=parameters.year).plan


def years_of(plan: StrategicPlan) -> range:
    """Return the years of the plan's period."""
    return range(plan.start_year, plan.end_year + 1)


@dataclass(frozen=True)
class PlanTargets:
    """The plan's own targets (no agreement's) of some indicators over some years."""

    years: tuple[int, ...]
    rows: Mapping[tuple[int, int], AnnualTarget]

    def columns(self, group: str = "", width: int | None = None) -> tuple[Column, ...]:
        """Return a column for each year."""
        return tuple(
            Column(str(year), str(year), Kind.NUMBER, group, width)
            for year in self.years
        )

    def of(self, indicator: Indicator, year: int) -> AnnualTarget | None:
        """Return the target of the year, None where the plan says nothing."""
        return self.rows.get((indicator.pk, year))

    def cell(self, indicator: Indicator, year: int) -> Cell:
        """Return the target as figure or as text, "–" where the plan says nothing."""
        target = self.of(indicator, year)
        if target is None:
            return Cell(text=NOTHING)
        return Cell(target.value, target_text(target), decimals=indicator.decimals)

    def cells(self, indicator: Indicator) -> tuple[Cell, ...]:
        """Return the targets of all years."""
        return tuple(self.cell(indicator, year) for year in self.years)

    def record(self, indicator: Indicator) -> dict[str, Json]:
        """Return for programs each year's target as text and as figure."""
        record: dict[str, Json] = {}
        for year in self.years:
            target = self.of(indicator, year)
            record[str(year)] = target_text(target) if target else None
            record[f"{year}_value"] = plain(target.value) if target else None
        return record

    def note(self, figures: str = "Angka") -> str:
        """Return how the targets are rounded, or that there are none; ``figures`` as in ``frame.figures_note``."""
        if not self.rows:
            return NO_TARGETS
        return frame.figures_note(
            (row.indicator for row in self.rows.values()), figures
        )


def targets_of(indicators: Iterable[Indicator], years: Iterable[int]) -> PlanTargets:
    """Load the indicators' own targets by one query."""
    years = tuple(years)
    rows = AnnualTarget.objects.filter(
        indicator__in=indicators, year__in=years, agreement__isnull=True
    )
    return PlanTargets(
        years,
        {(row.indicator_id, row.year): row for row in rows.select_related("indicator")},
    )
