"""Two plans side by side: what they aim at, their indicators and targets, every change marked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indicators.models import StrategicPlan
from reports.builders import frame
from reports.builders.plan_changes import TARGET, Change, sections_of
from reports.parameters import Layout, Parameters
from reports.tables import Cell, Column, Json, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Unit
    from reports.builders.plan_changes import Line, Section
    from reports.documents import Document

LEGEND = "Kata yang dicoret tidak ada lagi; kata yang digarisbawahi baru."


def plans_of(unit: Unit) -> list[StrategicPlan]:
    """Return the unit's plans, the earliest first."""
    return list(StrategicPlan.objects.filter(unit=unit).order_by("start_year", "pk"))


def default_plans(unit: Unit) -> tuple[StrategicPlan, ...]:
    """Return the latest revision after the plan it follows; empty where no plan follows another."""
    plans = StrategicPlan.objects.filter(unit=unit, predecessor__isnull=False)
    latest = plans.select_related("predecessor").order_by("-start_year", "-pk").first()
    return (latest.predecessor, latest) if latest and latest.predecessor else ()


def build(parameters: Parameters) -> Document:
    """Return the two plans side by side; in the layout "perubahan" only what differs."""
    old, new = parameters.plans
    sections = sections_of(old, new)
    silent = _unrecorded(sections)
    only_changes = parameters.layout is Layout.CHANGES
    table = Table(
        title="Perbandingan Revisi Renstra",
        subtitle=f"{old.full_title} dan {new.full_title} · {_counts(sections, has_targets=TARGET not in silent)}",
        columns=(
            Column("Bagian", "part", width=14),
            Column(old.full_title, "old", width=33),
            Column(new.full_title, "new", width=33),
            Column("Perubahan", "change", Kind.STATUS, width=10),
        ),
        rows=tuple(_rows(sections, only_changes=only_changes)),
        notes=tuple(filter(None, (LEGEND, _unrecorded_note(silent)))),
    )
    return frame.document(
        "perbandingan-revisi",
        parameters,
        table,
        is_landscape=True,
        summary=_summary(old, new, sections),
    )


def _unrecorded(sections: Iterable[Section]) -> tuple[str, ...]:
    """Return the subjects of which one of the plans says nothing."""
    lines = (line for section in sections for line in section.lines)
    found = (line.subject for line in lines if not line.change.is_known)
    return tuple(dict.fromkeys(found))


def _unrecorded_note(subjects: tuple[str, ...]) -> str:
    if not subjects:
        return ""
    words = ", ".join(subjects).capitalize()
    return f"{words} hanya tercatat pada salah satu Renstra, sehingga tidak dapat dibandingkan."


def _rows(sections: Iterable[Section], *, only_changes: bool) -> Iterator[Row]:
    for section in sections:
        lines = [
            line
            for line in section.lines
            if line.change.is_difference or not only_changes
        ]
        if lines:
            yield _heading_row(section.title)
        for line in lines:
            tone = "changed" if line.change.is_difference else ""
            yield Row(
                (
                    Cell(text=line.part),
                    line.old,
                    line.new,
                    Cell(text=line.change.value, tone=tone),
                ),
                record=_record(section, line),
            )


def _heading_row(title: str) -> Row:
    covered = Cell(columns=0)
    return Row(
        (Cell(text=title, columns=4), covered, covered, covered), RowKind.HEADING
    )


def _record(section: Section, line: Line) -> dict[str, Json]:
    return {
        "section": section.title,
        "part": line.part,
        "old": line.old.text or None,
        "new": line.new.text or None,
        "change": line.change.value,
    }


def _counts(sections: Iterable[Section], *, has_targets: bool) -> str:
    """Return "13 indikator: 12 tetap, 1 diubah; 3 target yang berubah"."""
    found = [section for section in sections if section.of_indicator]
    kinds = Counter(section.change for section in found)
    parts = ", ".join(
        f"{kinds[change]} {change.value.lower()}" for change in Change if kinds[change]
    )
    targets = "targetnya tidak dapat dibandingkan"
    if has_targets:
        moved = _changed_targets(found)
        targets = f"{moved or 'tidak ada'} target yang berubah"
    return f"{len(found)} indikator: {parts or 'tidak ada'}; {targets}"


def _changed_targets(sections: Iterable[Section]) -> int:
    return sum(
        line.subject == TARGET and line.change.is_difference
        for section in sections
        for line in section.lines
    )


def _summary(
    old: StrategicPlan, new: StrategicPlan, sections: list[Section]
) -> dict[str, Json]:
    kinds = Counter(section.change for section in sections if section.of_indicator)
    return {
        "from": old.code,
        "to": new.code,
        **{f"indicators_{change.name.lower()}": kinds[change] for change in Change},
        "targets_changed": _changed_targets(sections),
    }
