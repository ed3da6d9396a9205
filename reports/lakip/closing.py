"""Bab IV: what the year came to, and what will be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.models import TextSlot
from reports.documents import Heading, Items, Paragraph, Run
from reports.lakip import summaries
from reports.lakip.placing import section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.documents import Block
    from reports.lakip.source import Source


def blocks(source: Source) -> Iterator[Block]:
    """Yield the chapter."""
    score = source.score
    yield Heading("BAB IV PENUTUP", "bab-4", number="4")
    yield section("4.1", "Simpulan")
    words = summaries.of_year(source.year, score.tally, score.average, score.cap)
    yield Paragraph((Run(words),))
    yield from source.words(TextSlot.CLOSING)
    yield section("4.2", "Langkah Perbaikan")
    yield from _follow_up(source)
    yield from source.words(TextSlot.IMPROVEMENT)


def _follow_up(source: Source) -> Iterator[Block]:
    """Yield the follow-up that staff recorded for what fell short."""
    short = (row for row in source.score.counted if row.met is False)
    entries = tuple(
        Paragraph((Run(f"{row.indicator.code}: {row.realization.follow_up}"),))
        for row in short
        if row.realization and row.realization.follow_up
    )
    if entries:
        words = "Tindak lanjut yang dicatat untuk indikator yang tidak mencapai target:"
        yield Paragraph((Run(words),))
        yield Items(entries)
