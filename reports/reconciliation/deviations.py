"""What a rule finds: something printed that says otherwise than another place, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.findings import Link
    from reports.reconciliation.kinds import Aspect, Kind
    from reports.reconciliation.printed import Place


# Where a value comes from that no place prints.
DATA = "data aplikasi"


@dataclass(frozen=True)
class Thing:
    """What two places speak of: a key that outlives the database, the words, the page of its data."""

    key: str
    text: str
    link: Link | None = None


@dataclass(frozen=True)
class Reference:
    """What is held against the print: a value, and where it comes from (the source of a row, or printed places)."""

    text: str
    source: str = ""
    places: tuple[Place, ...] = ()
    link: Link | None = None


@dataclass(frozen=True)
class Deviation:
    """A printed value that another place contradicts.

    ``value`` is what is printed without its way of writing: deviations that say the same of a thing are one
    finding. ``said`` is the sentence where "printed this, there that" does not say it; it knows no places.
    ``is_slip`` says that a wrong letter or sign is all, which scanning or copying may have made too.
    """

    kind: Kind
    aspect: Aspect
    thing: Thing
    printed: str
    place: Place
    reference: Reference
    value: str
    year: int | None = None
    said: str = ""
    consequence: str = ""
    is_slip: bool = False
