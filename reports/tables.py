"""What a report is before anyone draws it: columns, rows and cells with raw figures. No Django.

A builder fills these; a renderer draws them and computes nothing. Every row has one cell per
column, also where cells are merged: a merged-over cell keeps its value, so that CSV and JSON are
complete, and says with ``rows=0`` or ``columns=0`` that it is not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from indicators.numbers import canonical, format_number, round_half_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reports.derivations import Derivation

Json = str | int | bool | None
NOTHING = "–"
MIN_WIDTH, MAX_WIDTH = 2, 70


class Kind(StrEnum):
    """What a column holds; decides alignment and number format."""

    TEXT = "text"
    LABEL = "label"  # short, centred: a number in a list, a unit of measure
    NUMBER = "number"  # as many decimals as the figure has
    PERCENT = "percent"
    MONEY = "money"
    STATUS = "status"


FIXED_DECIMALS = {Kind.PERCENT: 2, Kind.MONEY: 0}
FIGURE_KINDS = {Kind.NUMBER, Kind.PERCENT, Kind.MONEY}


@dataclass(frozen=True)
class Column:
    """A column; ``width`` is percent of the table, None takes an equal share of the rest.

    Raises ValueError for a width that static/css/widths.css does not know.
    """

    label: str
    key: str
    kind: Kind = Kind.TEXT
    group: str = ""
    width: int | None = None

    def __post_init__(self) -> None:
        if self.width is not None and not MIN_WIDTH <= self.width <= MAX_WIDTH:
            raise ValueError(f"No such width: {self.width}")

    @property
    def full_label(self) -> str:
        """The label under its group heading: "Target 2021"."""
        return f"{self.group} {self.label}".strip()


class Mark(StrEnum):
    """What a comparison says of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class TextPart:
    """A piece of a cell's text with its mark."""

    text: str
    mark: Mark = Mark.SAME


@dataclass(frozen=True)
class Cell:
    """A figure (``value``), or what is printed as it is (``text``) where there is none.

    ``kind`` replaces the column's, ``decimals`` those the figure has. ``rows`` and ``columns`` say
    over how many it is merged, 0 that another cell covers it. ``tone`` names a look, never a fact.
    ``parts`` are the text, or the figure's text, in pieces of which some are marked. ``derived``
    says from which other figures of the table the figure follows.
    """

    value: Decimal | None = None
    text: str = ""
    kind: Kind | None = None
    decimals: int | None = None
    rows: int = 1
    columns: int = 1
    tone: str = ""
    parts: tuple[TextPart, ...] = ()
    derived: Derivation | None = None

    @property
    def mark(self) -> Mark:
        """The mark of the whole cell; none where only pieces are marked."""
        return self.parts[0].mark if len(self.parts) == 1 else Mark.SAME

    @property
    def is_drawn(self) -> bool:
        return self.rows > 0 and self.columns > 0

    def kind_in(self, column: Column) -> Kind:
        """Return the cell's own kind, else its column's."""
        return self.kind or column.kind

    def places_in(self, column: Column) -> int:
        """Return with how many decimals the figure is shown; 0 for text."""
        if self.value is None:
            return 0
        fixed = FIXED_DECIMALS.get(self.kind_in(column), self.decimals)
        return decimals_of(self.value) if fixed is None else fixed

    def text_in(self, column: Column) -> str:
        """Return what people read: "933,33", "80–90", "belum diisi"."""
        return (
            self.text
            if self.value is None
            else format_number(self.value, self.places_in(column))
        )

    def canonical_in(self, column: Column) -> str:
        """Return the figure for CSV: no thousands, decimal comma; the text where there is none."""
        return self.text if self.value is None else canonical(self._rounded_in(column))

    def plain_in(self, column: Column) -> str | None:
        """Return the figure for programs, "933.33"; None for an unknown figure."""
        if self.value is not None:
            return plain(self.value, FIXED_DECIMALS.get(self.kind_in(column)))
        return None if self.kind_in(column) in FIGURE_KINDS else self.text or None

    def _rounded_in(self, column: Column) -> Decimal:
        assert self.value is not None  # noqa: S101 - its caller has looked
        places = FIXED_DECIMALS.get(self.kind_in(column))
        return self.value if places is None else round_half_up(self.value, places)


def across(text: str, columns: int, kind: Kind = Kind.TEXT) -> tuple[Cell, ...]:
    """Return a text merged over so many columns, with the cells that it covers."""
    first = Cell(text=text, kind=kind, columns=columns)
    return (first, *[Cell(columns=0)] * (columns - 1))


