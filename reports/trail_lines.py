"""Lines of history as they are shown: which row, what was done to it, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils.text import capfirst

from accounts.history_tables import history_of, tracked_models, unit_lookup
from accounts.history_text import HistoryTexts
from reports.history_links import url_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from accounts.history_text import FieldChange
    from accounts.models import AuditBatch, User

DEEDS = {"+": "Dibuat", "~": "Diubah", "-": "Dihapus"}
SYSTEM = "Sistem"
# Django's word is another than ours.
ROLES = "auth.group"


@dataclass(frozen=True)
class Line:
    """One line of history in words; ``url`` is the history of its row."""

    number: int
    row: int
    kind: str
    subject: str
    url: str
    deed: str
    when: datetime.datetime
    who: str
    reason: str
    changes: tuple[FieldChange, ...]
    batch: AuditBatch | None


def kinds() -> dict[str, str]:
    """Return every kind of data that has a history: its label, and what people call it."""
    names = {
        m._meta.label_lower: kind_of(m._meta.label_lower) for m in tracked_models()
    }
    return dict(sorted(names.items(), key=lambda item: item[1]))


def kind_of(label: str) -> str:
    """Return what people call a kind of data; its label where this version no longer knows it."""
    if label == ROLES:
        return "Peran"
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except LookupError:
        return label


def visible_lines(model: Any, units: Collection[int] | None) -> QuerySet[Any]:
    """Return a model's history in these units, everything where ``units`` is None; what is of no unit is in it."""
    lines: QuerySet[Any] = history_of(model)._base_manager.order_by("history_id")
    lookup = unit_lookup(model)
    if units is None or lookup is None:
        return lines
    in_units = Q(**{f"{lookup}__in": units})
    return lines.filter(in_units | Q(**{f"{lookup}__isnull": True}))


def units_seen(user: User) -> set[int] | None:
    """Return the units whose rows the person sees; None for all."""
    return None if user.is_superuser else user.visible_unit_ids()


def described(records: Iterable[Any]) -> list[Line]:
    """Return lines of history in words, in a number of queries that does not grow with them."""
    rows = list(records)
    texts = HistoryTexts(rows)
    return [_line(row, texts) for row in rows]


def _line(row: Any, texts: HistoryTexts) -> Line:
    meta = row.instance_type._meta
    key = getattr(row, meta.pk.attname)
    return Line(
        number=row.history_id,
        row=key,
        kind=kind_of(meta.label_lower),
        subject=texts.object_text(row),
        url=url_of(meta.label_lower, key),
        deed=DEEDS[row.history_type],
        when=row.history_date,
        who=name_of((row.batch.user if row.batch else None) or row.history_user),
        reason=row.history_change_reason or "",
        changes=tuple(texts.changes(row)),
        batch=row.batch,
    )


def name_of(user: User | None) -> str:
    """Return who wrote, as people know the person."""
    if user is None:
        return SYSTEM
    full = user.get_full_name()
    return f"{full} ({user.username})" if full else user.username
