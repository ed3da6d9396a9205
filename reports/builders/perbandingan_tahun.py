"""Realization and achievement over the years and against the Renstra's end target (LKjIP Bab III A.2 and 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import scorecard
from reports.builders import frame
from reports.builders.achievement_cells import achievement_cell
from reports.builders.sasaran_rows import by_sasaran
from reports.derivations import Derivation, Place, Rule, achieved
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from indicators.scorecard import Score, Scorecard, SeriesPoint
    from reports.documents import Document
    from reports.parameters import Parameters

YEARS = 4
LEADING = (
    Column("No", "no", Kind.LABEL, width=4),
    Column("Indikator Kinerja", "indicator", width=26),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=8),
)
END_RULE = "Kemajuan adalah realisasi terhadap target Renstra tahun terakhir, dihitung seperti capaian."
CHANGE_RULE = "Perubahan adalah realisasi dikurangi realisasi tahun sebelumnya."


def build(parameters: Parameters) -> Document:
    """Return the year beside up to three years before it, and beside the end target."""
    year = parameters.year
    assert year is not None  # noqa: S101 - the catalogue demands a year of this report
    found = table(scorecard.load(parameters.unit), year)
    return frame.document("perbandingan", parameters, found, is_landscape=True)


def table(card: Scorecard, year: int) -> Table:
    """Return the comparison of all the year's indicators; the card must hold every year."""
    years = shown_years(card, year)
    score = card.years[year]
    end = score.plan.end_year
    rows = tuple(_rows(card, year, years))
    return Table(
        title=f"Perbandingan Kinerja sampai dengan Tahun {year}",
        subtitle=score.plan.short_title,
        columns=(*LEADING, *_year_columns(years), *_last_columns(end)),
        rows=rows,
        notes=(
            *breaks(card, score.rows, years),
            CHANGE_RULE,
            END_RULE,
            frame.ROUNDING_RULE,
        ),
        is_numbered=True,
        is_dense=True,
    )


def shown_years(card: Scorecard, year: int) -> list[int]:
    """Return the year and up to three before it."""
    return [known for known in card.years if year - YEARS < known <= year]


def _year_columns(years: Iterable[int]) -> Iterator[Column]:
    """Yield the realization and the achievement of each year under its number."""
    for year in years:
        group = str(year)
        yield Column("Realisasi", f"{year}", Kind.NUMBER, group=group)
        yield Column("Capaian (%)", f"{year}_achievement", Kind.PERCENT, group=group)


def _last_columns(end: int) -> tuple[Column, ...]:
    return (
        Column("Perubahan", "change", Kind.NUMBER, width=7),
        Column("Target", "end_target", Kind.NUMBER, group=f"Akhir Renstra {end}"),
        Column("Kemajuan (%)", "progress", Kind.PERCENT, f"Akhir Renstra {end}", 7),
    )


def _rows(card: Scorecard, year: int, years: list[int]) -> Iterator[Row]:
    width = len(LEADING) + 2 * len(years) + 3
    for heading, members in by_sasaran(card.years[year].rows, width):
        yield heading
        for place, score in enumerate(members, start=1):
            cells = (
                Cell(text=str(place)),
                Cell(text=score.indicator.name),
                Cell(text=score.indicator.unit_of_measure),
                *_series_cells(card, score, years),
                *end_cells(card, score),
            )
            yield Row(cells, key=score.indicator.code)


def _series_cells(
    card: Scorecard, score: Score, years: Iterable[int]
) -> Iterator[Cell]:
    """Yield realization and achievement of each year, and the change against the year before the score's."""
    points = counting_points(card, score)
    for year in years:
        place = Place(score.indicator.code, f"{year}")
        yield from _year_cells(points.get(year), place)
    yield _change(score, points.get(score.year), points.get(score.year - 1))


def counting_points(card: Scorecard, score: Score) -> dict[int, SeriesPoint]:
    """Return the score's series by year, without what stayed with a plan that no longer counts."""
    points = card.series_of(score.indicator.pk)
    return {point.year: point for point in points if not point.stayed}


def _year_cells(point: SeriesPoint | None, place: Place) -> tuple[Cell, Cell]:
    if point is None:
        return Cell(text=NOTHING), Cell(text=NOTHING)
    score = point.score
    realized = Cell(score.value, score.result_text, decimals=score.indicator.decimals)
    return realized, achievement_cell(score, realization=place)


def _change(score: Score, now: SeriesPoint | None, before: SeriesPoint | None) -> Cell:
    """Return the difference to last year where the two compare."""
    found = difference(now, before)
    if found is None:
        return Cell(text=NOTHING)
    places = (
        Place(score.indicator.code, str(year)) for year in (score.year, score.year - 1)
    )
    derived = Derivation(Rule.DIFFERENCE, tuple(places))
    return Cell(found, decimals=score.indicator.decimals, derived=derived)


def difference(now: SeriesPoint | None, before: SeriesPoint | None) -> Decimal | None:
    """Return how much the year differs from last year; None where the two do not compare."""
    if now is None or before is None or now.break_before:
        return None
    ours, theirs = now.score.value, before.score.value
    return None if ours is None or theirs is None else ours - theirs


def end_cells(card: Scorecard, score: Score) -> tuple[Cell, Cell]:
    """Return the Renstra's end target and the progress towards it, which needs the year's column beside."""
    target = card.end_target(score)
    if target is None:
        return Cell(text="tidak tercetak"), Cell(text=NOTHING)
    progress = card.against(score, target).achievement
    bare = target.row.value
    derived = None
    if bare is not None and progress is not None:
        code = score.indicator.code
        places = Place(code, "end_target"), Place(code, str(score.year))
        derived = achieved(score.indicator.polarity, *places)
    return (
        Cell(bare, target.text, decimals=score.indicator.decimals),
        Cell(progress, NOTHING, derived=derived),
    )


def breaks(
    card: Scorecard, scores: Iterable[Score], years: Sequence[int]
) -> Iterator[str]:
    """Say which figures of the years shown do not compare with the year before, and why."""
    found = [
        f"{score.indicator.code} sebelum {point.year} ({point.break_before})"
        for score in scores
        for point in card.series_of(score.indicator.pk)
        if point.break_before and not point.stayed and point.year in years[1:]
    ]
    if found:
        yield f"Deret terputus, tidak sebanding dengan tahun sebelumnya: {'; '.join(found)}."
