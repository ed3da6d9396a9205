"""The evidence of a year's figures, quarters included, as links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from indicators.models import Evidence, EvidenceKind, Period

if TYPE_CHECKING:
    from collections.abc import Collection

    from indicators.models import Indicator


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: its title, the quarter it is of ("" for the year's), where it is."""

    title: str
    quarter: str
    url: str
    is_file: bool


@dataclass(frozen=True)
class YearEvidence:
    """The evidence of a year, and the page on which it is kept."""

    proofs: tuple[Proof, ...]
    url: str


class EvidenceByYear:
    """The evidence of a chain of indicators, read once."""

    def __init__(self, indicator_ids: Collection[int]) -> None:
        rows = Evidence.objects.filter(realization__indicator__in=indicator_ids)
        self._found: dict[tuple[int, int], list[Proof]] = defaultdict(list)
        for row in rows.select_related("realization").order_by(
            "realization__period", "pk"
        ):
            of = row.realization
            self._found[of.indicator_id, of.year].append(_proof(row))

    def of(self, indicator: Indicator, year: int) -> YearEvidence:
        """Return what proves the indicator's figures of a year."""
        url = reverse("evidence_add", args=[indicator.pk, year, Period.YEAR])
        return YearEvidence(tuple(self._found.get((indicator.pk, year), ())), url)


def _proof(row: Evidence) -> Proof:
    is_file = row.kind == EvidenceKind.FILE
    period = Period(row.realization.period)
    return Proof(
        title=row.title,
        quarter="" if period is Period.YEAR else period.label,
        url=reverse("evidence_file", args=[row.pk]) if is_file else row.url,
        is_file=is_file,
    )
