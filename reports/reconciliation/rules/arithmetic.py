"""Printed totals, percentages and growths that do not follow from their printed parts."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from indicators.numbers import format_number, round_half_up
from indicators.scores import agrees
from reports.derivations import Given, Rule, recompute
from reports.reconciliation import consequences
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import Deviation, Reference
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.roles import FIGURES, Role
from reports.reconciliation.scaling import power_of
from reports.reconciliation.writing import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scorecard import Score
    from reports.derivations import Derivation, Place
    from reports.reconciliation.placing import Placed
    from reports.reconciliation.scene import PlacedText, Scene

ASPECTS = {Rule.SUM: Aspect.TOTAL, Rule.GROWTH: Aspect.GROWTH}
REVENUE_TOTAL = ("pnbp", "total")
HALF = Decimal("0.5")
SUM_WORDS = "jumlah bagian yang tercetak di tabel itu"
OTHER_WORDS = "hasil hitung dari angka yang tercetak di tabel itu"
GIVEN_WORDS = "hasil hitung dari angka yang tercetak di tabel itu dan {} menurut data"


def derived(scene: Scene) -> Iterator[Deviation]:
    """Yield printed cells that do not follow from what is printed beside them."""
    for cell in scene.cells(*FIGURES):
        computed = cell.computed.cell(cell.row, cell.column)
        derivation = computed.derived if computed else None
        if derivation is None or cell.written.value is None:
            continue
        given = recompute(derivation, partial(_printed, cell.table))
        if given is not None and not _follows(cell, derivation, given):
            yield _deviation(scene, cell, derivation, given)


def _printed(table: Placed, place: Place) -> Decimal | None:
    return read(table.text(*place), is_english=table.is_english).value


def _follows(cell: PlacedText, derivation: Derivation, given: Decimal) -> bool:
    """Whether the printed figure is the given one, to its own decimals and as far as its parts are rounded."""
    written = cell.written
    assert written.value is not None  # noqa: S101 - its caller has looked
    power = power_of(written.value, given)
    value, places = written.value.scaleb(-power), written.places + power
    if round_half_up(given, max(places, 0)) == value:
        return True
    return abs(value - given) <= _rounding(cell, derivation, places)


def _rounding(cell: PlacedText, derivation: Derivation, places: int) -> Decimal:
    """Return by how much a sum may differ because its parts are printed with fewer decimals than itself."""
    if derivation.rule is not Rule.SUM:
        return Decimal(0)
    places_of = (part for part in derivation.parts if not isinstance(part, Given))
    texts = (cell.table.text(*place) for place in places_of)
    parts = [
        part
        for text in texts
        if (part := read(text, is_english=cell.table.is_english)).value is not None
    ]
    coarser = [part for part in parts if part.places < places]
    return sum((HALF.scaleb(-part.places) for part in coarser), Decimal(0))


def _deviation(
    scene: Scene, cell: PlacedText, derivation: Derivation, given: Decimal
) -> Deviation:
    is_sum = derivation.rule is Rule.SUM
    value = cell.written.value or Decimal(0)
    # In the unit that was printed, so that the two can be compared by eye.
    shown = given.scaleb(power_of(value, given))
    places = None if is_sum else max(cell.written.places, 2)
    return Deviation(
        Kind.ARITHMETIC,
        ASPECTS.get(derivation.rule, Aspect.PERCENTAGE),
        scene.of_row(cell.table, cell.row),
        cell.text,
        cell.place,
        Reference(format_number(shown, places), _source(derivation)),
        f"{cell.text}={given}",
        cell.year,
        consequence=_consequence(scene, cell, given),
    )


def _source(derivation: Derivation) -> str:
    """Return what the figure is computed from, with what print does not show."""
    given = [part.name for part in derivation.parts if isinstance(part, Given)]
    if given:
        return GIVEN_WORDS.format(" dan ".join(given))
    return SUM_WORDS if derivation.rule is Rule.SUM else OTHER_WORDS


def _consequence(scene: Scene, cell: PlacedText, given: Decimal) -> str:
    """Return what a total of the revenue makes of its growth; other totals decide no target."""
    value, year = cell.written.value, cell.year
    is_revenue = (cell.table.printed.report, cell.row) == REVENUE_TOTAL
    if not is_revenue or value is None or year is None:
        return NO_EFFECT
    return consequences.of_revenue(scene.facts, year, (value, given)) or NO_EFFECT


def grown(scene: Scene) -> Iterator[Deviation]:
    """Yield printed realizations that are not what their source gives, as the growth of the revenue."""
    for cell in scene.cells(Role.REALIZED):
        indicator = scene.indicator_of(cell.table, cell.row)
        score = (
            scene.facts.scores.get((indicator.pk, cell.year or 0))
            if indicator
            else None
        )
        value = cell.written.value
        if (
            score
            and score.derived is not None
            and value is not None
            and not agrees(value, score.derived)
        ):
            yield _not_grown(scene, cell, score, value, score.derived)


def _not_grown(
    scene: Scene, cell: PlacedText, score: Score, value: Decimal, given: Decimal
) -> Deviation:
    thing = scene.of_indicator(score.indicator)
    shown = format_number(given, max(cell.written.places, 2))
    return Deviation(
        Kind.ARITHMETIC,
        Aspect.GROWTH,
        thing,
        cell.text,
        cell.place,
        Reference(shown, score.derived_label, link=thing.link),
        f"{value}={given}",
        score.year,
        consequence=consequences.of_results(score, (value, given)),
    )
