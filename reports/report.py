"""What a report is: its title, who may see it, what can be chosen, how it is built."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reports.builders import capaian, perbandingan, plans
from reports.formats import TABLE_FORMATS
from reports.parameters import (
    Layout,
    ParameterError,
    Parameters,
    read_layout,
    read_plan,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from accounts.models import Unit
    from indicators.models import StrategicPlan
    from reports.documents import Document


class Group(StrEnum):
    """The subjects under which the reports are listed, in their order."""

    DOCUMENTS = "Dokumen"
    ACHIEVEMENT = "Capaian"
    PLANNING = "Perencanaan"
    RESOURCES = "Anggaran dan sumber daya"
    OVERSIGHT = "Pengawasan"


@dataclass(frozen=True)
class Report:
    """A report: what it shows, who may see it, what can be chosen, how it is built, in which formats.

    ``default_year`` is what a report with a year shows when none is chosen; without it the report
    has no year. ``default_plans`` is the same for a report on two plans. The files of a long report
    are made by the worker and kept while the data stay the same.
    """

    slug: str
    title: str
    description: str
    group: Group
    permission: str
    build: Callable[[Parameters], Document]
    default_year: Callable[[Unit], int | None] | None = None
    layouts: tuple[Layout, ...] = ()
    default_plans: Callable[[Unit], tuple[StrategicPlan, ...]] | None = None
    formats: tuple[str, ...] = TABLE_FORMATS
    is_long: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what can be chosen."""
        year = ("year",) if self.default_year else ()
        plans = ("dari", "ke") if self.default_plans else ()
        return ("unit", *year, *plans, *(("layout",) if self.layouts else ()))

    def choices(self, parameters: Parameters) -> dict[str, str]:
        """Return what was chosen as an address says it: only what differs from the defaults."""
        year = {"year": str(parameters.year)} if parameters.year else {}
        layout = (
            {}
            if parameters.layout is Layout.DEFAULT
            else {"layout": str(parameters.layout)}
        )
        sides = zip(("dari", "ke"), parameters.plans, strict=False)
        return year | {name: plan.code for name, plan in sides} | layout

    @property
    def is_of_plan(self) -> bool:
        """Whether the year only chooses the plan in force, which most of its years share."""
        return self.default_year is plans.default_year

    def years(self, unit: Unit) -> list[int]:
        """Return the years that can be chosen; empty for a report without a year."""
        return capaian.years(unit) if self.default_year else []

    def read(self, unit: Unit, choices: Mapping[str, str]) -> Parameters:
        """Return what was chosen, with defaults; raises ParameterError."""
        return Parameters(
            unit=unit,
            year=self._read_year(unit, choices.get("year", "")),
            layout=read_layout(choices.get("layout", ""), self.layouts)
            if self.layouts
            else Layout.DEFAULT,
            plans=self._read_plans(unit, choices),
        )

    def is_ready(self, unit: Unit) -> bool:
        """Whether the unit has what the report is about."""
        if self.default_plans:
            return bool(self.default_plans(unit))
        return self.default_year is None or bool(self.years(unit))

    def _read_plans(
        self, unit: Unit, choices: Mapping[str, str]
    ) -> tuple[StrategicPlan, ...]:
        if self.default_plans is None:
            return ()
        default = self.default_plans(unit)
        if not default:
            raise ParameterError(
                f"{unit.name} belum mempunyai dua renstra untuk dibandingkan."
            )
        offered = perbandingan.plans_of(unit)
        codes = zip(("dari", "ke"), default, strict=True)
        return tuple(
            read_plan(choices[name], offered) if choices.get(name) else plan
            for name, plan in codes
        )

    def _read_year(self, unit: Unit, text: str) -> int | None:
        if self.default_year is None:
            return None
        if text:
            return read_year(text, self.years(unit))
        year = self.default_year(unit)
        if year is None:
            raise ParameterError(
                f"{unit.name} belum mempunyai renstra, sehingga laporan ini belum dapat dibuat."
            )
        return year
