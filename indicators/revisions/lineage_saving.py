"""Saving the page "Silsilah": all links or none."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import IndicatorLink, Lineage
from indicators.revisions.holding import hold_plan
from indicators.revisions.lineage_sheet import Line, Sheet, build, stored_links
from indicators.typed_text import text_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import User
    from indicators.models import StrategicPlan
    from indicators.revisions.lineage_sheet import Lines

    Key = tuple[int, int | None]

ONE_TO_ONE = {
    Lineage.UNCHANGED,
    Lineage.RENAMED,
    Lineage.REDEFINED,
    Lineage.REPLACED,
}
MAX_NOTE = 2000
MEANWHILE = (
    "Silsilah ini diubah orang lain sementara Anda mengisinya. Periksa isian di bawah; "
    "simpan lagi bila isian Anda yang dipakai."
)
UNDECIDED = "Belum ditentukan menjadi apa."


def save(
    plan: StrategicPlan, user: User, typed: Lines, seen: str, reason: str
) -> Sheet:
    """Write what changed in one transaction; ``saved`` is None on a page that was refused."""
    try:
        with transaction.atomic():
            sheet = _save(plan, user, typed, seen, reason)
            if sheet.saved is None:
                transaction.set_rollback(True)
            return sheet
    except IntegrityError:
        sheet = build(plan, typed)
        sheet.problems.append(MEANWHILE)
        return sheet


def _save(
    plan: StrategicPlan, user: User, typed: Lines, seen: str, reason: str
) -> Sheet:
    hold_plan(plan)
    sheet = build(plan, typed)
    if sheet.mark != seen:
        sheet.problems.append(MEANWHILE)
    wanted = _wanted(sheet)
    if not sheet.is_refused:
        changes = _Changes(plan, wanted)
        changes.ask_rules(sheet)
        if not sheet.is_refused:
            sheet.saved = changes.write(user, reason)
    return sheet


def _wanted(sheet: Sheet) -> dict[Key, Line]:
    """Return the links as typed, with the faults on their rows."""
    options = {str(option.pk) for option in sheet.options}
    wanted: dict[Key, Line] = {}
    for row in sheet.rows:
        lines = [line for line in row.lines if not line.is_empty]
        row.errors += dict.fromkeys(
            error for line in lines for error in _line_errors(line, options)
        )
        if not lines:
            row.errors.append(UNDECIDED)
        if row.errors:
            continue
        for line in lines:
            key = (row.indicator.pk, int(line.to) if line.to else None)
            if key in wanted:
                row.errors.append("Penerus yang sama disebut dua kali.")
            wanted[key] = line
        row.errors += _row_errors(lines)
    _judge_successors(sheet, wanted)
    return wanted


def _line_errors(line: Line, options: set[str]) -> Iterator[str]:
    if line.kind not in Lineage.values:
        yield "Pilih jenisnya." if not line.kind else "Jenis silsilah tidak dikenal."
    if line.to and line.to not in options:
        yield "Penerus harus dari renstra ini."
    if line.kind == Lineage.DROPPED and line.to:
        yield "Indikator yang dihapus tidak mempunyai penerus."
    if line.kind not in ("", Lineage.DROPPED) and not line.to:
        yield "Pilih penerusnya."
    if refusal := text_error("Catatan", line.note, MAX_NOTE):
        yield refusal


def _row_errors(lines: list[Line]) -> Iterator[str]:
    kinds = {line.kind for line in lines}
    if len(lines) > 1 and kinds != {Lineage.SPLIT.value}:
        yield "Beberapa penerus hanya ada bila dipecah; pilih Dipecah untuk semuanya."
    if len(lines) == 1 and Lineage.SPLIT in kinds:
        yield "Dipecah memerlukan sedikitnya dua penerus."


def _judge_successors(sheet: Sheet, wanted: dict[Key, Line]) -> None:
    """A successor of several indicators is a merger; a merger has several."""
    taken = Counter(to for _, to in wanted if to is not None)
    for row in sheet.rows:
        for (origin, to), line in wanted.items():
            if origin != row.indicator.pk or to is None:
                continue
            if taken[to] > 1 and line.kind in ONE_TO_ONE | {Lineage.SPLIT}:
                row.errors.append(
                    "Penerus ini juga penerus indikator lain; pilih Digabung untuk semuanya."
                )
            if taken[to] == 1 and line.kind == Lineage.MERGED:
                row.errors.append(
                    "Digabung memerlukan sedikitnya dua indikator menjadi satu."
                )


class _Changes:
    """What has to be written so that the stored links become the wanted ones."""

    def __init__(self, plan: StrategicPlan, wanted: dict[Key, Line]) -> None:
        stored = {
            (link.from_indicator_id, link.to_indicator_id): link
            for link in stored_links(plan)
        }
        self.gone = [link for key, link in stored.items() if key not in wanted]
        self.written = list(_differing(stored, wanted))

    def ask_rules(self, sheet: Sheet) -> None:
        """Put the refusals of the links' own rules (a lock) beside their rows."""
        refused: dict[int, list[str]] = defaultdict(list)
        for link in self.gone:
            if refusal := link.deletion_refusal:
                refused[link.from_indicator_id].append(refusal)
        for link in self.written:
            try:
                link.clean()
            except ValidationError as error:
                refused[link.from_indicator_id] += error.messages
        for row in sheet.rows:
            row.errors += dict.fromkeys(refused[row.indicator.pk])

    def write(self, user: User, reason: str) -> int:
        """Write under one batch; return how many links changed."""
        if self.gone or self.written:
            with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
                for link in self.gone:
                    link.delete()
                for link in self.written:
                    link.save()
        return len({link.from_indicator_id for link in (*self.gone, *self.written)})


def _differing(
    stored: dict[Key, IndicatorLink], wanted: dict[Key, Line]
) -> Iterable[IndicatorLink]:
    for (origin, to), line in wanted.items():
        link = stored.get((origin, to)) or IndicatorLink(
            from_indicator_id=origin, to_indicator_id=to
        )
        note = "\n".join(line.note.strip().splitlines())
        if link.pk is None or (link.kind, link.note) != (line.kind, note):
            link.kind, link.note = line.kind, note
            yield link
