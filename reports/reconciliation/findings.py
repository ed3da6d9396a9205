"""Deviations that say the same of one thing, as one finding with all its places."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.reconciliation.consequences import MAYBE_MISREAD
from reports.reconciliation.deviations import DATA
from reports.reconciliation.kinds import GRAVE, Aspect, Kind
from reports.reconciliation.printed import Place, written_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.findings import Link
    from reports.reconciliation.deviations import Deviation, Thing


KINDS, ASPECTS = list(Kind), list(Aspect)


@dataclass(frozen=True)
class Finding:
    """Something printed that says otherwise than another place: both values, both places, what follows.

    The fingerprint is made of natural keys and values: it stays the same from run to run, and is another one
    when print or data change.
    """

    document: str
    kind: Kind
    aspect: Aspect
    thing: Thing
    year: int | None
    printed: str
    places: tuple[Place, ...]
    reference: str
    source: str
    source_places: tuple[Place, ...]
    said: str
    consequence: str
    link: Link | None
    fingerprint: str

    @property
    def is_grave(self) -> bool:
        return self.kind in GRAVE

    @property
    def title(self) -> str:
        """What it is about: "Target 2023, SK8.1 Nilai minimal akuntabilitas kinerja"."""
        year = f" {self.year}" if self.year else ""
        return f"{self.aspect.label}{year}: {self.thing.text}"

    @property
    def places_text(self) -> str:
        return written_places(self.places)

    @property
    def source_text(self) -> str:
        """Where the other value comes from."""
        return written_places(self.source_places) or self.source

    @property
    def reference_text(self) -> str:
        """Return the other value; in quotation marks where it is printed too."""
        is_printed = bool(self.source_places) or bool(_LINES.search(self.source))
        return f"“{self.reference}”" if is_printed else self.reference

    @property
    def message(self) -> str:
        """Return the finding in one or two sentences."""
        if self.said:
            return f"{self.said}. Letak: {self.places_text}."
        return (
            f"Tercetak “{self.printed}” di {self.places_text}, "
            f"sedangkan menurut {self.source_text}: {self.reference_text}."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """The codes of the tables that it stands in, "" for the text."""
        return tuple(dict.fromkeys(place.table for place in self.places))


def grouped(document: str, deviations: Iterable[Deviation]) -> tuple[Finding, ...]:
    """Return the findings, the gravest kinds first, those of one aspect together in the order of the document."""
    groups: dict[tuple[object, ...], list[Deviation]] = {}
    for item in deviations:
        key = (item.kind, item.aspect, item.thing.key, item.year, item.value)
        groups.setdefault(key, []).append(item)
    found = [_finding(document, group) for group in groups.values()]
    return tuple(sorted(found, key=order))


def order(finding: Finding) -> tuple[int, int, str, int]:
    """Return what findings are sorted by: kind, aspect, document, first line."""
    ranks = KINDS.index(finding.kind), ASPECTS.index(finding.aspect)
    return (*ranks, finding.document, _first_line(finding))


def _first_line(finding: Finding) -> int:
    return next((place.line for place in finding.places if place.line), 0)


def _finding(document: str, group: list[Deviation]) -> Finding:
    first = group[0]
    places = dict.fromkeys(item.place for item in group)
    return Finding(
        document,
        first.kind,
        first.aspect,
        first.thing,
        first.year,
        first.printed,
        tuple(sorted(places, key=lambda place: place.line or 0)),
        first.reference.text,
        _source(first.reference.source, places),
        first.reference.places,
        first.said,
        _consequence(first, places),
        first.reference.link or first.thing.link,
        _fingerprint(document, first),
    )


def _consequence(first: Deviation, places: Iterable[Place]) -> str:
    """Return what follows; what stands in several places is no slip of scanning or copying."""
    is_slip = first.is_slip and len(list(places)) == 1
    return f"{first.consequence} {MAYBE_MISREAD}" if is_slip else first.consequence


_LINES = re.compile(r"\bbaris \d")
_SOURCE = re.compile(r"(?P<where>.+), (?P<lines>baris .+)")


def _source(text: str, places: Iterable[Place]) -> str:
    """Return the first place of a row's source that is not the finding's own: "Tabel 21 (baris 1161)"."""
    own = {place.line for place in places}
    for part in filter(None, map(str.strip, text.split(";"))):
        numbers = set(map(int, re.findall(r"\d+", part.rpartition("baris")[2])))
        found = _SOURCE.fullmatch(part)
        if found is None:
            return part
        if not numbers & own:
            return f"{found['where'][0].upper()}{found['where'][1:]} ({found['lines']})"
    return DATA


def _fingerprint(document: str, item: Deviation) -> str:
    parts = (
        document,
        item.kind,
        item.aspect,
        item.thing.key,
        item.year,
        item.value,
        item.reference.text,
    )
    text = "\x1f".join(map(str, parts))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
