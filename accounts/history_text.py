"""Lines of history in words: which fields changed, from what to what, as people write figures and names."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import OuterRef, Subquery
from django.utils import formats, timezone
from django.utils.text import capfirst

from accounts.history_tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EMPTY = "–"
CREATED, DELETED = "+", "-"
# A line of history: its model and its number.
Key = tuple[Any, int]


class FieldChange(NamedTuple):
    """A field's name, and its value before and after in words."""

    field: str
    before: str
    after: str


class HistoryTexts:
    """Reads what the given lines of history need, in a number of queries that does not grow with them."""

    def __init__(self, records: Iterable[Any]) -> None:
        self.records = list(records)
        self.earlier = dict(self._read_earlier())
        self.records += self.earlier.values()
        self.links = self._read_links()
        self.related = self._read_related()

    def changes(self, record: Any) -> list[FieldChange]:
        """Return what differs from the line before; of a new or deleted row, the fields that are filled."""
        is_new = record.history_type == CREATED
        is_gone = record.history_type == DELETED
        before = None if is_new else self.earlier.get(_key(record))
        if before is None and not is_new and not is_gone:
            return []  # what was there before was not recorded
        sides = (record, None) if is_gone else (before, record)
        found = (
            self._change(field, *sides)
            for field in (*record.tracked_fields, *record._history_m2m_fields)
            if not field.primary_key
        )
        return [change for change in found if change is not None]

    def object_text(self, record: Any) -> str:
        """Return the row that a line is about, as it is called elsewhere."""
        values = {f.attname: getattr(record, f.attname) for f in record.tracked_fields}
        row = record.instance_type(**values)
        for field in record.tracked_fields:
            if field.is_relation and values[field.attname] is not None:
                parents = self.related[field.related_model]
                if values[field.attname] not in parents:
                    return numbered(record)
                setattr(row, field.name, parents[values[field.attname]])
        try:
            return str(row)
        except ObjectDoesNotExist:
            return numbered(record)

    def _change(self, field: Any, before: Any, after: Any) -> FieldChange | None:
        if self._value(before, field) == self._value(after, field):
            return None
        texts = self._text(before, field), self._text(after, field)
        if texts == (EMPTY, EMPTY):
            return None
        return FieldChange(capfirst(field.verbose_name), *texts)

    def _value(self, record: Any | None, field: Any) -> Any:
        if record is None:
            return None
        if field.many_to_many:
            return self.links.get((field, record.history_id), [])
        return getattr(record, field.attname)

    def _text(self, record: Any | None, field: Any) -> str:
        value = self._value(record, field)
        if value in (None, "", []):
            return EMPTY
        if field.many_to_many:
            return ", ".join(sorted(self._names(field, value)))
        if field.is_relation:
            return next(iter(self._names(field, [value])))
        if field.choices:
            return str(getattr(record, f"get_{field.name}_display")())
        return value_text(value)

    def _names(self, field: Any, keys: Iterable[Any]) -> list[str]:
        """Return the rows of these keys by their names, by their numbers where they are gone."""
        rows = self.related[field.related_model]
        return [str(rows.get(key, f"#{key}")) for key in keys]

    def _ids_by_model(self) -> dict[Any, list[int]]:
        found: dict[Any, list[int]] = defaultdict(list)
        for record in self.records:
            found[type(record)].append(record.history_id)
        return found

    def _read_earlier(self) -> Iterator[tuple[Key, Any]]:
        """Yield the line before each of ours, with ours' key."""
        for model, ids in self._ids_by_model().items():
            lines, pk = model._base_manager, model.instance_type._meta.pk.attname
            older = lines.filter(
                **{pk: OuterRef(pk)}, history_id__lt=OuterRef("history_id")
            )
            last = Subquery(older.order_by("-history_id").values("history_id")[:1])
            ours = lines.filter(history_id__in=ids).values_list("history_id", last)
            later = {old: own for own, old in ours if old is not None}
            for row in lines.filter(history_id__in=later):
                yield (model, later[row.history_id]), row

    def _read_links(self) -> dict[Key, list[int]]:
        found: dict[Key, list[int]] = defaultdict(list)
        for model, ids in self._ids_by_model().items():
            tables = tables_of(model.instance_type)[1:]
            for link, table in zip(model._history_m2m_fields, tables, strict=True):
                target = f"{link.m2m_reverse_field_name()}_id"
                rows = table.model.objects.filter(history__in=ids).order_by(target)
                for history_id, pk in rows.values_list("history_id", target):
                    found[link, history_id].append(pk)
        return found

    def _read_related(self) -> dict[Any, dict[Any, Any]]:
        wanted: dict[Any, set[Any]] = defaultdict(set)
        for record in self.records:
            for field in record.tracked_fields:
                if field.is_relation and getattr(record, field.attname) is not None:
                    wanted[field.related_model].add(getattr(record, field.attname))
        for (link, _), keys in self.links.items():
            wanted[link.related_model].update(keys)
        return {model: _load(model, keys) for model, keys in wanted.items()}


def _key(record: Any) -> Key:
    return type(record), record.history_id


def _load(model: Any, keys: set[Any]) -> dict[Any, Any]:
    """Return the rows with what their own names are made of."""
    parents = [f.name for f in model._meta.concrete_fields if f.is_relation]
    rows = model._base_manager.select_related(*parents or [None])
    found: dict[Any, Any] = rows.in_bulk(keys)
    return found


def numbered(record: Any) -> str:
    """Return a row by its number, where what it belongs to is gone."""
    meta = record.instance_type._meta
    return f"{capfirst(meta.verbose_name)} #{getattr(record, meta.pk.attname)}"


def value_text(value: Any) -> str:
    """Return a plain value as people read it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        exact = Decimal(f"{value.normalize():f}") if value else 0
        return formats.number_format(exact, force_grouping=True)
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value), "d-m-Y H.i")
    if isinstance(value, datetime.date):
        return formats.date_format(value, "d-m-Y")
    return str(value)
