"""What a person chooses of a report, checked once for page, file and command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import Unit
    from indicators.models import StrategicPlan


class Layout(StrEnum):
    """How a table is laid out, or how much of it is shown."""

    DEFAULT = "default"
    DOCUMENT = "dokumen"
    CHANGES = "perubahan"

    @property
    def label(self) -> str:
        return LAYOUT_LABELS[self]


LAYOUT_LABELS = {
    Layout.DEFAULT: "Lengkap",
    Layout.DOCUMENT: "Seperti dokumen",
    Layout.CHANGES: "Hanya perubahan",
}


class ParameterError(ValueError):
    """A choice that the report does not offer; its text is an Indonesian sentence."""


@dataclass(frozen=True)
class Parameters:
    """The unit, and the year, layout and two plans where the report knows them."""

    unit: Unit
    year: int | None = None
    layout: Layout = Layout.DEFAULT
    plans: tuple[StrategicPlan, ...] = ()


def read_year(text: str, offered: list[int]) -> int:
    """Return the year of that text if it is offered; raises ParameterError."""
    year = next((year for year in offered if str(year) == text), None)
    if year is None:
        choices = ", ".join(map(str, offered)) or "belum ada"
        raise ParameterError(
            f"Tahun “{text[:20]}” tidak ada dalam laporan ini. Pilihan: {choices}."
        )
    return year


def read_plan(code: str, offered: Sequence[StrategicPlan]) -> StrategicPlan:
    """Return the plan of that code if it is offered; raises ParameterError."""
    plan = next((plan for plan in offered if plan.code == code), None)
    if plan is None:
        choices = ", ".join(plan.code for plan in offered) or "belum ada"
        raise ParameterError(
            f"Renstra “{code[:60]}” tidak ada pada unit kerja ini. Pilihan: {choices}."
        )
    return plan


def read_layout(text: str, offered: Sequence[Layout]) -> Layout:
    """Return the layout of that name, the full one without a name; raises ParameterError."""
    layout = next((known for known in offered if known == (text or known)), None)
    if layout is None:
        choices = ", ".join(offered)
        raise ParameterError(
            f"Tata letak “{text[:20]}” tidak dikenal. Pilihan: {choices}."
        )
    return layout
