"""Who wrote the figures of the years, when, from what to what: every line of their history."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone

from accounts.history_tables import history_of, unit_lookup
from accounts.perms import EVIDENCE_MODELS, FIGURE_MODELS
from reports.trail_lines import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from reports.evidence_pack.subject import Subject
    from reports.trail_lines import Line

HEADINGS = (
    "Waktu", "Oleh", "Jalur", "Alasan", "Jenis data", "Data", "Nomor data", "Tindakan", "Kolom", "Sebelum", "Sesudah",
    "Catatan penulisan", "Nomor segel", "SHA-256 segel",
)  # fmt: skip
LINES_AT_ONCE = 500
# How a row without a year of its own leads to one.
YEAR_PATHS = {
    "indicators.measurement": "realization__year",
    "indicators.evidence": "realization__year",
}


def lines(subject: Subject) -> Iterator[Sequence[str]]:
    """Yield the lines of the file, kind by kind, the oldest first."""
    for label in (*FIGURE_MODELS, *EVIDENCE_MODELS):
        records = _records(label, subject).iterator(LINES_AT_ONCE)
        while piece := list(islice(records, LINES_AT_ONCE)):
            for line in described(piece):
                yield from _written(line)


def _records(label: str, subject: Subject) -> QuerySet:  # type: ignore[type-arg]
    model = apps.get_model(label)
    of_unit = {str(unit_lookup(model)): subject.unit.pk}
    of_years = {f"{YEAR_PATHS.get(label, 'year')}__in": subject.years}
    rows = history_of(model)._base_manager.filter(**of_unit, **of_years)
    found: QuerySet = rows.order_by("history_id").select_related(  # type: ignore[type-arg]
        "batch__user", "history_user"
    )
    return found


def _written(line: Line) -> Iterator[Sequence[str]]:
    when = timezone.localtime(line.when).strftime("%Y-%m-%d %H:%M:%S")
    batch = line.batch
    way = str(batch.get_path_display()) if batch else ""
    reason = line.reason or (batch.reason if batch else "")
    about = (when, line.who, way, reason, line.kind, line.subject, str(line.row))
    seal = (
        (str(batch.pk), str(batch.sequence or ""), batch.digest)
        if batch
        else ("", "", "")
    )
    for change in line.changes or (("", "", ""),):
        yield (*about, line.deed, *change, *seal)
