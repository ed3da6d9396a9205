"""Capaian of a year: target against realization (Renstra, Tabel 1–4; LKjIP Bab III A.1)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q

from indicators import scorecard
from indicators.achievement import FigureState, Status
from indicators.models import Origin, Period, PlanYear, Realization
from indicators.numbers import format_number
from indicators.scorecard import Basis
from indicators.stages import standings_text
from indicators.words import realized_text
from reports.builders import frame
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
ROUNDING_RULE = "Capaian dibulatkan setengah ke atas, dua desimal; status ditentukan dari nilai yang belum dibulatkan."
DOCUMENT_NOTE = "Kolom Capaian memuat realisasi sebagaimana tertulis."
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
        subtitle=_subtitle(score),
        columns=COLUMNS,
        rows=tuple(_rows(score, is_document=False)),
        totals=(_average_row(score),),
        notes=tuple(filter(None, _full_notes(score))),
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
        notes=tuple(filter(None, _document_notes(score))),
        is_numbered=True,
    )


def _full_notes(score: YearScore) -> tuple[str, ...]:
    return (
        _left_out(score),
        *_deviations(score),
        *_stayed(score),
        *_origins(score),
        _standings_note(score),
        ROUNDING_RULE,
    )


def _document_notes(score: YearScore) -> tuple[str, ...]:
    return (
        DOCUMENT_NOTE,
        *_origins(score),
        _standings_note(score),
        _figures_note(score),
    )


def _standings_note(score: YearScore) -> str:
    """Say how many figures have been verified; nothing is left out because it has not."""
    counts = standings_text(row for row in score.rows if row.is_listed)
    return f"Realisasi: {counts}." if counts else ""


def _figures_note(score: YearScore) -> str:
    return frame.figures_note(row.indicator for row in score.rows if row.is_listed)


def _subtitle(score: YearScore) -> str:
    tally = score.tally
    counts = (
        f"{tally.met} dari {tally.measurable} indikator mencapai target"
        if tally.measurable
        else ""
    )
    labels = ", ".join(score.target_labels)
    basis = score.basis_note or f"{score.basis.label}{f' ({labels})' if labels else ''}"
    source = labels if score.basis_note else score.plan.short_title
    return " · ".join(part for part in (basis, source, counts) if part)


def _deviations(score: YearScore) -> Iterator[str]:
    """Say of each target of the agreement that is not the plan's why it is not."""
    for row in score.rows if score.basis is Basis.PK else ():
        if row.deviation is None or row.renstra is None:
            continue
        agreed = f"target PK {row.pk.text}" if row.pk else "tidak dimasukkan dalam PK"
        reason = (
            f"alasan: {row.deviation}" if row.deviation else "alasan tidak tercatat"
        )
        yield (
            f"{row.indicator.name}: {agreed}, target {row.renstra.label} "
            f"{row.renstra.text}; {reason}."
        )


def _stayed(score: YearScore) -> Iterator[str]:
    """Name the figures of the year that stayed with the plan before."""
    for row in score.stayed:
        realized = (
            ", ".join(
                (
                    f"realisasi {row.result_text} {row.indicator.unit_of_measure}",
                    *row.notes,
                )
            )
            if row.has_figure
            else "tanpa realisasi tahunan"
        )
        yield (
            f"Tidak dihitung, tercatat pada {row.indicator.plan.short_title}: "
            f"{row.indicator.name}, {realized}, target {row.target_text}."
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


def _left_out(score: YearScore) -> str:
    """Say how many targeted indicators the average leaves out, and why."""
    reasons = Counter(row.state for row in score.counted if row.achievement is None)
    counts = ", ".join(
        f"{reasons[state]} {state.label}" for state in FigureState if reasons[state]
    )
    return f"Tidak masuk rata-rata: {counts}." if counts else ""


def _origins(score: YearScore) -> Iterator[str]:
    """Say of which indicators the figure is not simply what was recorded for the year."""
    found: dict[str, list[str]] = {}
    for row in score.rows:
        for note in row.notes if row.is_listed else ():
            found.setdefault(note, []).append(row.indicator.code)
    for note, codes in found.items():
        yield f"{note.capitalize()}: {', '.join(codes)}."
    for row in score.rows:
        if row.differs_from_quarters:
            value = realized_text(row.indicator, None, row.year_from_quarters.value)
            yield f"{row.indicator.code}: tercatat {row.result_text}, menurut triwulan {value}."


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
