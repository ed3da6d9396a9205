"""Budget and spending summed per indicator and activity target, beside achievement (LKjIP Bab III B)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from budgets.figures import absorption, total
from indicators import scorecard
from reports.builders import frame
from reports.builders.achievement_cells import achievement_cell
from reports.builders.budget_lines import budget_year
from reports.derivations import Derivation, Place, Rule, down
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from budgets.models import BudgetAllocation
    from indicators.models import ActivityTarget, Indicator
    from indicators.scorecard import Score, Scorecard
    from reports.builders.budget_lines import BudgetYear
    from reports.documents import Document
    from reports.parameters import Parameters

COLUMNS = (
    Column("Kode", "code", Kind.LABEL, width=8),
    Column("Sasaran Kegiatan / Indikator", "name", width=38),
    Column("Komponen", "components", Kind.NUMBER, width=8),
    Column("Pagu komponen (Rp)", "planned", Kind.MONEY, width=13),
    Column("Realisasi (Rp)", "spent", Kind.MONEY, width=13),
    Column("Serapan (%)", "absorption", Kind.PERCENT, width=9),
    Column("Capaian (%)", "achievement", Kind.PERCENT, width=11),
)
TOTAL = "total"
WITHOUT_INDICATOR = "Komponen tanpa indikator"


def build(parameters: Parameters) -> Document:
    """Return the components of the year by activity target and indicator, with the sums of both."""
    assert parameters.year is not None  # noqa: S101 - the catalogue demands a year of this report
    budget = budget_year(parameters.unit, parameters.year)
    found = table(budget, scorecard.load(parameters.unit), parameters.year)
    return frame.document("realisasi-per-sasaran", parameters, found, is_landscape=True)


def table(budget: BudgetYear, card: Scorecard, year: int) -> Table:
    """Return the year's components summed; the card must hold every year."""
    scores = _scores(card, year)
    groups = _by_owner(budget.rows)
    rows = tuple(
        row
        for owner, members in groups.items()
        for row in _group(owner, members, scores)
    )
    return Table(
        title=f"Realisasi Anggaran per Sasaran Tahun {year}",
        columns=COLUMNS,
        rows=rows,
        totals=(
            _sum_row(
                TOTAL,
                "",
                "Jumlah",
                budget.rows,
                [owner.code for owner in groups],
                RowKind.TOTAL,
            ),
        )
        if budget.rows
        else (),
        notes=(*_unspent(budget.rows), *budget.notes, frame.ROUNDING_RULE),
        is_numbered=True,
    )


def _scores(card: Scorecard, year: int) -> dict[int, Score]:
    """Return the year's scores by indicator, also under the keys of the same measure in later plans."""
    found: dict[int, Score] = {}
    for score in card.years[year].rows if year in card.years else ():
        ahead = card.lineage.same_measure_ahead(score.indicator.pk)
        found |= dict.fromkeys((score.indicator.pk, *ahead), score)
    return found


def _by_owner(
    rows: Iterable[BudgetAllocation],
) -> dict[ActivityTarget, list[BudgetAllocation]]:
    found: dict[ActivityTarget, list[BudgetAllocation]] = {}
    for row in rows:
        found.setdefault(row.line.activity_target, []).append(row)
    return dict(sorted(found.items(), key=lambda item: item[0].order))


def _group(
    owner: ActivityTarget,
    rows: list[BudgetAllocation],
    scores: dict[int, Score],
) -> Iterator[Row]:
    by_indicator: dict[Indicator | None, list[BudgetAllocation]] = {}
    for row in rows:
        by_indicator.setdefault(row.line.indicator, []).append(row)
    keys = [_key(owner, indicator) for indicator in by_indicator]
    yield _sum_row(owner.code, owner.code, owner.statement, rows, keys, RowKind.HEADING)
    for (indicator, members), key in zip(by_indicator.items(), keys, strict=True):
        yield Row(_cells(owner, indicator, members, scores, key), key=key)


def _key(owner: ActivityTarget, indicator: Indicator | None) -> str:
    if indicator is None:
        return f"{owner.code}/tanpa-indikator"
    plan = indicator.plan_id != owner.plan_id and f"{indicator.plan.code}:"
    return f"{plan or ''}{indicator.code}"


def _cells(
    owner: ActivityTarget,
    indicator: Indicator | None,
    rows: list[BudgetAllocation],
    scores: dict[int, Score],
    key: str,
) -> tuple[Cell, ...]:
    name = indicator.name if indicator else WITHOUT_INDICATOR
    if indicator and indicator.plan_id != owner.plan_id:
        name = f"{name} ({indicator.plan.short_title})"
    score = scores.get(indicator.pk) if indicator else None
    return (
        Cell(text=indicator.code if indicator else ""),
        Cell(text=name),
        Cell(Decimal(len(rows))),
        Cell(total(row.amount for row in rows), NOTHING),
        Cell(total(row.spending for row in rows), "belum diisi"),
        _share(key, rows),
        achievement_cell(score) if score else Cell(text=NOTHING),
    )


def _share(key: str, rows: list[BudgetAllocation]) -> Cell:
    """Return the absorption, derived from the two cells before it; none while spending is missing."""
    if any(row.spending is None for row in rows if row.amount is not None):
        return Cell(text=NOTHING)
    share = absorption(total(r.amount for r in rows), total(r.spending for r in rows))
    parts = (Place(key, "planned"), Place(key, "spent"))
    derived = Derivation(Rule.RATIO, parts) if share is not None else None
    return Cell(share, NOTHING, derived=derived)


def _sum_row(
    key: str,
    code: str,
    name: str,
    rows: Iterable[BudgetAllocation],
    keys: list[str],
    kind: RowKind,
) -> Row:
    found = list(rows)
    cells = (
        Cell(text=code),
        Cell(text=name),
        Cell(Decimal(len(found)), derived=down(Rule.SUM, "components", keys)),
        Cell(
            total(row.amount for row in found),
            NOTHING,
            derived=down(Rule.SUM, "planned", keys),
        ),
        Cell(
            total(row.spending for row in found),
            "belum diisi",
            derived=down(Rule.SUM, "spent", keys),
        ),
        _share(key, found),
        Cell(),
    )
    return Row(cells, kind, key=key)


def _unspent(rows: Iterable[BudgetAllocation]) -> Iterator[str]:
    """Say of how many components the spending is not known."""
    found = [row for row in rows if row.amount is not None]
    missing = sum(row.spending is None for row in found)
    if missing:
        yield f"Realisasi {missing} dari {len(found)} komponen belum diisi; jumlahnya belum lengkap dan serapannya belum dihitung."
