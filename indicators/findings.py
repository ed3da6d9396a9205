"""Data checks: rules over a unit's data, registered like Django's system checks.

A rule reads a ``Context`` and yields a ``Case`` for whatever contradicts itself, is
missing, or looks odd. Nothing is repaired. Apps register their rules when they
start, so ``indicators`` never imports upward.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.utils import timezone

from indicators import scorecard
from indicators.calculation import LabelledEnum
from indicators.numbers import canonical

if TYPE_CHECKING:
    import datetime

    from accounts.models import Unit
    from indicators.models import Indicator
    from indicators.scorecard import Score, SeriesPoint, YearScore

T = TypeVar("T")


class Severity(LabelledEnum):
    """How serious a finding is, the most serious first."""

    ERROR = "kesalahan", "Kesalahan"
    WARNING = "peringatan", "Peringatan"
    NOTE = "catatan", "Catatan"


class Link(NamedTuple):
    """Where the row of a finding is shown: the name of an address and its arguments."""

    view: str
    args: tuple[str | int, ...]


@dataclass(frozen=True)
class Subject:
    """What a finding is about: a key that outlives the database, the words, the page."""

    key: str
    text: str
    link: Link


@dataclass(frozen=True)
class Case:
    """What a rule found. When one of ``facts`` changes, it is another finding."""

    subject: Subject
    message: str
    year: int | None = None
    facts: tuple[object, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A case under its rule; the fingerprint stays the same from run to run."""

    code: str
    severity: Severity
    title: str
    message: str
    subject: str
    unit: str
    year: int | None
    link: Link
    fingerprint: str


class Context:
    """A unit's data, read once for all rules."""

    def __init__(self, unit: Unit, today: datetime.date | None = None) -> None:
        self.unit = unit
        self.card = scorecard.load(unit, today=today or timezone.localdate())
        self._read: dict[object, Any] = {}

    def read(self, reader: Callable[[Unit], T]) -> T:
        """Return what the reader finds of the unit; it is asked once a run."""
        if reader not in self._read:
            self._read[reader] = reader(self.unit)
        found: T = self._read[reader]
        return found

    @cached_property
    def scores(self) -> tuple[tuple[YearScore, Score], ...]:
        """Every indicator in every year in which its plan is in force."""
        return tuple(
            (year, score)
            for year in self.card.years.values()
            for score in (*year.rows, *year.goal_rows)
        )

    @cached_property
    def stretches(self) -> tuple[tuple[SeriesPoint, ...], ...]:
        """The series, cut where an indicator was redefined or replaced: years that compare."""
        found: dict[tuple[int, int], tuple[SeriesPoint, ...]] = {}
        for pk in {score.indicator.pk: None for _, score in self.scores}:
            for stretch in _cut(self.card.series_of(pk)):
                found.setdefault(
                    (stretch[0].score.indicator.pk, stretch[0].year), stretch
                )
        return tuple(found.values())


def _cut(points: Iterable[SeriesPoint]) -> Iterator[tuple[SeriesPoint, ...]]:
    stretch: list[SeriesPoint] = []
    for point in points:
        if stretch and point.break_before:
            yield tuple(stretch)
            stretch = []
        stretch.append(point)
    if stretch:
        yield tuple(stretch)


Check = Callable[[Context], Iterable[Case]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, severity, title in Indonesian, and the function that looks."""

    code: str
    severity: Severity
    title: str
    check: Check


_rules: dict[str, Rule] = {}


def rule(*, code: str, severity: Severity, title: str) -> Callable[[Check], Check]:
    """Register a function as a rule under a code that no other rule has."""

    def register(check: Check) -> Check:
        if code in _rules:
            raise ValueError(f"The rule {code} is registered twice.")
        _rules[code] = Rule(code, severity, title, check)
        return check

    return register


def rules() -> dict[str, Rule]:
    """Return every rule by code, the most serious first, in the order of registration."""
    order = list(Severity)
    ranked = sorted(_rules.values(), key=lambda known: order.index(known.severity))
    return {known.code: known for known in ranked}


def run(unit: Unit, today: datetime.date | None = None) -> tuple[Finding, ...]:
    """Return what all rules find in the unit's data, the most serious first.

    The number of queries does not grow with the data.
    """
    context = Context(unit, today)
    return tuple(
        _finding(known, case, unit)
        for known in rules().values()
        for case in known.check(context)
    )


def about(indicator: Indicator) -> Subject:
    """Return the indicator as the subject of a finding."""
    plan = indicator.plan.code
    return Subject(
        key=f"{plan}/{indicator.code}",
        text=f"{indicator.code} {indicator.name}",
        link=Link("indicator_page", (plan, indicator.code)),
    )


def _finding(known: Rule, case: Case, unit: Unit) -> Finding:
    return Finding(
        code=known.code,
        severity=known.severity,
        title=known.title,
        message=case.message,
        subject=case.subject.text,
        unit=unit.code,
        year=case.year,
        link=case.subject.link,
        fingerprint=_fingerprint(known.code, case),
    )


def _fingerprint(code: str, case: Case) -> str:
    """Return a mark made of figures and natural keys: neither wording nor row numbers change it."""
    parts = [code, case.subject.key, case.year, *case.facts]
    text = "\x1f".join(
        canonical(part) if isinstance(part, Decimal) else str(part) for part in parts
    )
    return hashlib.sha256(text.encode()).hexdigest()[:32]
