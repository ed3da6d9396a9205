"""The yearly performance agreement with signature blocks and the budget of its programmes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from budgets.figures import total
from indicators.models import AgreementState, PerformanceAgreement
from indicators.scorecard import target_text
from reports.builders import frame
from reports.builders.budget_lines import budget_year
from reports.derivations import Rule, down
from reports.documents import Paragraph, Run, Signature, Tone
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from accounts.models import Unit
    from indicators.models import AnnualTarget
    from reports.builders.budget_lines import BudgetYear
    from reports.documents import Block, Document
    from reports.parameters import Parameters

TARGET_COLUMNS = (
    Column("No", "no", Kind.LABEL, width=6),
    Column("Sasaran Kegiatan", "sasaran", width=32),
    Column("Indikator Kinerja", "indicator", width=38),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=12),
    Column("Target", "target", Kind.NUMBER, width=12),
)
BUDGET_COLUMNS = (
    Column("No", "no", Kind.LABEL, width=6),
    Column("Program", "programme", width=64),
    Column("Anggaran (Rp)", "amount", Kind.MONEY, width=30),
)
NO_AGREEMENT = "Tahun ini belum mempunyai perjanjian kinerja."
DRAFT = "Rancangan: belum ditetapkan."
WITHOUT_PROGRAMME = "Tanpa program"
BLANK_LINE = "\u00a0"
DEVIATION = "Target berbeda dari Renstra"


def build(parameters: Parameters) -> Document:
    """Return the latest fixed version of the year's agreement, else its draft, said to be one."""
    year = parameters.year
    assert year is not None  # noqa: S101 - the catalogue demands a year of this report
    agreement = find(parameters.unit, year)
    budget = budget_year(parameters.unit, year)
    return frame.compose(
        "perjanjian-kinerja",
        parameters,
        title(agreement, year),
        list(_blocks(parameters.unit, year, agreement, budget)),
        subtitle=subtitle(agreement),
        signatures=signatures(parameters.unit, agreement, year),
        summary=_summary(agreement),
    )


def find(unit: Unit, year: int) -> PerformanceAgreement | None:
    """Return the year's agreement that counts, else its draft; None without any."""
    rows = PerformanceAgreement.objects.filter(unit=unit, year=year).order_by(
        "-version"
    )
    fixed = rows.filter(state=AgreementState.FIXED).first()
    return fixed or rows.first()


def title(agreement: PerformanceAgreement | None, year: int) -> str:
    """Return what the agreement is called: an amendment says which."""
    amended = agreement is not None and agreement.version > 1
    words = f"Perubahan {agreement.version - 1} " if agreement and amended else ""
    return f"{words}Perjanjian Kinerja Tahun {year}"


def subtitle(agreement: PerformanceAgreement | None) -> str:
    """Return number and date of the agreement, or that it is a draft."""
    if agreement is None:
        return ""
    if agreement.is_draft:
        return DRAFT
    date = frame.in_words(agreement.date, "j F Y") if agreement.date else ""
    return " · ".join(
        part
        for part in (f"Nomor {agreement.number}" if agreement.number else "", date)
        if part
    )


def _blocks(
    unit: Unit, year: int, agreement: PerformanceAgreement | None, budget: BudgetYear
) -> Iterator[Block]:
    if agreement is None:
        yield Paragraph((Run(NO_AGREEMENT),), tone=Tone.MISSING)
        return
    yield Paragraph((Run(statement(unit, year)),))
    yield target_table(agreement)
    yield budget_table(budget, year)


def statement(unit: Unit, year: int) -> str:
    """Return what the two parties agree on."""
    superior = unit.parent.name if unit.parent else "atasan langsung"
    return (
        f"{unit.name} (Pihak Pertama) menyanggupi target kinerja tahun {year} di bawah ini dan "
        f"bertanggung jawab atas pencapaiannya. {superior} (Pihak Kedua) memberi dukungan yang "
        "diperlukan serta memantau dan mengevaluasi pelaksanaannya."
    )


