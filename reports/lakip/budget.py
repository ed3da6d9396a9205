"""Bab III B: ceiling and spending, the money of each activity target, efficiency, revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.figures import absorption, efficiency_score
from documents.models import TextSlot
from indicators.numbers import format_percent
from reports.builders import anggaran, efisiensi, pnbp, realisasi_per_sasaran
from reports.documents import Paragraph, Run
from reports.lakip import gaps, summaries
from reports.lakip.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reports.documents import Block
    from reports.lakip.source import Source
    from reports.tables import Table

PER_OBJECTIVE_WIDTHS = (9, 36, 10, 13, 13, 9, 10)
NUMBER, SERVICE = 4, 19  # widths beside the years of revenue


def blocks(source: Source) -> Iterator[Block]:
    """Yield the section."""
    yield Paragraph((Run(of_year(source)),))
    if source.budgets:
        yield placed(anggaran.table(source.budgets), "anggaran")
    else:
        words = f"Pagu dan realisasi anggaran tahun {source.year}"
        yield gaps.gap(words, gaps.list_address("budgets_annualbudget"))
    yield from _by_objective(source)
    yield from _revenue(source)
    yield from source.words(TextSlot.BUDGET)


def of_year(source: Source) -> str:
    """Return the sentence about the year's ceiling and spending."""
    row = next((row for row in source.budgets if row.year == source.year), None)
    if row is None:
        return summaries.of_budget(source.year, None, None, None)
    share = absorption(row.ceiling, row.spending)
    return summaries.of_budget(source.year, row.ceiling, row.spending, share)


def _by_objective(source: Source) -> Iterator[Block]:
    if not source.budget.rows:
        words = f"Komponen anggaran tahun {source.year}"
        yield gaps.gap(words, gaps.list_address("budgets_budgetline"))
        return
    made = realisasi_per_sasaran.table(source.budget, source.card, source.year)
    yield placed(made, "realisasi-per-sasaran", widths=PER_OBJECTIVE_WIDTHS)
    yield Paragraph((Run(_efficiency(source)),))


def _efficiency(source: Source) -> str:
    made = efisiensi.table(source.budget, source.year)
    mean = efisiensi.mean_of(made)
    words = summaries.of_efficiency(efisiensi.counted_in(made), len(made.rows), mean)
    score = efficiency_score(mean)
    if score is None:
        return words
    return f"{words} Nilai efisiensinya {format_percent(score)}."


def _revenue(source: Source) -> Iterator[Block]:
    made = pnbp.table(source.unit, source.window)
    years = len(made.columns) - len(pnbp.LEADING)
    if not years:
        yield gaps.gap("Penerimaan PNBP", gaps.list_address("budgets_nontaxrevenue"))
        return
    words = summaries.of_revenue(
        source.year,
        _figure(made, pnbp.TOTAL, source.year),
        _figure(made, pnbp.GROWTH, source.year),
    )
    yield Paragraph((Run(words),))
    yield placed(made, "pnbp", widths=(NUMBER, SERVICE, *[None] * years))


def _figure(table: Table, row: str, year: int) -> Decimal | None:
    known = any(column.key == str(year) for column in table.columns)
    return table.cell(row, str(year)).value if known else None
