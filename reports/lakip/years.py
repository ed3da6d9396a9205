"""The years of an activity target side by side, upright: target, realization and achievement below each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports.builders import perbandingan_tahun
from reports.builders.achievement_cells import achievement_cell
from reports.builders.years import span
from reports.derivations import Derivation, Place, Rule
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indicators.scorecard import Group, Score, SeriesPoint
    from reports.lakip.source import Source

CODE, WHAT, YEAR, CHANGE = 8, 13, 10, 10  # widths
TARGET, REALIZATION, ACHIEVEMENT = "target", "realization", "achievement"
LINES = {TARGET: "Target", REALIZATION: "Realisasi", ACHIEVEMENT: "Capaian (%)"}


def table(source: Source, group: Group, key: str) -> Table:
    """Return the year and up to three before it, of every indicator that the report speaks of."""
    card, rows = source.card, [row for row in group.rows if row.is_listed]
    shown = perbandingan_tahun.shown_years(card, source.year)
    code = group.activity_target.code
    return Table(
        title=f"Target, Realisasi, dan Capaian {code} {span(shown)}",
        columns=tuple(_columns(shown)),
        rows=tuple(line for row in rows for line in _lines(source, row, shown)),
        notes=tuple(perbandingan_tahun.breaks(card, rows, shown)),
        key=key,
        is_kept_whole=len(rows) == 1,
    )


def _columns(shown: Sequence[int]) -> Iterator[Column]:
    name = 100 - CODE - WHAT - CHANGE - YEAR * len(shown)
    yield Column("Kode", "code", Kind.LABEL, width=CODE)
    yield Column("Indikator Kinerja", "indicator", width=name)
    yield Column("Uraian", "what", width=WHAT)
    for year in shown:
        yield Column(str(year), str(year), Kind.NUMBER, width=YEAR)
    yield Column("Perubahan", "change", Kind.NUMBER, width=CHANGE)


def _lines(source: Source, score: Score, shown: Sequence[int]) -> Iterator[Row]:
    """Yield the three lines of an indicator, whose code and name reach over all of them."""
    points = perbandingan_tahun.counting_points(source.card, score)
    indicator = score.indicator
    for place, (name, label) in enumerate(LINES.items()):
        reach = 0 if place else len(LINES)
        opening = (
            Cell(text=indicator.code, rows=reach),
            Cell(text=f"{indicator.name} ({indicator.unit_of_measure})", rows=reach),
            Cell(text=label),
        )
        figures = (_cell(name, score, points.get(year)) for year in shown)
        change = _change(score, points) if name == REALIZATION else Cell()
        yield Row((*opening, *figures, change), key=_key(score, name))


def _key(score: Score, name: str) -> str:
    return f"{score.indicator.code}/{name}"


def _cell(name: str, now: Score, point: SeriesPoint | None) -> Cell:
    """Return what the series has in a year for the line; its rows are keyed by the present indicator."""
    if point is None:
        return Cell(text=NOTHING)
    score = point.score
    decimals = score.indicator.decimals
    if name == TARGET:
        bare = score.target.row.value if score.target else None
        return Cell(bare, score.target_text, decimals=decimals)
    if name == REALIZATION:
        return Cell(score.value, score.result_text, decimals=decimals)
    year = str(score.year)
    places = Place(_key(now, TARGET), year), Place(_key(now, REALIZATION), year)
    return replace(achievement_cell(score, *places), kind=Kind.PERCENT)


def _change(score: Score, points: Mapping[int, SeriesPoint]) -> Cell:
    """Return the difference to last year where the two compare."""
    now, before = points.get(score.year), points.get(score.year - 1)
    difference = perbandingan_tahun.difference(now, before)
    if difference is None:
        return Cell(text=NOTHING)
    line = _key(score, REALIZATION)
    parts = (Place(line, str(score.year)), Place(line, str(score.year - 1)))
    derived = Derivation(Rule.DIFFERENCE, parts)
    return Cell(difference, decimals=score.indicator.decimals, derived=derived)
