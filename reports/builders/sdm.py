"""People of a unit by position and by education (Renstra, Tabel 7 and 8); totals are computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import total
from budgets.models import StaffCategory, StaffCount
from reports.builders import frame
from reports.builders.years import span
from reports.derivations import Rule, down
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from reports.documents import Document

    Counts = dict[tuple[int, int], StaffCount]

UNIT = "Jumlah orang."
NO_STAFF = "Belum ada data SDM."
EMPTY = "belum diisi"
TITLES = {
    StaffCategory.Kind.POSITION: "Profil SDM Berdasarkan Jabatan",
    StaffCategory.Kind.EDUCATION: "Profil SDM Berdasarkan Pendidikan",
}


def build_positions(parameters: Parameters) -> Document:
    """Return the people by position in every recorded year."""
    return _build("sdm-jabatan", StaffCategory.Kind.POSITION, parameters)


def build_education(parameters: Parameters) -> Document:
    """Return the people by level of education in every recorded year."""
    return _build("sdm-pendidikan", StaffCategory.Kind.EDUCATION, parameters)


def _build(slug: str, kind: StaffCategory.Kind, parameters: Parameters) -> Document:
    categories = list(
        StaffCategory.objects.filter(unit=parameters.unit, kind=kind).order_by(
            "order", "code"
        )
    )
    rows = StaffCount.objects.filter(category__in=categories)
    counts = {(row.category_id, row.year): row for row in rows}
    years = sorted({year for _, year in counts})
    table = Table(
        title=f"{TITLES[kind]} {span(years)}".strip(),
        columns=(
            Column("No", "no", Kind.LABEL, width=6),
            Column(kind.label, "category", width=34),
            *(Column(str(year), str(year), Kind.NUMBER) for year in years),
        ),
        rows=tuple(
            _row(number, category, years, counts)
            for number, category in enumerate(categories, start=1)
        ),
        totals=(_total_row(categories, years, counts),) if years else (),
        notes=(UNIT,) if years else (NO_STAFF,),
    )
    return frame.document(slug, parameters, table)


def _row(number: int, category: StaffCategory, years: list[int], counts: Counts) -> Row:
    cells = tuple(_cell(counts.get((category.pk, year))) for year in years)
    opening = (Cell(text=str(number)), Cell(text=category.name))
    return Row((*opening, *cells), key=category.code)


def _cell(row: StaffCount | None) -> Cell:
    """Return the number, "-" where the document prints it, or the word that nothing is entered."""
    if row is not None and row.count is not None:
        return Cell(row.count)
    return Cell(text=(row.printed_text if row else "") or EMPTY)


def _people(row: StaffCount | None) -> Decimal | None:
    return row.count if row else None


def _total_row(
    categories: list[StaffCategory], years: list[int], counts: Counts
) -> Row:
    keys = [category.code for category in categories]
    cells = tuple(
        Cell(
            total(_people(counts.get((category.pk, year))) for category in categories),
            NOTHING,
            derived=down(Rule.SUM, str(year), keys),
        )
        for year in years
    )
    return Row((Cell(), Cell(text="Total"), *cells), RowKind.TOTAL, key="total")