def _targets(agreement: PerformanceAgreement) -> Iterable[AnnualTarget]:
    related = ("indicator__activity_target", "indicator__plan")
    rows = agreement.targets.filter(indicator__activity_target__isnull=False)
    order = ("indicator__activity_target__order", "indicator__order", "indicator__code")
    return (
        row
        for row in rows.select_related(*related).order_by(*order)
        if not row.is_left_out
    )


def target_table(agreement: PerformanceAgreement) -> Table:
    """Return the agreed targets by activity target."""
    rows = list(_targets(agreement))
    reasons = (
        f"{DEVIATION}, {row.indicator.code}: {row.deviation_reason}."
        for row in rows
        if row.deviation_reason
    )
    return Table(
        title=f"Target Kinerja Tahun {agreement.year}",
        columns=TARGET_COLUMNS,
        rows=tuple(_target_rows(rows)),
        notes=(*reasons, frame.figures_note(row.indicator for row in rows)),
        key="target",
    )


def _target_rows(rows: list[AnnualTarget]) -> Iterator[Row]:
    groups: dict[int, list[AnnualTarget]] = {}
    for row in rows:
        groups.setdefault(row.indicator.activity_target_id or 0, []).append(row)
    for number, members in enumerate(groups.values(), start=1):
        for place, row in enumerate(members):
            merged = 0 if place else len(members)
            owner = row.indicator.activity_target
            cells = (
                Cell(text=str(number), rows=merged),
                Cell(text=owner.statement if owner else "", rows=merged),
                Cell(text=row.indicator.name),
                Cell(text=row.indicator.unit_of_measure),
                Cell(row.value, target_text(row), decimals=row.indicator.decimals),
            )
            yield Row(cells, key=row.indicator.code)


def budget_table(budget: BudgetYear, year: int) -> Table:
    """Return the budget of each programme."""
    sums = _by_programme(budget)
    keys = [f"programme:{code}" for code, _, _ in sums]
    rows = tuple(
        Row((Cell(text=str(number)), Cell(text=name), Cell(amount, NOTHING)), key=key)
        for number, ((_, name, amount), key) in enumerate(
            zip(sums, keys, strict=True), start=1
        )
    )
    whole = Cell(
        total(amount for _, _, amount in sums),
        NOTHING,
        derived=down(Rule.SUM, "amount", keys),
    )
    return Table(
        title=f"Anggaran per Program Tahun {year}",
        columns=BUDGET_COLUMNS,
        rows=rows,
        totals=(Row((Cell(), Cell(text="Jumlah"), whole), RowKind.TOTAL, key="total"),)
        if rows
        else (),
        notes=tuple(budget.notes),
        key="anggaran",
    )


def _by_programme(budget: BudgetYear) -> list[tuple[str, str, Decimal | None]]:
    """Return code, name and amount of each programme, those without one last."""
    found: dict[tuple[bool, int, str], tuple[str, list[Decimal | None]]] = {}
    for row in budget.rows:
        programme = row.line.activity_target.programme
        place = (
            programme is None,
            programme.order if programme else 0,
            programme.code if programme else "",
        )
        name = programme.name if programme else WITHOUT_PROGRAMME
        found.setdefault(place, (name, []))[1].append(row.amount)
    return [
        (place[2], name, total(amounts))
        for place, (name, amounts) in sorted(found.items())
    ]


def signatures(
    unit: Unit, agreement: PerformanceAgreement | None, year: int
) -> tuple[Signature, ...]:
    """Return the superior at the left and the unit's head at the right, as of the agreement's day."""
    today = timezone.localdate()
    day = (agreement.date if agreement else None) or today
    own = frame.signature(unit, year, day)
    if unit.parent is None:
        return (own,)
    superior = frame.signature(unit.parent, year, day)
    return (
        replace(
            superior,
            place_and_date=BLANK_LINE,
            position=f"Pihak Kedua, {superior.position}",
        ),
        replace(own, position=f"Pihak Pertama, {own.position}"),
    )


def _summary(
    agreement: PerformanceAgreement | None,
) -> dict[str, str | int | bool | None]:
    if agreement is None:
        return {"number": None, "date": None, "version": None, "fixed": False}
    return {
        "number": agreement.number or None,
        "date": agreement.date.isoformat() if agreement.date else None,
        "version": agreement.version,
        "fixed": not agreement.is_draft,
    }
