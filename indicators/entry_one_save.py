"""Saving one realization with its measurements: all of it or nothing, nobody's figure overwritten unseen."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.entry_conflict import conflict_between
from indicators.entry_figure import set_computed, set_figure
from indicators.entry_one_load import load
from indicators.models import Measurement, Realization
from indicators.models.calculated import claim_problems, deviation_problems
from indicators.models.guard import measurement_problems, realization_problems
from indicators.numbers import FigureKind
from indicators.words import result_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.http import QueryDict

    from accounts.models import User
    from indicators.entry_one import Page, Place
    from indicators.models.guard import Problem
    from indicators.numbers import ParsedFigure

# Where a reason of the guard stands on the page; the others are about the page as a whole.
FIELD_OF = {
    "value": "value",
    "grade": "value",
    "reason": "change_reason",
    "deviation_reason": "deviation_reason",
}
# Rows that change places are first moved beyond any order that people type.
OUT_OF_THE_WAY = 10_000


def save(place: Place, user: User, data: QueryDict) -> Page:
    """Write what was typed in one transaction; ``done`` is "" on a page that was refused."""
    try:
        return _save(place, user, data)
    except IntegrityError:
        # Another person began the row between our look and our write: now it is there to be shown.
        return _save(place, user, data)


def follows_measurements(
    page: Page, data: QueryDict, figure: ParsedFigure | None, computed: Decimal
) -> bool:
    """Whether the value is to be what is computed.

    It is where the field is empty, and where nobody touched a value that was the computed one:
    ``follows`` holds what such a field showed. A value that stays right is not written again.
    """
    if figure is not None and figure.kind is FigureKind.EMPTY:
        return True
    is_untouched = data.get("follows") == data.get("value", "").strip()
    if figure is not None or page.stored is None or not page.stored.carries_figure:
        return is_untouched
    return is_untouched and computed != page.computed


@transaction.atomic
def _save(place: Place, user: User, data: QueryDict) -> Page:
    _lock_row(place)
    page = load(place, user, data)
    # Both are asked, so that every mistake is shown at once.
    if not all([page.form.is_valid(), page.rows.is_valid()]):
        return page
    written, cases = candidate(page, data)
    if page.form.errors:
        return page
    if _is_same(page, written, cases):
        page.done = "Tidak ada yang berubah; tidak ada yang disimpan."
    elif _chose(page, data, "stored"):
        page.done = "Yang tersimpan dipertahankan; isian Anda tidak disimpan."
    elif data.get("mark", "") != page.mark and not _chose(page, data, "mine"):
        page.conflict = conflict_between((written, cases), (page.stored, page.cases))
    else:
        _ask_guard(page, written, cases, user)
        if not page.has_problem:
            _write(page, written, cases, user)
            page.done = _saved_sentence(page, written)
    return page


def _lock_row(place: Place) -> None:
    """Let a second person who saves wait until the first is done."""
    rows = Realization.objects.filter(
        indicator=place.indicator, year=place.year, period=place.period
    )
    list(rows.select_for_update(of=("self",)))


def _chose(page: Page, data: QueryDict, choice: str) -> bool:
    """Whether the person decided so about what is stored now."""
    return data.get("choice") == choice and data.get("offered") == page.mark


def candidate(page: Page, data: QueryDict) -> tuple[Realization, list[Measurement]]:
    """Return the realization and its measurements as the person wants them."""
    place, form = page.place, page.form
    if page.stored is None:
        written = Realization(
            indicator=place.indicator, year=place.year, period=place.period
        )
    else:
        written = copy.copy(page.stored)
    for name, text in form.texts().items():
        setattr(written, name, text)
    written.uses_previous_year = form.cleaned_data["uses_previous_year"]
    written._change_reason = form.cleaned_data["change_reason"] or None
    cases = page.rows.measurements()
    written.pending_measurements = cases
    for case in cases:
        case.realization = written
        case._change_reason = written._change_reason
    if refusal := _decide_figure(page, written, cases, data):
        form.add_error("value", refusal)
    return written, cases


def _decide_figure(
    page: Page, written: Realization, cases: Sequence[Measurement], data: QueryDict
) -> str:
    """Set the derived, the computed or the typed figure; return why it cannot be kept."""
    figure = page.form.cleaned_data["value"]
    computed = page.computed_from(cases)
    if "use_derived" in data and page.derived is not None:
        return set_computed(written, page.derived.value)
    if computed is not None and follows_measurements(page, data, figure, computed):
        return set_computed(written, computed)
    if figure is not None:
        set_figure(written, figure)
    return ""


def _is_same(page: Page, written: Realization, cases: Sequence[Measurement]) -> bool:
    """Whether writing would change nothing; nothing where nothing is stored is no row."""
    known = page.stored or Realization()
    return known.content == written.content and [_facts(row) for row in page.cases] == [
        _facts(row) for row in cases
    ]


def _facts(row: Measurement) -> tuple[object, ...]:
    inputs = (row.method, row.before, row.after, row.result)
    return (row.pk, row.order, row.label, *inputs)


def _changed(page: Page, cases: Sequence[Measurement]) -> list[Measurement]:
    """Return the measurements that are new or differ from what is stored."""
    stored = {row.pk: _facts(row) for row in page.cases}
    return [row for row in cases if stored.get(row.pk) != _facts(row)]


def _gone(page: Page, cases: Sequence[Measurement]) -> list[Measurement]:
    """Return the stored measurements that are to go."""
    staying = {row.pk for row in cases}
    return [row for row in page.cases if row.pk not in staying]


def _ask_guard(
    page: Page, written: Realization, cases: Sequence[Measurement], user: User
) -> None:
    """Put the guard's reasons where they belong on the page."""
    changed = _changed(page, cases)
    gone = _gone(page, cases)
    for row in gone:
        row.realization = written
    with acting(user):
        problems = [
            *realization_problems([written]),
            *deviation_problems([written]),
            *measurement_problems([*changed, *gone]),
        ]
    for problem in problems:
        _place(page, problem)
    _refuse_claims(page, cases)


