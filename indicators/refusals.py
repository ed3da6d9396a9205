"""What speaks against a deed over figures: the lock of their period, or what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.models.calculated import deviation_problems
from indicators.models.guard import load_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.models import PeriodLock, Realization

NO_FIGURE = "Belum ada angka."


def closing_locks(rows: Sequence[Realization]) -> dict[int, PeriodLock]:
    """Return, by row, the lock that closes its period; the queries do not grow with the rows."""
    facts = load_facts((row.indicator for row in rows), (row.year for row in rows))
    found = {
        row.pk: facts.lock(
            row.indicator.plan.unit_id, row.year, row.period, row.indicator_id
        )
        for row in rows
    }
    return {pk: lock for pk, lock in found.items() if lock}


def figure_refusals(rows: Sequence[Realization]) -> dict[int, str]:
    """Return, by row, why its figure cannot be handed in or verified; the queries do not grow with them.

    It is empty, or it is not the computed one any more and nobody has said why: what it is computed
    from (the PNBP of its year) may have changed after it was entered.
    """
    unexplained = {
        rows[found.index].pk: found.message for found in deviation_problems(rows)
    }
    return {row.pk: NO_FIGURE for row in rows if not row.says_something} | unexplained
