"""Rows that a table should have, and rows of things that the plan does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.reconciliation.deviations import DATA, Deviation, Reference
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.roles import FIGURES, Role, role_of
from reports.reconciliation.scene import CASCADING
from reports.tables import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import Indicator
    from reports.reconciliation.placing import Placed
    from reports.reconciliation.scene import Scene

NOT_PRINTED = "tidak tercetak"
NO_INDICATOR = "tidak ada dalam renstra ini"
LEFT_OUT = "Ketercapaiannya tidak terbaca di tabel itu."
FOREIGN = "Tidak ikut dihitung: renstra ini tidak menetapkan target untuknya."


def rows(scene: Scene) -> Iterator[Deviation]:
    """Yield rows that the report has and the table leaves out, though they say something there."""
    for table in scene.tables:
        for key, row in table.computed.rows.items():
            is_printed = key in table.row_keys or key in table.joined
            if (
                row.kind is not RowKind.TOTAL
                and not is_printed
                and _says_something(table, key)
            ):
                yield _left_out(scene, table, key)


def _says_something(table: Placed, row: str) -> bool:
    """Whether the row has figures in the printed columns; in a table without figures, any words."""
    columns = table.printed.column_keys
    figures = [c for c in columns if role_of(table.printed.report, c) in FIGURES]
    texts = (table.computed.text(row, column) for column in figures or columns)
    return any(
        text and table.computed.is_known(row, column)
        for text, column in zip(texts, figures or columns, strict=True)
    )


def _left_out(scene: Scene, table: Placed, row: str) -> Deviation:
    thing = scene.of_row(table, row)
    is_indicator = scene.indicator_of(table, row) is not None
    return Deviation(
        Kind.MISSING, Aspect.INDICATOR if is_indicator else Aspect.ROW, thing, NOT_PRINTED,
        table.printed.start, Reference(thing.text, DATA, link=thing.link),
        f"{table.printed.code}-", said=f"Tidak tercetak di {table.printed.label}, padahal ada dalam data", consequence=LEFT_OUT,
    )  # fmt: skip


def cascaded(scene: Scene) -> Iterator[Deviation]:
    """Yield own indicators whose manual code the parent's matrix does not have."""
    for table in scene.tables:
        if table.printed.report != CASCADING:
            continue
        listed = [
            item
            for item in scene.facts.of_plan(scene.plan_of(table))
            if item.manual_code.count("/") > 1
        ]
        absent = [
            item
            for item in listed
            if item.manual_code.partition("/")[2] not in table.row_keys
        ]
        # Where none is found the matrix is another one.
        for indicator in absent if len(absent) < len(listed) else ():
            yield _not_cascaded(scene, table, indicator)


def _not_cascaded(scene: Scene, table: Placed, indicator: Indicator) -> Deviation:
    thing = scene.of_indicator(indicator)
    return Deviation(
        Kind.MISSING, Aspect.INDICATOR, thing, NOT_PRINTED, table.printed.start,
        Reference(indicator.manual_code, indicator.source, link=thing.link), f"{table.printed.code}-",
        said=f"Kodenya di pedoman {indicator.manual_code}, yang tidak tercetak di {table.printed.label}",
        consequence=LEFT_OUT,
    )  # fmt: skip


def foreign(scene: Scene) -> Iterator[Deviation]:
    """Yield rows of indicators that another plan has, not the table's own; and of what no plan has."""
    for cell in scene.cells(Role.NAME):
        if scene.is_own(cell.table, cell.row) or not cell.text:
            continue
        indicator = scene.indicator_of(cell.table, cell.row)
        thing = scene.of_row(cell.table, cell.row)
        yield Deviation(
            Kind.MISSING, Aspect.INDICATOR if indicator else Aspect.ROW, thing, cell.text, cell.place,
            Reference(NO_INDICATOR, DATA), "+", said=f"“{cell.text}” tercetak, tetapi {NO_INDICATOR}",
            consequence=FOREIGN,
        )  # fmt: skip


def unknown(scene: Scene) -> Iterator[Deviation]:
    """Yield rows whose key the report does not have, though it speaks of the table's own plan."""
    for table in scene.tables:
        for key in table.row_keys:
            if key in table.computed.rows or not scene.is_own(table, key):
                continue
            place = next(
                cell.places[0] for (row, _), cell in table.cells.items() if row == key
            )
            words = scene.row_words(table, key)
            yield Deviation(
                Kind.MISSING, Aspect.ROW, scene.of_row(table, key), words, place,
                Reference("tidak ada", DATA), f"{key}+",
                said=f"“{words}” tercetak, tetapi tidak ada dalam data", consequence=LEFT_OUT,
            )  # fmt: skip
