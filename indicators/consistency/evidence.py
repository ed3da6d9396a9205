"""Figures without the evidence that their indicator asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.evidence import missing_evidence
from indicators.findings import Case, Link, Severity, about, rule
from indicators.models import EvidenceRule, Period, Realization
from indicators.scorecard import result_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import Unit
    from indicators.findings import Context

    Unproven = list[tuple[Realization, EvidenceRule]]


@rule(
    code="evidence-required",
    severity=Severity.ERROR,
    title="Realisasi tanpa bukti dukung yang diwajibkan",
)
def evidence_required(context: Context) -> Iterator[Case]:
    """A figure without evidence where the indicator requires it."""
    return _cases(context, EvidenceRule.REQUIRED, "mewajibkannya")


@rule(
    code="evidence-missing",
    severity=Severity.WARNING,
    title="Realisasi tanpa bukti dukung yang diminta",
)
def evidence_missing(context: Context) -> Iterator[Case]:
    """A figure without evidence where the indicator asks for it."""
    return _cases(context, EvidenceRule.WARN, "memintanya")


def _cases(context: Context, wanted: EvidenceRule, asks: str) -> Iterator[Case]:
    for row, found in context.read(_read_unproven):
        if found is wanted:
            result = result_text(row.indicator, row)
            message = (
                f"Realisasi {_period(row)}{result} {row.indicator.unit_of_measure} "
                f"belum mempunyai bukti dukung, padahal indikator ini {asks}."
            )
            subject = replace(about(row.indicator), link=Link("evidence", (row.pk,)))
            yield Case(subject, message, row.year, (row.period, result))


def _period(row: Realization) -> str:
    return "" if row.period == Period.YEAR else f"{row.get_period_display()} "


def _read_unproven(unit: Unit) -> Unproven:
    """Return the figures that lack evidence, with the rule that asks for it."""
    rows = (
        Realization.objects.of_unit(unit)
        .exclude(indicator__evidence_rule=EvidenceRule.OPTIONAL)
        .select_related("indicator__plan")
        .order_by("indicator__plan", "indicator", "year", "period")
    )
    missing = missing_evidence(rows)
    return [(row, missing[row.pk]) for row in rows if row.pk in missing]
