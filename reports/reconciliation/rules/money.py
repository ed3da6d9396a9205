"""Ceilings of a year that differ from table to table, and amounts that are not the recorded ones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from indicators.numbers import format_money, format_number, round_half_up
from reports.reconciliation import consequences
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import DATA, Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.roles import Role
from reports.reconciliation.scaling import in_heading_unit, power_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.reconciliation.facts import Ceiling
    from reports.reconciliation.scene import PlacedText, Scene

BLANK = "kosong"
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
    def is_known(self) -> bool:
        """Whether it is the known ceiling, as exactly as it is printed."""
        known = self.known.amount.scaleb(-self.scale)
        return round_half_up(known, self.cell.written.places) == self.cell.written.value

    @property
    def words(self) -> str:
        """The printed figure with what it counts in."""
        return f"{self.cell.text} ({COUNTED_IN.get(self.scale, 'rupiah')})"


def ceilings(scene: Scene) -> Iterator[Deviation]:
    """Yield the money of a year that is not its ceiling; without a ceiling not what the plan needs."""
    for printed in _printed(scene):
        if not printed.is_known:
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
    """Yield figures that are not the recorded ones, and blanks; what follows from others is judged by its parts."""
    for cell in scene.cells(Role.AMOUNT, Role.REALIZED):
        is_known = cell.computed.is_known(cell.row, cell.column)
        if cell.is_derived or cell.agrees or not is_known:
            continue
        if cell.written.is_blank:
            yield _left_blank(scene, cell)
        elif not is_ceiling(cell) and not _is_in_other_unit(cell):
            yield _other_amount(scene, cell)


def _is_in_other_unit(cell: PlacedText) -> bool:
    """Whether the figure is the recorded one, in thousands instead of millions."""
    known = cell.computed.value(cell.row, cell.column)
    return known is not None and in_heading_unit(cell.written, known) == known


def _left_blank(scene: Scene, cell: PlacedText) -> Deviation:
    return Deviation(
        Kind.MISSING, _aspect(cell), scene.of_row(cell.table, cell.row), BLANK, cell.place,
        Reference(cell.computed_text, DATA), BLANK, cell.year, consequence=NO_EFFECT,
    )  # fmt: skip


def _aspect(cell: PlacedText) -> Aspect:
    return Aspect.REALIZATION if cell.role is Role.REALIZED else Aspect.AMOUNT


def _other_amount(scene: Scene, cell: PlacedText) -> Deviation:
    written = cell.written
    figure = format_number(written.value) if written.value is not None else ""
    return Deviation(
        Kind.CONTRADICTION,
        _aspect(cell),
        scene.of_row(cell.table, cell.row),
        cell.text,
        cell.place,
        Reference(cell.computed_text, DATA),
        figure or written.grade or cell.text,
        cell.year,
        consequence=_consequence(scene, cell),
    )


def _consequence(scene: Scene, cell: PlacedText) -> str:
    """Return what each realization is against the year's target; amounts decide no target."""
    indicator = scene.indicator_of(cell.table, cell.row)
    place = (indicator.pk, cell.year or 0) if indicator else None
    score = scene.facts.scores.get(place) if place else None
    value = cell.written.value
    if score is None or value is None or score.value is None:
        return NO_EFFECT
    return consequences.of_results(score, (value, score.value))
