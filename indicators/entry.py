"""The page "Isi realisasi": one year's realizations, seen and saved together.

A row is written only when the person changed it. What was typed stays until it can be saved; when
another person saved the same row meanwhile, both values are shown and the person chooses.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import scorecard
from indicators.forms import editable
from indicators.models import GradeBand, PlanYear, Realization
from indicators.models.choices import Period
from indicators.models.locks import load_locks
from indicators.numbers import format_percent

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import Indicator, PeriodLock
    from indicators.scorecard import Score, YearScore

MAX_NOTE = 2000


@dataclass(frozen=True)
class Typed:
    """What a person sent for one indicator, and what the page had shown before.

    ``mark`` says what was seen, ``confirmed`` which doubtful reading was confirmed, ``choice`` and
    ``offered`` which of two values was chosen and against which stored one.
    """

    text: str
    note: str
    mark: str
    confirmed: str = ""
    choice: str = ""
    offered: str = ""

    @property
    def seen_digest(self) -> str:
        """The digest of the stored row that the person saw, empty for none."""
        return self.mark.partition(".")[0]

    @property
    def is_changed(self) -> bool:
        """Whether the person changed what the page had shown."""
        return self.mark.partition(".")[2] != _hash(self.text, self.note)


@dataclass(frozen=True)
class Conflict:
    """What another person stored while this one was typing."""

    stored_text: str
    stored_note: str
    digest: str
    who: str
    when: datetime.datetime | None


@dataclass
class Row:
    """One line of the page."""

    score: Score
    previous: Score | None
    previous_break: str
    typed: Typed | None = None
    error: str = ""
    note_error: str = ""
    reading: str = ""
    reading_text: str = ""
    conflict: Conflict | None = None

    @property
    def indicator(self) -> Indicator:
        return self.score.indicator

    @property
    def stored(self) -> Realization | None:
        return self.score.realization

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
        """What the person saw first; it stays the same while the row waits to be saved."""
        return (
            self.typed.mark
            if self.typed
            else mark_of(self.digest, self.stored_text, self.stored_note)
        )

    @property
    def has_problem(self) -> bool:
        return bool(self.error or self.note_error or self.conflict)

    @property
    def previous_text(self) -> str:
        return self.previous.result_text if self.previous else scorecard.NOTHING

    @property
    def state_word(self) -> str:
        """The status where there is one, else what is known about the figure."""
        return self.score.status.label if self.score.status else self.score.state.label

    @property
    def state_class(self) -> str:
        if self.score.status is None:
            return ""
        return "ok" if self.score.met else "low"

    @property
    def achievement_text(self) -> str:
        achievement = self.score.achievement
        return "" if achievement is None else f"{format_percent(achievement)} %"


@dataclass(frozen=True)
class RowGroup:
    """The rows of one activity target, or of the goals."""

    code: str
    title: str
    rows: list[Row]


@dataclass
class Sheet:
    """The page of one year."""

    unit: Unit
    year: int
    score: YearScore
    groups: list[RowGroup]
    grades: dict[int, list[str]]
    lock: PeriodLock | None
    problems: list[str] = field(default_factory=list)
    saved: int | None = None

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.groups for row in group.rows)

    @cached_property
    def by_indicator(self) -> dict[int, Row]:
        return {row.indicator.pk: row for row in self.rows}

    @property
    def refused(self) -> int:
        """How many rows wait for the person."""
        return sum(row.has_problem for row in self.rows)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.refused)

    @property
    def filled(self) -> int:
        """How many of the counted indicators have a figure."""
        return sum(
            row.realization is not None and row.realization.carries_figure
            for row in self.score.counted
        )

    @property
    def has_goals(self) -> bool:
        return bool(self.score.goal_rows)


def years_of(unit: Unit) -> list[int]:
    """Return the years in which a plan is in force for the unit, in order."""
    return list(
        PlanYear.objects.filter(unit=unit)
        .order_by("year")
        .values_list("year", flat=True)
    )


def latest_year(years: list[int], today: datetime.date) -> int | None:
    """Return the latest year that has begun, else the first one to come; None without any."""
    begun = [year for year in years if year <= today.year]
    return max(begun, default=min(years, default=None))


def build(unit: Unit, year: int, typed: Mapping[int, Typed] | None = None) -> Sheet:
    """Return the page of a year of a plan in force, with what was typed into it."""
    card = scorecard.load(unit, [year - 1, year])
    score = card.years[year]
    sheet = Sheet(
        unit=unit,
        year=year,
        score=score,
        groups=_groups(card, score),
        grades=_grades(score),
        lock=next(
            (
                lock
                for lock in load_locks([(unit.pk, year)])[unit.pk, year]
                if lock.period == Period.YEAR
            ),
            None,
        ),
    )
    for pk, sent in (typed or {}).items():
        if pk in sheet.by_indicator and sent.is_changed:
            sheet.by_indicator[pk].typed = sent
    return sheet


def _groups(card: scorecard.Scorecard, score: YearScore) -> list[RowGroup]:
    groups = [
        RowGroup(
            group.activity_target.code,
            group.activity_target.statement,
            [_row(card, one) for one in group.rows],
        )
        for group in score.groups
    ]
    if score.goal_rows:
        groups.append(
            RowGroup(
                "T", "Indikator tujuan", [_row(card, one) for one in score.goal_rows]
            )
        )
    return groups


def _row(card: scorecard.Scorecard, score: Score) -> Row:
    points = {point.year: point for point in card.series_of(score.indicator.pk)}
    before, now = points.get(score.year - 1), points.get(score.year)
    return Row(score, before.score if before else None, now.break_before if now else "")


def _grades(score: YearScore) -> dict[int, list[str]]:
    """Return the grades of the scales in use, best first."""
    scales = {row.indicator.scale_id for row in (*score.rows, *score.goal_rows)} - {
        None
    }
    found: dict[int, list[str]] = {}
    for scale, label in (
        GradeBand.objects.filter(scale__in=scales)
        .order_by("-rank")
        .values_list("scale", "label")
    ):
        found.setdefault(scale, []).append(label)
    return found


def shown_text(realization: Realization | None) -> str:
    """Return a stored realization as it stands in the field: "16,85", "B-", "-", or nothing."""
    if realization is None:
        return ""
    if realization.value is not None:
        return editable(_plain(realization.value))
    return realization.grade or realization.printed_text


def _plain(value: Decimal) -> Decimal:
    return value.normalize()


def mark_of(digest: str, text: str, note: str) -> str:
    """Return the mark that goes with two fields: what is stored, and what stands in them."""
    return f"{digest}.{_hash(text, note)}"


def _hash(text: str, note: str) -> str:
    """Return a short mark of what stands in the two fields; line ends are the browser's affair."""
    seen = "\x1f".join([text.strip(), "\n".join(note.strip().splitlines())])
    return hashlib.sha256(seen.encode(errors="replace")).hexdigest()[:16]
