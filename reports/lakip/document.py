"""The yearly accountability report as one document (LKjIP; PermenPANRB 53/2014)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.builders import frame, perjanjian_kinerja
from reports.documents import PageBreak
from reports.lakip import (
    accountability,
    annexes,
    closing,
    front,
    introduction,
    planning,
    source,
)
from reports.numbering import numbered
from reports.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.documents import Block, Document
    from reports.lakip.source import Source
    from reports.parameters import Parameters
    from reports.tables import Json


def build(parameters: Parameters) -> Document:
    """Return the report of the year, whole whatever is missing in it."""
    assert parameters.year is not None  # noqa: S101 - the catalogue demands a year of this report
    found = source.load(parameters.unit, parameters.year)
    return frame.compose(
        "lakip",
        parameters,
        f"Laporan Kinerja Tahun {parameters.year}",
        numbered(_blocks(found)),
        signatures=(),
        summary=_summary(found),
    )


def _blocks(found: Source) -> Iterator[Block]:
    agreement = perjanjian_kinerja.find(found.unit, found.year)
    yield from front.blocks(found)
    chapters = (
        introduction.blocks(found),
        planning.blocks(found, agreement),
        accountability.blocks(found),
        closing.blocks(found),
        annexes.blocks(found, agreement),
    )
    for chapter in chapters:
        yield PageBreak()
        yield from chapter


def _summary(found: Source) -> dict[str, Json]:
    tally, average = found.score.tally, found.score.average
    return {
        "plan": found.plan.code,
        "basis": found.score.basis.value,
        "met": tally.met,
        "measurable": tally.measurable,
        "targeted": tally.targeted,
        "average": plain(average.value, 2),
        "averaged": average.counted,
    }
