"""Named sources of figures that apps above this one can compute.

An indicator names its source (``derived_source``); the app that knows the
figures registers a function at start-up. So ``indicators`` never imports upward.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from accounts.models import Unit

    Compute = Callable[[Unit], dict[int, Decimal]]
    Explain = Callable[[Unit, int], str]


def _unexplained(unit: Unit, year: int) -> str:
    return ""


@dataclass(frozen=True)
class FigureSource:
    """A named source: its label in Indonesian, the function from a unit to value by year, and its formula.

    ``explain`` writes a year's formula with its figures, "" where there is none to write.
    """

    name: str
    label: str
    compute: Compute
    explain: Explain = _unexplained


_sources: dict[str, FigureSource] = {}


def register(source: FigureSource) -> None:
    """Make a source known; the last one of a name counts."""
    _sources[source.name] = source


def find(name: str) -> FigureSource | None:
    """Return the source of that name, None when nobody registered it."""
    return _sources.get(name)


def names() -> list[tuple[str, str]]:
    """Return (name, label) of every registered source."""
    return [(source.name, source.label) for source in _sources.values()]
