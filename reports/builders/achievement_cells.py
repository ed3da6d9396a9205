"""An achievement in a table, with what it follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.derivations import Derivation, Given, Place, achieved
from reports.tables import NOTHING, Cell

if TYPE_CHECKING:
    from indicators.scorecard import Score


def achievement_cell(
    score: Score, target: Place | None = None, realization: Place | None = None
) -> Cell:
    """Return the achievement; the places are where its table shows target and realization, if it does."""
    return Cell(
        score.achievement, NOTHING, derived=_derivation(score, target, realization)
    )


def _derivation(
    score: Score, target: Place | None, realization: Place | None
) -> Derivation | None:
    """Say how the percentage follows from the two figures; of ranges and grades it does not."""
    wanted = score.target.row.value if score.target else None
    if score.achievement is None or wanted is None or score.value is None:
        return None
    return achieved(
        score.indicator.polarity,
        target or Given(wanted, f"target {score.year}"),
        realization or Given(score.value, f"realisasi {score.year}"),
    )
