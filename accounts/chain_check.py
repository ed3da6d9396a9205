"""Is the chain of seals whole, and does history still say what was sealed?

Read in pieces of bounded size, in a number of queries that grows with the pieces, not with the batches.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Length

from accounts.flaws import Flaw, FlawKind
from accounts.history_tables import plain, tables_of, tracked_models
from accounts.models import AuditBatch, AuditHead, AuditPart
from accounts.sealing import counts_of, digest_of, particulars

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from accounts.history_tables import HistoryTable

PIECE_BATCHES = 200
PIECE_CHARACTERS = 2_000_000
# Lines of history by their number, each column → value.
Lines = dict[Any, dict[str, Any]]


def check_chain() -> Iterator[Flaw]:
    """Yield what is wrong with the seals, in their order, and with the history that they hold."""
    tables = [table for model in tracked_models() for table in tables_of(model)]
    sequence, digest = 0, AuditHead.NOTHING
    for keys in _pieces():
        batches = AuditBatch.objects.filter(pk__in=keys).select_related(
            "user", "content"
        )
        contents = {}
        for batch in batches.order_by("sequence"):
            yield from _check_link(batch, sequence, digest)
            sequence, digest = batch.sequence or 0, batch.digest
            content = _content_of(batch)
            yield from _check_seal(batch, content)
            if content:
                contents[batch] = content
        yield from _check_lines(contents, tables)
        yield from _check_parts(contents)
    yield from _check_head(sequence, digest)
    for batch in AuditBatch.objects.filter(sequence=None).order_by("pk"):
        yield Flaw(FlawKind.UNSEALED, f"{batch} belum disegel.", batch.pk)


def _pieces() -> Iterator[list[int]]:
    """Yield the keys of sealed batches in their order, few enough at a time to be held in memory."""
    sealed = AuditBatch.objects.filter(sequence__isnull=False).order_by("sequence")
    piece: list[int] = []
    characters = 0
    for pk, length in sealed.values_list("pk", Length("content__text")).iterator():
        if piece and (
            len(piece) == PIECE_BATCHES or characters + (length or 0) > PIECE_CHARACTERS
        ):
            yield piece
            piece, characters = [], 0
        piece.append(pk)
        characters += length or 0
    if piece:
        yield piece


def _check_link(batch: AuditBatch, before: int, digest: str) -> Iterator[Flaw]:
    number = batch.sequence or 0
    if number != before + 1:
        missing = (
            f"{before + 1}" if number == before + 2 else f"{before + 1}–{number - 1}"
        )
        yield _chain_flaw(f"Segel nomor {missing} tidak ada.", batch)
    elif batch.previous_digest != digest:
        message = f"Segel nomor {number} tidak menyambung dengan segel sebelumnya."
        yield _chain_flaw(message, batch)


def _text_of(batch: AuditBatch) -> str:
    return batch.content.text if hasattr(batch, "content") else ""


def _content_of(batch: AuditBatch) -> dict[str, Any]:
    """Return what a seal holds; nothing where its text is none of ours."""
    try:
        content = json.loads(_text_of(batch))
        tables = content["tables"]
        are_ours = all(_is_table(table) for table in tables)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return {}
    return content if are_ours else {}


def _is_table(table: dict[str, Any]) -> bool:
    columns, rows = table["columns"], table["rows"]
    key = columns.index(_key_among(columns))
    return isinstance(table["model"], str) and all(
        isinstance(row, list) and len(row) == len(columns) and type(row[key]) is int
        for row in rows
    )


def _key_among(columns: list[str]) -> str:
    return "m2m_history_id" if "m2m_history_id" in columns else "history_id"


def _check_seal(batch: AuditBatch, content: Mapping[str, Any]) -> Iterator[Flaw]:
    if digest_of(_text_of(batch)) != batch.digest:
        message = f"Isi segel nomor {batch.sequence} tidak cocok dengan SHA-256-nya."
        yield _chain_flaw(message, batch)
    if not content:
        message = f"Isi segel nomor {batch.sequence} tidak terbaca."
        yield _chain_flaw(message, batch)
        return
    stated = {
        **particulars(batch),
        "sequence": batch.sequence,
        "previous": batch.previous_digest,
    }
    # A person may have been given another name since.
    for each in (stated, found := dict(content)):
        who = each.get("user")
        each["user"] = who.get("id") if isinstance(who, dict) else who
    names = [name for name, value in stated.items() if found.get(name) != value]
    if names:
        message = f"Catatan #{batch.pk} berbeda dari segelnya: {', '.join(names)}."
        yield _chain_flaw(message, batch)


def _check_head(sequence: int, digest: str) -> Iterator[Flaw]:
    head = AuditHead.objects.first()
    stated = (head.sequence, head.digest) if head else (0, AuditHead.NOTHING)
    if stated != (sequence, digest):
        message = (
            f"Ujung rantai menyebut segel nomor {stated[0]}, segel terakhir yang ada nomor {sequence}."
            if stated[0] != sequence
            else f"Ujung rantai menyebut SHA-256 lain daripada segel nomor {sequence}."
        )
        yield Flaw(FlawKind.CHAIN, message)


def _check_lines(
    contents: Mapping[AuditBatch, Mapping[str, Any]], tables: Iterable[HistoryTable]
) -> Iterator[Flaw]:
    """Compare the history of these batches with what their seals hold of it."""
    by_key = {batch.pk: batch for batch in contents}
    for table in tables:
        stored = _stored_lines(table, list(by_key))
        for pk, batch in by_key.items():
            sealed = _sealed_lines(contents[batch], table)
            yield from _compare(batch, table, sealed, stored.get(pk, {}))


def _stored_lines(table: HistoryTable, batches: list[int]) -> dict[int, Lines]:
    found: dict[int, Lines] = defaultdict(dict)
    rows = table.rows_of(batches).values_list(table.batch_path, *table.columns)
    for batch, *values in rows.iterator():
        line = dict(zip(table.columns, map(plain, values), strict=True))
        found[batch][line[table.key]] = line
    return found


def _sealed_lines(content: Mapping[str, Any], table: HistoryTable) -> Lines:
    for each in content.get("tables") or []:
        if each["model"] == table.name:
            lines = (
                dict(zip(each["columns"], row, strict=True)) for row in each["rows"]
            )
            return {line[table.key]: line for line in lines}
    return {}


def _compare(
    batch: AuditBatch, table: HistoryTable, sealed: Lines, stored: Lines
) -> Iterator[Flaw]:
    for key in sealed.keys() | stored.keys():
        was, now = sealed.get(key), stored.get(key)
        if was is None or now is None:
            word = "ditambahkan kemudian" if was is None else "hilang"
            yield _line_flaw(batch, table, key, word, was or now or {})
            continue
        # Columns that came or went with a version of the application are not compared.
        names = [name for name in was.keys() & now.keys() if was[name] != now[name]]
        if names:
            word = f"diubah ({', '.join(sorted(names))})"
            yield _line_flaw(batch, table, key, word, was)


def _line_flaw(
    batch: AuditBatch, table: HistoryTable, key: Any, word: str, line: Mapping[str, Any]
) -> Flaw:
    message = f"Baris riwayat {table.name} nomor {key} {word}; catatan #{batch.pk}."
    row = line.get("id") if table.key == "history_id" else None
    return Flaw(FlawKind.LINES, message, batch.pk, table.name, row)


def _check_parts(contents: Mapping[AuditBatch, Mapping[str, Any]]) -> Iterator[Flaw]:
    """Compare the counts by which the log is found with what was sealed."""
    stored: dict[int, list[AuditPart]] = defaultdict(list)
    for part in AuditPart.objects.filter(batch__in=contents):
        stored[part.batch_id].append(part)
    names = {model._meta.label_lower for model in tracked_models()}
    for batch, content in contents.items():
        found: Any = counts_of(stored[batch.pk])
        sealed: Any = content.get("units")
        if sealed is None:  # from before seals held the units
            tables = content.get("tables") or []
            rows = [(table["model"], None, len(table["rows"])) for table in tables]
            sealed, found = _by_kind(rows, names), _by_kind(found, names)
        if sealed != found:
            message = f"Jumlah baris catatan #{batch.pk} berbeda dari segelnya."
            yield _chain_flaw(message, batch)


def _by_kind(counts: Iterable[Any], names: Collection[str]) -> Counter[str]:
    """Return how many rows of each known kind there are, whatever their unit."""
    found: Counter[str] = Counter()
    for kind, _, rows in counts:
        if kind in names:
            found[kind] += rows
    return found


def _chain_flaw(message: str, batch: AuditBatch) -> Flaw:
    return Flaw(FlawKind.CHAIN, message, batch.pk)