def _place(page: Page, problem: Problem) -> None:
    name = FIELD_OF.get(problem.field)
    if name is None:
        if problem.message not in page.problems:
            page.problems.append(problem.message)
    elif problem.message not in page.form.errors.get(name, ()):
        page.form.add_error(name, problem.message)


def _refuse_claims(page: Page, cases: Sequence[Measurement]) -> None:
    """Refuse newly typed claims that stand under another indicator, beside their rows."""
    known = {row.pk: row.claim for row in page.cases}
    typed = [
        (row, form)
        for row, form in zip(cases, page.rows.filled, strict=True)
        if known.get(row.pk) != row.claim
    ]
    for problem in claim_problems([row for row, _ in typed]):
        typed[problem.index][1].add_error("label", problem.message)


def _write(
    page: Page, written: Realization, cases: Sequence[Measurement], user: User
) -> None:
    """Write what differs, with its history, under one batch."""
    changed, reason = _changed(page, cases), written._change_reason or ""
    with batch(AuditBatch.Path.GRID, user=user, reason=reason):
        if page.stored is None or page.stored.content != written.content:
            _save_row(written, user)
        for row in _gone(page, cases):
            row._history_user = user  # type: ignore[attr-defined]
            row.delete()
        _move_out_of_the_way(page, changed)
        for row in changed:
            _save_row(row, user)


def _save_row(row: Realization | Measurement, user: User) -> None:
    row._history_user = user  # type: ignore[union-attr]
    row.save()


def _move_out_of_the_way(page: Page, changed: Sequence[Measurement]) -> None:
    """Free the orders that rows are about to exchange; their history is written when they are saved."""
    before = {row.pk: row.order for row in page.cases}
    moved = [row.pk for row in changed if row.pk and before[row.pk] != row.order]
    if moved:
        rows = Measurement.objects.filter(pk__in=moved)
        rows.update(order=F("order") + OUT_OF_THE_WAY)


def _saved_sentence(page: Page, written: Realization) -> str:
    """Say what was written, and how it was computed."""
    place = page.place
    text = result_text(place.indicator, written)
    return f"{place.indicator.code} {place.title} disimpan: {text} {place.indicator.unit_of_measure}."
