"""A row of a sheet on its way into the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Entry:
    """A row: its cells, the values read from them, and the instance they go to."""

    number: int
    cells: dict[str, Any]
    plain: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[tuple[str, str]] = field(default_factory=list)
    readings: list[tuple[str, str]] = field(default_factory=list)
    instance: Any = None
    is_new: bool = False
    changed: list[str] = field(default_factory=list)

    def refuse(self, column: str, reason: str) -> None:
        """Keep why the row is refused."""
        self.broken.add(column)
        self.problems.append((column, reason))

    @property
    def is_refused(self) -> bool:
        """Whether anything in the row is wrong, or refers to a row that is."""
        return bool(self.broken)
