"""Saving a draft's targets: all that were changed or none, nobody's target overwritten unseen."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.agreements.deeds import NOT_A_DRAFT
from indicators.agreements.grid import Row, Sheet, Typed, build, mark_of
from indicators.models import AnnualTarget, PerformanceAgreement
from indicators.models.guard import target_problems
from indicators.numbers import FigureError
from indicators.recorded import write_recorded
from indicators.target_text import Asked, read
from indicators.typed_text import figure_error, text_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accounts.models import User

WRITTEN = ["value", "lower", "upper", "grade", "printed_text", "deviation_reason"]
OF_THE_ROW = {"grade", "value", "lower", "upper"}
MAX_REASON = 500
MEANWHILE = (
    "Sementara itu orang lain menyimpan {}. Simpan lagi bila isian Anda yang dipakai."
)


def save(
    agreement: PerformanceAgreement, user: User, typed: Mapping[int, Typed]
) -> Sheet:
    """Write the changed rows in one transaction; ``saved`` is None on a page that was refused."""
    try:
        return _save(agreement, user, typed)
    except IntegrityError:
        # Another person inserted a row between our look and our write: now it is there to be shown.
        return _save(agreement, user, typed)


@transaction.atomic
def _save(
    agreement: PerformanceAgreement, user: User, typed: Mapping[int, Typed]
) -> Sheet:
    rows = PerformanceAgreement.objects.filter(pk=agreement.pk)
    stored = rows.select_for_update(of=("self",)).select_related("unit").first()
    sheet = build(agreement.unit, agreement.year, stored or agreement)
    if stored is None or not stored.is_draft:
        sheet.problems.append(NOT_A_DRAFT)
    changed = list(_changed(sheet, typed))
    _ask_guard(sheet, changed, user)
    if not sheet.is_refused:
        sheet.saved = _write([row for _, row in changed], user)
    return sheet


def _changed(
    sheet: Sheet, typed: Mapping[int, Typed]
) -> list[tuple[Row, AnnualTarget]]:
    """Judge what was sent; return what is to be written, with the reasons on the rows that are refused."""
    found = []
    for pk, sent in typed.items():
        row = sheet.by_indicator.get(pk)
        if row is None or sent.mark == mark_of(sent.text, sent.reason):
            continue
        row.typed = sent
        written = _candidate(row, sent, sheet)
        if written is None:
            continue
        if _is_same(row.stored, written):
            row.typed = None
        elif sent.mark != row.mark:
            row.error = MEANWHILE.format(f"“{row.stored_text or '(kosong)'}”")
        else:
            found.append((row, written))
    return found


def _candidate(row: Row, typed: Typed, sheet: Sheet) -> AnnualTarget | None:
    """Return the target as the person wants it; None when a field cannot be read."""
    reason = " ".join(typed.reason.split())
    row.reason_error = text_error("Alasan", reason, MAX_REASON)
    asked = _read(row, typed, sheet)
    if row.has_problem:
        return None
    written = (
        copy.copy(row.stored)
        if row.stored
        else AnnualTarget(
            indicator=row.indicator, year=sheet.year, agreement=sheet.agreement
        )
    )
    written.deviation_reason = reason
    if asked is not None:
        target = asked.target
        written.value, written.lower, written.upper = (
            target.value,
            target.lower,
            target.upper,
        )
        written.grade, written.printed_text = target.grade or "", typed.text.strip()
    return written


def _read(row: Row, typed: Typed, sheet: Sheet) -> Asked | None:
    """Return what was typed; None when the text stayed as it was or the row was given an error."""
    text = typed.text.strip()
    if text == row.stored_text:
        return None
    row.error = figure_error(text)
    if row.error:
        return None
    try:
        asked = read(text, sheet.grades.get(row.indicator.scale_id or 0, ()))
    except FigureError as error:
        row.error = str(error)
        return None
    row.reading, row.reading_text = asked.reading, asked.reading_text
    if asked.warning and typed.confirmed != asked.reading:
        row.error = asked.warning
    return asked


def _is_same(stored: AnnualTarget | None, written: AnnualTarget) -> bool:
    """Whether writing would change nothing; nothing where nothing is stored is no row."""
    known = stored or AnnualTarget()
    return all(getattr(known, name) == getattr(written, name) for name in WRITTEN)


def _ask_guard(
    sheet: Sheet, changed: Sequence[tuple[Row, AnnualTarget]], user: User
) -> None:
    """Put the guard's reasons beside their rows, those about the whole year above the page."""
    with acting(user):
        problems = target_problems([written for _, written in changed])
    for problem in problems:
        if problem.field in OF_THE_ROW:
            changed[problem.index][0].error = problem.message
        elif problem.message not in sheet.problems:
            sheet.problems.append(problem.message)


def _write(rows: Sequence[AnnualTarget], user: User) -> int:
    """Write all rows with their history under one batch; return how many."""
    if rows:
        with batch(AuditBatch.Path.FORM, user=user):
            write_recorded(rows, WRITTEN)
    return len(rows)
