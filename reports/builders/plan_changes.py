"""What differs between two plans, line by line: aims, indicators paired by their lineage, targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from indicators.models import ActivityTarget, AnnualTarget, Goal
from indicators.revisions.pairing import pair_up
from indicators.words import target_text
from reports.tables import NOTHING, Cell, Kind, Mark
from reports.text_marks import mark_changes, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.models import Indicator, StrategicPlan
    from indicators.revisions.pairing import Pair

    Targets = dict[tuple[int, int], AnnualTarget]

# What people compare of an indicator, in the words of its sheet.
TEXTS = {
    "name": "Nama",
    "unit_of_measure": "Satuan",
    "get_polarity_display": "Klasifikasi",
    "definition": "Definisi",
    "formula": "Cara menghitung",
}
TARGET = "Target"


class Change(StrEnum):
    """What became of a line from the first plan to the second."""

    SAME = "Tetap"
    CHANGED = "Diubah"
    ADDED = "Ditambahkan"
    REMOVED = "Dihapus"
    UNRECORDED = "Tidak tercatat"

    @property
    def is_known(self) -> bool:
        """Whether both plans say what they have: only then something can be called new or gone."""
        return self is not Change.UNRECORDED

    @property
    def is_difference(self) -> bool:
        """Whether the two plans are known to differ here."""
        return self.is_known and self is not Change.SAME


@dataclass(frozen=True)
class Section:
    """A heading with the lines below it."""

    title: str
    lines: tuple[Line, ...]
    of_indicator: bool = False
    is_pair: bool = True

    @property
    def change(self) -> Change:
        """What became of the whole, as far as it is recorded: of one kind, or changed."""
        kinds = {line.change for line in self.lines if line.change.is_known}
        return kinds.pop() if len(kinds) == 1 else Change.CHANGED


@dataclass(frozen=True)
class Line:
    """One thing in both plans, of a ``subject``; ``old`` and ``new`` are cells with their marks."""

    subject: str
    part: str
    old: Cell
    new: Cell
    change: Change


def sections_of(old: StrategicPlan, new: StrategicPlan) -> list[Section]:
    """Return what two plans aim at, and their indicators in pairs.

    Where one plan says nothing at all of a subject, the other's lines are neither new nor gone.
    """
    sections = list(_sections(old, new))
    lines = [line for section in sections for line in section.lines]
    said_by_old = {line.subject for line in lines if line.old.text != NOTHING}
    said_by_new = {line.subject for line in lines if line.new.text != NOTHING}
    both = said_by_old & said_by_new
    return [_as_recorded(section, both) for section in sections]


def _as_recorded(section: Section, said_by_both: set[str]) -> Section:
    if not section.is_pair:
        return section
    lines = tuple(
        line if line.subject in said_by_both else _unrecorded(line)
        for line in section.lines
    )
    return replace(section, lines=lines)


def _unrecorded(line: Line) -> Line:
    if not line.change.is_difference:
        return line
    old, new = replace(line.old, parts=()), replace(line.new, parts=())
    return replace(line, old=old, new=new, change=Change.UNRECORDED)


def _sections(old: StrategicPlan, new: StrategicPlan) -> Iterator[Section]:
    yield Section("Renstra", tuple(_plan_lines(old, new)))
    for title, model in (("Tujuan", Goal), ("Sasaran kegiatan", ActivityTarget)):
        yield Section(title, tuple(_statements(title, model, old, new)))
    targets = _targets(old, new)
    years = sorted({year for _, year in targets})
    for pair in pair_up(old, new):
        lines = (*_text_lines(pair), *_target_lines(pair, years, targets))
        is_pair = pair.old is not None and pair.new is not None
        yield Section(_heading(pair), lines, of_indicator=True, is_pair=is_pair)


def _plan_lines(old: StrategicPlan, new: StrategicPlan) -> Iterator[Line]:
    yield _line("Judul", "Judul", old.title, new.title)
    yield _line("Periode", "Periode", old.period_text, new.period_text)


def _statements(
    subject: str, model: Any, old: StrategicPlan, new: StrategicPlan
) -> Iterator[Line]:
    """Goals or activity targets, paired by their codes."""
    here, there = (
        {row.code: row.statement for row in model.objects.filter(plan=plan)}
        for plan in (old, new)
    )
    for code in dict.fromkeys([*there, *here]):
        yield _line(subject, code, here.get(code, ""), there.get(code, ""))


def _heading(pair: Pair) -> str:
    """Return "SK3.2 → SK3.2 · Ganti nama", one code alone where the other plan has none."""
    codes = [item.code for item in (pair.old, pair.new) if item]
    if pair.old is None:
        return f"{codes[0]} · baru"
    if pair.new is None:
        return f"{codes[0]} · tidak ada lagi"
    way = codes[0] if codes[0] == codes[1] else " → ".join(codes)
    return f"{way} · {pair.kind.label if pair.kind else 'tanpa silsilah'}"


def _text_lines(pair: Pair) -> Iterator[Line]:
    yield _line("Sasaran", "Sasaran", _owner(pair.old), _owner(pair.new))
    for name, label in TEXTS.items():
        old, new = _text(pair.old, name), _text(pair.new, name)
        if old or new:
            yield _line(label, label, old, new)


def _owner(item: Indicator | None) -> str:
    owner = (item.activity_target or item.goal_owner) if item else None
    return owner.code if owner else ""


def _text(item: Indicator | None, name: str) -> str:
    found = getattr(item, name) if item else ""
    return str(found() if callable(found) else found)


def _line(subject: str, part: str, old: str, new: str) -> Line:
    left, right = Cell(text=old or NOTHING), Cell(text=new or NOTHING)
    change = Change.CHANGED
    if old == new:
        change = Change.SAME
    elif not old:
        change, right = Change.ADDED, Cell(text=new, parts=whole(new, Mark.INSERTED))
    elif not new:
        change, left = Change.REMOVED, Cell(text=old, parts=whole(old, Mark.DELETED))
    else:
        marks = mark_changes(old, new)
        left, right = replace(left, parts=marks[0]), replace(right, parts=marks[1])
    return Line(subject, part, left, right, change)


def _targets(old: StrategicPlan, new: StrategicPlan) -> Targets:
    rows = AnnualTarget.objects.filter(
        indicator__plan__in=[old, new], agreement__isnull=True
    )
    return {
        (row.indicator_id, row.year): row for row in rows.select_related("indicator")
    }


def _target_lines(pair: Pair, years: Iterable[int], targets: Targets) -> Iterator[Line]:
    for year in years:
        old, new = (
            targets.get((item.pk, year)) if item else None
            for item in (pair.old, pair.new)
        )
        if old or new:
            yield _target_line(year, old, new)


def _target_line(year: int, old: AnnualTarget | None, new: AnnualTarget | None) -> Line:
    """Compare what the targets ask for; a "-" says as much as another "-"."""
    change = Change.CHANGED
    if old is None:
        change = Change.ADDED
    elif new is None:
        change = Change.REMOVED
    elif (old.asks, _said(old)) == (new.asks, _said(new)):
        change = Change.SAME
    is_same = change is Change.SAME
    return Line(
        TARGET,
        f"Target {year}",
        _target_cell(old, Mark.SAME if is_same else Mark.DELETED),
        _target_cell(new, Mark.SAME if is_same else Mark.INSERTED),
        change,
    )


def _said(row: AnnualTarget) -> str:
    return "" if row.asks else target_text(row)


def _target_cell(row: AnnualTarget | None, mark: Mark) -> Cell:
    if row is None:
        return Cell(text=NOTHING, kind=Kind.NUMBER)
    text = target_text(row)
    parts = () if mark is Mark.SAME else whole(text, mark)
    decimals = row.indicator.decimals
    return Cell(row.value, text, Kind.NUMBER, decimals, parts=parts)
