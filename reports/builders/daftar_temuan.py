"""The findings of the reconciliation as a report: both values, both places, what follows, what was decided."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from reports.builders import frame
from reports.documents import Paragraph, Run, Tone
from reports.reconciliation.answers import check
from reports.reconciliation.comparing import CellState
from reports.reconciliation.kinds import Kind as FindingKind
from reports.tables import Cell, Column, Json, Kind, Row, RowKind, Table, across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reports.documents import Block, Document
    from reports.parameters import Parameters
    from reports.reconciliation.answers import Answered, Checked
    from reports.reconciliation.kinds import Aspect
    from reports.report import Report

TITLE = "Daftar Temuan Rekonsiliasi"
COLUMNS = (
    Column("No", "no", Kind.LABEL, width=4),
    Column("Tentang", "about", width=20),
    Column("Tercetak", "printed", width=22),
    Column("Acuan", "reference", width=20),
    Column("Akibat", "consequence", width=22),
    Column("Jawaban", "answer", width=12),
)
SUMMARY_COLUMNS = (
    Column("Jenis", "kind", width=20),
    Column("Artinya", "meaning", width=44),
    Column("Belum dijawab", "open", Kind.NUMBER, width=12),
    Column("Sudah dijawab", "answered", Kind.NUMBER, width=12),
    Column("Jumlah", "count", Kind.NUMBER, width=12),
)
NOT_ANSWERED = "belum dijawab"
NO_DOCUMENTS = "Unit kerja ini belum mempunyai dokumen terbit yang dicatat."
NO_FINDINGS = "Tidak ada temuan: semua yang tercetak sama dengan yang dihitung."
PRINT_STANDS = "Yang tercetak dikutip apa adanya; tidak ada yang diperbaiki."


def build(parameters: Parameters, reports: Mapping[str, Report]) -> Document:
    """Return the unit's findings; ``reports`` are those that compute what was published."""
    checked = check(parameters.unit, reports)
    documents = checked.result.documents
    return frame.compose(
        "daftar-temuan",
        parameters,
        TITLE,
        list(_blocks(checked)) if documents else [_nothing(NO_DOCUMENTS)],
        subtitle="; ".join(document.title for document in documents),
        notes=_notes(checked) if documents else (),
        is_landscape=True,
        summary={"findings": len(checked.items), "open": checked.open_count},
    )


def _nothing(words: str) -> Paragraph:
    return Paragraph((Run(words),), Tone.NOTE)


def _blocks(checked: Checked) -> Iterator[Block]:
    yield _summary(checked)
    if checked.items:
        yield Table(
            title="Temuan",
            columns=COLUMNS,
            rows=tuple(_rows(checked.items)),
            notes=(PRINT_STANDS,),
            key="temuan",
        )
    else:
        yield _nothing(NO_FINDINGS)


def _summary(checked: Checked) -> Table:
    counts = {
        kind: (checked.count(kind, is_open=True), checked.count(kind, is_open=False))
        for kind in FindingKind
    }
    rows = [
        Row(_counted(kind.label, kind.meaning, *counts[kind]), key=kind.value)
        for kind in FindingKind
    ]
    opened, answered = (sum(column) for column in zip(*counts.values(), strict=True))
    total = Row(_counted("Jumlah", "", opened, answered), RowKind.TOTAL, key="total")
    return Table("Ringkasan", SUMMARY_COLUMNS, tuple(rows), totals=(total,), key="ringkasan")  # fmt: skip


def _counted(label: str, meaning: str, opened: int, answered: int) -> tuple[Cell, ...]:
    figures = (opened, answered, opened + answered)
    return (
        Cell(text=label),
        Cell(text=meaning),
        *(Cell(Decimal(number)) for number in figures),
    )


def _rows(items: Iterable[Answered]) -> Iterator[Row]:
    """Yield the findings numbered, under a heading for each kind and aspect."""
    numbered = enumerate(items, start=1)
    for (kind, aspect), group in groupby(numbered, key=_subject):
        heading = across(f"{kind.label}: {aspect.label.lower()}", len(COLUMNS))
        yield Row(heading, RowKind.HEADING, key=f"{kind}/{aspect}")
        for number, item in group:
            yield _row(number, item)


def _subject(numbered: tuple[int, Answered]) -> tuple[FindingKind, Aspect]:
    finding = numbered[1].finding
    return finding.kind, finding.aspect


def _row(number: int, item: Answered) -> Row:
    found = item.finding
    printed = found.said or f"“{found.printed}”"
    known = found.reference if found.said else found.reference_text
    texts = (
        str(number),
        found.title,
        f"{printed}\n{found.places_text}",
        f"{known}\n{found.source_text}".strip(),
        found.consequence,
        _answer(item),
    )
    return Row(
        tuple(Cell(text=text) for text in texts),
        record=_record(number, item),
        key=found.fingerprint,
    )


def _answer(item: Answered) -> str:
    if item.answer is None:
        return NOT_ANSWERED
    decision = str(item.answer.get_decision_display())
    return f"{decision}: {item.answer.reason}" if item.answer.reason else decision


def _record(number: int, item: Answered) -> dict[str, Json]:
    found = item.finding
    return {
        "no": str(number),
        "document": found.document,
        "kind": found.kind.value,
        "aspect": found.aspect.value,
        "year": found.year,
        "about": found.thing.text,
        "printed": found.printed,
        "places": found.places_text,
        "reference": found.reference,
        "source": found.source_text or None,
        "message": found.message,
        "consequence": found.consequence,
        "answer": item.answer.decision if item.answer else None,
        "reason": item.answer.reason or None if item.answer else None,
    }


def _notes(checked: Checked) -> Iterator[str]:
    result = checked.result
    counts = result.cell_counts
    yield (
        f"Dibandingkan {len(result.tables)} tabel: {counts[CellState.SAME]} sel sama, "
        f"{counts[CellState.DIFFERENT]} berbeda, {counts[CellState.UNKNOWN]} tanpa padanan dalam data. "
        f"Dari {result.statement_count} pernyataan di luar tabel {result.judged_count} dapat dinilai."
    )
    for error in result.errors:
        yield f"Tidak dapat dibandingkan: {error.table.label}. {error.reason}"
