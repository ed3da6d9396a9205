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
    from collections.abc import Iterable, Iterator

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
    card = scorecard.load(parameters.unit)
    years = [known for known in card.years if year - YEARS < known <= year]
    score = card.years[year]
    end = score.plan.end_year
    rows = tuple(_rows(card, year, years))
    table = Table(
        title=f"Perbandingan Kinerja sampai dengan Tahun {year}",
        subtitle=score.plan.short_title,
        columns=(*LEADING, *_year_columns(years), *_last_columns(end)),
        rows=rows,
        notes=(
            *_breaks(card, year, years),
            CHANGE_RULE,
            END_RULE,
            frame.ROUNDING_RULE,
        ),
        is_numbered=True,
        is_dense=True,
    )
    return frame.document("perbandingan", parameters, table, is_landscape=True)


def _year_columns(years: Iterable[int]) -> Iterator[Column]:
    for year in years:
        group = str(year)
        yield Column("Realisasi", f"{year}", Kind.NUMBER, group=group)
        yield Column("Capaian (%)", f"{year}_achievement", Kind.PERCENT, group=group)


def _last_columns(end: int) -> tuple[Column, ...]:
    return (
        Column("Perubahan", "change", Kind.NUMBER),
        Column("Target", "end_target", Kind.NUMBER, group=f"Akhir Renstra {end}"),
        Column("Kemajuan (%)", "progress", Kind.PERCENT, group=f"Akhir Renstra {end}"),
    )


def _rows(card: Scorecard, year: int, years: list[int]) -> Iterator[Row]:
    width = len(LEADING) + 2 * len(years) + 3
    for heading, members in by_sasaran(card.years[year].rows, width):
        yield heading
        for place, score in enumerate(members, start=1):
            points = {
                point.year: point
                for point in card.series_of(score.indicator.pk)
                if not point.stayed
            }
            cells = (
                Cell(text=str(place)),
                Cell(text=score.indicator.name),
                Cell(text=score.indicator.unit_of_measure),
                *(
                    cell
                    for known in years
                    for cell in _year_cells(
                        points.get(known), Place(score.indicator.code, f"{known}")
                    )
                ),
                _change(score, points.get(year), points.get(year - 1)),
                *_end_cells(card, score),
            )
            yield Row(cells, key=score.indicator.code)


def _year_cells(point: SeriesPoint | None, place: Place) -> tuple[Cell, Cell]:
    if point is None:
        return Cell(text=NOTHING), Cell(text=NOTHING)
    score = point.score
    realized = Cell(score.value, score.result_text, decimals=score.indicator.decimals)
    return realized, achievement_cell(score, realization=place)


def _change(score: Score, now: SeriesPoint | None, before: SeriesPoint | None) -> Cell:
    """Return the difference to last year where the two compare."""
    if now is None or before is None or now.break_before:
        return Cell(text=NOTHING)
    ours, theirs = now.score.value, before.score.value
    if ours is None or theirs is None:
        return Cell(text=NOTHING)
    places = (
        Place(score.indicator.code, str(year)) for year in (now.year, before.year)
    )
    derived = Derivation(Rule.DIFFERENCE, tuple(places))
    return Cell(ours - theirs, decimals=score.indicator.decimals, derived=derived)


def _end_cells(card: Scorecard, score: Score) -> tuple[Cell, Cell]:
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


def _breaks(card: Scorecard, year: int, years: list[int]) -> Iterator[str]:
    """Say which figures of the years shown do not compare with the year before, and why."""
    found = [
        f"{score.indicator.code} sebelum {point.year} ({point.break_before})"
        for score in card.years[year].rows
        for point in card.series_of(score.indicator.pk)
        if point.break_before and not point.stayed and point.year in years[1:]
    ]
    if found:
        yield f"Deret terputus, tidak sebanding dengan tahun sebelumnya: {'; '.join(found)}."
