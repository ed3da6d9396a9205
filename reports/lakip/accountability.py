"""Bab III: how the year is measured, the year as a whole, then each activity target, then the money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents.models import TextSlot
from indicators.achievement import Polarity
from indicators.numbers import format_number
from reports.builders import capaian, efisiensi, frame, perbandingan_tahun
from reports.derivations import Derivation, Given, Rule, down
from reports.documents import Heading, Items, Paragraph, Run
from reports.lakip import budget, front, gaps, objectives, summaries
from reports.lakip.placing import placed, section
from reports.tables import NOTHING, Cell, Column, Kind, Row, RowKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.achievement import Average
    from indicators.scorecard import Group, Score, YearScore
    from reports.documents import Block
    from reports.lakip.source import Source

FORMULAS = {
    Polarity.MAXIMIZE: "Maksimasi (makin tinggi makin baik): realisasi dibagi target, dikali 100.",
    Polarity.MINIMIZE: "Minimasi (makin rendah makin baik): dua kali target dikurangi realisasi, dibagi target, dikali 100, "
    "paling rendah 0.",
    Polarity.STABILIZE: "Stabilisasi (makin dekat target makin baik): 100 dikurangi selisih realisasi dan target dalam persen "
    "target, paling rendah 0 (kebijakan aplikasi).",
}
FULL_WIDTHS = (4, 21, 27, 11, 8, 9, 9, 11)
GROUP_COLUMNS = (
    Column("Kode", "code", Kind.LABEL, width=8),
    Column("Sasaran Kegiatan", "sasaran", width=44),
    Column("Ditargetkan", "targeted", Kind.NUMBER, group="Indikator", width=12),
    Column("Dapat dinilai", "measurable", Kind.NUMBER, group="Indikator", width=12),
    Column("Tercapai", "met", Kind.NUMBER, group="Indikator", width=10),
    Column("Rata-rata capaian (%)", "average", Kind.PERCENT, width=14),
)
MEAN_RULE = (
    "Rata-rata seluruh sasaran adalah rata-rata indikator, bukan rata-rata sasaran."
)
COUNTS = ("targeted", "measurable", "met")


def blocks(source: Source) -> Iterator[Block]:
    """Yield the chapter."""
    yield Heading("BAB III AKUNTABILITAS KINERJA", "bab-3", number="3")
    yield from source.words(TextSlot.ACCOUNTABILITY)
    yield section("3.1", "Cara Pengukuran Kinerja")
    yield from _method(source)
    yield section("3.2", "Capaian Kinerja Organisasi")
    yield from _whole(source)
    yield from objectives.blocks(source)
    yield section("3.3", "Realisasi Anggaran")
    yield from budget.blocks(source)


def _method(source: Source) -> Iterator[Block]:
    yield Paragraph(
        (
            Run(
                "Capaian adalah realisasi terhadap target tahun itu dalam persen, dihitung menurut arah indikatornya:"
            ),
        )
    )
    used = {Polarity(row.indicator.polarity) for row in source.score.rows}
    formulas = [text for polarity, text in FORMULAS.items() if polarity in used]
    yield Items(tuple(Paragraph((Run(text),)) for text in formulas or FORMULAS.values()))  # fmt: skip
    yield Paragraph((Run("Untuk semua tabel bab ini berlaku:"),))
    yield Items(tuple(Paragraph((Run(text),)) for text in _rules(source.score)))


def _rules(score: YearScore) -> tuple[str, ...]:
    limit = (
        f"Dalam rata-rata, capaian tiap indikator dihitung paling rendah 0 dan paling tinggi {format_number(score.cap)} "
        "persen; indikator tanpa persentase tidak masuk rata-rata."
    )
    return (
        frame.ROUNDING_RULE,
        "Tercapai atau tidaknya target ditentukan dari nilai yang belum dibulatkan.",
        limit,
        perbandingan_tahun.CHANGE_RULE,
        perbandingan_tahun.END_RULE,
        efisiensi.FORMULA,
    )


def _whole(source: Source) -> Iterator[Block]:
    score = source.score
    words = summaries.of_year(source.year, score.tally, score.average, score.cap)
    yield Paragraph((Run(words),))
    if not source.listed:
        address = gaps.list_address("indicators_annualtarget")
        yield gaps.gap(f"Target dan realisasi tahun {source.year}", address)
        return
    yield _by_group(score)
    yield placed(capaian.full_table(score), "capaian", widths=FULL_WIDTHS)
    yield from front.unmet(source)


def _by_group(score: YearScore) -> Table:
    """Return the roll-up of each activity target, and of the year."""
    groups = [group for group in score.groups if any(row.is_listed for row in group.rows)]  # fmt: skip
    keys = [group.activity_target.code for group in groups]
    whole = (score.tally.targeted, score.tally.measurable, score.tally.met)
    sums = (
        Cell(Decimal(count), derived=down(Rule.SUM, name, keys))
        for name, count in zip(COUNTS, whole, strict=True)
    )
    mean = _mean(score.average, score.counted, score.cap)
    last = (Cell(), Cell(text="Seluruh sasaran"), *sums, mean)
    return Table(
        title=f"Capaian Sasaran Kegiatan Tahun {score.year}",
        columns=GROUP_COLUMNS,
        rows=tuple(_group_row(group, score.cap) for group in groups),
        totals=(Row(last, RowKind.TOTAL, key="total"),),
        notes=(MEAN_RULE,),
        key="rekap-sasaran",
        is_kept_whole=True,
    )


def _group_row(group: Group, cap: Decimal) -> Row:
    owner, tally = group.activity_target, group.tally
    counts = (tally.targeted, tally.measurable, tally.met)
    cells = (
        Cell(text=owner.code),
        Cell(text=owner.statement),
        *(Cell(Decimal(count)) for count in counts),
        _mean(group.average, group.rows, cap),
    )
    return Row(cells, key=owner.code)


def _mean(average: Average, rows: Iterable[Score], cap: Decimal) -> Cell:
    """Return the mean of the rows' achievements, which stand in other tables."""
    parts = tuple(
        Given(row.achievement, f"capaian {row.indicator.code}")
        for row in rows
        if row.is_targeted and row.achievement is not None
    )
    derived = Derivation(Rule.CAPPED_MEAN, parts, cap) if parts else None
    return Cell(average.value, NOTHING, derived=derived)
