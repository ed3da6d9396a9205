"""What a document prints: its tables row by row, and its statements. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.findings import Link


@dataclass(frozen=True)
class Place:
    """Where something is printed: table or section, line of the text, and the row's order in its table.

    ``until`` is the last line of a row that fills several; ``link`` is the page where what was entered as
    printed is corrected.
    """

    where: str
    line: int | None = None
    until: int | None = None
    table: str = ""
    row: int | None = None
    link: Link | None = None

    @property
    def lines(self) -> range:
        """The lines of the text that it fills; none where the line is not known."""
        if self.line is None:
            return range(0)
        return range(self.line, (self.until or self.line) + 1)


# So many lines are named one by one.
LINES_NAMED = 6


def written_places(places: Iterable[Place]) -> str:
    """Return "Tabel 9 (baris 612), Lampiran II (baris 1269, 1291)"; of many lines the first few."""
    lines: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        found = lines.setdefault(place.where, [])
        if place.line is not None and str(place.line) not in found:
            found.append(str(place.line))
    return ", ".join(
        f"{where} (baris {_named(numbers)})" if numbers else where
        for where, numbers in lines.items()
    )


def _named(numbers: list[str]) -> str:
    rest = len(numbers) - LINES_NAMED
    if rest < 2:
        return ", ".join(numbers)
    return f"{', '.join(numbers[:LINES_NAMED])}, dan {rest} baris lain"


@dataclass(frozen=True)
class PrintedRow:
    """A printed row: what it speaks of, and its cells at their printed positions."""

    order: int
    place: Place
    key: str
    is_head: bool
    is_heading: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PrintedTable:
    """A printed table: the report that computes the same, and the report's column of each position.

    ``number`` is the printed number, ``label`` the same with the title where two tables share it.
    """

    code: str
    number: str
    label: str
    title: str
    place: str
    report: str
    part: str
    year: int | None
    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]

    @property
    def start(self) -> Place:
        """The place of the whole table: the first number that its own place names."""
        number = re.search(r"\d+", self.place)
        return Place(self.label, int(number[0]) if number else None, table=self.code)

    @property
    def column_keys(self) -> tuple[str, ...]:
        """The report's columns that are printed, in printed order."""
        return tuple(key for key in self.columns if key)


@dataclass(frozen=True)
class Statement:
    """A figure or name that is printed outside the tables."""

    order: int
    place: Place
    kind: str
    text: str
    stated: str
    indicator: str
    activity_target: str
    subject: str
    year: int | None
    until_year: int | None


@dataclass(frozen=True)
class PrintedDocument:
    """A document as printed; ``plan`` is the code of the plan that its keys are of."""

    code: str
    title: str
    plan: str
    tables: tuple[PrintedTable, ...]
    statements: tuple[Statement, ...]
