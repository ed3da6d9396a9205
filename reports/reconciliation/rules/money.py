"""Ceilings of a year that differ from table to table, and amounts that are not the recorded ones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from indicators.numbers import format_money, format_number
from reports.reconciliation import consequences
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.roles import Role
from reports.reconciliation.scaling import in_heading_unit, power_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.reconciliation.facts import Ceiling
    from reports.reconciliation.scene import PlacedText, Scene

CEILING = Thing("ceiling", "Pagu anggaran")
# The rows that print the money of a whole year, and the power of ten that their report counts in.
CEILING_ROWS = {
    ("anggaran", "ceiling"): 0,
    ("pendanaan", "total"): 3,
    ("matriks-kinerja", "unit"): 3,
    ("matriks-pendanaan", "unit"): 6,
}
COUNTED_IN = {0: "rupiah", 3: "ribu rupiah", 6: "juta rupiah"}


class PrintedCeiling(NamedTuple):
    """The money of a year as one table prints it, in rupiah."""

    cell: PlacedText
    year: int
    amount: Decimal
    scale: int
    known: Ceiling

    @property
    def words(self) -> str:
        """The printed figure with what it counts in."""
        return f"{self.cell.text} ({COUNTED_IN.get(self.scale, 'rupiah')})"


def ceilings(scene: Scene) -> Iterator[Deviation]:
    """Yield the money of a year that is not its ceiling; without a ceiling not what the plan needs."""
    for printed in _printed(scene):
        if printed.amount != printed.known.amount:
            yield _deviation(printed)


def _printed(scene: Scene) -> Iterator[PrintedCeiling]:
    for cell in scene.cells(Role.AMOUNT):
        scale = CEILING_ROWS.get((cell.table.printed.report, cell.row))
        value, year = cell.written.value, cell.year
        if scale is None or value is None or year is None:
            continue
        known = scene.facts.ceiling(scene.plan, year)
        if known is not None:
            scale -= power_of(value.scaleb(scale), known.amount)
            yield PrintedCeiling(cell, year, value.scaleb(scale), scale, known)


def _deviation(printed: PrintedCeiling) -> Deviation:
    known = printed.known
    return Deviation(
        Kind.CONTRADICTION,
        Aspect.CEILING,
        CEILING,
        printed.words,
        printed.cell.place,
        Reference(f"Rp{format_money(known.amount)}", known.source, link=known.link),
        f"{printed.amount.normalize():f}",
        printed.year,
        consequence=consequences.of_ceilings(known, printed.amount),
    )


def is_ceiling(cell: PlacedText) -> bool:
    """Whether the cell holds the money of a whole year."""
    return (cell.table.printed.report, cell.row) in CEILING_ROWS


def amounts(scene: Scene) -> Iterator[Deviation]:
    """Yield figures that are not the recorded ones; what follows from others is judged by its parts."""
    for cell in scene.cells(Role.AMOUNT, Role.REALIZED):
        computed = cell.computed.cell(cell.row, cell.column)
        is_derived = computed is not None and computed.derived is not None
        if is_derived or is_ceiling(cell) or not cell.written.is_figure or cell.agrees:
            continue
        if cell.computed.is_known(cell.row, cell.column) and _value(
            cell
        ) != cell.computed.value(cell.row, cell.column):
            yield _other_amount(scene, cell)


def _value(cell: PlacedText) -> Decimal | None:
    return in_heading_unit(cell.written, cell.computed.value(cell.row, cell.column))


def _other_amount(scene: Scene, cell: PlacedText) -> Deviation:
    is_result = cell.role is Role.REALIZED
    value = cell.written.value
    return Deviation(
        Kind.CONTRADICTION,
        Aspect.REALIZATION if is_result else Aspect.AMOUNT,
        scene.of_row(cell.table, cell.row),
        cell.text,
        cell.place,
        Reference(cell.computed_text, "data aplikasi"),
        format_number(value) if value is not None else cell.written.grade,
        cell.year,
        consequence=NO_EFFECT,
    )
