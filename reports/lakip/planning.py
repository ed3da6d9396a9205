"""Bab II: what the plan aims at, what was agreed for the year, and the steps to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from documents.models import TextSlot
from reports.builders import (
    frame,
    perjanjian_kinerja,
    peta_strategi,
    rencana_aksi,
    target,
    tujuan_sasaran,
)
from reports.documents import Heading, Paragraph, Run
from reports.lakip import gaps
from reports.lakip.placing import placed, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import PerformanceAgreement, StrategicPlan
    from reports.documents import Block
    from reports.lakip.source import Source

MAP_WIDTH = 560  # units across an upright page


def blocks(source: Source, agreement: PerformanceAgreement | None) -> Iterator[Block]:
    """Yield the chapter; ``agreement`` is the year's."""
    yield Heading("BAB II PERENCANAAN KINERJA", "bab-2", number="2")
    yield from source.words(TextSlot.PLANNING)
    yield section("2.1", "Rencana Strategis")
    yield from _plan(source)
    yield section("2.2", f"Perjanjian Kinerja Tahun {source.year}")
    yield from _agreement(source, agreement)
    yield section("2.3", f"Rencana Aksi Tahun {source.year}")
    yield from _steps(source)


def _plan(source: Source) -> Iterator[Block]:
    yield Paragraph((Run(_about(source.plan, source)),))
    picture = peta_strategi.picture(source.plan, MAP_WIDTH)
    if picture:
        yield picture
    if not source.score.rows:
        yield gaps.gap("Indikator renstra ini", gaps.list_address("indicators_indicator"))  # fmt: skip
        return
    if source.plan.goals.exists():
        made = tujuan_sasaran.table(source.plan)
        yield placed(made, "tujuan-sasaran", widths=_goal_widths(source))
    yield placed(target.table(source.plan), "target-renstra")


def _goal_widths(source: Source) -> tuple[int | None, ...]:
    years = source.plan.end_year - source.plan.start_year + 1
    return (9, 11, 40, 12, *[None] * years)


def _about(plan: StrategicPlan, source: Source) -> str:
    decree = ""
    if plan.decree_number:
        date = f" tanggal {frame.in_words(plan.decree_date, 'j F Y')}" if plan.decree_date else ""  # fmt: skip
        decree = f", ditetapkan dengan keputusan nomor {plan.decree_number}{date}"
    return (
        f"Kinerja tahun {source.year} diukur menurut {plan.title}{decree}. Renstra itu memuat "
        f"{len(source.score.groups)} sasaran kegiatan dengan {len(source.score.rows)} indikator kinerja."
    )


def _agreement(
    source: Source, agreement: PerformanceAgreement | None
) -> Iterator[Block]:
    year = source.year
    address = reverse("agreement_year", args=[year])
    if agreement is None:
        yield gaps.gap(f"Perjanjian kinerja tahun {year}", address)
        yield Paragraph((Run(source.score.basis_note),))
        return
    told = perjanjian_kinerja.subtitle(agreement)
    title = perjanjian_kinerja.title(agreement, year)
    yield Paragraph((Run(f"{title}{f' ({told})' if told else ''} memuat target berikut."),))  # fmt: skip
    yield placed(perjanjian_kinerja.target_table(agreement), "pk-ringkas")


def _steps(source: Source) -> Iterator[Block]:
    """Yield the quarterly targets; a year without any has no table."""
    if any(row.year_quarters.is_planned for row in source.listed):
        yield placed(rencana_aksi.table(source.score), "rencana-aksi", is_wide=True)
        return
    address = reverse("action_plan", args=[source.year])
    yield gaps.gap(f"Rencana aksi tahun {source.year}", address)
