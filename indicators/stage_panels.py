"""What a page says about the stage of a realization, and which deeds it offers to the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.perms import SUBMIT_PERMISSION, may_submit, may_verify
from indicators.models import Origin, WorkflowState
from indicators.models.charge import charge_refusals
from indicators.refusals import closing_locks, figure_refusals
from indicators.seals import seals
from indicators.stages import stage_sentence
from indicators.workflow import JUDGED, OWN_FIGURE, STEPS, Deed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from accounts.models import Unit, User
    from indicators.models import PeriodLock, Realization

# The colour that supports the word.
TONES = {
    WorkflowState.SUBMITTED: "near",
    WorkflowState.RETURNED: "low",
    WorkflowState.VERIFIED: "ok",
}


@dataclass(frozen=True)
class StagePanel:
    """The stage of one realization as it is shown: words, the deeds on offer, and why some are not."""

    realization: Realization
    seal: str
    deeds: tuple[Deed, ...]
    hint: str

    @property
    def tone(self) -> str:
        return TONES.get(WorkflowState(self.realization.workflow), "")

    @property
    def is_published(self) -> bool:
        """Whether the figure is the document's."""
        return self.realization.origin == Origin.PUBLISHED

    @property
    def sentence(self) -> str:
        """Who brought it to its stage, and when; nothing of a draft."""
        is_draft = self.realization.workflow == WorkflowState.DRAFT
        return "" if is_draft else stage_sentence(self.realization)

    @property
    def return_note(self) -> str:
        """Why it was returned, until it is verified."""
        is_over = self.realization.workflow == WorkflowState.VERIFIED
        return "" if is_over else self.realization.return_note


@dataclass(frozen=True)
class Refusals:
    """What speaks against deeds: the lock and what is wrong by row, whose indicator it is by indicator."""

    locks: dict[int, PeriodLock]
    others: dict[int, str]
    wrong: dict[int, str]


def stage_panels(
    rows: Sequence[Realization], unit: Unit, user: User
) -> dict[int, StagePanel]:
    """Return the panels of a unit's realizations, by row; the number of queries does not grow with them.

    The rows should come with their indicator, its plan and the people of the workflow.
    """
    writable = may_submit(user, unit) or may_verify(user, unit)
    refusals = _refusals(rows, user) if writable else Refusals({}, {}, {})
    marks = seals(rows)
    rights = _rights(user, unit)
    return {row.pk: _panel(row, marks[row.pk], user, rights, refusals) for row in rows}


def _refusals(rows: Sequence[Realization], user: User) -> Refusals:
    indicators = [row.indicator for row in rows]
    return Refusals(
        closing_locks(rows), charge_refusals(user, indicators), figure_refusals(rows)
    )


def _rights(user: User, unit: Unit) -> list[Deed]:
    """Return the deeds that the person may do in the unit."""
    return [
        deed
        for deed, step in STEPS.items()
        if (may_submit if step.permission == SUBMIT_PERMISSION else may_verify)(
            user, unit
        )
    ]


def _panel(
    row: Realization,
    seal: str,
    user: User,
    rights: Collection[Deed],
    refusals: Refusals,
) -> StagePanel:
    possible = [deed for deed in rights if row.workflow in STEPS[deed].stages]
    hints = {
        deed: hint for deed in possible if (hint := _hint(deed, row, user, refusals))
    }
    deeds = tuple(deed for deed in possible if deed not in hints)
    return StagePanel(row, seal, deeds, next(iter(hints.values()), ""))


def _hint(deed: Deed, row: Realization, user: User, refusals: Refusals) -> str:
    """Return why the deed is not offered, "" when it is."""
    is_operators = STEPS[deed].permission == SUBMIT_PERMISSION
    lock, wrong = refusals.locks.get(row.pk), refusals.wrong.get(row.pk, "")
    if lock:
        return lock.refusal()
    if is_operators and (theirs := refusals.others.get(row.indicator_id)):
        return theirs
    if deed is Deed.VERIFY and row.submitted_by_id == user.pk:
        return OWN_FIGURE
    return wrong if deed in JUDGED else ""
