"""What a pack is about: a report of a unit, issued or as it is now, and the years of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import PlanYear

if TYPE_CHECKING:
    import datetime

    from accounts.models import Unit, User
    from documents.models import IssuedDocument
    from reports.documents import Document


@dataclass(frozen=True)
class Subject:
    """The report as it is now (``document``, None where it can no longer be made), and its issue if it is about one.

    ``formats`` are those in which the report can be had, ``pdf`` its PDF where it was not issued.
    """

    unit: Unit
    title: str
    years: tuple[int, ...]
    document: Document | None
    formats: tuple[str, ...]
    issued: IssuedDocument | None
    pdf: bytes
    asked_by: User
    made_at: datetime.datetime

    @property
    def stem(self) -> str:
        """How the report's files are called."""
        if self.document:
            return self.document.file_stem
        return self.issued.file_stem if self.issued else "laporan"


def years_of(unit: Unit, year: int | None) -> tuple[int, ...]:
    """Return the report's year; of a report without one, all years of the unit's plans."""
    if year is not None:
        return (year,)
    rows = PlanYear.objects.filter(unit=unit).order_by("year")
    return tuple(rows.values_list("year", flat=True).distinct())
