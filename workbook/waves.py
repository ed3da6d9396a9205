"""Rows that refer to other rows of their own sheet: those referred to come first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook.resources.base import SheetResource
    from workbook.resources.entries import Entry

MAX_DEPTH = 50
CIRCLE = "rantai rujukan di lembar ini melingkar atau terlalu panjang"


def in_waves(entries: list[Entry], resource: SheetResource) -> list[list[Entry]]:
    """Return the rows in waves, each referring only to rows of the waves before it.

    Rows in a circle are refused and come last.
    """
    reference = resource.self_reference
    if reference is None:
        return [entries]
    named = {_own_key(entry, resource): entry for entry in entries}
    waves: list[list[Entry]] = []
    waiting = entries
    done: set[Any] = set()
    while waiting and len(waves) < MAX_DEPTH:
        ready = [
            e
            for e in waiting
            if e.plain.get(reference.column) not in named.keys() - done
        ]
        if not ready:
            break
        waves.append(ready)
        done |= {_own_key(entry, resource) for entry in ready}
        taken = set(map(id, ready))
        waiting = [entry for entry in waiting if id(entry) not in taken]
    for entry in waiting:
        entry.refuse(reference.column, CIRCLE)
    return [*waves, waiting] if waiting else waves


def _own_key(entry: Entry, resource: SheetResource) -> Any:
    return entry.plain.get(resource.key[0])
