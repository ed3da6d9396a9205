"""How a figure of a table follows from other figures, mostly of the same table. No Django.

A builder says it once for a cell; the spreadsheet writes it as a live formula, the comparison with
published documents asks whether a printed figure follows from the printed parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from budgets import figures
from indicators import achievement, calculation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HUNDRED = Decimal(100)


class Rule(StrEnum):
    """The arithmetic; what ``parts`` hold stands behind each."""

    SUM = "sum"  # the summands; unknown ones are left out
    DIFFERENCE = "difference"  # from, what is taken away
    MEAN = "mean"  # the values; unknown ones are left out
    RATIO = "ratio"  # whole, part: part / whole × 100
    GROWTH = "growth"  # before, after: (after − before) / before × 100
    MAXIMIZE = "maximize"  # target, realization
    MINIMIZE = "minimize"  # target, realization
    STABILIZE = "stabilize"  # target, realization
    EFFICIENCY = "efficiency"  # budget, target volume, spending, realized volume
    EFFICIENCY_SCORE = "efficiency_score"  # mean efficiency
    CAPPED_MEAN = "capped_mean"  # achievements, each clamped to 0 … cap; unknown ones are left out


ACHIEVEMENT_RULES = {
    achievement.Polarity.MAXIMIZE: Rule.MAXIMIZE,
    achievement.Polarity.MINIMIZE: Rule.MINIMIZE,
    achievement.Polarity.STABILIZE: Rule.STABILIZE,
}
POLARITIES = {rule: polarity for polarity, rule in ACHIEVEMENT_RULES.items()}


class Place(NamedTuple):
    """A cell of the table: the keys of its row and column."""

    row: str
    column: str


class Given(NamedTuple):
    """A figure that the table does not show, with what it is called: "target 2021"."""

    value: Decimal
    name: str


@dataclass(frozen=True)
class Derivation:
    """A rule and the figures it takes; ``cap`` is the limit of a capped mean, in percent."""

    rule: Rule
    parts: tuple[Place | Given, ...]
    cap: Decimal | None = None


def down(rule: Rule, column: str, rows: Sequence[str]) -> Derivation:
    """Return the rule over the cells of one column, in these rows."""
    return Derivation(rule, tuple(Place(row, column) for row in rows))


def achieved(
    polarity: str, target: Place | Given, realization: Place | Given
) -> Derivation:
    """Return the achievement of a target by a realization."""
    rule = ACHIEVEMENT_RULES[achievement.Polarity(polarity)]
    return Derivation(rule, (target, realization))


def recompute(
    derivation: Derivation, figure: Callable[[Place], Decimal | None]
) -> Decimal | None:
    """Return what the parts give, unrounded; None where they do not say enough."""
    values = [
        part.value if isinstance(part, Given) else figure(part)
        for part in derivation.parts
    ]
    return _RECOMPUTE[derivation.rule](values, derivation.cap)


def _sum(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _mean(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def _difference(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
    whole, part = values
    return None if whole is None or part is None else whole - part


def _ratio(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
    return calculation.ratio(*values)


def _growth(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
    return calculation.growth(*values)


def _capped_mean(
    values: Sequence[Decimal | None], cap: Decimal | None
) -> Decimal | None:
    return achievement.average(values, cap or HUNDRED).value


def _efficiency(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
    return figures.efficiency(*values)


def _efficiency_score(
    values: Sequence[Decimal | None], _: Decimal | None
) -> Decimal | None:
    return figures.efficiency_score(*values)


def _achievement_of(
    polarity: achievement.Polarity,
) -> Callable[[Sequence[Decimal | None], Decimal | None], Decimal | None]:
    def compute(values: Sequence[Decimal | None], _: Decimal | None) -> Decimal | None:
        target, realized = values
        return achievement.achievement(
            achievement.Target(value=target),
            achievement.Result(value=realized),
            polarity,
        )

    return compute


_RECOMPUTE = {
    Rule.SUM: _sum,
    Rule.DIFFERENCE: _difference,
    Rule.MEAN: _mean,
    Rule.RATIO: _ratio,
    Rule.GROWTH: _growth,
    Rule.CAPPED_MEAN: _capped_mean,
    Rule.EFFICIENCY: _efficiency,
    Rule.EFFICIENCY_SCORE: _efficiency_score,
    **{rule: _achievement_of(polarity) for rule, polarity in POLARITIES.items()},
}
