"""The deeds of the workflow: submit, withdraw, return, verify; one realization or many, all or none.

What cannot be done to one of the chosen rows is said on that row, and nothing is written: the
person looks and chooses again. Rows are locked in the order of their keys, so that two people who
decide about the same rows wait for each other, and the second one is told what the first one did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch
from accounts.perms import SUBMIT_PERMISSION, VERIFY_PERMISSION, may_write
from indicators.calculation import LabelledEnum
from indicators.evidence import MISSING_SENTENCES, missing_evidence
from indicators.models import EvidenceRule, NoticeKind, Realization, WorkflowState
from indicators.models.guard import realization_problems
from indicators.notices import said_by, tell_operators
from indicators.refusals import closing_locks, figure_refusals
from indicators.scorecard import result_text
from indicators.seals import seals
from indicators.stages import PEOPLE, stage_sentence

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from accounts.models import User

MAX_NOTE = 500
NOTE_NEEDED = "Tuliskan catatan: apa yang perlu diperbaiki."
UNPRINTABLE = "Catatan memuat karakter yang tidak dapat disimpan; ketik ulang."
OWN_FIGURE = "Anda sendiri yang mengajukannya; orang lain yang memverifikasi."
CONFIRM_HINT = "Centang “Verifikasi tanpa bukti” bila tetap akan diverifikasi."
WRITTEN_FIELDS = [
    "workflow",
    "submitted_by",
    "submitted_at",
    "verified_by",
    "verified_at",
    "returned_by",
    "returned_at",
    "return_note",
]


class Deed(LabelledEnum):
    """What is done to realizations; the label is that of its button."""

    SUBMIT = "submit", "Ajukan"
    WITHDRAW = "withdraw", "Tarik kembali"
    RETURN = "return", "Kembalikan"
    VERIFY = "verify", "Verifikasi"


@dataclass(frozen=True)
class Step:
    """Who may do a deed, to rows of which stages, where they go, and its past participle."""

    permission: str
    stages: frozenset[str]
    leads_to: WorkflowState
    done: str


STEPS = {
    Deed.SUBMIT: Step(
        SUBMIT_PERMISSION,
        frozenset({WorkflowState.DRAFT, WorkflowState.RETURNED}),
        WorkflowState.SUBMITTED,
        "diajukan",
    ),
    Deed.WITHDRAW: Step(
        SUBMIT_PERMISSION,
        frozenset({WorkflowState.SUBMITTED}),
        WorkflowState.DRAFT,
        "ditarik kembali",
    ),
    Deed.RETURN: Step(
        VERIFY_PERMISSION,
        frozenset({WorkflowState.SUBMITTED, WorkflowState.VERIFIED}),
        WorkflowState.RETURNED,
        "dikembalikan",
    ),
    Deed.VERIFY: Step(
        VERIFY_PERMISSION,
        frozenset({WorkflowState.SUBMITTED}),
        WorkflowState.VERIFIED,
        "diverifikasi",
    ),
}

# Whoever does one of these stands for the figure.
JUDGED = {Deed.SUBMIT, Deed.VERIFY}
NOTICES = {Deed.RETURN: NoticeKind.RETURNED, Deed.VERIFY: NoticeKind.VERIFIED}


@dataclass(frozen=True)
class Asked:
    """What a person wants done: ``seen`` gives for each chosen row the seal that the page showed."""

    deed: Deed
    user: User
    seen: Mapping[int, str]
    note: str = ""
    # Rows that are to be verified although they lack the evidence that their indicator asks for.
    confirmed: frozenset[int] = frozenset()

    @property
    def step(self) -> Step:
        return STEPS[self.deed]

    @property
    def reason(self) -> str:
        """The note of a return, its line ends made one kind; other deeds speak for themselves."""
        return "\n".join(self.note.strip().splitlines()) if self.is_return else ""

    @property
    def is_return(self) -> bool:
        return self.deed is Deed.RETURN


@dataclass(frozen=True)
class Outcome:
    """What came of it: ``refusals`` by row, ``problem`` about the deed as a whole; both empty when done."""

    asked: Asked
    rows: Sequence[Realization]
    refusals: Mapping[int, str]
    problem: str

    @property
    def is_done(self) -> bool:
        return not (self.refusals or self.problem)

    @property
    def sentence(self) -> str:
        """Say what was done, or that nothing was."""
        if self.is_done:
            return f"{len(self.rows)} realisasi {self.asked.step.done}."
        refused = f"{len(self.refusals)} dari {len(self.rows)} tidak dapat {self.asked.step.done}."
        return f"Tidak ada yang {self.asked.step.done}. {self.problem or refused}"


@transaction.atomic
def perform(asked: Asked) -> Outcome:
    """Do the deed to all chosen rows, or to none; rows that the person may not see answer 404."""
    if not asked.user.has_perm(asked.step.permission):
        raise PermissionDenied
    rows = _locked_rows(asked)
    outcome = Outcome(asked, rows, _refusals(asked, rows), _problem(asked))
    if outcome.is_done:
        _write(asked, rows)
    return outcome


def _locked_rows(asked: Asked) -> list[Realization]:
    found = Realization.objects.visible_to(asked.user).filter(pk__in=asked.seen)
    related = ("indicator__plan__unit", "indicator__team", *PEOPLE)
    in_order = found.select_related(*related).order_by("pk")
    rows = list(in_order.select_for_update(of=("self",)))
    if len(rows) != len(asked.seen):
        raise Http404("Realisasi tidak ditemukan.")
    units = {row.owner_unit.pk: row.owner_unit for row in rows}.values()
    if not all(may_write(asked.user, unit) for unit in units):
        raise PermissionDenied
    return rows


def _problem(asked: Asked) -> str:
    if not asked.seen:
        return "Belum ada yang dipilih."
    if "\x00" in asked.reason:
        return UNPRINTABLE
    if (length := len(asked.reason)) > MAX_NOTE:
        return f"Catatan paling panjang {MAX_NOTE} karakter; sekarang {length}."
    return NOTE_NEEDED if asked.is_return and not asked.reason else ""


def _refusals(asked: Asked, rows: Sequence[Realization]) -> dict[int, str]:
    """Return, by row, the first reason why the deed cannot be done to it."""
    closed, own = _closed(asked, rows), _own_refusals(asked, rows)
    found = {
        row.pk: _stage_refusal(asked, row)
        or closed.get(row.pk, "")
        or own.get(row.pk, "")
        for row in rows
    }
    return {pk: reason for pk, reason in found.items() if reason}


def _stage_refusal(asked: Asked, row: Realization) -> str:
    if row.workflow in asked.step.stages:
        return ""
    is_operators = asked.step.permission == SUBMIT_PERMISSION
    if is_operators and row.workflow == WorkflowState.VERIFIED:
        return row.verified_refusal
    return stage_sentence(row)


def _own_refusals(asked: Asked, rows: Sequence[Realization]) -> dict[int, str]:
    """Return, by row, what speaks against this deed in particular."""
    if asked.deed not in JUDGED:
        return {}
    wrong = figure_refusals(rows)
    if asked.deed is Deed.SUBMIT:
        return wrong
    now_seen, lacking = seals(rows), missing_evidence(rows)
    return {
        row.pk: _unseen_refusal(asked, row, now_seen[row.pk])
        or wrong.get(row.pk)
        or _evidence_refusal(asked, row, lacking.get(row.pk))
        for row in rows
    }


def _unseen_refusal(asked: Asked, row: Realization, seal: str) -> str:
    if row.submitted_by_id == asked.user.pk:
        return OWN_FIGURE
    if asked.seen[row.pk] == seal:
        return ""
    shown = result_text(row.indicator, row)
    return (
        f"Berubah setelah Anda membukanya; sekarang {shown}. Periksa lalu pilih lagi."
    )


def _evidence_refusal(asked: Asked, row: Realization, rule: EvidenceRule | None) -> str:
    if rule is None or (rule is EvidenceRule.WARN and row.pk in asked.confirmed):
        return ""
    how = "" if rule is EvidenceRule.REQUIRED else f" {CONFIRM_HINT}"
    return f"{MISSING_SENTENCES[rule]}{how}"


def _closed(asked: Asked, rows: Sequence[Realization]) -> dict[int, str]:
    """Return, by row, why the guard keeps it as it is.

    Whoever returns a figure does not approve of it: only a lock is asked then.
    """
    if asked.is_return:
        return {pk: lock.refusal() for pk, lock in closing_locks(rows).items()}
    # Who is in charge matters to those who enter; a verifikator is in charge of the whole unit.
    operator = asked.user if asked.step.permission == SUBMIT_PERMISSION else None
    with acting(operator):
        problems = realization_problems(rows)
    return {rows[found.index].pk: found.message for found in reversed(problems)}


def _write(asked: Asked, rows: Sequence[Realization]) -> None:
    """Write the new stage of all rows with their history under one batch."""
    now = timezone.now()
    for row in rows:
        row.workflow = asked.step.leads_to
        _sign(asked, row, now)
    _tell(asked, rows, now)
    said = asked.step.done.capitalize()
    with batch(AuditBatch.Path.ACTION, user=asked.user, reason=asked.reason) as opened:
        bulk_update_with_history(
            rows,
            Realization,
            WRITTEN_FIELDS,
            default_user=asked.user,
            default_change_reason=": ".join(filter(None, (said, asked.reason))),
            default_date=now,
            custom_historical_attrs={"batch": opened},
        )


def _tell(asked: Asked, rows: Sequence[Realization], now: datetime.datetime) -> None:
    """Tell the operators what became of what they handed in."""
    if kind := NOTICES.get(asked.deed):
        text = said_by(asked.user, asked.step.done, asked.reason)
        tell_operators(rows, kind, asked.user, text, now)


def _sign(asked: Asked, row: Realization, now: datetime.datetime) -> None:
    """Record who did it and when; a withdrawn figure stays one that was handed in."""
    if asked.deed is Deed.SUBMIT:
        row.submitted_by, row.submitted_at = asked.user, now
    elif asked.deed is Deed.VERIFY:
        row.verified_by, row.verified_at = asked.user, now
    elif asked.is_return:
        row.verified_by, row.verified_at = None, None
        row.returned_by, row.returned_at = asked.user, now
        row.return_note = asked.reason
