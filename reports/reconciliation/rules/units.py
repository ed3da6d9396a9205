"""Units of measure that are not the indicator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.models import StatementKind
from reports.reconciliation.deviations import Deviation, Reference
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.naming import same_unit, unit_word
from reports.reconciliation.roles import Role
from reports.reconciliation.writing import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import Indicator
    from reports.reconciliation.printed import Place
    from reports.reconciliation.scene import PlacedText, Scene

NO_EFFECT = "Ketercapaian dinilai dalam satuan {unit}; tidak berubah."


def differing(scene: Scene) -> Iterator[Deviation]:
    """Yield every printed unit that is not the indicator's own."""
    for indicator, printed, place in _printed(scene):
        if unit_word(printed) and not same_unit(printed, indicator.unit_of_measure):
            yield _deviation(scene, indicator, printed, place)


def _printed(scene: Scene) -> Iterator[tuple[Indicator, str, Place]]:
    for cell in scene.cells(Role.UNIT, Role.AGREED, Role.REALIZED):
        indicator = scene.indicator_of(cell.table, cell.row)
        if indicator and scene.is_own(cell.table, cell.row):
            yield indicator, _unit_in(cell), cell.place
    for said in scene.statements(StatementKind.UNIT_OF_MEASURE, StatementKind.TARGET):
        indicator = scene.facts.indicator_of(said.indicator, scene.plan)
        if indicator and said.kind == StatementKind.TARGET:
            yield indicator, read(said.stated).unit, said.place
        elif indicator:
            scene.note(said)
            yield indicator, said.stated, said.place


def _unit_in(cell: PlacedText) -> str:
    """Return the unit: the whole cell, or the words after its figure."""
    return cell.text if cell.role is Role.UNIT else cell.written.unit


def _deviation(
    scene: Scene, indicator: Indicator, printed: str, place: Place
) -> Deviation:
    thing = scene.of_indicator(indicator)
    return Deviation(
        Kind.CONTRADICTION,
        Aspect.UNIT,
        thing,
        printed,
        place,
        Reference(indicator.unit_of_measure, indicator.source, link=thing.link),
        unit_word(printed),
        consequence=NO_EFFECT.format(unit=indicator.unit_of_measure),
    )
