"""Codes, goals and perspectives that are not the plan's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.models import StatementKind
from indicators.models.choices import Perspective
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.naming import coded_name, same_code, split_code, squeeze
from reports.reconciliation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import ActivityTarget, Goal, Indicator
    from reports.reconciliation.printed import Place
    from reports.reconciliation.scene import PlacedText, Scene

CODE_ROLES = (Role.CODE, Role.CODED_NAME, Role.OWNER_CODE)


def of_rows(scene: Scene) -> Iterator[Deviation]:
    """Yield codes of indicators and activity targets in tables; those of another plan are not printed here."""
    for cell in scene.cells(*CODE_ROLES):
        thing = _coded(scene, cell)
        code = coded_name(cell.text)[0] if cell.role is Role.CODED_NAME else cell.text
        if thing and split_code(code) and not same_code(code, thing.code):
            yield _other_code(scene, thing, code, cell.place)


def _coded(scene: Scene, cell: PlacedText) -> Indicator | ActivityTarget | None:
    if not scene.is_own(cell.table, cell.row):
        return None
    indicator = scene.indicator_of(cell.table, cell.row)
    if cell.role is Role.OWNER_CODE:
        return indicator.activity_target if indicator else None
    return indicator or scene.sasaran_of(cell.table, cell.row)


def in_statements(scene: Scene) -> Iterator[Deviation]:
    """Yield codes of activity targets in the text."""
    for said in scene.statements(StatementKind.ACTIVITY_TARGET_CODE):
        sasaran = scene.facts.sasaran_of(said.activity_target, scene.plan)
        if sasaran is None:
            continue
        scene.note(said)
        if not same_code(said.stated, sasaran.code):
            yield _other_code(scene, sasaran, said.stated, said.place)


def _other_code(
    scene: Scene, item: Indicator | ActivityTarget, printed: str, place: Place
) -> Deviation:
    is_sasaran = (item.plan.code, item.code) in scene.facts.sasaran
    thing = scene.of_sasaran(item) if is_sasaran else scene.of_indicator(item)  # type: ignore[arg-type]
    reference = Reference(item.code, item.source, link=thing.link)
    return _against(thing, "Indikator dan sasaran", printed, reference, place)


def _against(
    thing: Thing, family: str, printed: str, reference: Reference, place: Place
) -> Deviation:
    """Return a code held against another; where only the letters differ, all such codes are one finding."""
    theirs, ours = split_code(printed), split_code(reference.text)
    if theirs and ours and theirs[1] == ours[1]:
        return _other_letters(theirs[0], ours[0], family, reference.source, place)
    value = "".join(theirs or (printed,))
    return _contradiction(Aspect.CODE, thing, printed, place, reference, value)


def _other_letters(
    theirs: str, ours: str, family: str, source: str, place: Place
) -> Deviation:
    return Deviation(
        Kind.CONTRADICTION, Aspect.CODE, Thing(f"letters/{ours}", family), f"{theirs}-…", place,
        Reference(f"{ours}…", source), theirs,
        said=f"Kode {family[0].lower()}{family[1:]} ditulis {theirs}-1, {theirs}-2, dan seterusnya, padahal dalam data {ours}1, {ours}2",
        consequence=NO_EFFECT,
    )  # fmt: skip


def of_parents(scene: Scene) -> Iterator[Deviation]:
    """Yield codes of the parent's targets that are not those the activity targets refer to."""
    for sasaran, printed, place in _parents(scene):
        known = sasaran.parent_code
        if split_code(printed) and known and not same_code(printed, known):
            thing = scene.of_sasaran(sasaran)
            reference = Reference(known, sasaran.source, link=thing.link)
            yield _against(thing, "Sasaran unit induk", printed, reference, place)


def _parents(scene: Scene) -> Iterator[tuple[ActivityTarget, str, Place]]:
    for cell in scene.cells(Role.PARENT_CODE):
        sasaran = scene.sasaran_of(cell.table, cell.row)
        if sasaran and cell.text:
            yield sasaran, cell.text, cell.place
    for said in scene.statements(StatementKind.PARENT):
        sasaran = scene.facts.sasaran_of(said.activity_target, scene.plan)
        if sasaran:
            scene.note(said)
            yield sasaran, said.stated, said.place


def of_goals(scene: Scene) -> Iterator[Deviation]:
    """Yield goals that are not those of the activity target."""
    for cell in scene.cells(Role.GOAL, Role.MANUAL_CODE):
        sasaran = _goal_owner(scene, cell)
        printed = cell.text.partition("/")[0].strip()
        known = scene.facts.goals.get((scene.plan_of(cell.table), printed))
        if sasaran and sasaran.goal and known and known != sasaran.goal:
            yield _other_goal(scene, sasaran, sasaran.goal, printed, cell.place)


def _goal_owner(scene: Scene, cell: PlacedText) -> ActivityTarget | None:
    if not scene.is_own(cell.table, cell.row):
        return None
    indicator = scene.indicator_of(cell.table, cell.row)
    return (
        indicator.activity_target
        if indicator
        else scene.sasaran_of(cell.table, cell.row)
    )


def _other_goal(
    scene: Scene, sasaran: ActivityTarget, goal: Goal, printed: str, place: Place
) -> Deviation:
    thing = scene.of_sasaran(sasaran)
    reference = Reference(goal.code, _source_of_goal(scene, sasaran), link=thing.link)
    return _contradiction(Aspect.GOAL, thing, printed, place, reference, printed)


def _source_of_goal(scene: Scene, sasaran: ActivityTarget) -> str:
    """Return where the activity target's own goal is printed, else the source of its row."""
    for cell in scene.cells(Role.GOAL):
        if scene.sasaran_of(cell.table, cell.row) == sasaran and cell.agrees:
            return f"{cell.place.where}, baris {cell.place.line}"
    return sasaran.source


def of_perspectives(scene: Scene) -> Iterator[Deviation]:
    """Yield perspectives that are not those of the activity target."""
    for said in scene.statements(StatementKind.PERSPECTIVE):
        sasaran = scene.facts.sasaran_of(said.activity_target, scene.plan)
        printed = perspective_of(said.stated)
        if sasaran and printed:
            scene.note(said)
        if (
            sasaran
            and sasaran.perspective
            and printed
            and printed != sasaran.perspective
        ):
            thing = scene.of_sasaran(sasaran)
            known = Perspective(sasaran.perspective).label
            reference = Reference(str(known), sasaran.source, link=thing.link)
            yield _contradiction(
                Aspect.PERSPECTIVE, thing, said.stated, said.place, reference, printed
            )


def perspective_of(text: str) -> str:
    """Return the perspective that a text names by the beginning of its first word, "" for none."""
    words = squeeze(text.split()[0]) if text.split() else ""
    for choice in Perspective:
        first = squeeze(str(choice.label).split()[0])
        if words and (words.startswith(first) or first.startswith(words)):
            return choice.value
    return ""


def _contradiction(
    aspect: Aspect,
    thing: Thing,
    printed: str,
    place: Place,
    reference: Reference,
    value: str,
) -> Deviation:
    return Deviation(
        Kind.CONTRADICTION, aspect, thing, printed, place, reference, value, consequence=NO_EFFECT
    )  # fmt: skip
