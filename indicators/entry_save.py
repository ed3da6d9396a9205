"""Saving the page "Isi realisasi": all changed cells or none, nobody's figure overwritten unseen."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.entry_cells import MAX_NOTE, Conflict
from indicators.entry_figure import set_figure
from indicators.entry_load import build
from indicators.models import Realization
from indicators.models.calculated import deviation_problems
from indicators.models.guard import realization_problems
from indicators.numbers import (
    FigureError,
    ParsedFigure,
    canonical,
    format_number,
    parse_figure,
)
from indicators.other_writers import name_other_writers
from indicators.recorded import write_recorded
from indicators.typed_text import figure_error, text_error, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accounts.models import Unit, User
    from indicators.entry import Sheet
    from indicators.entry_cells import Cell, Typed
    from indicators.models.guard import Problem

MAX_REASON = 500
WRITTEN_FIELDS = [
    "value",
    "grade",
    "printed_text",
    "note",
    "deviation_reason",
    "origin",
]
# Where a guard's reason stands at its cell; reasons of other fields are about the whole year.
PLACE_OF = {
    "grade": "error",
    "indicator": "error",
    "value": "error",
    "reason": "reason_error",
    "deviation_reason": "deviation_error",
}
SEE_ABOVE = "Tidak dapat disimpan; sebabnya ada di atas halaman."


def save(unit: Unit, year: int, user: User, typed: Mapping[str, Typed]) -> Sheet:
    """Write the changed cells in one transaction; ``saved`` is None on a page that was refused."""
    try:
        return _save(unit, year, user, typed)
    except IntegrityError:
        # Another person inserted a row between our look and our write: now it is there to be shown.
        return _save(unit, year, user, typed)


@transaction.atomic
def _save(unit: Unit, year: int, user: User, typed: Mapping[str, Typed]) -> Sheet:
    _lock_rows(unit, year)
    sheet = build(unit, year, user, typed)
    changed = [
        (cell, written)
        for cell in sheet.cells.values()
        if (written := _judge(cell, sheet)) is not None
    ]
    _ask_guard(sheet, changed, user)
    name_other_writers(sheet.cells.values())
    if not sheet.is_refused:
        sheet.saved = _write([written for _, written in changed], user)
    return sheet


def _lock_rows(unit: Unit, year: int) -> None:
    """Let a second person who saves wait until the first is done (SQLite lets one write at a time anyway)."""
    rows = Realization.objects.filter(indicator__plan__unit=unit, year=year)
    list(rows.order_by("pk").select_for_update(of=("self",)))


def _judge(cell: Cell, sheet: Sheet) -> Realization | None:
    """Return what is to be written for a cell; None for nothing, with the reason on the cell where it is refused."""
    typed = cell.typed
    if typed is None:
        return None
    if typed.leaves(cell.digest):
        cell.typed = None
        return None
    written = _candidate(cell, typed, sheet)
    if written is None:
        return None
    if _is_same(cell.stored, written):
        cell.typed = None
        return None
    if typed.conflicts_with(cell.digest):
        cell.conflict = Conflict(
            cell.stored_text, cell.stored_note, cell.digest, "", None
        )
        return None
    return written


def _candidate(cell: Cell, typed: Typed, sheet: Sheet) -> Realization | None:
    """Return the realization as the person wants it; None when the fields cannot be read."""
    figure = _read(cell, typed, sheet)
    note, reason, deviation = map(tidy, (typed.note, typed.reason, typed.deviation))
    cell.note_error = text_error("Catatan", note, MAX_NOTE)
    cell.reason_error = text_error("Alasan", reason, MAX_REASON)
    cell.deviation_error = text_error("Alasan", deviation, MAX_NOTE)
    if cell.has_problem:
        return None
    written = _copy(cell, sheet.year)
    written.note = note
    written._change_reason = reason or None
    written.deviation_reason = deviation or written.deviation_reason
    if figure is not None:
        set_figure(written, figure)
    return written


def _read(cell: Cell, typed: Typed, sheet: Sheet) -> ParsedFigure | None:
    """Return what was typed; None when the text stayed as it was or the cell was given an error."""
    text = typed.text.strip()
    if text == cell.stored_text:
        return None
    cell.error = figure_error(text)
    if cell.error:
        return None
    try:
        figure = parse_figure(
            text, scale_grades=sheet.grades.get(cell.indicator.scale_id or 0, ())
        )
    except FigureError as error:
        cell.error = str(error)
        return None
    _ask_to_confirm(cell, typed, figure)
    return figure


def _ask_to_confirm(cell: Cell, typed: Typed, figure: ParsedFigure) -> None:
    if figure.warning is None or figure.value is None:
        return
    cell.reading = canonical(figure.value)
    cell.reading_text = format_number(figure.value)
    if typed.confirmed != cell.reading:
        cell.error = figure.warning


def _copy(cell: Cell, year: int) -> Realization:
    """Return the stored row to be changed, or a new one."""
    if cell.stored is None:
        return Realization(indicator=cell.indicator, year=year, period=cell.period)
    return copy.copy(cell.stored)


def _is_same(stored: Realization | None, written: Realization) -> bool:
    """Whether writing would change nothing; nothing where nothing is stored is no row."""
    known = stored or Realization()
    return known.content == written.content


def _ask_guard(
    sheet: Sheet, changed: Sequence[tuple[Cell, Realization]], user: User
) -> None:
    """Put the guard's reasons beside their cells, those about the whole year above the page too."""
    rows = [written for _, written in changed]
    with acting(user):
        problems = [*realization_problems(rows), *deviation_problems(rows)]
    for problem in problems:
        _place(sheet, changed[problem.index][0], problem)


def _place(sheet: Sheet, cell: Cell, problem: Problem) -> None:
    place = PLACE_OF.get(problem.field)
    if place:
        setattr(cell, place, problem.message)
        return
    cell.error = SEE_ABOVE
    if problem.message not in sheet.problems:
        sheet.problems.append(problem.message)


def _write(rows: Sequence[Realization], user: User) -> int:
    """Write all rows with their history under one batch; return how many."""
    if rows:
        with batch(AuditBatch.Path.GRID, user=user):
            write_recorded(rows, WRITTEN_FIELDS)
    return len(rows)
