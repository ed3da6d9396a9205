"""What an import found: faults, readings to confirm, differences, counts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NEW_ROWS_SHOWN = 50


class FileRefusedError(Exception):
    """A file that cannot be read at all; the text is an Indonesian sentence."""


@dataclass(frozen=True)
class Fault:
    """Why a cell or row is refused; ``row`` as the spreadsheet numbers it (the header is 1)."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{_place(self.sheet, self.row, self.column)}, isi “{self.value}”: {self.reason}"


@dataclass(frozen=True)
class RefusedFile:
    """A file that was refused: its contents, the first faults, and how many there are in all."""

    file_name: str
    content: bytes
    faults: list[Fault]
    total: int


@dataclass(frozen=True)
class Reading:
    """A cell that could be meant otherwise: a person must see how it was read."""

    sheet: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        return f"{_place(self.sheet, self.row, self.column)}: {self.message}"


@dataclass(frozen=True)
class WantedReason:
    """A row that may change only where the person says why."""

    sheet: str
    row: int
    message: str

    def __str__(self) -> str:
        return f"{_place(self.sheet, self.row, '')}: {self.message}"


@dataclass(frozen=True)
class Change:
    """A cell that the import changes, from what to what; ``is_new`` for the cells of a new row."""

    sheet: str
    row: int
    key: str
    column: str
    old: str
    new: str
    is_new: bool = False


@dataclass
class SheetCount:
    """How many rows of a sheet are new, changed, unchanged, refused."""

    sheet: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return f"{self.sheet}: {self.new} baru, {self.changed} berubah, {self.unchanged} tetap, {self.refused} ditolak"


@dataclass
class Findings:
    """Everything that an import found, and whether it was written."""

    counts: list[SheetCount] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    wanted_reasons: list[WantedReason] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    new_rows: list[tuple[str, int]] = field(default_factory=list)
    written: bool = False

    @property
    def writes(self) -> int:
        """How many rows are new or changed."""
        return sum(count.new + count.changed for count in self.counts)

    @property
    def digest(self) -> str:
        """A mark of all differences, to notice that the data changed between preview and confirmation."""
        mark = hashlib.sha256()
        for sheet, row in self.new_rows:
            mark.update(f"{sheet}\x1f{row}\x1e".encode())
        for change in self.changes:
            mark.update(
                f"{change.sheet}\x1f{change.row}\x1f{change.column}\x1f{change.old}\x1f{change.new}\x1e".encode()
            )
        return mark.hexdigest()


def by_sheet(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return the changes of each sheet, in their order."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.sheet].append(change)
    return dict(found)


def _place(sheet: str, row: int, column: str) -> str:
    place = f"Lembar {sheet}, baris {row}"
    return f"{place}, kolom {column}" if column else place
