"""Targets that differ from place to place, are left blank, or stand in one place only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.models import StatementKind
from indicators.findings import Link
from indicators.judgement import target_of
from indicators.words import target_text
from reports.reconciliation import consequences
from reports.reconciliation.deviations import Deviation, Reference
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.roles import Role
from reports.reconciliation.writing import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import AnnualTarget, Indicator
    from reports.reconciliation.printed import Place, Statement
    from reports.reconciliation.scene import PlacedText, Scene
    from reports.reconciliation.writing import Written

BLANK = "kosong"
NOWHERE = "hanya tercetak di sini"
NO_EFFECT = "Tidak ada acuan untuk menilai ketercapaiannya."


class Asked(NamedTuple):
    """A printed target."""

    indicator: Indicator
    year: int
    written: Written
    place: Place


def differing(scene: Scene) -> Iterator[Deviation]:
    """Yield targets that are not the plan's, in tables and in the text."""
    for asked in (*_in_tables(scene), *_in_statements(scene)):
        known = scene.facts.target(asked.indicator, asked.year)
        if known is not None and _differs(asked.written, known):
            yield _contradiction(scene, asked, known)


def agreed(scene: Scene) -> Iterator[Deviation]:
    """Yield targets of agreements that are not what the plan asks for, or not the agreement's own."""
    for cell in scene.cells(Role.AGREED):
        asked = _asked(scene, cell)
        if asked is None:
            continue
        score = scene.facts.scores.get((asked.indicator.pk, asked.year))
        agreement = score.target.row if score and score.target else None
        # An agreement that says why it does not ask for the plan's target contradicts nothing.
        is_explained = score is not None and bool(score.deviation)
        known = (
            None
            if is_explained
            else scene.facts.plan_target(asked.indicator, asked.year)
        )
        for row in dict.fromkeys((agreement, known)):
            if row is not None and _differs(asked.written, row):
                yield _contradiction(scene, asked, row)


def _in_tables(scene: Scene) -> Iterator[Asked]:
    for cell in scene.cells(Role.TARGET):
        asked = _asked(scene, cell)
        if asked and not asked.written.is_blank:
            yield asked


def _asked(scene: Scene, cell: PlacedText) -> Asked | None:
    indicator = scene.indicator_of(cell.table, cell.row)
    if indicator is None or cell.year is None:
        return None
    return Asked(indicator, cell.year, cell.written, cell.place)


def _in_statements(scene: Scene) -> Iterator[Asked]:
    for said in scene.statements(StatementKind.TARGET):
        indicator = scene.facts.indicator_of(said.indicator, scene.plan)
        written = read(said.stated)
        if indicator:
            scene.note(said)
        for year in _years(said) if indicator and not written.is_blank else ():
            assert indicator is not None  # noqa: S101 - the loop runs over nothing without one
            yield Asked(indicator, year, written, said.place)


def _years(said: Statement) -> range:
    """Return the years that a statement speaks of."""
    first = said.year or 0
    return range(first, (said.until_year or first) + 1)


def _differs(written: Written, known: AnnualTarget) -> bool:
    """Whether print asks for something else; a "-", or words that name no figure, ask for nothing."""
    target = target_of(known)
    if not written.is_figure:
        return target.is_set
    return consequences.asked(written) != target


def _contradiction(scene: Scene, asked: Asked, known: AnnualTarget) -> Deviation:
    return Deviation(
        Kind.CONTRADICTION,
        Aspect.TARGET,
        scene.of_indicator(asked.indicator),
        asked.written.text,
        asked.place,
        _reference(known),
        _value(asked.written),
        asked.year,
        consequence=consequences.of_targets(
            scene.facts, asked.indicator, asked.year, asked.written, known
        ),
    )


def _reference(known: AnnualTarget) -> Reference:
    link = Link("admin:indicators_annualtarget_change", (known.pk,))
    return Reference(target_text(known), known.source, link=link)


def _value(written: Written) -> str:
    """Return what is asked for, however it is written."""
    if not written.is_figure:
        return "-"
    found = consequences.asked(written)
    if found.grade:
        return found.grade
    return "–".join(f"{bound.normalize():f}" for bound in found.bounds or ())


def blank(scene: Scene) -> Iterator[Deviation]:
    """Yield targets that a place leaves blank and another states."""
    for cell in scene.cells(Role.TARGET):
        indicator = scene.indicator_of(cell.table, cell.row)
        is_stated = (
            cell.computed.value(cell.row, cell.column) is not None
            or read(cell.computed_text).grade
        )
        if indicator and cell.year and is_stated and cell.written.is_blank:
            yield from _left_blank(scene, indicator, cell.year, cell.place)
    for said in scene.statements(StatementKind.TARGET):
        indicator = scene.facts.indicator_of(said.indicator, scene.plan)
        if indicator and said.year and read(said.stated).is_blank:
            yield from _left_blank(scene, indicator, said.year, said.place)


def _left_blank(
    scene: Scene, indicator: Indicator, year: int, place: Place
) -> Iterator[Deviation]:
    """Yield the blank; the blanks of all years are one finding."""
    known = scene.facts.own_target(indicator, year)
    if known is None or not target_of(known).is_set:
        return
    stated = [
        (of_year, row)
        for of_year in range(indicator.plan.start_year, indicator.plan.end_year + 1)
        if (row := scene.facts.own_target(indicator, of_year)) and target_of(row).is_set
    ]
    words = ", ".join(f"{target_text(row)} ({of_year})" for of_year, row in stated)
    yield Deviation(
        Kind.MISSING, Aspect.TARGET, scene.of_indicator(indicator), BLANK, place,
        Reference(words, known.source), BLANK, said=f"Target dikosongkan, padahal data menyebut {words}",
        consequence="Tanpa target, pembaca bagian itu tidak dapat menilai ketercapaiannya.",
    )  # fmt: skip


def alone(scene: Scene) -> Iterator[Deviation]:
    """Yield targets in the text that neither the database nor a table knows."""
    in_tables = {(asked.indicator.pk, asked.year) for asked in _in_tables(scene)}
    for asked in _in_statements(scene):
        is_known = scene.facts.target(asked.indicator, asked.year) is not None
        if (
            asked.written.is_figure
            and not is_known
            and (asked.indicator.pk, asked.year) not in in_tables
        ):
            yield Deviation(
                Kind.MISSING, Aspect.TARGET, scene.of_indicator(asked.indicator), asked.written.text,
                asked.place, Reference(NOWHERE), _value(asked.written), asked.year,
                said=f"Target {asked.written.text} {NOWHERE}", consequence=NO_EFFECT,
            )  # fmt: skip
