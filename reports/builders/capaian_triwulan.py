"""Targets and realizations of the four quarters of a year, and to date (LKjIP; rencana aksi)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import scorecard
from reports.builders import frame
from reports.builders.sasaran_rows import by_sasaran
from reports.derivations import Derivation, Place, achieved
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.quarters import QuarterScore, ToDate
    from indicators.scorecard import Score, YearScore
    from reports.documents import Document
    from reports.parameters import Parameters

QUARTER_TITLES = ("TW I", "TW II", "TW III", "TW IV")
LEADING = (
    Column("No", "no", Kind.LABEL, width=3),
    Column("Indikator Kinerja", "indicator", width=21),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=6),
    Column("Target tahun", "target", Kind.NUMBER, width=5),
)
TO_DATE = "Sampai dengan"
CLOSED_RULE = "Sampai dengan: hanya triwulan yang sudah berakhir, terhadap target triwulan yang sama."
STATE_RULE = (
    "Triwulan tanpa angka menyebut keadaannya; persentase tidak pernah dijumlahkan."
)
NO_PLAN = "Tahun ini belum mempunyai rencana aksi; target triwulan belum diisi."


def build(parameters: Parameters) -> Document:
    """Return every quarter of the year with target, realization and achievement."""
    year = parameters.year
    assert year is not None  # noqa: S101 - the catalogue demands a year of this report
    score = scorecard.load(parameters.unit, [year]).years[year]
    return frame.document(
        "capaian-triwulan", parameters, table(score), is_landscape=True
    )


def table(score: YearScore) -> Table:
    """Return the quarters of the year's indicators."""
    return Table(
        title=f"Capaian Kinerja Triwulanan Tahun {score.year}",
        subtitle=score.basis_note or score.basis.label,
        columns=(*LEADING, *_columns()),
        rows=tuple(_rows(score)),
        notes=tuple(_notes(score)),
        is_numbered=True,
        is_dense=True,
    )


def _columns() -> Iterator[Column]:
    for number, title in enumerate((*QUARTER_TITLES, TO_DATE), start=1):
        key = f"tw{number}" if title in QUARTER_TITLES else "to_date"
        yield Column("Target", f"{key}_target", Kind.NUMBER, title, 4)
        yield Column("Realisasi", f"{key}_realization", Kind.NUMBER, title, 5)
        yield Column("%", f"{key}_achievement", Kind.PERCENT, title, 4)


def _rows(score: YearScore) -> Iterator[Row]:
    width = len(LEADING) + 3 * (len(QUARTER_TITLES) + 1)
    for heading, members in by_sasaran(score.rows, width):
        yield heading
        for place, row in enumerate(members, start=1):
            yield Row(
                (*_opening(place, row), *_quarter_cells(row)), key=row.indicator.code
            )


def _opening(place: int, row: Score) -> tuple[Cell, ...]:
    target = row.target.row.value if row.target else None
    return (
        Cell(text=str(place)),
        Cell(text=row.indicator.name),
        Cell(text=row.indicator.unit_of_measure),
        Cell(target, row.target_text, decimals=row.indicator.decimals),
    )


def _quarter_cells(row: Score) -> Iterator[Cell]:
    for number, quarter in enumerate(row.quarters, start=1):
        yield from _quarter(row, quarter, f"tw{number}")
    yield from _so_far(row, row.to_date)


def _quarter(row: Score, quarter: QuarterScore, key: str) -> tuple[Cell, Cell, Cell]:
    decimals = row.indicator.decimals
    text = quarter.result_text if quarter.has_figure else _state_word(quarter)
    return (
        Cell(quarter.target.value, quarter.target_text, decimals=decimals),
        Cell(quarter.value, text, decimals=decimals),
        Cell(
            quarter.achievement,
            NOTHING,
            derived=_derivation(row, key)
            if quarter.achievement is not None and quarter.target.value is not None
            else None,
        ),
    )


def _state_word(quarter: QuarterScore) -> str:
    """Return why there is no figure; of a quarter that nobody planned, nothing."""
    return quarter.state.label if quarter.target.is_set else NOTHING


def _so_far(row: Score, found: ToDate) -> tuple[Cell, Cell, Cell]:
    bare = found.target.value if found.target else None
    # A computed value and its target are shown rounded, so the percentage is not theirs to the last digit.
    return (
        Cell(bare, found.target_text, decimals=row.indicator.decimals),
        Cell(found.value, found.value_text, decimals=row.indicator.decimals),
        Cell(
            found.achievement,
            NOTHING,
            derived=_derivation(row, "to_date")
            if found.achievement is not None and bare is not None
            else None,
        ),
    )


def _derivation(row: Score, key: str) -> Derivation:
    code = row.indicator.code
    places = Place(code, f"{key}_target"), Place(code, f"{key}_realization")
    return achieved(row.indicator.polarity, *places)


def _notes(score: YearScore) -> Iterator[str]:
    listed = [row for row in score.rows if row.is_listed]
    if not any(row.year_quarters.is_planned for row in listed):
        yield NO_PLAN
    for row in listed:
        for quarter in row.quarters:
            for note in quarter.notes:
                yield f"{row.indicator.code} {quarter.short_title}: {note}."
        if row.differs_from_quarterly_targets:
            yield (
                f"{row.indicator.code}: target tahun {row.target_text}, menurut target triwulan "
                f"{row.target_from_quarters_text}."
            )
    yield CLOSED_RULE
    yield STATE_RULE
    yield frame.ROUNDING_RULE
