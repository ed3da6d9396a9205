"""The first four comparisons of an activity target: with its targets, earlier years, the end target, a benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.builders import capaian, perbandingan_tahun
from reports.derivations import Derivation, Place, Rule
from reports.documents import Paragraph, Run
from reports.lakip import charts, sentences, years
from reports.lakip.gaps import benchmark_address, gap
from reports.tables import NOTHING, Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.scorecard import Group, Score
    from reports.documents import Block
    from reports.lakip.source import Source

TARGET_COLUMNS = (
    Column("Kode", "code", Kind.LABEL, width=8),
    Column("Indikator Kinerja", "indicator", width=33),
    Column("Satuan", "unit_of_measure", Kind.LABEL, width=14),
    Column("Target", "target", Kind.NUMBER, width=9),
    Column("Realisasi", "realization", Kind.NUMBER, width=11),
    Column("Capaian (%)", "achievement", Kind.PERCENT, width=11),
    Column("Status", "status", Kind.STATUS, width=14),
)
NO_BENCHMARK = "Pembanding nasional untuk indikator sasaran ini tahun {}"


def listed(group: Group) -> list[Score]:
    """Return the indicators of the activity target that the report speaks of."""
    return [row for row in group.rows if row.is_listed]


def with_targets(source: Source, group: Group, key: str) -> Iterator[Block]:
    """Yield target against realization of the year: the table, and a paragraph for each indicator."""
    code = group.activity_target.code
    yield Table(
        title=f"Target dan Realisasi {code} Tahun {source.year}",
        columns=TARGET_COLUMNS,
        rows=tuple(
            Row((*_opening(row), *capaian.measured_cells(row)), key=row.indicator.code)
            for row in listed(group)
        ),
        key=f"{key}-target",
        is_kept_whole=True,
    )
    for place, row in enumerate(listed(group)):
        facts = source.facts[row.indicator.pk]
        words = (sentences.this_year(facts, place), sentences.remarks(facts))
        yield _spoken(f"{row.indicator.code} {row.indicator.name}", words)


def with_earlier_years(source: Source, group: Group, key: str) -> Iterator[Block]:
    """Yield the years side by side, and for each indicator its course and its chart."""
    yield years.table(source, group, f"{key}-deret")
    for place, row in enumerate(listed(group)):
        facts = source.facts[row.indicator.pk]
        words = (
            sentences.against_last_year(facts, place),
            sentences.over_the_years(facts),
        )
        yield _spoken(row.indicator.code, words)
        yield from charts.series(source, row, f"{key}-deret-{place + 1}")


def with_end_target(source: Source, group: Group, key: str) -> Iterator[Block]:
    """Yield the year against the Renstra's last one, and for each indicator how far it has come."""
    end, year = source.plan.end_year, source.year
    yield Table(
        title=f"Realisasi {group.activity_target.code} Tahun {year} terhadap Target Akhir Renstra",
        columns=(
            *TARGET_COLUMNS[:3],
            Column(f"Realisasi {year}", str(year), Kind.NUMBER, width=15),
            Column(f"Target {end}", "end_target", Kind.NUMBER, width=15),
            Column("Kemajuan (%)", "progress", Kind.PERCENT, width=15),
        ),
        rows=tuple(_end_row(source, row) for row in listed(group)),
        key=f"{key}-akhir",
        is_kept_whole=True,
    )
    for place, row in enumerate(listed(group)):
        facts = source.facts[row.indicator.pk]
        yield _spoken(row.indicator.code, [sentences.against_end(facts)])
        yield from charts.distance(source, row, f"{key}-akhir-{place + 1}")


def _end_row(source: Source, row: Score) -> Row:
    end = perbandingan_tahun.end_cells(source.card, row)
    return Row((*_lead(row), _realized(row), *end), key=row.indicator.code)


def with_benchmark(source: Source, group: Group, key: str) -> Iterator[Block]:
    """Yield the year against national figures, or that none is recorded."""
    rows = listed(group)
    known = [row for row in rows if source.facts[row.indicator.pk].benchmark]
    if not known:
        address = benchmark_address(rows[0].indicator, source.year)
        yield gap(NO_BENCHMARK.format(source.year), address)
        return
    yield Table(
        title=f"{group.activity_target.code} Tahun {source.year} dan Pembanding Nasional",
        columns=(
            *TARGET_COLUMNS[:3],
            Column("Realisasi", "realization", Kind.NUMBER, width=12),
            Column("Pembanding", "benchmark", Kind.NUMBER, width=12),
            Column("Selisih", "difference", Kind.NUMBER, width=10),
            Column("Sumber", "source", width=11),
        ),
        rows=tuple(_benchmark_row(source, row) for row in known),
        key=f"{key}-pembanding",
        is_kept_whole=True,
    )
    for row in rows:
        words = sentences.against_benchmark(source.facts[row.indicator.pk])
        yield _spoken(row.indicator.code, [words])


def _benchmark_row(source: Source, row: Score) -> Row:
    mark = source.benchmarks[row.indicator.pk]
    code, decimals = row.indicator.code, row.indicator.decimals
    difference = None
    if row.value is not None and mark.value is not None:
        difference = row.value - mark.value
    parts = (Place(code, "realization"), Place(code, "benchmark"))
    derived = Derivation(Rule.DIFFERENCE, parts) if difference is not None else None
    cells = (
        *_lead(row),
        _realized(row),
        Cell(mark.value, NOTHING, decimals=decimals),
        Cell(difference, NOTHING, decimals=decimals, derived=derived),
        Cell(text=f"{mark.label}; {mark.source}"),
    )
    return Row(cells, key=code)


def _opening(row: Score) -> tuple[Cell, ...]:
    return (Cell(text=row.indicator.code), Cell(text=row.indicator.name))


def _lead(row: Score) -> tuple[Cell, ...]:
    """Return code, name and unit, where no other cells bring the unit."""
    return (*_opening(row), Cell(text=row.indicator.unit_of_measure))


def _realized(row: Score) -> Cell:
    return Cell(row.value, row.result_text, decimals=row.indicator.decimals)


def _spoken(lead: str, words: Sequence[str]) -> Paragraph:
    """Return the sentences behind a bold lead."""
    said = " ".join(filter(None, words))
    return Paragraph((Run(f"{lead}.", is_bold=True), Run(f" {said}")))
