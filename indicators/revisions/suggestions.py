"""What an indicator seems to have become, from its fields. A suggestion, never applied by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.models import Lineage

if TYPE_CHECKING:
    from indicators.models import Indicator

# What gives a figure its meaning, in words; a field that one side leaves empty says nothing.
DEFINING = {
    "unit_of_measure": "satuan",
    "polarity": "klasifikasi",
    "formula": "cara menghitung",
    "aggregation": "cara agregasi",
    "value_kind": "jenis nilai",
    "scale_id": "skala",
}


@dataclass(frozen=True)
class Suggestion:
    """A kind of lineage and why it suggests itself."""

    kind: Lineage
    why: str


def suggest(old: Indicator, new: Indicator) -> Suggestion:
    """Return what the differences between two linked indicators suggest."""
    changed = [words for name, words in DEFINING.items() if _differs(old, new, name)]
    if changed:
        return Suggestion(Lineage.REDEFINED, f"{', '.join(changed)} berubah")
    if _plain(old.name) != _plain(new.name):
        return Suggestion(Lineage.RENAMED, "nama berubah")
    return Suggestion(Lineage.UNCHANGED, "nama, satuan, dan cara menghitung sama")


def _differs(old: Indicator, new: Indicator, name: str) -> bool:
    before, after = getattr(old, name), getattr(new, name)
    if before in (None, "") or after in (None, ""):
        return False
    if name == "unit_of_measure" and old.is_percentage and new.is_percentage:
        return False
    return _plain(before) != _plain(after)


def _plain(value: object) -> str:
    """Return the text without what spelling alone changes: capitals, spaces, the last full stop."""
    return " ".join(str(value).casefold().split()).rstrip(". ")
