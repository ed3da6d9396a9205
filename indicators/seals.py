"""What a person saw of a realization before deciding about it, as a short mark."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.models import Measurement
from indicators.numbers import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.models import Realization


def seals(rows: Sequence[Realization]) -> dict[int, str]:
    """Return a mark of everything entered for each row, its measurements included; in one query."""
    cases: dict[int, list[Measurement]] = defaultdict(list)
    for case in Measurement.objects.filter(realization__in=rows).order_by("order"):
        cases[case.realization_id].append(case)
    return {row.pk: _seal(row, cases[row.pk]) for row in rows}


def _seal(row: Realization, cases: Sequence[Measurement]) -> str:
    parts: list[object] = [*row.content]
    for case in cases:
        parts += [case.label, case.method, case.before, case.after, case.result]
    seen = "\x1f".join(map(_text, parts))
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _text(part: object) -> str:
    return canonical(part) if isinstance(part, Decimal) else str(part)
