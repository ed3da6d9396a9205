"""One realization in the grid: what is stored, what was typed, and what speaks against it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.forms import editable
from indicators.models import Period, WorkflowState
from indicators.numbers import format_percent
from indicators.quarters import QuarterScore
from indicators.stages import stage_sentence

if TYPE_CHECKING:
    import datetime

    from indicators.models import Indicator, Realization
    from indicators.scorecard import Score

MAX_NOTE = 2000


@dataclass(frozen=True)
class Typed:
    """What a person sent for one realization, and what the page had shown before.

    ``mark`` says what was seen, ``confirmed`` which doubtful reading was confirmed, ``choice`` and
    ``offered`` which of two values was chosen and against which stored one; ``reason`` why a figure
    that was submitted changes, ``deviation`` why it is not the computed one.
    """

    text: str
    note: str
    mark: str
    confirmed: str = ""
    choice: str = ""
    offered: str = ""
    reason: str = ""
    deviation: str = ""

    @property
    def seen_digest(self) -> str:
        """The digest of the stored row that the person saw, empty for none."""
        return self.mark.partition(".")[0]

    @property
    def is_changed(self) -> bool:
        """Whether the person changed what the page had shown."""
        return self.mark.partition(".")[2] != _hash(self.text, self.note)

    def leaves(self, digest: str) -> bool:
        """Whether the person decided for what is stored now."""
        return (self.choice, self.offered) == ("stored", digest)

    def conflicts_with(self, digest: str) -> bool:
        """Whether another person stored something that this one has neither seen nor decided about."""
        is_decided = (self.choice, self.offered) == ("mine", digest)
        return self.seen_digest != digest and not is_decided


@dataclass(frozen=True)
class Conflict:
    """What another person stored while this one was typing."""

    stored_text: str
    stored_note: str
    digest: str
    who: str
    when: datetime.datetime | None


@dataclass
class Cell:
    """An indicator's year or quarter in the grid; ``closed`` says why the person may not write there."""

    score: Score | QuarterScore
    period: Period
    closed: str
    differs: str
    is_locked: bool = False
    typed: Typed | None = None
    error: str = ""
    note_error: str = ""
    reason_error: str = ""
    deviation_error: str = ""
    reading: str = ""
    reading_text: str = ""
    conflict: Conflict | None = None

    @property
    def key(self) -> str:
        """What the fields of the cell are named after: "12" for a year, "12-TW1" for a quarter."""
        pk = str(self.indicator.pk)
        return pk if self.period == Period.YEAR else f"{pk}-{self.period.value}"

    @property
    def indicator(self) -> Indicator:
        return self.score.indicator

    @property
    def stored(self) -> Realization | None:
        return self.score.realization

    @property
    def is_open(self) -> bool:
        """Whether the person may write here; what was typed stays open, so that it is not lost."""
        return not self.closed or self.typed is not None

    @property
    def digest(self) -> str:
        """The digest of what is stored now, empty for nothing."""
        return self.stored.digest if self.stored else ""

    @property
    def stored_text(self) -> str:
        return shown_text(self.stored)

    @property
    def stored_note(self) -> str:
        return self.stored.note if self.stored else ""

    @property
    def text(self) -> str:
        """What stands in the field: what was typed, else what is stored."""
        return self.typed.text if self.typed else self.stored_text

    @property
    def note(self) -> str:
        return self.typed.note if self.typed else self.stored_note

    @property
    def mark(self) -> str:
        """What the person saw first; it stays the same while the cell waits to be saved."""
        if self.typed:
            return self.typed.mark
        return mark_of(self.digest, self.stored_text, self.stored_note)

    @property
    def has_problem(self) -> bool:
        errors = (self.error, self.note_error, self.reason_error, self.deviation_error)
        return any(errors) or self.conflict is not None

    @property
    def was_submitted(self) -> bool:
        """Whether a change of the figure wants a reason."""
        return self.stored is not None and self.stored.was_submitted

    @property
    def wants_deviation(self) -> bool:
        """Whether the person is asked why the figure is not the computed one."""
        return bool(self.deviation_error or (self.typed and self.typed.deviation))

    @property
    def is_returned(self) -> bool:
        return (
            self.stored is not None and self.stored.workflow == WorkflowState.RETURNED
        )

    @property
    def is_planned(self) -> bool:
        """Whether anything is asked of the period: a year always, a quarter when the action plan has it."""
        return not isinstance(self.score, QuarterScore) or bool(self.score.target_row)

    @property
    def stage(self) -> str:
        """How far the figure has come, "" where there is nothing to hand over."""
        row = self.stored
        return row.workflow_label if row and row.says_something else ""

    @property
    def stage_tone(self) -> str:
        """The colour of the stage, besides its word."""
        tones = {"verified": "ok", "returned": "low", "submitted": "near"}
        return tones.get(self.stored.workflow, "") if self.stored else ""

    @property
    def stage_sentence(self) -> str:
        return stage_sentence(self.stored) if self.stored else ""

    @property
    def state_word(self) -> str:
        """The status where there is one, else what is known about the figure."""
        return self.score.status.label if self.score.status else self.score.state.label

    @property
    def state_class(self) -> str:
        if self.score.status is None:
            return ""
        return "ok" if self.score.status.is_met else "low"

    @property
    def achievement_text(self) -> str:
        achievement = self.score.achievement
        return "" if achievement is None else f"{format_percent(achievement)} %"

    @property
    def computed_text(self) -> str:
        """The value that was computed where none is recorded, for the empty field."""
        is_computed = not self.stored_text and self.score.value is not None
        return self.score.result_text if is_computed else ""


def shown_text(realization: Realization | None) -> str:
    """Return a stored realization as it stands in the field: "16,85", "B-", "-", or nothing."""
    if realization is None:
        return ""
    if realization.value is not None:
        return editable(realization.value.normalize())
    return realization.grade or realization.printed_text


def mark_of(digest: str, text: str, note: str) -> str:
    """Return the mark that goes with two fields: what is stored, and what stands in them."""
    return f"{digest}.{_hash(text, note)}"


def _hash(text: str, note: str) -> str:
    """Return a short mark of what stands in the two fields; line ends are the browser's affair."""
    seen = "\x1f".join([text.strip(), "\n".join(note.strip().splitlines())])
    return hashlib.sha256(seen.encode(errors="replace")).hexdigest()[:16]
