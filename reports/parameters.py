"""What a person chooses of a report, checked once for page, file and command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Unit


class Layout(StrEnum):
    """How the capaian table is laid out."""

    DEFAULT = "default"
    DOCUMENT = "dokumen"

    @property
    def label(self) -> str:
        return "Lengkap" if self is Layout.DEFAULT else "Seperti dokumen"


class ParameterError(ValueError):
    """A choice that the report does not offer; its text is an Indonesian sentence."""


@dataclass(frozen=True)
class Parameters:
    """The unit, and the year and layout where the report knows them."""

    unit: Unit
    year: int | None = None
    layout: Layout = Layout.DEFAULT


def read_year(text: str, offered: list[int]) -> int:
    """Return the year of that text if it is offered; raises ParameterError."""
    year = next((year for year in offered if str(year) == text), None)
    if year is None:
        choices = ", ".join(map(str, offered)) or "belum ada"
        raise ParameterError(
            f"Tahun “{text[:20]}” tidak ada dalam laporan ini. Pilihan: {choices}."
        )
    return year


def read_layout(text: str) -> Layout:
    """Return the layout of that name, the full one without a name; raises ParameterError."""
    try:
        return Layout(text or Layout.DEFAULT)
    except ValueError:
        choices = ", ".join(Layout)
        raise ParameterError(
            f"Tata letak “{text[:20]}” tidak dikenal. Pilihan: {choices}."
        ) from None
