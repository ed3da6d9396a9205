"""What the text says of a year's targets, of trends, and of what is a key indicator."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from budgets.figures import growth
from documents.models import StatementKind
from indicators import achievement as rules
from indicators.achievement import Status
from indicators.judgement import judge, target_of
from indicators.numbers import format_percent
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.naming import squeeze
from reports.reconciliation.rules.codes import perspective_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indicators.models import Indicator
    from indicators.scorecard import Score, YearScore
    from reports.reconciliation.printed import Statement
    from reports.reconciliation.scene import Scene

REVENUE, LARGEST = "pnbp", "pnbp:largest"
FALLS, RISES = ("turun", "menurun", "berkurang"), ("naik", "meningkat", "bertambah")


def met(scene: Scene) -> Iterator[Deviation]:
    """Yield sentences on the targets of a year that the figures do not bear out."""
    for said in scene.document.statements:
        year = scene.facts.card.years.get(said.year or 0)
        check = CHECKS.get(said.kind)
        if year is None or check is None:
            continue
        scene.note(said)
        if words := check(scene, said, year):
            thing = Thing(
                f"met/{said.kind}/{said.year}/{said.indicator}", f"“{said.text}”"
            )
            yield Deviation(
                Kind.CONTRADICTION, Aspect.ALL_MET, thing, said.stated, said.place, Reference(words, "capaian tahun itu"),
                said.kind, said.year, consequence=f"Pernyataan itu tidak benar untuk semua target {said.year}.",
            )  # fmt: skip


def _all_met(scene: Scene, said: Statement, year: YearScore) -> str:
    """Say which targets of the agreement, else of the plan, are missed; "" where none is."""
    missed = [row for row in year.counted if row.met is False]
    if missed:
        return f"tidak tercapai: {_codes(missed)}"
    by_plan = [row for row in year.counted if _misses_plan(scene, row)]
    return f"benar terhadap {year.basis.label}; terhadap target Renstra tidak tercapai: {_codes(by_plan)}" if by_plan else ""  # fmt: skip


def _misses_plan(scene: Scene, row: Score) -> bool:
    known = scene.facts.plan_target(row.indicator, row.year)
    if known is None:
        return False
    grade = row.realization.grade if row.realization else ""
    scale = scene.facts.card.scales.get(row.indicator.scale_id or 0)
    result = rules.Result(row.value, grade or None)
    status = judge(row.indicator, target_of(known), result, scale).status
    return status is Status.NOT_MET


def _codes(rows: Iterable[Score]) -> str:
    return ", ".join(row.indicator.code for row in rows)


def _nearly_all(scene: Scene, said: Statement, year: YearScore) -> str:
    tally = year.tally
    is_so = tally.met < tally.measurable < 2 * tally.met
    return "" if is_so else f"{tally.met} dari {tally.measurable} tercapai"


def _some_met(scene: Scene, said: Statement, year: YearScore) -> str:
    return "" if year.tally.met else "tidak ada yang tercapai"


def _some_exceeded(scene: Scene, said: Statement, year: YearScore) -> str:
    exceeded = any(row.status is Status.EXCEEDED for row in year.counted)
    return "" if exceeded else "tidak ada yang melampaui target"


def _not_met(scene: Scene, said: Statement, year: YearScore) -> str:
    indicator = scene.facts.indicator_of(said.indicator, scene.plan)
    score = scene.facts.scores.get((indicator.pk, year.year)) if indicator else None
    return f"{indicator.code} tercapai" if indicator and score and score.met else ""


CHECKS: dict[str, Callable[[Scene, Statement, YearScore], str]] = {
    StatementKind.ALL_MET: _all_met,
    StatementKind.NEARLY_ALL_MET: _nearly_all,
    StatementKind.SOME_MET: _some_met,
    StatementKind.SOME_EXCEEDED: _some_exceeded,
    StatementKind.NOT_MET: _not_met,
}


def trends(scene: Scene) -> Iterator[Deviation]:
    """Yield rises and falls of the revenue that are not so in every year, and a greatest part that is another's."""
    for said in scene.statements(StatementKind.TREND):
        words = (
            _largest(scene, said) if said.subject == LARGEST else _against(scene, said)
        )
        if words:
            yield Deviation(
                Kind.CONTRADICTION, Aspect.TREND, Thing(f"trend/{said.subject}/{said.year}", f"“{said.text}”"),
                said.stated, said.place, Reference(words, "penerimaan PNBP yang tercatat"), squeeze(said.stated),
                consequence=NO_EFFECT,
            )  # fmt: skip


def _against(scene: Scene, said: Statement) -> str:
    """Say in which years the revenue went the other way; "" where it did not, or nothing is known."""
    direction = _direction(said.stated)
    if said.subject != REVENUE or not direction or said.year is None:
        return ""
    first = said.year if said.until_year else said.year - 1
    found = []
    for year in range(first + 1, (said.until_year or said.year) + 1):
        rate = growth(scene.facts.revenue.get(year - 1), scene.facts.revenue.get(year))
        if rate is None:
            continue
        scene.note(said)
        if rate * direction < 0:
            word = "naik" if rate > 0 else "turun"
            found.append(f"{year} {word} {format_percent(abs(rate))} % dari {year - 1}")
    return ", ".join(found)


def _direction(text: str) -> int:
    if any(word in text for word in FALLS):
        return -1
    return 1 if any(word in text for word in RISES) else 0


def _largest(scene: Scene, said: Statement) -> str:
    """Return the service with the greatest revenue where the text names another one."""
    services = scene.facts.services
    if not services:
        return ""
    largest = max(services, key=lambda name: services[name])
    named = [name for name in services if squeeze(name) in squeeze(said.stated)]
    if named:
        scene.note(said)
    return largest if named and largest not in named else ""


def key_indicators(scene: Scene) -> Iterator[Deviation]:
    """Yield places that call other indicators key than the plan does."""
    keys = {item.code for item in scene.facts.of_plan(scene.plan) if item.is_key}
    places: dict[int | None, list[Statement]] = defaultdict(list)
    for said in scene.statements(StatementKind.IKU):
        places[said.place.line].append(said)
    for group in places.values():
        named = {item.code for said in group for item in _named(scene, said)}
        if keys and named:
            scene.note(*group)
        if keys and named and named != keys:
            yield from _other_keys(group, sorted(named), sorted(keys))


def _named(scene: Scene, said: Statement) -> list[Indicator]:
    """Return the indicators that a statement calls key: one, or all of a perspective."""
    if said.indicator:
        found = scene.facts.indicator_of(said.indicator, scene.plan)
        return [found] if found else []
    wanted = perspective_of(said.subject.partition(":")[2])
    return [
        item
        for item in scene.facts.of_plan(scene.plan)
        if item.activity_target
        and wanted
        and item.activity_target.perspective == wanted
    ]


def _other_keys(
    group: list[Statement], named: list[str], keys: list[str]
) -> Iterator[Deviation]:
    for said in group:
        yield Deviation(
            Kind.CONTRADICTION, Aspect.IKU, Thing("iku", "Indikator Kinerja Utama"), ", ".join(named), said.place,
            Reference(", ".join(keys), "data indikator"), ",".join(named),
            said=f"Teks “{said.text}” menjadikan {', '.join(named)} IKU; menurut data IKU-nya {', '.join(keys)}",
            consequence=NO_EFFECT,
        )  # fmt: skip
