"""The contradictions that were listed by hand (docs/reconciliation.md), matched with what the rules find.

A finding is right when an entry has its kind, aspect and year, speaks of the same thing, and one of the lines
that either side of the finding prints. An entry is found when it has a finding of its own: no finding serves
two entries (a maximum matching).
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).resolve().parents[3] / "docs" / "reconciliation.md"
# What the rules find is told below the list.
TOLD = "## What the rules find"
# An entry about an indicator, an activity target or a table names it by its code.
CODE = re.compile(r"[A-Z]+\d[A-Z0-9.]*")


@dataclass(frozen=True)
class Entry:
    """A line of the list."""

    number: int
    kind: str
    aspect: str
    about: str
    year: int | None
    lines: frozenset[int]

    def fits(self, found):
        """Whether the finding is the one that this entry means."""
        return (
            (found.kind, found.aspect) == (self.kind, self.aspect)
            and self.year in (None, found.year)
            and self.is_about(found)
            and bool(self.lines & lines_of(found))
        )

    def is_about(self, found):
        """Whether both speak of the same thing; what table was meant by a reference may be taken either way."""
        if not CODE.fullmatch(self.about) or self.aspect == "reference":
            return True
        return found.thing.key.rpartition("/")[2] == self.about


def lines_of(found):
    """Return the lines of both sides: where it is printed, and where the other value stands."""
    places = (*found.places, *found.source_places)
    of_source = re.findall(r"(?<=baris )\d+", found.source)
    return {line for place in places for line in place.lines} | set(map(int, of_source))


def entries():
    """Return the list."""
    rows = re.findall(
        r"^\| (\d+) \|(.*)\|$",
        LIST.read_text(encoding="utf-8").partition(TOLD)[0],
        re.M,
    )
    return [
        _entry(int(number), [cell.strip() for cell in rest.split("|")])
        for number, rest in rows
    ]


def _entry(number, cells):
    kind, aspect, about, year, lines = cells[:5]
    numbers = frozenset(map(int, lines.split(",")))
    return Entry(number, kind, aspect, about, int(year) if year else None, numbers)


@dataclass(frozen=True)
class Score:
    """How the findings stand to the list."""

    missed: list[Entry]
    beyond: list
    table: dict[str, tuple[int, int, int, int]]


def score(listed, findings):
    """Return what was missed, what is in no entry, and the counts by kind: listed, found, findings, in the list."""
    fitting = {
        entry: [n for n, f in enumerate(findings) if entry.fits(f)] for entry in listed
    }
    owners = {}
    missed = [entry for entry in listed if not _assign(entry, fitting, owners, set())]
    known = {number for numbers in fitting.values() for number in numbers}
    beyond = [found for number, found in enumerate(findings) if number not in known]
    lost, outside = (
        Counter(str(item.kind) for item in items) for items in (missed, beyond)
    )
    given, made = (
        Counter(str(item.kind) for item in items) for items in (listed, findings)
    )
    table = {
        kind: (
            given[kind],
            given[kind] - lost[kind],
            made[kind],
            made[kind] - outside[kind],
        )
        for kind in given
    }
    return Score(missed, beyond, table)


def _assign(entry, fitting, owners, seen):
    """Give the entry a finding of its own, moving others to another one where need be."""
    for number in fitting[entry]:
        if number in seen:
            continue
        seen.add(number)
        if number not in owners or _assign(owners[number], fitting, owners, seen):
            owners[number] = entry
            return True
    return False
