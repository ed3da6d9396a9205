"""Series over the years as pictures, and as the table beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports import charts, trend_geometry
from reports.score_rows import indicator_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from indicators.models import Indicator
    from indicators.scorecard import Score, SeriesPoint, TargetFigure

    TargetsOf = Callable[[Score], Iterable[TargetFigure | None]]

SMALL = 116  # pixels


@dataclass(frozen=True)
class TrendCard:
    """One of the small pictures: the indicator, its series, and the cells of its row in the table.

    Only the last dot and that of the page's year have their text beside them.
    """

    code: str
    name: str
    unit_of_measure: str
    url: str
    trend: charts.Trend
    labels: tuple[charts.Dot, ...]
    now: charts.Dot | None
    cells: tuple[str, ...]


def trend_card(
    indicator: Indicator, points: Sequence[SeriesPoint], years: Sequence[int], now: int
) -> TrendCard:
    """Return the small picture of a series on the axis of all years, with the year ``now`` marked."""
    observed = observations(points, years, lambda score: [score.target])
    trend = trend_geometry.trend(observed, SMALL)
    return TrendCard(
        code=indicator.code,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        url=indicator_url(indicator),
        trend=trend,
        labels=tuple(dot for dot in trend.dots if dot.is_last or dot.year == now),
        now=next((dot for dot in trend.dots if dot.year == now), None),
        cells=tuple(_cell(item) for item in observed),
    )


def observations(
    points: Sequence[SeriesPoint], years: Iterable[int], targets_of: TargetsOf
) -> list[charts.Observation]:
    """Return one observation a year, an empty one where the series has none."""
    by_year = {point.year: point for point in points}
    return [
        _observation(by_year[year], targets_of)
        if year in by_year
        else charts.Observation(year, None, "")
        for year in years
    ]


def _observation(point: SeriesPoint, targets_of: TargetsOf) -> charts.Observation:
    score = point.score
    return charts.Observation(
        year=point.year,
        value=score.value,
        text=score.result_text if score.has_figure else "",
        goalposts=tuple(
            post for target in targets_of(score) for post in _goalposts(target)
        ),
        break_before=point.break_before,
        notes=score.notes,
    )


def _goalposts(target: TargetFigure | None) -> list[charts.Goalpost]:
    """Return a mark for a single value, two for a range; a grade has no place on the axis."""
    if target is None or target.target.bounds is None:
        return []
    words = f"{target.label}: {target.text}"
    return [
        charts.Goalpost(target.basis, bound, words)
        for bound in dict.fromkeys(target.target.bounds)
    ]


def _cell(item: charts.Observation) -> str:
    text = item.text or "–"
    remarks = "; ".join(filter(None, (item.break_before, *item.notes)))
    return f"{text} ({remarks})" if remarks else text
