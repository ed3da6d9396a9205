"""Saving the action plan: all changed cells or none, nobody's target overwritten unseen."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.action_plan.sheet import Cell, Sheet, build
from indicators.entry_cells import MAX_NOTE, Conflict
from indicators.models import QuarterlyTarget
from indicators.models.guard import quarterly_target_problems
from indicators.other_writers import name_other_writers
from indicators.quarters import asked_by
from indicators.recorded import write_recorded
from indicators.typed_text import figure_error, text_error, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accounts.models import Unit, User
    from indicators.action_plan.sheet import Place
    from indicators.entry_cells import Typed
    from indicators.target_text import Asked

WRITTEN_FIELDS = ["value", "lower", "upper", "grade", "printed_text", "activity"]
# Fields that a guard's reason about one cell names; the others are about the quarter or the year.
OF_THE_CELL = {"grade", "indicator"}


def save(unit: Unit, year: int, user: User, typed: Mapping[Place, Typed]) -> Sheet:
    """Write the changed cells in one transaction; ``saved`` is None on a page that was refused."""
    try:
        return _save(unit, year, user, typed)
    except IntegrityError:
        # Another person inserted a row between our look and our write: now it is there to be shown.
        return _save(unit, year, user, typed)


@transaction.atomic
def _save(unit: Unit, year: int, user: User, typed: Mapping[Place, Typed]) -> Sheet:
    _lock_rows(unit, year)
    sheet = build(unit, year, user, typed)
    changed = [(cell, row) for cell in sheet.cells if (row := _judge(cell)) is not None]
    _ask_guard(sheet, changed, user)
    name_other_writers(sheet.cells)
    if not sheet.is_refused:
        sheet.saved = _write([row for _, row in changed], user)
    return sheet


def _lock_rows(unit: Unit, year: int) -> None:
    """Let a second person who saves wait until the first is done (SQLite lets one write at a time anyway)."""
    rows = QuarterlyTarget.objects.filter(indicator__plan__unit=unit, year=year)
    list(rows.order_by("pk").select_for_update(of=("self",)))


def _judge(cell: Cell) -> QuarterlyTarget | None:
    """Return what is to be written; None for nothing, with the reason on the cell where it is refused."""
    typed = cell.typed
    if typed is None:
        return None
    if typed.leaves(cell.digest):
        _leave(cell)
        return None
    _ask_again(cell, typed)
    if cell.has_problem:
        return None
    row = _candidate(cell, typed)
    if _is_same(cell.stored, row):
        _leave(cell)
        return None
    if typed.conflicts_with(cell.digest):
        cell.conflict = Conflict(
            cell.stored_text, cell.stored_activity, cell.digest, "", None
        )
        return None
    return row


def _leave(cell: Cell) -> None:
    """Let the cell stand as it is stored."""
    cell.typed, cell.error = None, ""


def _ask_again(cell: Cell, typed: Typed) -> None:
    """Say what is wrong with the two fields, and ask about a reading that was not confirmed."""
    is_kept = typed.text.strip() == cell.stored_text
    if is_kept:
        cell.error = ""
    elif wrong := figure_error(typed.text):
        cell.error = wrong
    elif cell.asked and cell.asked.warning and typed.confirmed != cell.asked.reading:
        cell.error = cell.asked.warning
    cell.activity_error = text_error("Rencana kegiatan", tidy(typed.note), MAX_NOTE)


def _candidate(cell: Cell, typed: Typed) -> QuarterlyTarget:
    """Return the row as the person wants it."""
    row = _copy(cell)
    row.activity = tidy(typed.note)
    if cell.asked is not None and typed.text.strip() != cell.stored_text:
        _set_target(row, cell.asked, typed.text.strip())
    return row


def _copy(cell: Cell) -> QuarterlyTarget:
    """Return the stored row to be changed, or a new one."""
    score = cell.score
    if cell.stored is None:
        return QuarterlyTarget(
            indicator=score.indicator, year=score.year, period=score.period
        )
    row = copy.copy(cell.stored)
    row.indicator = score.indicator
    return row


def _set_target(row: QuarterlyTarget, asked: Asked, text: str) -> None:
    """Set the target, keep what was typed; the same target typed otherwise changes nothing."""
    if asked_by(row) == asked.says:
        return
    target = asked.target
    row.value, row.lower, row.upper = target.value, target.lower, target.upper
    row.grade, row.printed_text = target.grade or "", text


def _is_same(stored: QuarterlyTarget | None, row: QuarterlyTarget) -> bool:
    """Whether writing would change nothing; nothing where nothing is stored is no row."""
    known = stored or QuarterlyTarget()
    return all(getattr(known, name) == getattr(row, name) for name in WRITTEN_FIELDS)


def _ask_guard(
    sheet: Sheet, changed: Sequence[tuple[Cell, QuarterlyTarget]], user: User
) -> None:
    """Put the guard's reasons beside their cells, those about quarter and year above the page."""
    with acting(user):
        problems = quarterly_target_problems([row for _, row in changed])
    for problem in problems:
        if problem.field in OF_THE_CELL:
            changed[problem.index][0].error = problem.message
        elif problem.message not in sheet.problems:
            sheet.problems.append(problem.message)


def _write(rows: Sequence[QuarterlyTarget], user: User) -> int:
    """Write all rows with their history under one batch; return how many."""
    if rows:
        with batch(AuditBatch.Path.FORM, user=user):
            write_recorded(rows, WRITTEN_FIELDS)
    return len(rows)
