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
    from collections.abc import Container
    from decimal import Decimal

    from accounts.models import Unit
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
    found = table(parameters.unit, StaffCategory.Kind.POSITION)
    return frame.document("sdm-jabatan", parameters, found)


def build_education(parameters: Parameters) -> Document:
    """Return the people by level of education in every recorded year."""
    found = table(parameters.unit, StaffCategory.Kind.EDUCATION)
    return frame.document("sdm-pendidikan", parameters, found)


def table(
    unit: Unit, kind: StaffCategory.Kind, window: Container[int] | None = None
) -> Table:
    """Return the unit's people by one kind of category, in all years or those in a window."""
    categories = list(
        StaffCategory.objects.filter(unit=unit, kind=kind).order_by("order", "code")
    )
    rows = StaffCount.objects.filter(category__in=categories)
    counts = {(row.category_id, row.year): row for row in rows}
    recorded = sorted({year for _, year in counts})
    years = [year for year in recorded if window is None or year in window]
    return Table(
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
