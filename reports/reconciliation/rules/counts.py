"""Numbers of things said in words, totals of people, periods: held against what is listed or printed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from documents.models import StatementKind
from indicators.numbers import format_number
from reports.reconciliation.consequences import NO_EFFECT
from reports.reconciliation.deviations import Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.naming import read_count, same_name
from reports.reconciliation.roles import Role, year_of
from reports.reconciliation.subjects import PLAN, families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.reconciliation.printed import Place, Statement
    from reports.reconciliation.scene import Scene

STAFF = "staff"
STAFF_REPORTS = ("sdm-jabatan", "sdm-pendidikan")
YEARS_OF = "years:"


class Expected(NamedTuple):
    """How many there are, in words where from; ``key`` tells counts with a list of their own apart."""

    number: int
    words: str
    key: str


def counts(scene: Scene) -> Iterator[Deviation]:
    """Yield numbers that are not those of the list that follows, of the plan, or of the tables."""
    for said in scene.statements(StatementKind.COUNT):
        number, expected = read_count(said.stated), _expected(scene, said)
        if number is None or expected is None:
            continue
        scene.note(said, *_items(scene, said.subject))
        if number != expected.number:
            yield Deviation(
                Kind.CONTRADICTION, Aspect.COUNT, Thing(f"count/{said.subject}{expected.key}", f"“{said.text}”"),
                said.stated, said.place, Reference(str(expected.number), expected.words), str(number), said.year,
                consequence=NO_EFFECT,
            )  # fmt: skip


def _expected(scene: Scene, said: Statement) -> Expected | None:
    """Return how many there are; None where nobody can know."""
    lists = _lists(scene, said.subject)
    if own := lists.get(said.order):
        place = list(lists).index(said.order) + 1
        return Expected(
            len(own), f"yang didaftar sesudahnya di {said.place.where}", f"#{place}"
        )
    if said.subject.startswith(YEARS_OF):
        return _years(scene, said.subject.removeprefix(YEARS_OF))
    if said.subject in families(scene):
        return Expected(
            families(scene)[said.subject], "yang tercatat dalam renstra", ""
        )
    listed = next((found for found in lists.values() if found), None)
    return (
        Expected(len(listed), "yang didaftar di tempat lain dalam dokumen", "")
        if listed
        else None
    )


def _lists(scene: Scene, subject: str) -> dict[int, set[str]]:
    """Return the things listed after each count of the subject, until the next one."""
    found: dict[int, set[str]] = {}
    current: set[str] = set()
    for said in scene.document.statements:
        if said.kind == StatementKind.COUNT and said.subject == subject:
            current = found.setdefault(said.order, set())
        elif said.kind == StatementKind.ITEM and said.subject.startswith(f"{subject}/"):
            current.add(said.subject)
    return found


def _items(scene: Scene, subject: str) -> Iterator[Statement]:
    """Yield what is listed of the subject: it is judged with its count."""
    return (
        said
        for said in scene.statements(StatementKind.ITEM)
        if said.subject.startswith(f"{subject}/")
    )


def _years(scene: Scene, subject: str) -> Expected | None:
    years = _years_of(scene, subject)
    if not years:
        return None
    words = f"banyaknya tahun dalam {_words(scene, subject)}"
    return Expected(len(years), words, "")


def periods(scene: Scene) -> Iterator[Deviation]:
    """Yield first and last years that are not those of the plan or of a report's tables."""
    for said in scene.statements(StatementKind.PERIOD):
        years = _years_of(scene, said.subject)
        if years:
            scene.note(said)
        if (
            years
            and said.year
            and (said.year, said.until_year or said.year) != (years[0], years[-1])
        ):
            words = _words(scene, said.subject)
            yield Deviation(
                Kind.CONTRADICTION, Aspect.PERIOD, Thing(f"period/{said.subject}", words), said.stated,
                said.place, Reference(f"{years[0]}–{years[-1]}", words), f"{said.year}–{said.until_year}",
                consequence=NO_EFFECT,
            )  # fmt: skip


def _years_of(scene: Scene, subject: str) -> list[int]:
    """Return the years of the plan, of a table by its code, or of the tables of a report."""
    plan = scene.facts.plans.get(scene.plan)
    if subject == PLAN:
        return list(range(plan.start_year, plan.end_year + 1)) if plan else []
    printed = [
        t.printed for t in scene.tables if subject in (t.printed.code, t.printed.report)
    ]
    years = {
        year for table in printed for year in map(year_of, table.column_keys) if year
    }
    return sorted(years | {table.year for table in printed if table.year})


def _words(scene: Scene, subject: str) -> str:
    if subject == PLAN:
        return f"masa berlaku {scene.facts.plans[scene.plan].short_title}"
    labels = [
        t.printed.label
        for t in scene.tables
        if subject in (t.printed.code, t.printed.report)
    ]
    return labels[0] if len(labels) == 1 else f"{labels[0]} sampai {labels[-1]}"


class Total(NamedTuple):
    """A printed number of people."""

    number: int
    text: str
    place: Place


def staff(scene: Scene) -> Iterator[Deviation]:
    """Yield numbers of people that another place gives otherwise; the first one printed is held against."""
    for year, totals in _staff_totals(scene).items():
        first = totals[0]
        for other in totals[1:]:
            if other.number != first.number:
                yield Deviation(
                    Kind.CONTRADICTION, Aspect.TOTAL, Thing(STAFF, "Jumlah pegawai"), other.text, other.place,
                    Reference(first.text, places=(first.place,)), str(other.number), year, consequence=NO_EFFECT,
                )  # fmt: skip


def _staff_totals(scene: Scene) -> dict[int, list[Total]]:
    found: dict[int, list[Total]] = defaultdict(list)
    for cell in scene.cells(Role.AMOUNT):
        is_total = cell.table.printed.report in STAFF_REPORTS and cell.row == "total"
        if is_total and cell.year and cell.written.value is not None:
            value = cell.written.value
            found[cell.year].append(Total(int(value), format_number(value), cell.place))
    for said in scene.statements(StatementKind.COUNT):
        number = read_count(said.stated)
        if said.subject == STAFF and said.year and number is not None:
            scene.note(said)
            found[said.year].append(Total(number, said.stated, said.place))
    return found


def references(scene: Scene) -> Iterator[Deviation]:
    """Yield references to a table by another number than the table's own."""
    tables = {table.printed.code: table for table in scene.tables}
    for said in scene.statements(StatementKind.TABLE_REFERENCE):
        table = tables.get(said.subject)
        if table:
            scene.note(said)
        if table and not same_name(said.stated, table.printed.number):
            yield Deviation(
                Kind.CONTRADICTION, Aspect.REFERENCE, scene.of_table(table), said.stated, said.place,
                Reference(table.printed.number, "nomor tabel yang dimaksud"), said.stated, consequence=NO_EFFECT,
            )  # fmt: skip
