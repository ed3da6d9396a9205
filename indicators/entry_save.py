"""Saving the page "Isi realisasi": all changed rows or none, nobody's figure overwritten unseen."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.entry import MAX_NOTE, Conflict, Row, Sheet, Typed, build
from indicators.entry_figure import set_figure
from indicators.forms import MAX_TEXT
from indicators.models import Realization
from indicators.models.choices import Period
from indicators.models.guard import realization_problems
from indicators.numbers import (
    FigureError,
    ParsedFigure,
    canonical,
    format_number,
    parse_figure,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accounts.models import Unit, User

WRITTEN_FIELDS = ["value", "grade", "printed_text", "note", "origin"]
# Fields that a guard's reason about one row names; the others are about the whole year.
OF_THE_ROW = {"grade", "indicator", "reason", "value"}
UNPRINTABLE = "Memuat karakter yang tidak dapat disimpan; ketik ulang."


def save(unit: Unit, year: int, user: User, typed: Mapping[int, Typed]) -> Sheet:
    """Write the changed rows in one transaction; ``saved`` is None on a page that was refused."""
    try:
        return _save(unit, year, user, typed)
    except IntegrityError:
        # Another person inserted a row between our look and our write: now it is there to be shown.
        return _save(unit, year, user, typed)


@transaction.atomic
def _save(unit: Unit, year: int, user: User, typed: Mapping[int, Typed]) -> Sheet:
    _lock_rows(unit, year)
    sheet = build(unit, year, typed)
    changed = [
        (row, written)
        for row in sheet.rows
        if (written := _judge(row, sheet)) is not None
    ]
    _ask_guard(sheet, changed, user)
    _name_other_writers([row for row in sheet.rows if row.conflict])
    if not sheet.is_refused:
        sheet.saved = _write([written for _, written in changed], user)
    return sheet


def _lock_rows(unit: Unit, year: int) -> None:
    """Let a second person who saves wait until the first is done (SQLite lets one write at a time anyway)."""
    rows = Realization.objects.filter(
        indicator__plan__unit=unit, year=year, period=Period.YEAR
    )
    list(rows.order_by("pk").select_for_update(of=("self",)))


def _judge(row: Row, sheet: Sheet) -> Realization | None:
    """Return what is to be written for a row; None for nothing, with the reason on the row where it is refused."""
    typed = row.typed
    if typed is None:
        return None
    if _keeps_stored(row, typed):
        row.typed = None
        return None
    written = _candidate(row, typed, sheet)
    if written is None:
        return None
    if _is_same(row.stored, written):
        row.typed = None
        return None
    if _conflicts(row, typed):
        row.conflict = Conflict(row.stored_text, row.stored_note, row.digest, "", None)
        return None
    return written


def _keeps_stored(row: Row, typed: Typed) -> bool:
    return typed.choice == "stored" and typed.offered == row.digest


def _conflicts(row: Row, typed: Typed) -> bool:
    """Whether another person stored something that this one has neither seen nor decided about."""
    if typed.seen_digest == row.digest:
        return False
    return not (typed.choice == "mine" and typed.offered == row.digest)


def _candidate(row: Row, typed: Typed, sheet: Sheet) -> Realization | None:
    """Return the realization as the person wants it; None when the fields cannot be read."""
    figure = _read(row, typed, sheet)
    note = "\n".join(typed.note.strip().splitlines())
    row.note_error = _note_error(note)
    if row.error or row.note_error:
        return None
    written = _copy(row, sheet.year)
    written.note = note
    if figure is not None:
        set_figure(written, figure)
    return written


def _read(row: Row, typed: Typed, sheet: Sheet) -> ParsedFigure | None:
    """Return what was typed; None when the text stayed as it was or the row was given an error."""
    text = typed.text.strip()
    if text == row.stored_text:
        return None
    row.error = _text_error(text)
    if row.error:
        return None
    try:
        figure = parse_figure(
            text, scale_grades=sheet.grades.get(row.indicator.scale_id or 0, ())
        )
    except FigureError as error:
        row.error = str(error)
        return None
    _ask_to_confirm(row, typed, figure)
    return figure


def _ask_to_confirm(row: Row, typed: Typed, figure: ParsedFigure) -> None:
    if figure.warning is None or figure.value is None:
        return
    row.reading, row.reading_text = canonical(figure.value), format_number(figure.value)
    if typed.confirmed != row.reading:
        row.error = figure.warning


def _text_error(text: str) -> str:
    if "\x00" in text:
        return UNPRINTABLE
    return f"Paling banyak {MAX_TEXT} karakter." if len(text) > MAX_TEXT else ""


def _note_error(note: str) -> str:
    if "\x00" in note:
        return UNPRINTABLE
    if len(note) > MAX_NOTE:
        return f"Catatan paling banyak {MAX_NOTE} karakter; sekarang {len(note)}."
    return ""


def _copy(row: Row, year: int) -> Realization:
    """Return the stored row to be changed, or a new one."""
    if row.stored is None:
        return Realization(indicator=row.indicator, year=year, period=Period.YEAR)
    written = copy.copy(row.stored)
    written.indicator = row.indicator
    return written


def _is_same(stored: Realization | None, written: Realization) -> bool:
    """Whether writing would change nothing; nothing where nothing is stored is no row."""
    known = stored or Realization()
    return all(
        getattr(known, name) == getattr(written, name)
        for name in ("value", "grade", "printed_text", "note")
    )


def _ask_guard(
    sheet: Sheet, changed: Sequence[tuple[Row, Realization]], user: User
) -> None:
    """Put the guard's reasons beside their rows, those about the whole year above the page."""
    with acting(user):
        problems = realization_problems([written for _, written in changed])
    for problem in problems:
        if problem.field in OF_THE_ROW:
            changed[problem.index][0].error = problem.message
        elif problem.message not in sheet.problems:
            sheet.problems.append(problem.message)


def _name_other_writers(rows: Sequence[Row]) -> None:
    """Say on each conflict who stored the other value, and when."""
    stored = {row.stored.pk: row for row in rows if row.stored}
    if not stored:
        return
    history = Realization.history.filter(id__in=stored).select_related("history_user")
    # Oldest first: the last one that names a row stays.
    for record in history.order_by("history_date", "history_id"):
        row = stored[record.id]
        who = record.history_user
        name = (who.get_full_name() or who.username) if who else "sistem"
        if row.conflict:
            row.conflict = replace(row.conflict, who=name, when=record.history_date)


def _write(rows: Sequence[Realization], user: User) -> int:
    """Write all rows with their history under one batch; return how many."""
    if not rows:
        return 0
    with batch(AuditBatch.Path.GRID, user=user) as opened:
        options = {"default_user": user, "custom_historical_attrs": {"batch": opened}}
        created = [row for row in rows if row.pk is None]
        updated = [row for row in rows if row.pk is not None]
        if created:
            bulk_create_with_history(created, Realization, **options)
        if updated:
            bulk_update_with_history(updated, Realization, WRITTEN_FIELDS, **options)
    return len(rows)
