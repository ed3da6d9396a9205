"""What two people wrote of one realization at the same time, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.calculation import formula_text
from indicators.entry_cells import shown_text
from indicators.models import Realization
from indicators.stages import person_name

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from indicators.models import Measurement

TEXTS = ("note", "cause", "obstacle", "follow_up", "deviation_reason")
EMPTY = "(kosong)"


@dataclass(frozen=True)
class Difference:
    """A field in which what was typed and what another person stored meanwhile differ."""

    label: str
    mine: str
    stored: str


@dataclass(frozen=True)
class Conflict:
    """The fields that differ, who stored the other ones, and when."""

    differences: list[Difference]
    who: str
    when: datetime.datetime | None


def conflict_between(
    mine: tuple[Realization, Sequence[Measurement]],
    stored: tuple[Realization | None, Sequence[Measurement]],
) -> Conflict:
    """Return what differs between two versions of a realization with its measurements."""
    pairs = zip(_shown(*mine), _shown(*stored), strict=True)
    found = [
        Difference(label, own or EMPTY, theirs or EMPTY)
        for (label, own), (_, theirs) in pairs
        if own != theirs
    ]
    return Conflict(found, *_last_writer(stored[0]))


def _shown(
    row: Realization | None, cases: Sequence[Measurement]
) -> list[tuple[str, str]]:
    """Return label and text of everything that people enter."""
    known = row or Realization()
    names = {field.name: str(field.verbose_name) for field in known._meta.fields}
    texts = [(names[name], getattr(known, name)) for name in TEXTS]
    previous = "ya" if known.uses_previous_year else "tidak"
    return [
        ("nilai", shown_text(known)),
        ("memakai data tahun sebelumnya", previous),
        *texts,
        ("pengukuran", "\n".join(_case_text(case) for case in cases)),
    ]


def _case_text(case: Measurement) -> str:
    return f"{case.label}: {formula_text(case.as_input)}"


def _last_writer(row: Realization | None) -> tuple[str, datetime.datetime | None]:
    """Return who wrote the row or its measurements last, and when."""
    if row is None:
        return "", None
    cases = row.measurements.model.history.filter(realization=row.pk)
    histories = (row.history.all(), cases)
    newest = [
        history.select_related("history_user").order_by("-history_date").first()
        for history in histories
    ]
    found = [record for record in newest if record]
    if not found:
        return "", None
    last = max(found, key=lambda record: record.history_date)
    return person_name(last.history_user), last.history_date
