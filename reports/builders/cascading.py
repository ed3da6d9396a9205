"""Which units carry which of the parent organisation's indicators (Renstra, Lampiran IV)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from indicators.models import CascadeEntry
from indicators.models.choices import Perspective
from reports.builders import frame, plans
from reports.parameters import Parameters
from reports.tables import Cell, Column, Kind, Row, RowKind, Table, across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reports.documents import Document
    from reports.tables import Json

UNITS, CATEGORY = "UNIT TERKAIT", "KATEGORI"
LEADING = (
    Column("TUJUAN", "goal", Kind.LABEL, width=6),
    Column("SP", "parent", Kind.LABEL, width=5),
    Column("KODE", "letter", Kind.LABEL, width=5),
    Column("INDIKATOR", "indicator", width=26),
    Column("SATUAN", "unit_of_measure", Kind.LABEL, width=9),
)
# Fields of the entry: the key, group and width of its column.
MARKS = {
    "for_secretariat": ("set", UNITS, 4),
    "for_p4si": ("p4si", UNITS, 4),
    "for_p2si": ("p2si", UNITS, 4),
    "for_poptikji": ("poptikji", UNITS, 8),
    "for_pih": ("pih", UNITS, 4),
    "for_large_offices": ("bbspji", UNITS, 7),
    "for_offices": ("bspji", UNITS, 6),
    "is_echelon_1": ("uke1", CATEGORY, 6),
    "is_echelon_2": ("uke2", CATEGORY, 6),
}
MARK = "o"
MARK_RULE = "Tanda “o”: indikator menjadi tanggung jawab unit atau kategori itu. Yang didaftar adalah indikator unit induk."
NO_ENTRIES = "Renstra ini tidak memuat matriks cascading."


def build(parameters: Parameters) -> Document:
    """Return the matrix of the plan in force with its marks."""
    plan = plans.in_force(parameters)
    entries = list(plan.cascade_entries.all())
    table = Table(
        title=f"Matriks Cascading {plan.period_text}",
        subtitle=plan.title,
        columns=(*LEADING, *_mark_columns()),
        rows=tuple(_rows(entries)),
        notes=(MARK_RULE if entries else NO_ENTRIES,),
    )
    return frame.document(
        "cascading", parameters, table, is_landscape=True, summary={"plan": plan.code}
    )


def _mark_columns() -> Iterator[Column]:
    for name, (key, group, width) in MARKS.items():
        yield Column(CascadeEntry.MARKS[name], key, Kind.LABEL, group, width)


def _rows(entries: Iterable[CascadeEntry]) -> Iterator[Row]:
    """Yield the entries, each perspective under a heading."""
    for perspective, members in groupby(entries, key=lambda entry: entry.perspective):
        if perspective:
            text = f"{Perspective(perspective).label} Perspective"
            yield Row(across(text, len(LEADING) + len(MARKS)), RowKind.HEADING)
        yield from map(_row, members)


def _row(entry: CascadeEntry) -> Row:
    texts = {
        "goal": entry.goal_code,
        "parent": entry.parent_code,
        "letter": entry.letter,
        "indicator": entry.indicator,
        "unit_of_measure": entry.unit_of_measure,
    }
    marks = {key: getattr(entry, name) for name, (key, _, _) in MARKS.items()}
    cells = [Cell(text=text) for text in texts.values()]
    cells += [Cell(text=MARK if is_marked else "") for is_marked in marks.values()]
    perspective: dict[str, Json] = {"perspective": entry.perspective or None}
    key = f"{entry.parent_code}/{entry.letter}"
    return Row(tuple(cells), record=perspective | texts | marks, key=key)
