"""Tables of Word files, element by element, as merged cells and repeated headings need anyway.

python-docx lays the whole table out for every merged cell that it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.renderers.docx_styles import TABLE_STYLE
from reports.renderers.docx_xml import make, paragraph, run
from reports.renderers.grid import heading_rows, shares, slots
from reports.renderers.looks import (
    HEADING_FILL,
    MARK_COLOURS,
    WEAK_FILL,
    colour_of,
    sign_of,
)
from reports.renderers.text_guard import clean
from reports.tables import FIGURE_KINDS, Kind, Mark, RowKind, TextPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reports.renderers.grid import Slot
    from reports.tables import Cell, Column, Row, Table

KIND_STYLES = {
    Kind.TEXT: "Isi Tabel",
    Kind.LABEL: "Tengah Tabel",
    Kind.STATUS: "Status Tabel",
    **dict.fromkeys(FIGURE_KINDS, "Angka Tabel"),
}


def element(
    table: Table, room: int, styles: Mapping[str, str], *, stays_with_next: bool
) -> Any:
    """Return the table, ``room`` twips wide; its last row can be kept on the page of what follows.

    ``styles`` are the ids of the document's styles by name.
    """
    return _Writer(table, room, styles).write(stays_with_next=stays_with_next)


class _Writer:
    def __init__(self, table: Table, room: int, styles: Mapping[str, str]) -> None:
        self.table, self.room, self.styles = table, room, styles
        self.widths = [round(room * share) for share in shares(table)]

    def write(self, *, stays_with_next: bool) -> Any:
        grid = make("tblGrid", *(make("gridCol", w=width) for width in self.widths))
        made = make("tbl", self._properties(), grid)
        made.extend(self._heading_rows())
        made.extend(self._rows(stays_with_next))
        return made

    def _properties(self) -> Any:
        return make(
            "tblPr",
            make("tblStyle", val=self.styles[TABLE_STYLE]),
            make("tblW", w=self.room, type="dxa"),
            make("tblLayout", type="fixed"),
            # What a screen reader says before it reads the cells.
            make("tblCaption", val=clean(self.table.caption)),
        )

    def _heading_rows(self) -> Iterator[Any]:
        for pieces in slots(heading_rows(self.table)):
            yield _row([self._heading(slot) for slot in pieces], repeats=True)
        numbers = [
            self._cell(number, 1, [], WEAK_FILL, self._paragraph("Nomor Kolom", [run(text)]))
            for number, text in enumerate(self.table.numbering)
        ]  # fmt: skip
        if numbers:
            yield _row(numbers, repeats=True)

    def _heading(self, slot: Slot) -> Any:
        runs = [run(slot.cell.text)] if slot.cell else []
        text = self._paragraph("Kepala Tabel", runs)
        merge = _merge(slot.cell)
        return self._cell(slot.column, slot.columns, merge, HEADING_FILL, text)

    def _rows(self, stays_with_next: bool) -> Iterator[Any]:
        rows = self.table.all_rows
        following_rows = [*rows[1:], None][: len(rows)]
        triples = zip(rows, following_rows, slots(rows), strict=True)
        for row, following, pieces in triples:
            keeps = self._keeps(row, following) if following else stays_with_next
            yield _row([self._piece(row, slot, keeps) for slot in pieces])

    def _keeps(self, row: Row, following: Row) -> bool:
        """Whether a page must not end between the rows."""
        return self.table.is_kept_whole or _leads(row, following)

    def _piece(self, row: Row, slot: Slot, keeps: bool) -> Any:
        column, cell = self.table.columns[slot.column], slot.cell
        fill = "" if row.kind is RowKind.DATA else WEAK_FILL
        style = KIND_STYLES[cell.kind_in(column) if cell else column.kind]
        runs = _runs(row, cell, column) if cell else []
        text = self._paragraph(style, runs, keeps=keeps)
        return self._cell(slot.column, slot.columns, _merge(cell), fill, text)

    def _paragraph(self, style: str, runs: list[Any], *, keeps: bool = False) -> Any:
        return paragraph(self.styles[style], *runs, keeps=keeps)

    def _cell(
        self, column: int, columns: int, merge: list[Any], fill: str, text: Any
    ) -> Any:
        width = sum(self.widths[column : column + columns])
        properties = [make("tcW", w=width, type="dxa")]
        if columns > 1:
            properties.append(make("gridSpan", val=columns))
        properties += merge
        if fill:
            properties.append(make("shd", val="clear", color="auto", fill=fill))
        properties.append(make("vAlign", val="center"))
        return make("tc", make("tcPr", *properties), text)


def _leads(row: Row, following: Row) -> bool:
    """Whether the rows belong together: in merged cells, after a heading, before a total."""
    is_before_total = following.kind is RowKind.TOTAL
    return following.continues or row.kind is RowKind.HEADING or is_before_total


def _merge(cell: Cell | None) -> list[Any]:
    """Say that the cell reaches down, or (None) that one from above goes on."""
    if cell is None:
        return [make("vMerge", val="continue")]
    return [make("vMerge", val="restart")] if cell.rows > 1 else []


def _row(cells: list[Any], *, repeats: bool = False) -> Any:
    properties = [make("cantSplit")]
    if repeats:
        properties.append(make("tblHeader"))
    return make("tr", make("trPr", *properties), *cells)


def _runs(row: Row, cell: Cell, column: Column) -> list[Any]:
    """Return what people read in the cell, as the printed document says it."""
    text = cell.text_in(column) + sign_of(cell.tone)
    parts = cell.parts or (TextPart(text),)
    is_bold = row.kind is not RowKind.DATA or bool(cell.tone)
    return [
        run(part.text, *_looks(is_bold, part.mark, colour_of(cell.tone)))
        for part in parts
        if part.text
    ]


def _looks(is_bold: bool, mark: Mark, colour: str) -> list[Any]:
    """Return the looks in the order that the format demands."""
    bold = [make("b")] if is_bold else []
    strike = [make("strike")] if mark is Mark.DELETED else []
    underline = [make("u", val="single")] if mark is Mark.INSERTED else []
    painted = make("color", val=MARK_COLOURS.get(mark, colour))
    return [*bold, *strike, painted, *underline]
