"""Years in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def span(years: Sequence[int]) -> str:
    """Return "2018–2023", the one year, or nothing."""
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{min(years)}–{max(years)}"
