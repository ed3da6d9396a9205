"""A document's table as CSV: UTF-8, comma, one heading row, merged cells repeated."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

from reports.renderers.text_guard import looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reports.documents import Document
    from reports.tables import Row, Table


def render(document: Document) -> bytes:
    """Return the heading row, the rows and the totals; figures as the workbook writes them.

    Of several tables each has its title above it and an empty line between.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    for place, table in enumerate(document.sheets):
        if place:
            writer.writerow([])
        if not document.is_one_table:
            writer.writerow([_guarded(table.caption)])
        writer.writerow([column.full_label for column in table.columns])
        writer.writerows(_line(row, table) for row in table.all_rows)
    return target.getvalue().encode()


def stream(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the heading and the lines one by one."""
    for line in chain([headings], lines):
        target = io.StringIO(newline="")
        csv.writer(target, lineterminator="\n").writerow(map(_guarded, line))
        yield target.getvalue().encode()


def _line(row: Row, table: Table) -> list[str]:
    pairs = zip(row.cells, table.columns, strict=True)
    return [
        _guarded(cell.text) if cell.value is None else cell.canonical_in(column)
        for cell, column in pairs
    ]


def _guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute."""
    return f"'{text}" if looks_like_formula(text) else text
