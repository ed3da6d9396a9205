"""The page of a year's agreement: every indicator's target in it, beside the plan's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Signatory
from indicators.models import (
    AnnualTarget,
    Indicator,
    PerformanceAgreement,
    PlanYear,
)
from indicators.models.choices import Period
from indicators.models.locks import load_locks
from indicators.models.scales import grade_labels
from indicators.row_groups import RowGroup
from indicators.target_text import written
from indicators.words import target_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from indicators.models import PeriodLock, StrategicPlan

NO_FIGURES = "Draf ini belum memuat target."


@dataclass(frozen=True)
class Typed:
    """What a person sent for one indicator, and the mark of what the page had shown."""

    text: str
    reason: str
    mark: str
    confirmed: str = ""


@dataclass
class Row:
    """One indicator: the plan's target, the agreement's, and what is wrong with what was typed."""

    indicator: Indicator
    planned: AnnualTarget | None
    stored: AnnualTarget | None
    typed: Typed | None = None
    error: str = ""
    reason_error: str = ""
    reading: str = ""
    reading_text: str = ""

    @property
    def planned_text(self) -> str:
        return target_text(self.planned) if self.planned else "–"

    @property
    def stored_text(self) -> str:
        return written(self.stored)

    @property
    def stored_reason(self) -> str:
        return self.stored.deviation_reason if self.stored else ""

    @property
    def shown_text(self) -> str:
        """The target for reading: an indicator that is not named has none."""
        named = self.stored and not self.stored.is_left_out
        return target_text(self.stored) if self.stored and named else "–"

    @property
    def text(self) -> str:
        """What stands in the field: what was typed, else what is stored."""
        return self.typed.text if self.typed else self.stored_text

    @property
    def reason(self) -> str:
        return self.typed.reason if self.typed else self.stored_reason

    @property
    def mark(self) -> str:
        """The mark of what is stored now."""
        return mark_of(self.stored_text, self.stored_reason)

    @property
    def differs(self) -> bool:
        """Whether the agreement asks for something else than the plan, as far as the plan says anything."""
        agreed = self.stored.asks if self.stored else None
        return self.planned is not None and self.planned.asks != agreed

    @property
    def lacks_reason(self) -> bool:
        return self.differs and not self.stored_reason

    @property
    def state(self) -> str:
        """How the agreement's target stands to the plan's, in words."""
        if self.stored is None or self.stored.asks is None:
            return "Tidak dimasukkan" if self.differs else "Tanpa target"
        if self.planned is None:
            return "Renstra tanpa target"
        return "Berbeda dari Renstra" if self.differs else "Sama dengan Renstra"

    @property
    def has_problem(self) -> bool:
        return bool(self.error or self.reason_error)


@dataclass
class Sheet:
    """The page of one version of a year's agreement."""

    unit: Unit
    year: int
    plan: StrategicPlan
    agreement: PerformanceAgreement
    groups: list[RowGroup[Row]]
    grades: dict[int, list[str]]
    lock: PeriodLock | None
    elsewhere: list[AnnualTarget]
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
        return sum(row.has_problem for row in self.rows)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.refused)

    @property
    def named(self) -> int:
        """How many indicators have a target in the agreement."""
        return sum(bool(row.stored and row.stored.asks) for row in self.rows)

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)

    @property
    def without_reason(self) -> list[str]:
        """The codes of the indicators whose target differs without a word why."""
        return [row.indicator.code for row in self.rows if row.lacks_reason]

    @property
    def mark(self) -> str:
        """The mark of all targets as they are stored: what a person who fixes them has seen."""
        return mark_of(*(f"{row.indicator.pk}:{row.mark}" for row in self.rows))

    @property
    def fixing_refusal(self) -> str:
        """Why the draft cannot be fixed; "" when it can."""
        if not self.named:
            return NO_FIGURES
        if codes := self.without_reason:
            return f"Target yang berbeda dari Renstra memerlukan alasan: {', '.join(codes)}."
        return ""

    @cached_property
    def signatory(self) -> Signatory | None:
        """Who signs: on the day of the agreement, else as of the year, today at the latest."""
        today = timezone.localdate()
        last = min(today, today.replace(year=self.year, month=12, day=31))
        return Signatory.on(self.unit, self.agreement.date or last)


def mark_of(*parts: str) -> str:
    """Return a short mark of what a person saw; spaces and line ends make no difference."""
    seen = "\x1f".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(seen.encode(errors="replace")).hexdigest()[:16]


def build(unit: Unit, year: int, agreement: PerformanceAgreement) -> Sheet:
    """Return the page of that version, in a constant number of queries."""
    plan = PlanYear.objects.select_related("plan").get(unit=unit, year=year).plan
    indicators = list(
        Indicator.objects.filter(plan=plan)
        .of_activity_targets()
        .select_related("plan", "activity_target", "scale")
        .in_order()
    )
    planned, agreed, elsewhere = _targets(indicators, year, agreement)
    rows = [Row(item, planned.get(item.pk), agreed.get(item.pk)) for item in indicators]
    return Sheet(
        unit=unit,
        year=year,
        plan=plan,
        agreement=agreement,
        groups=_groups(rows),
        grades=grade_labels(item.scale_id for item in indicators),
        lock=_lock(unit, year),
        elsewhere=elsewhere,
    )


def _targets(
    indicators: Iterable[Indicator], year: int, agreement: PerformanceAgreement
) -> tuple[dict[int, AnnualTarget], dict[int, AnnualTarget], list[AnnualTarget]]:
    """Return the plan's targets and the agreement's by indicator, and those of another plan's indicators."""
    known = {item.pk: item for item in indicators}
    planned = AnnualTarget.objects.filter(
        indicator__in=known, year=year, agreement__isnull=True
    )
    agreed: dict[int, AnnualTarget] = {}
    elsewhere: list[AnnualTarget] = []
    # One that was thrown away meanwhile has no key, and no targets.
    stored = AnnualTarget.objects.filter(agreement=agreement.pk or 0)
    for row in stored.select_related("indicator__plan").order_by("pk"):
        if row.indicator_id in known:
            agreed[row.indicator_id] = row
        else:
            elsewhere.append(row)
    found = {row.indicator_id: row for row in planned}
    for row in (*found.values(), *agreed.values()):
        row.indicator = known[row.indicator_id]
        row.agreement = agreement if row.agreement_id else None
    return found, agreed, elsewhere


def _groups(rows: Iterable[Row]) -> list[RowGroup[Row]]:
    groups: dict[int, RowGroup[Row]] = {}
    for row in rows:
        owner = row.indicator.activity_target
        assert owner is not None  # noqa: S101 - the queryset holds indicators of activity targets only
        group = groups.setdefault(owner.pk, RowGroup(owner.code, owner.statement, []))
        group.rows.append(row)
    return list(groups.values())


def _lock(unit: Unit, year: int) -> PeriodLock | None:
    locks = load_locks([(unit.pk, year)])[unit.pk, year]
    whole = (lock for lock in locks if lock.period == Period.YEAR)
    return next((lock for lock in whole if lock.closes()), None)
