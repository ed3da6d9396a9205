"""The action plan of a year: quarterly targets and what is to be done for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import scorecard
from reports.builders import frame
from reports.builders.capaian_triwulan import NO_PLAN, QUARTER_TITLES
from reports.builders.sasaran_rows import by_sasaran
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scorecard import Score, YearScore
    from reports.documents import Document
    from reports.parameters import Parameters

COLUMNS = (
    Column("No", "no", Kind.LABEL, width=4),
    Column("Indikator Kinerja", "indicator", width=26),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=9),
    Column("Target tahun", "target", Kind.NUMBER, width=7),
    *(
        Column(title, f"tw{number}", Kind.NUMBER, group="Target triwulan", width=6)
        for number, title in enumerate(QUARTER_TITLES, start=1)
    ),
    Column("Dari triwulan", "way", Kind.LABEL, width=8),
    Column("Rencana kegiatan", "activity", width=22),
)


def build(parameters: Parameters) -> Document:
    """Return the quarterly targets of the year with the planned activities."""
    year = parameters.year
    assert year is not None  # noqa: S101 - the catalogue demands a year of this report
    score = scorecard.load(parameters.unit, [year]).years[year]
    return frame.document("rencana-aksi", parameters, table(score), is_landscape=True)


def table(score: YearScore) -> Table:
    """Return the quarterly targets and activities of the year's indicators."""
    return Table(
        title=f"Rencana Aksi Tahun {score.year}",
        subtitle=score.basis_note or score.basis.label,
        columns=COLUMNS,
        rows=tuple(_rows(score)),
        notes=tuple(_notes(score)),
        is_numbered=True,
    )


def _rows(score: YearScore) -> Iterator[Row]:
    for heading, members in by_sasaran(score.rows, len(COLUMNS)):
        yield heading
        for place, row in enumerate(members, start=1):
            yield Row(_cells(place, row), key=row.indicator.code)


def _cells(place: int, row: Score) -> tuple[Cell, ...]:
    decimals = row.indicator.decimals
    bare = row.target.row.value if row.target else None
    return (
        Cell(text=str(place)),
        Cell(text=row.indicator.name),
        Cell(text=row.indicator.unit_of_measure),
        Cell(bare, row.target_text, decimals=decimals),
        *(
            Cell(quarter.target.value, quarter.target_text, decimals=decimals)
            for quarter in row.quarters
        ),
        Cell(text=row.indicator.get_accumulation_display()),
        Cell(text=_activities(row) or NOTHING),
    )


def _activities(row: Score) -> str:
    return "\n".join(
        f"{quarter.short_title}: {quarter.activity}"
        for quarter in row.quarters
        if quarter.activity
    )


def _notes(score: YearScore) -> Iterator[str]:
    listed = [row for row in score.rows if row.is_listed]
    if not any(row.year_quarters.is_planned for row in listed):
        yield NO_PLAN
    for row in listed:
        if row.differs_from_quarterly_targets:
            yield (
                f"{row.indicator.code}: target tahun {row.target_text}, menurut target triwulan "
                f"{row.target_from_quarters_text}."
            )
    yield frame.figures_note(row.indicator for row in listed)
