"""Each activity target with the seven comparisons of PermenPANRB 53/2014 (Bab III A)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.documents import Heading, Paragraph, Run
from reports.lakip import analysis, comparisons, summaries, support

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scorecard import Group
    from reports.documents import Block
    from reports.lakip.source import Source

TITLES = (
    "Target dan realisasi tahun {}",
    "Perbandingan dengan tahun sebelumnya",
    "Perbandingan dengan target akhir Renstra",
    "Perbandingan dengan standar nasional",
    "Analisis keberhasilan atau kegagalan dan tindak lanjut",
    "Efisiensi penggunaan sumber daya",
    "Program dan kegiatan pendukung",
)


def blocks(source: Source) -> Iterator[Block]:
    """Yield the activity targets that have anything to report, in the plan's order."""
    groups = (group for group in source.score.groups if comparisons.listed(group))
    for number, group in enumerate(groups, start=1):
        yield from _objective(source, group, f"sasaran-{number}")


def _objective(source: Source, group: Group, key: str) -> Iterator[Block]:
    owner = group.activity_target
    yield Heading(f"{owner.code} {owner.statement}", key, level=3)
    words = summaries.of_group(group.tally, group.average, source.score.cap)
    yield Paragraph((Run(words),))
    parts = (
        comparisons.with_targets(source, group, key),
        comparisons.with_earlier_years(source, group, key),
        comparisons.with_end_target(source, group, key),
        comparisons.with_benchmark(source, group, key),
        analysis.blocks(comparisons.listed(group)),
        support.efficiency(source, group, key),
        support.programmes(source, group, key),
    )
    for number, (title, content) in enumerate(zip(TITLES, parts, strict=True), start=1):
        heading = f"{number}. {title.format(source.year)}"
        yield Heading(heading, f"{key}-{number}", level=4)
        yield from content
