"""Findings with what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from documents.models import ReconciliationAnswer
from reports.reconciliation.engine import reconcile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import Unit
    from reports.reconciliation.engine import Reconciliation
    from reports.reconciliation.findings import Finding
    from reports.reconciliation.kinds import Kind
    from reports.report import Report


@dataclass(frozen=True)
class Answered:
    """A finding, and what a person decided about it; None while nobody has."""

    finding: Finding
    answer: ReconciliationAnswer | None

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True)
class Checked:
    """A unit's reconciliation with the answers to its findings."""

    result: Reconciliation
    items: tuple[Answered, ...]

    @cached_property
    def open_count(self) -> int:
        return sum(item.is_open for item in self.items)

    @property
    def is_settled(self) -> bool:
        """Whether every table was compared, and no grave finding is left unanswered."""
        is_grave = any(item.is_open and item.finding.is_grave for item in self.items)
        return not self.result.errors and not is_grave

    def count(self, kind: Kind, *, is_open: bool) -> int:
        """Return how many findings of the kind are open, or answered."""
        return sum(
            item.finding.kind is kind and item.is_open == is_open for item in self.items
        )


def check(unit: Unit, reports: Mapping[str, Report]) -> Checked:
    """Return the unit's reconciliation with its answers."""
    result = reconcile(unit, reports)
    rows = ReconciliationAnswer.objects.filter(unit=unit).select_related("answered_by")
    known = {row.fingerprint: row for row in rows}
    return Checked(
        result,
        tuple(Answered(item, known.get(item.fingerprint)) for item in result.findings),
    )
