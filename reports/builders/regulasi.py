"""Regulations that a plan needs (Renstra, Tabel 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.builders import frame, plans
from reports.parameters import Parameters
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from indicators.models import RegulationNeed
    from reports.documents import Document

COLUMNS = (
    Column("No", "no", Kind.LABEL, width=4),
    Column("Arah Kerangka Regulasi dan/atau Kebutuhan Regulasi", "title", width=25),
    Column(
        "Urgensi Pembentukan Berdasarkan Evaluasi Regulasi Eksisting dan Kajian dan Penelitian",
        "urgency",
        width=29,
    ),
    Column("Unit Penanggung Jawab", "unit_in_charge", Kind.LABEL, width=11),
    Column("Unit Terkait/ Institusi", "related_units", width=21),
    Column("Target", "target", Kind.LABEL, width=10),
)
NO_NEEDS = "Renstra ini tidak memuat kebutuhan regulasi."


def build(parameters: Parameters) -> Document:
    """Return the regulations that the plan in force needs."""
    plan = plans.in_force(parameters)
    needs = list(plan.regulation_needs.all())
    table = Table(
        title=f"Rekapitulasi Kebutuhan Kerangka Regulasi {plan.period_text}",
        subtitle=plan.title,
        columns=COLUMNS,
        rows=tuple(_row(number, need) for number, need in enumerate(needs, start=1)),
        notes=() if needs else (NO_NEEDS,),
    )
    return frame.document(
        "regulasi", parameters, table, is_landscape=True, summary={"plan": plan.code}
    )


def _row(number: int, need: RegulationNeed) -> Row:
    texts = {
        "title": need.title,
        "urgency": need.urgency,
        "unit_in_charge": need.unit_in_charge,
        "related_units": need.related_units,
        "target": need.target,
    }
    cells = [Cell(text=text or NOTHING) for text in texts.values()]
    record = {"no": str(number)} | {name: text or None for name, text in texts.items()}
    return Row((Cell(text=str(number)), *cells), record=record, key=str(need.order))
