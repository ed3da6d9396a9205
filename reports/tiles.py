"""The four figures at the head of the dashboard."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgets.figures import absorption, growth
from budgets.revenue import GROWTH_SOURCE
from indicators.achievement import FigureState
from indicators.numbers import format_money, format_money_short, format_percent
from reports import charts
from reports.score_rows import indicator_url

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from budgets.models import AnnualBudget
    from indicators.scorecard import Score, YearScore

NOTHING_TARGETED = "tidak ada indikator yang ditargetkan"
OPEN_STATES = (FigureState.MISSING, FigureState.NOT_DUE, FigureState.NOT_COMPUTABLE)


@dataclass(frozen=True)
class MetTile:
    """How many indicators are met of those that can be judged, and what became of the rest."""

    met: int
    measurable: int
    targeted: int
    parts: tuple[charts.StackPart, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True)
class AverageTile:
    """The average achievement with everything one must know to check it."""

    value: str
    counted: int
    targeted: int
    cap: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class BudgetTile:
    """Spending against the ceiling in force."""

    percent: str
    spending: str
    ceiling: str
    exact: str


@dataclass(frozen=True)
class RevenueTile:
    """The year's revenue, its growth, and the recorded growth where that is another."""

    total: str
    exact: str
    change: str
    tone: str
    previous_year: int
    recorded: str
    recorded_url: str


def met_tile(year: YearScore) -> MetTile:
    """Return the count of indicators met."""
    tally = year.tally
    missed = tally.measurable - tally.met
    states = Counter(score.state for score in year.counted if score.met is None)
    counts = [f"{missed} tidak tercapai"] if tally.measurable else []
    counts += [
        f"{states[state]} {state.label}" for state in OPEN_STATES if states[state]
    ]
    parts = [
        (tally.met, "ok"),
        (missed, "low"),
        (tally.targeted - tally.measurable, "none"),
    ]
    return MetTile(
        tally.met,
        tally.measurable,
        tally.targeted,
        charts.stack(parts),
        tuple(counts) or (NOTHING_TARGETED,),
    )


def average_tile(year: YearScore) -> AverageTile:
    """Return the average achievement and the indicators that it leaves out."""
    average = year.average
    left_out = [score for score in year.counted if score.achievement is None]
    return AverageTile(
        value="" if average.value is None else format_percent(average.value),
        counted=average.counted,
        targeted=average.targeted,
        cap=f"{year.cap.normalize():f}",
        left_out=tuple(
            f"{score.indicator.code} ({_why_left_out(score)})" for score in left_out
        ),
    )


def _why_left_out(score: Score) -> str:
    return (
        score.state.label
        if score.status is None
        else f"predikat {score.result_text}, tanpa persentase"
    )


def budget_tile(budget: AnnualBudget | None) -> BudgetTile | None:
    """Return the absorption of the year's budget; None when the year has none recorded."""
    if budget is None or budget.ceiling is None:
        return None
    spending, ceiling = budget.spending, budget.ceiling
    spent = absorption(ceiling, spending)
    return BudgetTile(
        percent="" if spent is None else format_percent(spent),
        spending="belum diisi" if spending is None else format_money_short(spending),
        ceiling=format_money_short(ceiling),
        exact=f"Rp{format_money(ceiling)}",
    )


def revenue_tile(year: YearScore, totals: Mapping[int, Decimal]) -> RevenueTile | None:
    """Return the year's revenue; None when nothing is recorded."""
    amount = totals.get(year.year)
    if amount is None:
        return None
    change = growth(totals.get(year.year - 1), amount)
    differing = next(
        (
            s
            for s in year.rows
            if s.indicator.derived_source == GROWTH_SOURCE and s.differs_from_derived
        ),
        None,
    )
    return RevenueTile(
        total=format_money_short(amount),
        exact=f"Rp{format_money(amount)}",
        change=""
        if change is None
        else f"{'↑' if change >= 0 else '↓'} {format_percent(abs(change))} %",
        tone="low" if change is not None and change < 0 else "ok",
        previous_year=year.year - 1,
        recorded=differing.result_text if differing else "",
        recorded_url=indicator_url(differing.indicator) if differing else "",
    )
