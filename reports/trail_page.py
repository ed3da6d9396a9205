"""The pages of the audit trail: the log, one batch of it, and the history of one row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Q

from accounts.models import AuditContent, AuditPart
from reports.trail_lines import described, kind_of, name_of, visible_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.core.paginator import Page

    from accounts.models import AuditBatch
    from accounts.models.batches import AuditBatchQuerySet
    from reports.trail_lines import Line

BATCHES_SHOWN = LINES_SHOWN = 50


class LineKey(NamedTuple):
    """Where a line stands: the batch, the kind of data, its number there."""

    batch: int
    label: str
    number: int


@dataclass(frozen=True)
class Entry:
    """One batch in the log."""

    batch: AuditBatch
    who: str
    contents: str


@dataclass(frozen=True)
class BatchPage:
    """Everything a batch's page shows."""

    batch: AuditBatch
    who: str
    contents: str
    is_late: bool
    lines: list[Line]
    page: Page[Any]


def log(
    batches: AuditBatchQuerySet, number: str, units: Collection[int] | None
) -> tuple[Page[Any], list[Entry]]:
    """Return a page of the log with its entries."""
    page = Paginator(batches, BATCHES_SHOWN).get_page(number)
    return page, entries(list(page), units)


def entries(batches: list[AuditBatch], units: Collection[int] | None) -> list[Entry]:
    """Return batches with what they wrote in these units."""
    counts = _counts(batches, units)
    return [
        Entry(batch, name_of(batch.user), _contents(counts[batch.pk]))
        for batch in batches
    ]


def batch_page(
    batch: AuditBatch, number: str, units: Collection[int] | None
) -> BatchPage:
    """Return the page of a batch with its lines, those of one kind together."""
    (entry,) = entries([batch], units)
    page = Paginator(line_keys([batch], units), LINES_SHOWN).get_page(number)
    return BatchPage(
        batch=batch,
        who=entry.who,
        contents=entry.contents,
        is_late=_is_late(batch),
        lines=read_lines(list(page.object_list)),
        page=page,
    )


def line_keys(
    batches: Iterable[AuditBatch], units: Collection[int] | None
) -> list[LineKey]:
    """Return the keys of every line of these batches in these units, the newest batch first."""
    labels = AuditPart.objects.filter(batch__in=batches).order_by("model")
    found: list[LineKey] = []
    for label in labels.values_list("model", flat=True).distinct():
        if model := _model(label):
            lines = visible_lines(model, units).filter(batch__in=batches)
            pairs = lines.values_list("batch", "history_id")
            found += [LineKey(batch, label, number) for batch, number in pairs]
    return sorted(found, key=lambda key: (-key.batch, key.label, key.number))


def read_lines(keys: Collection[LineKey]) -> list[Line]:
    """Return these lines in words, in their order."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        wanted[key.label].append(key.number)
    records = {}
    for label, numbers in wanted.items():
        rows = visible_lines(apps.get_model(label), None)
        rows = rows.filter(history_id__in=numbers)
        for row in rows.select_related("batch__user", "history_user"):
            records[label, row.history_id] = row
    return described(
        records[key.label, key.number]
        for key in keys
        if (key.label, key.number) in records
    )


def _model(label: str) -> Any | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _counts(
    batches: list[AuditBatch], units: Collection[int] | None
) -> dict[int, dict[str, int]]:
    parts = AuditPart.objects.filter(batch__in=batches).order_by("model")
    if units is not None:
        parts = parts.filter(Q(unit_number__in=units) | Q(unit_number=None))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for part in parts:
        found[part.batch_id].setdefault(part.model, 0)
        found[part.batch_id][part.model] += part.rows
    return found


def _contents(counts: dict[str, int]) -> str:
    return ", ".join(f"{kind_of(label)} {count}" for label, count in counts.items())


def _is_late(batch: AuditBatch) -> bool:
    """Whether the seal came later than the deed; asked of the text, which may have megabytes."""
    return AuditContent.objects.filter(
        batch=batch, text__contains='"late":true,"path":'
    ).exists()
