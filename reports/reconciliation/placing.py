"""Brings printed cells to the columns they mean, and says which ones stand elsewhere. No Django.

Print is scanned: rows stand a column beside their heading, an amount stands in the next column, a merged
cell prints its text one row below, and a row that is broken over two pages is two rows. What a cell means
is decided by what it agrees with; where nothing agrees better, it means the column that it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from reports.reconciliation.naming import same_code, split_code
from reports.reconciliation.roles import FIGURES, Role, role_of
from reports.reconciliation.writing import dominant_english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.reconciliation.computed import Computed
    from reports.reconciliation.printed import Place, PrintedRow, PrintedTable

# A row is taken for shifted when so many more of its cells agree elsewhere.
CLEARLY = 2
OFFSETS = (1, -1, 2, -2)


class Shift(StrEnum):
    """How print stands elsewhere than its heading says."""

    ROW = "row"  # the whole row, columns to the left or right
    CELL = "cell"  # one figure, in the next column
    MERGED = "merged"  # the text of a merged cell, in a row below
    JOINED = "joined"  # two rows of the report, printed as one


@dataclass(frozen=True)
class Move:
    """A printed cell or row that stands elsewhere; ``text`` is what was found there."""

    shift: Shift
    place: Place
    text: str


@dataclass(frozen=True)
class PlacedCell:
    """A printed text with the places that it stands at: two where a page break has halved it."""

    text: str
    places: tuple[Place, ...]

    def joined(self, other: PlacedCell) -> PlacedCell:
        """Return both halves as one; what the second page only repeats is not said twice."""
        texts = dict.fromkeys(text for text in (self.text, other.text) if text)
        places = self.places if self.text else other.places
        return PlacedCell(" ".join(texts), places)


@dataclass
class Placed:
    """A printed table beside the computed one, its cells by row and column key."""

    printed: PrintedTable
    computed: Computed
    is_english: bool
    cells: dict[tuple[str, str], PlacedCell] = field(default_factory=dict)
    # The keys of the printed rows, in their order.
    row_keys: dict[str, None] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    # How many printed cells stand under no column of the report, or in no row of it.
    beyond: int = 0
    # Rows of the report that print has joined with another.
    joined: set[str] = field(default_factory=set)

    def text(self, row: str, column: str) -> str:
        """Return what is printed, "" where nothing is."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def agrees(self, row: str, column: str, text: str) -> bool:
        return self.computed.agrees(row, column, text, is_english=self.is_english)


def place(printed: PrintedTable, computed: Computed) -> Placed:
    """Return the printed table with every cell where it belongs."""
    placed = Placed(printed, computed, _is_english(printed))
    for row in printed.rows:
        if row.key:
            _put_row(placed, row)
        elif not row.is_head:
            placed.beyond += len(list(filter(None, row.cells)))
    for row_key in placed.row_keys:
        _move_figures(placed, row_key)
        _move_merged(placed, row_key)
        _note_joined(placed, row_key)
    return placed


def _is_english(printed: PrintedTable) -> bool:
    """Whether the figures of the table are written the English way."""
    return dominant_english(
        [
            text
            for row in printed.rows
            for column, text in zip(printed.columns, row.cells, strict=False)
            if role_of(printed.report, column) in FIGURES
        ]
    )


def _put_row(placed: Placed, row: PrintedRow) -> None:
    placed.row_keys[row.key] = None
    offset = _offset(placed, row)
    # Headings are merged over columns: where their text stands says nothing.
    if offset and not placed.computed.is_heading(row.key):
        placed.moves.append(
            Move(Shift.ROW, row.place, " | ".join(filter(None, row.cells)))
        )
    shown = dict(_shifted(placed, row, offset))
    placed.beyond += len(list(filter(None, row.cells))) - len(
        list(filter(None, shown.values()))
    )
    for column, text in shown.items():
        cell = PlacedCell(text, (row.place,))
        known = placed.cells.get((row.key, column))
        placed.cells[row.key, column] = known.joined(cell) if known else cell


def _shifted(placed: Placed, row: PrintedRow, offset: int) -> Iterator[tuple[str, str]]:
    """Yield column key and text of the row's cells, so many columns further on."""
    columns = placed.printed.columns
    for position, column in enumerate(columns):
        origin = position - offset
        text = row.cells[origin] if 0 <= origin < len(row.cells) else ""
        if column:
            yield column, text


def _offset(placed: Placed, row: PrintedRow) -> int:
    """Return by how many columns the row must be moved to agree best."""
    if row.key not in placed.computed.rows:
        return 0
    scores = {offset: _score(placed, row, offset) for offset in (0, *OFFSETS)}
    best = max(scores, key=lambda offset: (scores[offset], -abs(offset)))
    needed = 1 if placed.computed.is_heading(row.key) else CLEARLY
    return best if scores[best] >= scores[0] + needed else 0


def _score(placed: Placed, row: PrintedRow, offset: int) -> int:
    return sum(
        bool(text) and placed.agrees(row.key, column, text)
        for column, text in _shifted(placed, row, offset)
    )


def _move_figures(placed: Placed, row: str) -> None:
    """Move figures that stand in the next column: nothing is computed here, and there just this."""
    pairs = list(pairwise(placed.printed.column_keys))
    for here, there in (*pairs, *((right, left) for left, right in pairs)):
        text = placed.text(row, here)
        is_lost = (
            text and not placed.computed.text(row, here) and not placed.text(row, there)
        )
        if (
            is_lost
            and placed.computed.value(row, there) is not None
            and placed.agrees(row, there, text)
        ):
            _move(placed, Shift.CELL, (row, here), (row, there))


def _move_merged(placed: Placed, row: str) -> None:
    """Move the text of a merged cell from a row that it covers to the first one."""
    for column in placed.printed.column_keys:
        text, owner = placed.text(row, column), placed.computed.owner(row, column)
        if (
            text
            and owner
            and not placed.text(owner, column)
            and placed.agrees(owner, column, text)
        ):
            _move(placed, Shift.MERGED, (row, column), (owner, column))


def _move(
    placed: Placed, shift: Shift, origin: tuple[str, str], goal: tuple[str, str]
) -> None:
    cell = placed.cells[origin]
    placed.moves.append(Move(shift, cell.places[0], cell.text))
    placed.cells[goal] = cell
    placed.cells[origin] = PlacedCell("", cell.places)


def _note_joined(placed: Placed, row: str) -> None:
    """Note a row that prints the code of another row, which the table prints nowhere else."""
    for column in placed.printed.column_keys:
        text = placed.text(row, column)
        if role_of(placed.printed.report, column) is not Role.CODE or not split_code(
            text
        ):
            continue
        absent = (key for key in placed.computed.rows if key not in placed.row_keys)
        other = next((key for key in absent if same_code(key, text)), None)
        if other and _prints_name(placed, row, other):
            cell = placed.cells[row, column]
            placed.moves.append(Move(Shift.JOINED, cell.places[0], text))
            placed.joined.add(other)


def _prints_name(placed: Placed, row: str, other: str) -> bool:
    """Whether the row prints the other row's name before its own."""
    for column in placed.printed.column_keys:
        name = placed.computed.text(other, column)
        if name and not split_code(name) and placed.text(row, column).startswith(name):
            return True
    return False
