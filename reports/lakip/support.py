"""The sixth and seventh comparison: efficiency of resources, programmes and activities behind a target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from budgets.figures import total
from reports.builders import efisiensi, realisasi_per_sasaran
from reports.documents import Items, Paragraph, Run
from reports.lakip import gaps, summaries
from reports.lakip.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from budgets.models import BudgetAllocation
    from indicators.models import PlannedActivity
    from indicators.scorecard import Group
    from reports.builders.budget_lines import BudgetYear
    from reports.documents import Block
    from reports.lakip.source import Source
    from reports.tables import Table

EFFICIENCY_WIDTHS = (4, 33, 10, 12, 12, 9, 10, 10)
BUDGET_WIDTHS = (8, 38, 10, 13, 13, 9, 9)
MAIN_LEVEL = 1


def components(source: Source, group: Group) -> BudgetYear:
    """Return the components behind the activity target, without the ceiling, which is of all of them.

    In a year before a revision the components may be the revision's, whose activity targets are others:
    there they belong to the measures that the activity target's indicators go on as.
    """
    owner = group.activity_target
    measures = {row.indicator.pk for row in group.rows}
    for pk in tuple(measures):
        measures |= set(source.card.lineage.same_measure_ahead(pk))
    rows = tuple(
        row
        for row in source.budget.rows
        if row.line.activity_target_id == owner.pk
        or (row.line.plan_id != owner.plan_id and row.line.indicator_id in measures)
    )
    return replace(source.budget, rows=rows, ceiling=None)


def _own(made: Table, found: BudgetYear, source: Source) -> Table:
    """Return the table without saying whose components these are where they are the year's own plan's."""
    is_own = found.plan is not None and found.plan.pk == source.plan.pk
    known = set(found.notes) if is_own else set()
    return replace(made, notes=tuple(note for note in made.notes if note not in known))


def efficiency(source: Source, group: Group, key: str) -> Iterator[Block]:
    """Yield the components with the four inputs of their efficiency."""
    found = components(source, group)
    made = efisiensi.table(found, source.year)
    counted = efisiensi.counted_in(made)
    words = summaries.of_efficiency(counted, len(made.rows), efisiensi.mean_of(made))
    yield Paragraph((Run(words),))
    if not found.rows:
        return
    if counted < len(made.rows):
        address = gaps.components_address(found.rows[0].line.activity_target)
        code = group.activity_target.code
        yield gaps.gap(f"Realisasi atau volume keluaran komponen {code}", address)
    title = f"Efisiensi Sumber Daya {group.activity_target.code} Tahun {source.year}"
    own = _own(made if counted else replace(made, totals=()), found, source)
    yield placed(own, f"{key}-efisiensi", title=title, widths=EFFICIENCY_WIDTHS)


def programmes(source: Source, group: Group, key: str) -> Iterator[Block]:
    """Yield programme, activities and budget behind the activity target."""
    owner = group.activity_target
    programme = source.programmes.get(owner.pk)
    if programme:
        yield Paragraph((Run(f"Sasaran ini dilaksanakan melalui {programme.name}."),))
    else:
        yield gaps.gap(f"Program {owner.code}", gaps.owner_address(owner))
    activities = source.activities.get(owner.pk, ())
    if activities:
        yield Paragraph((Run("Kegiatan yang mendukungnya menurut Renstra:"),))
        yield Items(tuple(_entries(activities)))
    else:
        yield gaps.gap(f"Kegiatan {owner.code}", gaps.activity_address(owner))
    yield from _budget(source, group, key)


def _entries(activities: Sequence[PlannedActivity]) -> Iterator[Paragraph]:
    """Yield an entry for each main activity, with its parts behind it."""
    entries: list[tuple[str, list[str]]] = []
    for row in activities:
        if row.level == MAIN_LEVEL or not entries:
            entries.append((row.name.rstrip("."), []))
        else:
            mark = f"({row.label}) " if row.label else ""
            entries[-1][1].append(f"{mark}{row.name.rstrip('.')}")
    for name, parts in entries:
        inner = f": {'; '.join(parts)}" if parts else ""
        yield Paragraph((Run(f"{name}{inner}."),))


def _budget(source: Source, group: Group, key: str) -> Iterator[Block]:
    found = components(source, group)
    words = summaries.of_components(
        len(found.rows),
        total(row.amount for row in found.rows),
        _spent(found.rows),
        source.year,
    )
    yield Paragraph((Run(words),))
    if found.rows:
        made = realisasi_per_sasaran.table(found, source.card, source.year)
        own = _own(replace(made, totals=()), found, source)
        title = f"Anggaran Pendukung {group.activity_target.code} Tahun {source.year}"
        yield placed(own, f"{key}-anggaran", title=title, widths=BUDGET_WIDTHS)


def _spent(rows: Sequence[BudgetAllocation]) -> Decimal | None:
    """Return the spending of all components together; None while one is missing."""
    planned = [row for row in rows if row.amount is not None]
    if any(row.spending is None for row in planned):
        return None
    return total(row.spending for row in rows)
