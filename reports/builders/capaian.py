"""Capaian of a year: target against realization (Renstra, Tabel 1–4; LKjIP Bab III A.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from indicators import scorecard
from indicators.achievement import Status
from indicators.models import Origin, Period, PlanYear, Realization
from indicators.numbers import format_number
from reports.builders import capaian_notes, frame
from reports.builders.achievement_cells import achievement_cell
from reports.derivations import (
    HUNDRED,
    Derivation,
    Place,
    Rule,
)
from reports.parameters import Layout, Parameters
from reports.tables import (
    NOTHING,
    Cell,
    Chart,
    ChartKind,
    Column,
    Json,
    Kind,
    Row,
    RowKind,
    Table,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.scorecard import Score, YearScore
    from reports.documents import Document

COLUMNS = (
    Column("No", "no", Kind.LABEL, width=4),
    Column("Sasaran Kegiatan", "sasaran", width=24),
    Column("Indikator Kinerja", "indicator", width=33),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=9),
    Column("Target", "target", Kind.NUMBER, width=6),
    Column("Realisasi", "realization", Kind.NUMBER, width=7),
    Column("Capaian (%)", "achievement", Kind.PERCENT, width=7),
    Column("Status", "status", Kind.STATUS, width=10),
)
# The column that the document calls "Capaian" holds the realization.
DOCUMENT_COLUMNS = (
    Column("No", "no", Kind.LABEL, width=5),
    Column("Sasaran Kegiatan", "sasaran", width=30),
    Column("Indikator Kinerja", "indicator", width=33),
    Column("Target", "target", Kind.LABEL, width=15),
    Column("Capaian", "realization", Kind.LABEL, width=17),
)
BARE_FIGURE = set("0123456789.,+-–")


def years(unit: Unit) -> list[int]:
    """Return the years in which a plan of the unit is in force."""
    return list(
        PlanYear.objects.filter(unit=unit)
        .order_by("year")
        .values_list("year", flat=True)
    )


def default_year(unit: Unit) -> int | None:
    """Return the latest year with a figure of the year or its last quarter, else the latest year; None without years."""
    offered = years(unit)
    rows = Realization.objects.filter(
        Q(value__isnull=False) | ~Q(grade=""),
        indicator__plan__unit=unit,
        year__in=offered,
        # A year that nobody entered may follow from its quarters once the fourth is in.
        period__in=(Period.YEAR, Period.Q4),
    )
    realized = rows.order_by("-year").values_list("year", flat=True).first()
    return realized or (offered[-1] if offered else None)


def build(parameters: Parameters) -> Document:
    """Return the capaian of the year, in the full layout or in the document's five columns."""
    assert parameters.year is not None  # noqa: S101 - the catalogue demands a year of this report
    score = scorecard.load(parameters.unit, [parameters.year]).years[parameters.year]
    is_document = parameters.layout is Layout.DOCUMENT
    table = document_table(score) if is_document else full_table(score)
    return frame.document(
        "capaian",
        parameters,
        table,
        is_landscape=not is_document,
        summary=_summary(score),
    )


def full_table(score: YearScore) -> Table:
    """Return the year with achievement, status and average."""
    return Table(
        title=f"Capaian Kinerja Tahun {score.year}",
        subtitle=capaian_notes.subtitle(score),
        columns=COLUMNS,
        rows=tuple(_rows(score, is_document=False)),
        totals=(_average_row(score),),
        notes=capaian_notes.of_full_table(score),
        is_numbered=True,
        chart=_chart(score),
    )


def _chart(score: YearScore) -> Chart | None:
    """Return the achievements as bars with the line that every target is met at."""
    known = (row for row in score.rows if row.is_listed and row.achievement is not None)
    codes = tuple(row.indicator.code for row in known)
    title = f"Capaian Kinerja Tahun {score.year}"
    columns = ("achievement",)
    return (
        Chart(ChartKind.BAR, title, codes, columns, by_rows=False, axis="Persen", level=HUNDRED)
        if codes
        else None
    )  # fmt: skip


def document_table(score: YearScore) -> Table:
    """Return the year in the five columns that the document prints."""
    return Table(
        title=f"Capaian Kinerja Tahun {score.year}",
        columns=DOCUMENT_COLUMNS,
        rows=tuple(_rows(score, is_document=True)),
        notes=capaian_notes.of_document_table(score),
        is_numbered=True,
    )


