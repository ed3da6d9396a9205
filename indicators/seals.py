"""What a person saw of a realization before deciding about it, as a short mark."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.models import Evidence, Measurement
from indicators.numbers import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.models import Realization


CASE_FIELDS = ("label", "method", "before", "after", "result")
PROOF_FIELDS = ("title", "sha256", "url")


def mark_of_entry(row: Realization | None, cases: Sequence[Measurement]) -> str:
    """Return a mark of what is typed on one realization's page, "" where nothing is.

    Evidence is added beside what is typed, and may have made an empty draft: neither is a change of it.
    """
    if row is None or (row.content == type(row)().content and not cases):
        return ""
    facts = (getattr(case, name) for case in cases for name in CASE_FIELDS)
    return _seal([*row.content, *facts])


def seals(rows: Sequence[Realization]) -> dict[int, str]:
    """Return a mark of everything entered for each row, with measurements and evidence; in two queries."""
    parts: dict[int, list[object]] = {row.pk: [*row.content] for row in rows}
    cases = Measurement.objects.filter(realization__in=parts).order_by("order")
    for pk, *case in cases.values_list("realization", *CASE_FIELDS):
        parts[pk] += case
    proofs = Evidence.objects.filter(realization__in=parts).order_by("pk")
    for pk, *proof in proofs.values_list("realization", *PROOF_FIELDS):
        parts[pk] += proof
    return {pk: _seal(found) for pk, found in parts.items()}


def _seal(parts: Sequence[object]) -> str:
    seen = "\x1f".join(map(_text, parts))
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _text(part: object) -> str:
    return canonical(part) if isinstance(part, Decimal) else str(part)