def plain(value: Decimal | None, places: int | None = None) -> str | None:
    """Write "16.85" with a decimal point, with as many decimals as the figure has or ``places``; None if unknown."""
    if value is None:
        return None
    return (
        f"{value.normalize():f}"
        if places is None
        else f"{round_half_up(value, places):f}"
    )


def decimals_of(value: Decimal) -> int:
    """Return how many decimals the number has, without trailing zeros."""
    return max(0, -int(value.normalize().as_tuple().exponent))


class RowKind(StrEnum):
    """What a row is, for its look."""

    DATA = "data"
    HEADING = "group"
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """A row; ``record`` is what programs get instead of its cells. Headings and totals then give none.

    ``key`` names what the row speaks of, once in its table: an indicator's code, "total".
    """

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.DATA
    record: Mapping[str, Json] | None = None
    key: str = ""

    @property
    def continues(self) -> bool:
        """Whether a cell from above reaches into this row, so that the two stay together."""
        return any(cell.rows == 0 for cell in self.cells)


@dataclass(frozen=True)
class Heading:
    """A cell of the heading rows, over how many columns and rows it reaches."""

    label: str
    columns: int = 1
    rows: int = 1


class ChartKind(StrEnum):
    """How a spreadsheet draws a table's chart."""

    BAR = "bar"
    LINE = "line"


@dataclass(frozen=True)
class Chart:
    """The picture of a table in a spreadsheet: a series per row (or per column) over the named cells.

    ``by_rows`` draws a series for each row of ``rows`` over ``columns``; else one for each column,
    over the rows by their keys. ``axis`` says what is measured; ``level`` is a line across the picture.
    """

    kind: ChartKind
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    by_rows: bool = True
    axis: str = ""
    level: Decimal | None = None


@dataclass(frozen=True)
class Table:
    """A report's table: rows, totals below them and notes.

    ``key`` tells the tables of one document apart; ``label`` is its number there ("Tabel 3.1").
    ``is_dense`` asks for smaller letters: many narrow columns. ``is_kept_whole`` asks paper not to
    break a short one over two pages, ``is_wide`` for a page across in an upright document.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    subtitle: str = ""
    totals: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    is_numbered: bool = False
    key: str = ""
    label: str = ""
    chart: Chart | None = None
    is_dense: bool = False
    is_kept_whole: bool = False
    is_wide: bool = False

    @property
    def caption(self) -> str:
        """The title after its label: "Tabel 3.1 Capaian …"."""
        return f"{self.label} {self.title}".strip()

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows and the totals."""
        return (*self.rows, *self.totals)

    def with_widths(self, *widths: int | None) -> Table:
        """Return the table with other widths of its columns, for another page."""
        pairs = zip(self.columns, widths, strict=True)
        columns = tuple(replace(column, width=width) for column, width in pairs)
        return replace(self, columns=columns)

    def cell(self, row_key: str, column_key: str) -> Cell:
        """Return the cell of that row and column; raises KeyError where there is none."""
        for row in self.all_rows:
            if row.key == row_key:
                for column, cell in zip(self.columns, row.cells, strict=True):
                    if column.key == column_key:
                        return cell
        raise KeyError((row_key, column_key))

    @property
    def heading_rows(self) -> list[list[Heading]]:
        """One row of headings, or two where columns with labels stand in groups.

        Columns without labels stand under their group's heading alone.
        """
        lower = [Heading(c.label) for c in self.columns if c.group and c.label]
        depth = 2 if lower else 1
        upper: list[Heading] = []
        for group, members in groupby(self.columns, key=lambda column: column.group):
            found = list(members)
            rows = 1 if any(column.label for column in found) else depth
            upper += (
                [Heading(group, len(found), rows)]
                if group
                else [Heading(c.label, rows=depth) for c in found]
            )
        return [upper, lower] if lower else [upper]

    @property
    def numbering(self) -> list[str]:
        """The row "(1) (2) …" under the headings; empty where the table has none."""
        return (
            [f"({number})" for number in range(1, len(self.columns) + 1)]
            if self.is_numbered
            else []
        )

    @property
    def records(self) -> list[Mapping[str, Json]]:
        """What programs get: the rows' own records where there are any, else every row by column keys."""
        own = [row.record for row in self.rows if row.record is not None]
        return own or [self._by_keys(row) for row in self.all_rows]

    def _by_keys(self, row: Row) -> dict[str, Json]:
        pairs = zip(self.columns, row.cells, strict=True)
        return {column.key: cell.plain_in(column) for column, cell in pairs}

    @property
    def blocks(self) -> list[list[Row]]:
        """Rows that a merged cell holds together, in order, with the totals last."""
        found: list[list[Row]] = []
        for row in self.all_rows:
            if found and row.continues:
                found[-1].append(row)
            else:
                found.append([row])
        return found
