"""What the subject of a statement means in the database: a goal, a direction, a programme, an organisation.

A subject is a key (T1, BSKJI-5, programme:DM, a unit's code) or an item of a list (goals/T1). Lists that the
application holds itself are families: of their items it knows some.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.findings import Link
from reports.reconciliation.deviations import Thing
from reports.reconciliation.naming import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.reconciliation.scene import Scene

PLAN, REVISION = "plan", "plan:revision"


@dataclass(frozen=True)
class KnownName:
    """A thing of the database with its name, and the shorter forms that mean it too."""

    thing: Thing
    name: str
    source: str
    short_forms: tuple[str, ...] = ()


def families(scene: Scene) -> Mapping[str, int]:
    """Return how many there are in the plan of what the application holds as lists."""
    facts, plan = scene.facts, scene.plan
    rows = {
        "goals": facts.goals,
        "activity_targets": facts.sasaran,
        "programmes": facts.programmes,
        "policy_directions": facts.directions,
    }
    return {
        name: sum(code == plan for code, _ in found) for name, found in rows.items()
    }


def family_of(scene: Scene, subject: str) -> str:
    """Return the family that a subject belongs to, "" where it belongs to none."""
    name, slash, _ = subject.partition("/")
    if slash:
        return name if name in families(scene) else ""
    if subject == REVISION:
        return PLAN
    listed = {said.subject for said in scene.document.statements if "/" in said.subject}
    return next((name for name in families(scene) if f"{name}/{subject}" in listed), "")


def known_name(scene: Scene, subject: str) -> KnownName | None:
    """Return the thing that a subject means; None where the database has none."""
    family, slash, key = subject.rpartition("/")
    if slash and family not in families(scene):
        return None
    return (
        _goal(scene, key)
        or _direction(scene, key)
        or _programme(scene, key)
        or _unit(scene, key)
    )


def _goal(scene: Scene, key: str) -> KnownName | None:
    goal = scene.facts.goals.get((scene.plan, key))
    if goal is None:
        return None
    link = Link("admin:indicators_goal_change", (goal.pk,))
    thing = Thing(f"{scene.plan}/{goal.code}", f"{goal.code} {goal.statement}", link)
    return KnownName(thing, goal.statement, goal.source)


def _direction(scene: Scene, key: str) -> KnownName | None:
    """Return a policy direction; the unit's own of the same title is the same thing."""
    direction = scene.facts.directions.get((scene.plan, key))
    if direction is None:
        return None
    link = Link("admin:indicators_policydirection_change", (direction.pk,))
    thing = Thing(
        f"{scene.plan}/direction/{squeeze(direction.title)}",
        direction.title.rstrip("."),
        link,
    )
    return KnownName(thing, direction.title, direction.source)


def _programme(scene: Scene, key: str) -> KnownName | None:
    programme = scene.facts.programmes.get((scene.plan, key.removeprefix("programme:")))
    if programme is None:
        return None
    link = Link("admin:indicators_programme_change", (programme.pk,))
    thing = Thing(f"{scene.plan}/{programme.code}", programme.name, link)
    return KnownName(thing, programme.name, programme.source)


def _unit(scene: Scene, key: str) -> KnownName | None:
    """Return an organisation; its code and the code's first part are its short names."""
    unit = scene.facts.units.get(key)
    if unit is None:
        return None
    link = Link("admin:accounts_unit_change", (unit.pk,))
    short = (unit.code, unit.code.partition("-")[0])
    return KnownName(
        Thing(f"unit/{unit.code}", unit.name, link), unit.name, unit.source, short
    )
