"""Does every row say what the last line of its history says?

Rows and last lines are read side by side in the order of their keys, so that memory does not grow with them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from accounts.flaws import Flaw, FlawKind
from accounts.history_tables import history_of, tables_of, tracked_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

CHUNK_ROWS = 2000
GONE = "-"
Row = tuple[Any, ...]


def check_rows() -> Iterator[Flaw]:
    """Yield rows that differ from their history, have none, or are gone past it."""
    for model in tracked_models():
        yield from _check_model(model)
        yield from _check_links(model)
        yield from _check_batches(model)


def _check_model(model: Any) -> Iterator[Flaw]:
    fields = history_of(model).tracked_fields
    names = [field.attname for field in fields]
    rows = model._base_manager.order_by("pk").values_list("pk", *names)
    lines = _last_lines(model).order_by(model._meta.pk.attname)
    lines = lines.values_list(model._meta.pk.attname, "history_type", *names)
    for pk, row, line in side_by_side(_stream(rows), _stream(lines)):
        yield from _compare(model, fields, pk, row, line)


def _compare(
    model: Any, fields: Iterable[Any], pk: Any, row: Row | None, line: Row | None
) -> Iterator[Flaw]:
    name = f"{model._meta.verbose_name} #{pk}"
    if line is None:
        message = f"{name} tidak mempunyai riwayat."
        yield _flaw(FlawKind.UNRECORDED, message, model, pk)
    elif row is None:
        if line[0] != GONE:
            yield _flaw(FlawKind.ROW, f"{name} hilang tanpa riwayat.", model, pk)
    elif line[0] == GONE:
        message = f"{name} ada lagi, padahal menurut riwayatnya sudah dihapus."
        yield _flaw(FlawKind.ROW, message, model, pk)
    elif row != line[1:]:
        pairs = zip(fields, row, line[1:], strict=True)
        words = [str(field.verbose_name) for field, now, was in pairs if now != was]
        message = f"{name} diubah tanpa riwayat: {', '.join(words)}."
        yield _flaw(FlawKind.ROW, message, model, pk)


def _check_links(model: Any) -> Iterator[Flaw]:
    """Compare links to many others, such as a person's roles, with the last line."""
    history = history_of(model)
    for link, table in zip(
        history._history_m2m_fields, tables_of(model)[1:], strict=True
    ):
        source, target = (
            f"{link.m2m_field_name()}_id",
            f"{link.m2m_reverse_field_name()}_id",
        )
        through = link.remote_field.through._base_manager
        now = _grouped(through.values_list(source, target))
        last = _last_lines(model).exclude(history_type=GONE)
        lines = table.model._base_manager.filter(history__in=last.values("history_id"))
        was = _grouped(lines.values_list(source, target))
        for pk in sorted(now.keys() | was.keys()):
            if now.get(pk) != was.get(pk):
                name = f"{model._meta.verbose_name} #{pk}"
                message = f"{name} diubah tanpa riwayat: {link.verbose_name}."
                yield _flaw(FlawKind.ROW, message, model, pk)


def _check_batches(model: Any) -> Iterator[Flaw]:
    """Name every line that was written outside a batch: who changes a row by hand may add its line by hand too."""
    lines = history_of(model)._base_manager.filter(batch=None).order_by("history_id")
    key = model._meta.pk.attname
    for number, pk, when in _stream(
        lines.values_list("history_id", key, "history_date")
    ):
        at = f"{timezone.localtime(when):%d-%m-%Y %H.%M}"
        message = f"{model._meta.verbose_name} #{pk}: baris riwayat nomor {number} ({at}) tidak menyebut jalur penulisannya."
        yield _flaw(FlawKind.WITHOUT_BATCH, message, model, pk)


def _last_lines(model: Any) -> QuerySet[Any]:
    """Return the last line of history of every row there is or was."""
    lines: QuerySet[Any] = history_of(model)._base_manager.order_by()
    by_row = lines.values(model._meta.pk.attname).annotate(last=Max("history_id"))
    return lines.filter(history_id__in=by_row.values("last"))


def _stream(rows: QuerySet[Any]) -> Iterator[Row]:
    return rows.iterator(chunk_size=CHUNK_ROWS)


def side_by_side(
    rows: Iterator[Row], lines: Iterator[Row]
) -> Iterator[tuple[Any, Row | None, Row | None]]:
    """Yield each key of two ordered streams, with what either has for it."""
    row, line = next(rows, None), next(lines, None)
    while row is not None or line is not None:
        key = min(each[0] for each in (row, line) if each is not None)
        of_row = row[1:] if row is not None and row[0] == key else None
        of_line = line[1:] if line is not None and line[0] == key else None
        yield key, of_row, of_line
        row = next(rows, None) if of_row is not None else row
        line = next(lines, None) if of_line is not None else line


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    found: dict[Any, set[Any]] = defaultdict(set)
    for source, target in pairs:
        found[source].add(target)
    return found


def _flaw(kind: FlawKind, message: str, model: Any, pk: Any) -> Flaw:
    return Flaw(
        kind, message[0].upper() + message[1:], None, model._meta.label_lower, pk
    )
