"""What auditors see first: what was written last, and what the data checks have found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import AuditBatch
from indicators.acknowledgements import check
from indicators.findings import Severity
from reports.trail_lines import units_seen
from reports.trail_page import Entry, entries

if TYPE_CHECKING:
    from accounts.models import Unit, User

SHOWN = 8


@dataclass(frozen=True)
class FindingCount:
    """How many findings of one severity are open."""

    severity: Severity
    count: int


@dataclass(frozen=True)
class AuditorView:
    """The newest batches, and the open findings of the unit by severity."""

    entries: list[Entry]
    findings: tuple[FindingCount, ...]


def auditor_view(unit: Unit, user: User) -> AuditorView:
    """Return what an auditor of the unit sees first, in a constant number of queries."""
    batches = AuditBatch.objects.visible_to(user).select_related("user")
    newest = list(batches.order_by("-pk")[:SHOWN])
    found = [item.finding.severity for item in check(unit) if item.is_open]
    counts = tuple(FindingCount(each, found.count(each)) for each in Severity)
    return AuditorView(entries(newest, units_seen(user)), counts)
