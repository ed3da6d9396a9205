"""Which figures lack the evidence that their indicator asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.models import AccumulationChoice, Evidence, EvidenceRule, Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.models import Realization

MISSING_SENTENCES = {
    EvidenceRule.WARN: "Bukti dukung belum ada.",
    EvidenceRule.REQUIRED: "Bukti dukung wajib ada, tetapi belum ada.",
}


def missing_evidence(rows: Iterable[Realization]) -> dict[int, EvidenceRule]:
    """Return, by realization, the rule of those that should have evidence and have none; in one query.

    A year that comes from its quarters is proven by theirs. Where there is no figure, be it a "-", there
    is nothing to prove.
    """
    asked = [
        row
        for row in rows
        if row.carries_figure and row.indicator.evidence_rule != EvidenceRule.OPTIONAL
    ]
    if not asked:
        return {}
    found = Evidence.objects.filter(
        realization__indicator__in={row.indicator_id for row in asked},
        realization__year__in={row.year for row in asked},
    ).values_list("realization", "realization__indicator", "realization__year")
    proven = {realization for realization, _, _ in found}
    years = {(indicator, year) for _, indicator, year in found}
    return {
        row.pk: EvidenceRule(row.indicator.evidence_rule)
        for row in asked
        if row.pk not in proven
        and not (_comes_from_quarters(row) and (row.indicator_id, row.year) in years)
    }


def _comes_from_quarters(row: Realization) -> bool:
    entered = row.indicator.accumulation == AccumulationChoice.ENTERED
    return row.period == Period.YEAR and not entered
