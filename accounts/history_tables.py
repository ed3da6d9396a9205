"""Which tables hold history, and how their rows are read alike whenever they are sealed or checked.

Models are asked from Django, so that those of apps above, and later ones, are in it without being named.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from accounts.models import AuditedHistory, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from django.db.models import Model, QuerySet

Json = str | int | bool | None | list[Any] | dict[str, Any]


@dataclass(frozen=True)
class HistoryTable:
    """A table of history: that of a model's rows, or of its links to many others (a person's roles)."""

    name: str
    model: Any
    key: str
    batch_path: str
    columns: tuple[str, ...]

    def rows_of(self, batches: Collection[int]) -> QuerySet[Any]:
        """Return the rows written under these batches, in the order in which they were written."""
        rows: QuerySet[Any] = self.model._base_manager.all()
        return rows.filter(**{f"{self.batch_path}__in": batches}).order_by(self.key)


def tracked_models() -> list[Any]:
    """Return every model whose rows keep a history with batches, by label."""
    found = [
        model
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
        and issubclass(history_of(model), AuditedHistory)
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def history_of(model: Any) -> Any:
    """Return the model of a tracked model's history."""
    return getattr(model, model._meta.simple_history_manager_attribute).model


def tables_of(model: type[Model]) -> list[HistoryTable]:
    """Return the history of a tracked model's rows, then that of its links."""
    history = history_of(model)
    label = model._meta.label_lower
    own = HistoryTable(label, history, "history_id", "batch", _columns(history))
    links = [
        HistoryTable(
            f"{label}.{link.name}",
            links_of := getattr(history, link.name).model,
            "m2m_history_id",
            "history__batch",
            _columns(links_of),
        )
        for link in history._history_m2m_fields
    ]
    return [own, *links]


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(f.attname for f in model._meta.concrete_fields if f.name != "batch")


def unit_lookup(model: type[Model]) -> str | None:
    """Return how a row, or a line of its history, leads to its unit; None for what belongs to none."""
    if model is Unit:
        return "id"
    path: str | None = getattr(model, "unit_path", None)
    if path is None and _has_unit(model):
        return "unit"
    return path


def _has_unit(model: type[Model]) -> bool:
    try:
        return model._meta.get_field("unit").related_model is Unit
    except FieldDoesNotExist:
        return False


def plain_rows(rows: Iterable[Collection[Any]]) -> Iterator[list[Json]]:
    """Yield rows as JSON holds them."""
    for row in rows:
        yield [plain(value) for value in row]


def plain(value: Any) -> Json:
    """Return a value as JSON holds it: the same text on every database, today and later."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | list | dict):
        return value
    return str(value)
