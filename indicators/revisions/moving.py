"""The deed "Berlakukan": from a year on another revision counts, and the figures go with the year.

Figures of indicators that are unchanged or renamed go to their counterpart; all others stay
where they were entered and can be read there. The deed leads back in the same way.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.audit import batch
from accounts.models import AuditBatch
from indicators.models import (
    AnnualTarget,
    Benchmark,
    PlanYear,
    QuarterlyTarget,
    Realization,
)
from indicators.models.guard import grade_problems
from indicators.plan_rows import Following, followers
from indicators.recorded import update_recorded
from indicators.revisions.counterparts import counterparts
from indicators.revisions.span import Span, find_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accounts.models import User
    from indicators.models import Indicator, StrategicPlan

KINDS: tuple[Any, ...] = (Realization, QuarterlyTarget, AnnualTarget, Benchmark)
CHANGED = "Data berubah sejak pratinjau ini dibuka; periksa lagi sebelum memberlakukan."


@dataclass(frozen=True)
class Move:
    """A figure of the year (a row of ``KINDS``), and the indicator it goes to; None where it stays."""

    row: Any
    to: Indicator | None


@dataclass(frozen=True)
class Preview:
    """Everything that the deed would do."""

    plan: StrategicPlan
    span: Span
    moves: tuple[Move, ...]
    followings: tuple[Following, ...]

    @cached_property
    def going(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.to)

    @cached_property
    def staying(self) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if move.to is None)

    @cached_property
    def refusals(self) -> list[str]:
        """Why the deed cannot be done; empty when it can."""
        refusals = [*self.span.refusals, *_taken_refusals(self.going)]
        refusals += [problem.message for problem in _grade_problems(self.going)]
        return list(dict.fromkeys(refusals))

    @property
    def mark(self) -> str:
        """The mark of what the person has seen: a figure more, less or elsewhere is another deed."""
        seen = [str(self.span.years), str([row.pk for row in self.span.kept])]
        seen += [
            f"{move.row._meta.model_name}:{move.row.pk}:{move.to and move.to.pk}:{_content(move.row)}"
            for move in self.moves
        ]
        seen += [repr(following) for following in self.followings]
        return hashlib.sha256("\x1f".join(seen).encode()).hexdigest()[:32]


def preview(plan: StrategicPlan, first: int) -> Preview:
    """Return what letting the plan count from that year on would do."""
    span = find_span(plan, first)
    if span.other is None:
        return Preview(plan, span, (), ())
    return Preview(
        plan=plan,
        span=span,
        moves=tuple(_find_moves(span.other, plan, span.years)),
        followings=tuple(
            each.look(span.other, plan, span.years) for each in followers()
        ),
    )


def enforce(
    plan: StrategicPlan, first: int, user: User, reason: str, seen: str
) -> tuple[int, ...]:
    """Let the plan count from the year on and take the figures along; raises ValidationError.

    ``seen`` is the mark of the preview that the person has confirmed. Returns the years.
    """
    try:
        with transaction.atomic():
            held = PlanYear.objects.filter(unit=plan.unit_id).order_by("pk")
            rows = {row.year: row for row in held.select_for_update(of=("self",))}
            found = preview(plan, first)
            if found.refusals:
                raise ValidationError(found.refusals)
            if found.mark != seen:
                raise ValidationError(CHANGED)
            with batch(AuditBatch.Path.ACTION, user=user, reason=reason):
                _write(found, rows)
    except IntegrityError as error:
        raise ValidationError(CHANGED) from error
    return found.span.years


def _write(found: Preview, rows: dict[int, PlanYear]) -> None:
    """Move the years, then the figures. ``PlanYear.clean`` refuses a year with figures everywhere else."""
    plan, span = found.plan, found.span
    for year in span.years:
        row = rows.get(year) or PlanYear(unit_id=plan.unit_id, year=year)
        row.plan = plan
        row.save()
    for kind in KINDS:
        moved = [_moved(move) for move in found.going if type(move.row) is kind]
        update_recorded(moved, ["indicator"])
    if span.other is not None:
        for each in followers():
            each.move(span.other, plan, span.years)


def _find_moves(
    old: StrategicPlan, new: StrategicPlan, years: Sequence[int]
) -> Iterable[Move]:
    to = counterparts(old, new)
    for kind in KINDS:
        rows = kind.objects.filter(indicator__plan=old, year__in=years)
        if kind is AnnualTarget:
            rows = rows.filter(agreement__isnull=False).select_related("agreement")
        related = rows.select_related("indicator__plan", "indicator__activity_target")
        for row in related.order_by(
            "indicator__activity_target__order", "indicator__order", "year", "pk"
        ):
            yield Move(row, to.get(row.indicator_id))


def _moved(move: Move) -> Any:
    """Return the row as it will stand."""
    fields = move.row._meta.concrete_fields
    values = {item.attname: getattr(move.row, item.attname) for item in fields}
    row = type(move.row)(**values)
    row.indicator = move.to
    return row


def _content(row: Any) -> str:
    return str([str(getattr(row, name)) for name in row.figure_fields])


def _taken_refusals(moves: Sequence[Move]) -> list[str]:
    """Return which figures would come upon another one."""
    targets = {move.to.pk for move in moves if move.to}
    years = {move.row.year for move in moves}
    taken = {
        (kind, *row.place)
        for kind in KINDS
        for row in kind.objects.filter(indicator__in=targets, year__in=years)
    }
    return [
        f"Indikator {move.to.code} pada {move.to.plan.code} sudah memuat {move.row._meta.verbose_name} "
        f"{move.row.year}; periksa dahulu."
        for move in moves
        if move.to and (type(move.row), move.to.pk, *move.row.place[1:]) in taken
    ]


def _grade_problems(moves: Sequence[Move]) -> Iterable[Any]:
    """A renamed indicator may have been given another scale."""
    graded = (move for move in moves if not isinstance(move.row, Benchmark))
    return grade_problems([_moved(move) for move in graded])