def _rows(score: YearScore, *, is_document: bool) -> Iterator[Row]:
    groups = [[row for row in group.rows if row.is_listed] for group in score.groups]
    for number, members in enumerate(filter(None, groups), start=1):
        for place, row in enumerate(members):
            merged = 0 if place else len(members)
            sasaran = row.indicator.activity_target
            opening = (
                Cell(text=str(number), rows=merged),
                Cell(text=sasaran.statement if sasaran else "", rows=merged),
                Cell(text=row.indicator.name),
            )
            rest = _printed_cells(row) if is_document else measured_cells(row)
            yield Row(
                opening + rest, record=_record(row, number), key=row.indicator.code
            )


def measured_cells(row: Score) -> tuple[Cell, ...]:
    """Return unit, target, realization, achievement and status, for the columns of these keys."""
    code, decimals = row.indicator.code, row.indicator.decimals
    places = Place(code, "target"), Place(code, "realization")
    return (
        Cell(text=row.indicator.unit_of_measure),
        Cell(_target_value(row), row.target_text, decimals=decimals),
        Cell(_realized_value(row), row.result_text, decimals=decimals),
        achievement_cell(row, *places),
        Cell(text=_status_word(row), tone=_tone(row)),
    )


def _status_word(row: Score) -> str:
    return (row.status or row.state).label.capitalize()


def _tone(row: Score) -> str:
    """Return sign and colour: the status, and the band the achievement falls in."""
    if row.status is None:
        return ""
    colour = (
        row.band.colour
        if row.band
        else ("ok" if row.status is not Status.NOT_MET else "low")
    )
    return f"{row.status.value} {colour}".strip()


def _target_value(row: Score) -> Decimal | None:
    return row.target.target.value if row.target else None


def _realized_value(row: Score) -> Decimal | None:
    return row.value


def _printed_cells(row: Score) -> tuple[Cell, ...]:
    """Return target and realization as the document prints them, else with their unit."""
    unit_of_measure = row.indicator.unit_of_measure
    target = row.target.printed_text if row.target else ""
    grade = row.target.row.grade if row.target else ""
    realization = row.realization
    is_published = realization is not None and realization.origin == Origin.PUBLISHED
    result = realization.printed_text if realization and is_published else ""
    result_grade = realization.grade if realization else ""
    return (
        Cell(text=_with_unit(target or row.target_text, unit_of_measure, grade)),
        Cell(text=_with_unit(result or row.result_text, unit_of_measure, result_grade)),
    )


def _with_unit(text: str, unit_of_measure: str, grade: str) -> str:
    """Return the text with the unit unless it has words of its own or says that there is none."""
    is_bare = text == grade or (
        set(text) <= BARE_FIGURE and any(char.isdigit() for char in text)
    )
    return f"{text} {unit_of_measure}".strip() if is_bare else text


def _average_row(score: YearScore) -> Row:
    average = score.average
    parts = tuple(Place(row.indicator.code, "achievement") for row in score.counted)
    label = (
        f"Rata-rata capaian {average.counted} dari {average.targeted} indikator, "
        f"masing-masing dibatasi {format_number(score.cap)} %"
    )
    covered = Cell(columns=0)
    cells = (
        Cell(text=label, kind=Kind.TEXT, columns=6),
        *[covered] * 5,
        Cell(
            average.value,
            NOTHING,
            derived=Derivation(Rule.CAPPED_MEAN, parts, score.cap),
        ),
        Cell(),
    )
    return Row(cells, RowKind.TOTAL, key="average")


def _record(row: Score, number: int) -> dict[str, Json]:
    sasaran = row.indicator.activity_target
    return {
        "no": str(number),
        "sasaran_code": sasaran.code if sasaran else None,
        "sasaran": sasaran.statement if sasaran else None,
        "indicator_code": row.indicator.code,
        "indicator": row.indicator.name,
        "unit_of_measure": row.indicator.unit_of_measure,
        "target": plain(_target_value(row)),
        "target_text": row.target_text,
        "realization": plain(_realized_value(row)),
        "realization_text": row.result_text,
        "achievement": plain(row.achievement, 2),
        "met": row.met,
        "state": row.state.value,
    }


def _summary(score: YearScore) -> dict[str, Json]:
    return {
        "basis": score.basis.value,
        "basis_label": score.basis.label,
        "basis_note": score.basis_note or None,
        "met": score.tally.met,
        "measurable": score.tally.measurable,
        "targeted": score.tally.targeted,
        "average": plain(score.average.value, 2),
        "averaged": score.average.counted,
        "cap": plain(score.cap),
    }
