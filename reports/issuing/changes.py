"""What changed between an issued report and the same report today, place by place. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reports.tables import FIGURE_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Part = dict[str, Any]
    Keyed = dict[tuple[str, int], Part]

TEXT = "text"
FIGURES = {kind.value for kind in FIGURE_KINDS}
PROSE = "Uraian dan catatan"
WHOLE_TABLE, WHOLE_COLUMN, HEADING = "Seluruh tabel", "Seluruh kolom", "Judul kolom"


class Kind(StrEnum):
    """What became of a place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One place that differs: in which table, row and column; ``old`` is as issued, ``new`` as it is now."""

    kind: Kind
    table: str
    row: str
    column: str
    old: str
    new: str


def compare(old: Sequence[Part], new: Sequence[Part]) -> list[Change]:
    """Return what differs, tables first in their order, then the words around them."""
    tables = _pairs(_tables(old), _tables(new), _key)
    found = [change for pair in tables for change in _table_changes(*pair)]
    return [*found, *_line_changes(_lines(old), _lines(new))]


def _tables(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part["kind"] == "table"]


def _lines(parts: Sequence[Part]) -> list[str]:
    return [line for part in parts if part["kind"] == TEXT for line in part["lines"]]


def _key(part: Part) -> str:
    return str(part["key"])


def _pairs(
    old: Sequence[Part], new: Sequence[Part], key: Callable[[Part], str]
) -> Iterator[tuple[Part | None, Part | None]]:
    """Yield what is the same thing on both sides; of several with one key, the first with the first."""
    before, after = _keyed(old, key), _keyed(new, key)
    for place in (*before, *(place for place in after if place not in before)):
        yield before.get(place), after.get(place)


def _keyed(parts: Sequence[Part], key: Callable[[Part], str]) -> Keyed:
    found: Keyed = {}
    seen: dict[str, int] = {}
    for part in parts:
        name = key(part)
        seen[name] = seen.get(name, 0) + 1
        found[name, seen[name]] = part
    return found


def _table_changes(old: Part | None, new: Part | None) -> Iterator[Change]:
    known = new or old
    assert known is not None  # noqa: S101 - a pair has at least one side
    title = str(known["title"])
    if old is None or new is None:
        kind = Kind.ADDED if old is None else Kind.REMOVED
        yield Change(kind, title, WHOLE_TABLE, "", "", "")
        return
    yield from _column_changes(title, old, new)
    names = _row_names(old) | _row_names(new)
    for before, after in _pairs(old["rows"], new["rows"], _row_key):
        yield from _row_changes(title, names, (old, before), (new, after))


def _column_changes(title: str, old: Part, new: Part) -> Iterator[Change]:
    for before, after in _pairs(old["columns"], new["columns"], _key):
        if before is None and after is not None:
            yield Change(Kind.ADDED, title, WHOLE_COLUMN, after["label"], "", "")
        elif after is None and before is not None:
            yield Change(Kind.REMOVED, title, WHOLE_COLUMN, before["label"], "", "")
        elif before and after and before["label"] != after["label"]:
            was, now = before["label"], after["label"]
            yield Change(Kind.CHANGED, title, HEADING, now, was, now)


def _row_changes(
    title: str,
    names: dict[str, str],
    old: tuple[Part, Part | None],
    new: tuple[Part, Part | None],
) -> Iterator[Change]:
    (old_table, before), (new_table, after) = old, new
    if before is None and after is not None:
        yield Change(Kind.ADDED, title, _name(after, names), "", "", _joined(after))
    elif after is None and before is not None:
        yield Change(Kind.REMOVED, title, _name(before, names), "", _joined(before), "")
    elif before and after:
        was = _cells(old_table, before)
        for column, now in zip(new_table["columns"], after["cells"], strict=True):
            if was.get(column["key"], now) != now:
                where = (title, _name(after, names), column["label"])
                yield Change(Kind.CHANGED, *where, was[column["key"]], now)


def _cells(table: Part, row: Part) -> dict[str, str]:
    keys = [column["key"] for column in table["columns"]]
    return dict(zip(keys, row["cells"], strict=True))


def _joined(row: Part) -> str:
    return " · ".join(filter(None, row["cells"]))


def _row_key(row: Part) -> str:
    """Return what the row speaks of; of a row without a key, its first words."""
    return str(row["key"] or next(filter(None, row["cells"]), ""))


def _row_names(table: Part) -> dict[str, str]:
    """Return how people call the rows: by words that tell all of them apart, those nearest to the figures."""
    rows = [row for row in table["rows"] if row["kind"] == "data"]
    kinds = [column["kind"] for column in table["columns"]]
    first_figure = next((n for n, kind in enumerate(kinds) if kind in FIGURES), 0)
    near = [*range(first_figure - 1, -1, -1), *range(first_figure, len(kinds))]
    for place in near:
        words = {_row_key(row): row["cells"][place] for row in rows}
        if kinds[place] == TEXT and len({*words.values()} - {""}) == len(rows):
            return words
    return {}


def _name(row: Part, names: dict[str, str]) -> str:
    """Return the row's code and words; keys in small letters are ours, nobody reads them."""
    key = _row_key(row)
    words = names.get(key) or next(filter(None, row["cells"]), "")
    is_code = key not in (key.lower(), words)
    return f"{key} · {words}" if is_code and row["key"] else words


def _line_changes(old: list[str], new: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from _moved_lines(old[i1:i2], new[j1:j2])


def _moved_lines(old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield lines that stand in each other's place as changes, the rest as gone or come."""
    shared = min(len(old), len(new))
    for before, after in zip(old[:shared], new[:shared], strict=True):
        yield Change(Kind.CHANGED, PROSE, "", "", before, after)
    for before in old[shared:]:
        yield Change(Kind.REMOVED, PROSE, "", "", before, "")
    for after in new[shared:]:
        yield Change(Kind.ADDED, PROSE, "", "", "", after)
