"""One thing under several names: activity targets, indicators, goals, directions, tables, the plan."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from documents.models import StatementKind
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.naming import (
    coded_name,
    likeness,
    near_name,
    same_name,
    squeeze,
)
from reports.reconciliation.roles import Role
from reports.reconciliation.subjects import family_of, known_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import ActivityTarget, Indicator
    from reports.reconciliation.printed import Place, Statement
    from reports.reconciliation.scene import PlacedText, Scene


class Named(NamedTuple):
    """A thing, and the name that the database has of it."""

    thing: Thing
    name: str
    source: str


class Called(NamedTuple):
    """What a place calls a thing."""

    named: Named
    printed: str
    place: Place

    @property
    def is_so(self) -> bool:
        """Whether it is the thing's own name."""
        return same_name(self.printed, self.named.name)


def differing(scene: Scene) -> Iterator[Deviation]:
    """Yield names in tables and text that are not the thing's own, with the places that print that."""
    called = [*_in_tables(scene), *_in_statements(scene)]
    right: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for item in called:
        if item.is_so:
            right[item.named.thing.key, item.named.name].append(item.place)
    for item in called:
        if not item.is_so:
            yield _wording(item, right[item.named.thing.key, item.named.name])


def _in_tables(scene: Scene) -> Iterator[Called]:
    for cell in scene.cells(Role.NAME, Role.OWNER_NAME, Role.CODED_NAME):
        named = (
            _named(scene, cell)
            if cell.text and scene.is_own(cell.table, cell.row)
            else None
        )
        if named:
            is_coded = cell.role is not Role.NAME
            yield Called(
                named, coded_name(cell.text)[1] if is_coded else cell.text, cell.place
            )


def _named(scene: Scene, cell: PlacedText) -> Named | None:
    indicator = scene.indicator_of(cell.table, cell.row)
    if cell.role is Role.OWNER_NAME:
        owner = indicator.activity_target if indicator else _owner(scene, cell)
        return _of_sasaran(scene, owner) if owner else None
    if indicator:
        return _of_indicator(scene, indicator)
    if sasaran := scene.sasaran_of(cell.table, cell.row):
        return _of_sasaran(scene, sasaran)
    if not cell.computed.is_known(cell.row, cell.column):
        return None
    return Named(scene.of_row(cell.table, cell.row), cell.computed_text, "")


def _owner(scene: Scene, cell: PlacedText) -> ActivityTarget | None:
    """Return the activity target of a row that is keyed by it: SK1 of "SK1/a"."""
    code = cell.row.partition("/")[0]
    return scene.facts.sasaran_of(code, scene.plan_of(cell.table))


def _of_sasaran(scene: Scene, sasaran: ActivityTarget) -> Named:
    """Return the activity target; one of an earlier plan with nearly the same name is the document's own."""
    own = (
        item for (plan, _), item in scene.facts.sasaran.items() if plan == scene.plan
    )
    known = next(
        (item for item in own if near_name(item.statement, sasaran.statement)), sasaran
    )
    return Named(scene.of_sasaran(known), known.statement, known.source)


def _in_statements(scene: Scene) -> Iterator[Called]:
    for said in scene.document.statements:
        if named := _named_in_text(scene, said):
            scene.note(said)
            yield Called(named, said.stated, said.place)


def _named_in_text(scene: Scene, said: Statement) -> Named | None:
    facts = scene.facts
    if said.kind == StatementKind.INDICATOR_NAME:
        indicator = facts.indicator_of(said.indicator, scene.plan)
        return _of_indicator(scene, indicator) if indicator else None
    if said.kind == StatementKind.ACTIVITY_TARGET_NAME:
        sasaran = facts.sasaran_of(said.activity_target, scene.plan)
        return _of_sasaran(scene, sasaran) if sasaran else None
    if said.kind in (StatementKind.NAME, StatementKind.ITEM):
        return _of_subject(scene, said)
    return None


def _of_indicator(scene: Scene, indicator: Indicator) -> Named:
    return Named(scene.of_indicator(indicator), indicator.name, indicator.source)


def _of_subject(scene: Scene, said: Statement) -> Named | None:
    known = known_name(scene, said.subject)
    if known is None:
        return None
    name = max(
        (known.name, *known.short_forms), key=lambda form: likeness(form, said.stated)
    )
    return Named(known.thing, name, known.source)


def of_unknown_things(scene: Scene) -> Iterator[Deviation]:
    """Yield things that only print knows, of a family that the application holds, under several names."""
    printed: dict[str, list[Statement]] = defaultdict(list)
    for said in scene.statements(StatementKind.NAME, StatementKind.ITEM):
        subject = said.subject.rpartition("/")[2]
        if family_of(scene, said.subject) and known_name(scene, said.subject) is None:
            printed[subject].append(said)
    for subject, found in printed.items():
        if len(found) > 1:
            scene.note(*found)
        yield from _variants(Thing(f"name/{subject}", found[0].stated), found)


def _variants(thing: Thing, said: list[Statement]) -> Iterator[Deviation]:
    """Yield each name but the first one; all are one finding."""
    names = {squeeze(item.stated) for item in said}
    if len(names) < 2:
        return
    first, *others = dict.fromkeys(item.stated for item in said)
    reference = Reference(
        first, places=tuple(i.place for i in said if same_name(i.stated, first))
    )
    words = " / ".join(name for name in others if not same_name(name, first))
    for item in said:
        if not same_name(item.stated, first):
            yield Deviation(
                Kind.WORDING, Aspect.NAME, thing, words, item.place, reference,
                value="|".join(sorted(names)), consequence=NO_EFFECT,
            )  # fmt: skip


def captions(scene: Scene) -> Iterator[Deviation]:
    """Yield titles in the list of tables that are not the tables' own."""
    tables = {table.printed.code: table for table in scene.tables}
    for said in scene.statements(StatementKind.CAPTION):
        table = tables.get(said.subject)
        if table:
            scene.note(said)
        if table and not same_name(said.stated, table.printed.title):
            start = table.printed.start
            yield Deviation(
                Kind.WORDING, Aspect.CAPTION, scene.of_table(table), said.stated, said.place,
                Reference(table.printed.title, places=(start,)), squeeze(said.stated), consequence=NO_EFFECT,
            )  # fmt: skip


# So many places of the right name are named; the others say nothing new.
PLACES_NAMED = 2


def _wording(called: Called, right: list[Place]) -> Deviation:
    named = called.named
    return Deviation(
        Kind.WORDING,
        Aspect.NAME,
        named.thing,
        called.printed,
        called.place,
        Reference(
            named.name, named.source, tuple(right[:PLACES_NAMED]), named.thing.link
        ),
        squeeze(called.printed),
        consequence=NO_EFFECT,
        is_slip=near_name(called.printed, named.name),
    )
