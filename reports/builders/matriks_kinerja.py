"""Performance matrix: programmes, activity targets and indicators with targets and funding (Renstra, Lampiran II)."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from string import ascii_lowercase
from typing import TYPE_CHECKING

from budgets.figures import total
from budgets.models import FundingRequirement
from reports.builders import frame, plans
from reports.parameters import Parameters
from reports.tables import (
    NOTHING,
    Cell,
    Column,
    Json,
    Kind,
    Row,
    RowKind,
    Table,
    across,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import ActivityTarget, Indicator, StrategicPlan
    from reports.builders.plans import PlanTargets
    from reports.documents import Document

    Funding = dict[int, Decimal | None]

LEADING = (
    Column("Sasaran Program/ Kegiatan", "owner", Kind.LABEL, width=8),
    Column("Kode", "letter", Kind.LABEL, width=4),
    Column("Indikator", "indicator", width=23),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=8),
)
TEAM = Column("Tim Terkait", "team", Kind.LABEL, width=8)
FUNDING_RULE = "Indikasi pendanaan dalam ribu rupiah: kebutuhan pendanaan renstra, dijumlahkan dari sumber dananya."
NO_FUNDING = "Renstra ini tidak memuat kebutuhan pendanaan."
NO_TEAMS = "Belum ada tim yang ditetapkan untuk indikatornya."
NO_INDICATORS = "Renstra ini belum memuat indikator."


def build(parameters: Parameters) -> Document:
    """Return the matrix of the plan in force: targets of all years, funding in thousand rupiah."""
    plan = plans.in_force(parameters)
    listed = list(
        plan.indicators.of_activity_targets()
        .select_related("activity_target__programme", "team")
        .in_order()
    )
    targets = plans.targets_of(listed, plans.years_of(plan))
    funding = _funding(plan)
    table = Table(
        title=f"Matriks Kinerja {plan.period_text}",
        subtitle=plan.title,
        columns=(
            *LEADING,
            *targets.columns("Indikasi Capaian"),
            *map(_funding_column, targets.years),
            TEAM,
        ),
        rows=(
            _unit_row(parameters.unit, targets.years, funding),
            *_rows(listed, targets),
        ),
        notes=tuple(_notes(listed, targets, funding)),
    )
    return frame.document(
        "matriks-kinerja",
        parameters,
        table,
        is_landscape=True,
        summary={"plan": plan.code},
    )


def _funding(plan: StrategicPlan) -> Funding:
    """Return what the plan needs in each year, in thousand rupiah."""
    found: dict[int, list[Decimal | None]] = defaultdict(list)
    for row in FundingRequirement.objects.filter(plan=plan):
        found[row.year].append(row.amount)
    sums = {year: total(amounts) for year, amounts in found.items()}
    return {
        year: None if amount is None else amount.scaleb(-3)
        for year, amount in sums.items()
    }


def _funding_column(year: int) -> Column:
    group = "Indikasi Pendanaan (Ribu)"
    return Column(str(year), f"funding_{year}", Kind.NUMBER, group, width=8)


def _unit_row(unit: Unit, years: tuple[int, ...], funding: Funding) -> Row:
    amounts = {year: funding.get(year) for year in years}
    cells = (
        *across(unit.name, len(LEADING) + len(years)),
        *(Cell(amount, NOTHING) for amount in amounts.values()),
        Cell(),
    )
    record: dict[str, Json] = {"level": "unit", "owner": unit.name}
    record |= {f"funding_{year}": plain(amount) for year, amount in amounts.items()}
    return Row(cells, RowKind.TOTAL, record, key="unit")


def _rows(listed: Iterable[Indicator], targets: PlanTargets) -> Iterator[Row]:
    """Yield each programme with its activity targets, and each of these with its indicators."""
    programme = None
    for sasaran, members in groupby(listed, key=lambda item: item.activity_target):
        assert sasaran is not None  # noqa: S101 - the queryset holds indicators of activity targets only
        if sasaran.programme and sasaran.programme != programme:
            programme = sasaran.programme
            yield _heading(
                f"programme:{programme.code}", "programme", programme.name, targets
            )
        yield _sasaran_row(sasaran, targets)
        for place, indicator in enumerate(members):
            yield _row(indicator, _letter(place), targets)


def _letter(place: int) -> str:
    """Return a, b … z, aa, bb …."""
    turns, index = divmod(place, len(ascii_lowercase))
    return ascii_lowercase[index] * (turns + 1)


def _heading(key: str, level: str, text: str, targets: PlanTargets) -> Row:
    record: dict[str, Json] = {"level": level, "owner": text}
    return Row(across(text, _width(targets)), RowKind.HEADING, record, key)


def _width(targets: PlanTargets) -> int:
    return len(LEADING) + 2 * len(targets.years) + 1


def _sasaran_row(sasaran: ActivityTarget, targets: PlanTargets) -> Row:
    statement = across(sasaran.statement, _width(targets) - 1)
    record: dict[str, Json] = {
        "level": "sasaran",
        "owner": sasaran.code,
        "statement": sasaran.statement,
    }
    cells = (Cell(text=sasaran.code), *statement)
    return Row(cells, RowKind.HEADING, record, key=sasaran.code)


def _row(indicator: Indicator, letter: str, targets: PlanTargets) -> Row:
    team = indicator.team.name if indicator.team else ""
    cells = (
        Cell(),
        Cell(text=letter),
        Cell(text=indicator.name),
        Cell(text=indicator.unit_of_measure),
        *targets.cells(indicator),
        *[Cell()] * len(targets.years),
        Cell(text=team),
    )
    record: dict[str, Json] = {
        "level": "indicator",
        "letter": letter,
        "indicator_code": indicator.code,
        "indicator": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
        **targets.record(indicator),
        "team": team or None,
    }
    return Row(cells, record=record, key=indicator.code)


def _notes(
    listed: list[Indicator], targets: PlanTargets, funding: Funding
) -> Iterator[str]:
    yield FUNDING_RULE if funding else NO_FUNDING
    if not listed:
        yield NO_INDICATORS
        return
    if not any(indicator.team for indicator in listed):
        yield NO_TEAMS
    yield targets.note()
