"""Annexes: the agreement as signed, the year's tables, the manual in short, the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.models import Evidence, EvidenceKind, Period
from reports.builders import (
    capaian,
    capaian_triwulan,
    pedoman,
    perbandingan_tahun,
    perjanjian_kinerja,
)
from reports.documents import Approval, Heading, PageBreak, Paragraph, Run
from reports.lakip import gaps
from reports.lakip.placing import placed
from reports.links import entry_address
from reports.tables import Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indicators.models import PerformanceAgreement
    from reports.documents import Block
    from reports.lakip.source import Source

EVIDENCE_COLUMNS = (
    Column("No", "no", Kind.LABEL, width=5),
    Column("Indikator", "indicator", Kind.LABEL, width=11),
    Column("Periode", "period", Kind.LABEL, width=13),
    Column("Bukti dukung", "title", width=36),
    Column("Berkas atau tautan", "place", width=35),
)


def blocks(source: Source, agreement: PerformanceAgreement | None) -> Iterator[Block]:
    """Yield the annexes that there is something for, each table on a page of its own.

    ``agreement`` is the year's.
    """
    yield Heading("LAMPIRAN", "lampiran", number="L")
    found = [
        (title, content)
        for title, content in (
            ("Perjanjian Kinerja", list(_agreement(source, agreement))),
            ("Capaian Kinerja menurut Tata Letak Dokumen", list(_measured(source))),
            ("Perbandingan Kinerja Antartahun", list(_years(source))),
            ("Capaian Kinerja Triwulanan", list(_quarters(source))),
            ("Ringkasan Pedoman Kinerja", list(_manual(source))),
            ("Daftar Bukti Dukung", list(_evidence(source))),
        )
        if content
    ]
    for number, (title, content) in enumerate(found, start=1):
        if number > 1 and any(isinstance(block, Table) for block in content):
            yield PageBreak()
        yield Heading(f"Lampiran {number} {title}", f"lampiran-{number}", level=2)
        yield from content


def _agreement(
    source: Source, agreement: PerformanceAgreement | None
) -> Iterator[Block]:
    unit, year = source.unit, source.year
    if agreement is None:
        return
    words = Paragraph((Run(perjanjian_kinerja.statement(unit, year)),))
    yield words
    yield placed(perjanjian_kinerja.target_table(agreement), "pk-target")
    yield placed(perjanjian_kinerja.budget_table(source.budget, year), "pk-anggaran")
    yield Approval((), perjanjian_kinerja.signatures(unit, agreement, year))


def _measured(source: Source) -> Iterator[Block]:
    if source.listed:
        yield placed(capaian.document_table(source.score), "capaian-dokumen")


def _years(source: Source) -> Iterator[Block]:
    if source.listed:
        made = perbandingan_tahun.table(source.card, source.year)
        yield placed(made, "perbandingan", is_wide=True)


def _quarters(source: Source) -> Iterator[Block]:
    if any(row.year_quarters.is_realized for row in source.listed):
        yield placed(capaian_triwulan.table(source.score), "triwulan", is_wide=True)


def _manual(source: Source) -> Iterator[Block]:
    if source.score.rows:
        yield placed(pedoman.summary(source.plan), "pedoman")


def _evidence(source: Source) -> Iterator[Block]:
    rows = tuple(_evidence_rows(source))
    if not rows:
        words = f"Bukti dukung tahun {source.year}"
        yield gaps.gap(words, entry_address(source.year))
        return
    yield Table(
        title=f"Bukti Dukung Realisasi Tahun {source.year}",
        columns=EVIDENCE_COLUMNS,
        rows=rows,
        key="bukti",
    )


def _evidence_rows(source: Source) -> Iterator[Row]:
    order = {row.indicator.pk: place for place, row in enumerate(source.listed)}
    found = Evidence.objects.filter(
        realization__indicator__in=order, realization__year=source.year
    ).select_related("realization__indicator")
    key: Callable[[Evidence], tuple[int, str, int]] = lambda row: (  # noqa: E731
        order[row.realization.indicator_id],
        row.realization.period,
        row.pk,
    )
    for number, row in enumerate(sorted(found, key=key), start=1):
        is_file = row.kind == EvidenceKind.FILE
        cells = (
            Cell(text=str(number)),
            Cell(text=row.realization.indicator.code),
            Cell(text=Period(row.realization.period).label),
            Cell(text=row.title),
            Cell(text=row.original_name if is_file else row.url),
        )
        yield Row(cells, key=str(row.pk))
