"""Pictures of one indicator in the report: its series with the targets, its distance to the end target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.numbers import format_percent
from reports.builders.perbandingan_tahun import counting_points
from reports.builders.years import span
from reports.documents import Picture
from reports.pictures.series import draw_distance, draw_series
from reports.trends import observations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.scorecard import Score
    from reports.charts import Observation
    from reports.lakip.source import Source

FEWEST = 2  # figures that make a series


def series(source: Source, score: Score, key: str) -> Iterator[Picture]:
    """Yield the picture of the indicator's years up to the report's; nothing for fewer than two figures."""
    points = counting_points(source.card, score)
    years = [year for year in source.card.years if year <= score.year]
    first = min((year for year in years if year in points), default=score.year)
    shown = [year for year in years if year >= first]
    observed = observations(list(points.values()), shown, lambda row: [row.target])
    if sum(item.value is not None for item in observed) >= FEWEST:
        yield Picture(
            title=f"Realisasi dan target {score.indicator.code}, {span(shown)}",
            key=key,
            drawing=draw_series(observed),
            description=_told(observed),
        )


def _told(observed: Sequence[Observation]) -> str:
    """Say in words what each year shows."""
    parts = []
    for item in observed:
        targets = "–".join(
            dict.fromkeys(post.text.rpartition(": ")[2] for post in item.goalposts)
        )
        target = f", target {targets}" if targets else ""
        broken = ", deret terputus sebelumnya" if item.break_before else ""
        parts.append(f"{item.year}: {item.text or 'tanpa angka'}{target}{broken}")
    return f"{'; '.join(parts)}."


def distance(source: Source, score: Score, key: str) -> Iterator[Picture]:
    """Yield the picture of how far the year has come to the end target; nothing without a percentage."""
    facts = source.facts[score.indicator.pk]
    if facts.end is None or facts.end.achievement is None:
        return
    percent = f"{format_percent(facts.end.achievement)} %"
    result = f"realisasi {score.year}: {facts.text} ({percent})"
    yield Picture(
        title=f"Kemajuan {score.indicator.code} terhadap target akhir Renstra",
        key=key,
        drawing=draw_distance(facts.end.achievement, result, facts.end.text),
        description=f"Realisasi {score.year} {facts.text}, target akhir {facts.end.text}, kemajuan {percent}.",
    )
