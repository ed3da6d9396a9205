"""Whether the numbers and letters of a table run without gaps. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.reconciliation.naming import split_code
from reports.reconciliation.roles import Role, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.reconciliation.placing import Placed
    from reports.reconciliation.printed import Place

_MARK = re.compile(r"[.,]?(?P<number>\d{1,3})[.)]?|(?P<letter>[A-Za-z])[.)]?")
NUMBER, LETTER = "number", "letter"


@dataclass(frozen=True)
class Break:
    """A number or letter that does not follow the one before it."""

    text: str
    expected: str
    place: Place

    @property
    def words(self) -> str:
        """What is printed where something else should follow."""
        return f"“{self.text}” di tempat “{self.expected}”"


@dataclass
class Runs:
    """The last number and letter seen; letters begin anew under each number, both under each heading."""

    last: dict[str, int] = field(default_factory=dict)

    def follow(self, kind: str, ordinal: int) -> int | None:
        """Take the next one in; return what should have come where it does not follow."""
        expected = self.last.get(kind, 0) + 1
        if kind == NUMBER:
            self.last.pop(LETTER, None)
        self.last[kind] = ordinal
        return expected if ordinal != expected else None


def breaks(table: Placed) -> Iterator[Break]:
    """Yield where the numbering of a table's rows breaks."""
    runs, seen = Runs(), set()
    for row in table.printed.rows:
        marks = list(_marks(table, row.key)) if row.key and row.key not in seen else []
        seen.add(row.key)
        if row.is_heading or _begins_anew(table, row.key, marks):
            runs = Runs()
        for column, kind, ordinal in marks:
            expected = runs.follow(kind, ordinal)
            if expected is not None:
                cell = table.cells[row.key, column]
                yield Break(cell.text, _shown(kind, expected), cell.places[0])


def _marks(table: Placed, row: str) -> Iterator[tuple[str, str, int]]:
    """Yield column, kind and ordinal of the numbers and letters of a row."""
    for column in table.printed.column_keys:
        if role_of(table.printed.report, column) not in (Role.NUMBERING, Role.CODE):
            continue
        found = _MARK.fullmatch(table.text(row, column))
        if found and found["number"]:
            yield column, NUMBER, int(found["number"])
        elif found:
            yield column, LETTER, ord(found["letter"].lower()) - ord("a") + 1


def _begins_anew(table: Placed, row: str, marks: list[tuple[str, str, int]]) -> bool:
    """Whether a code stands here instead of a number, or a first number beside the name of its owner."""
    if not marks:
        return _has_code(table, row)
    columns = table.printed.column_keys
    owners = [c for c in columns if role_of(table.printed.report, c) is Role.OWNER_NAME]
    return marks[0][2] == 1 and any(table.text(row, column) for column in owners)


def _has_code(table: Placed, row: str) -> bool:
    columns = (
        c
        for c in table.printed.column_keys
        if role_of(table.printed.report, c) is Role.CODE
    )
    return any(split_code(table.text(row, column)) for column in columns)


def _shown(kind: str, ordinal: int) -> str:
    return str(ordinal) if kind == NUMBER else chr(ord("A") + ordinal - 1)
