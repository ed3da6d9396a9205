"""An indicator's page: its sheet, its series, and where every figure comes from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from indicators import scorecard
from indicators.models import (
    AnnualTarget,
    IndicatorLink,
    Measurement,
    Period,
)
from indicators.numbers import format_percent
from indicators.scorecard import Basis, target_text
from indicators.stages import standing_words
from reports import charts, trend_geometry
from reports.behind_figures import (
    Case,
    case_of,
    differs_from_cases,
    texts_of,
    what_cases_amount_to,
)
from reports.figure_history import Change, last_changes
from reports.history_links import history_url
from reports.indicator_quarters import YearOfQuarters, year_of_quarters
from reports.indicator_sheet import Fact, facts
from reports.score_rows import Verdict, indicator_url, percent_text, verdict
from reports.trends import observations
from reports.year_evidence import EvidenceByYear, YearEvidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from indicators.models import Indicator, PerformanceAgreement
    from indicators.scorecard import Score, SeriesPoint, TargetFigure

HEIGHT = 260  # pixels
TICKS = 4


@dataclass(frozen=True)
class TargetText:
    """A target with whose it is and how it is printed."""

    text: str
    label: str
    printed: str


@dataclass(frozen=True)
class YearFigures:
    """One year of the series with everything that is known about its figures."""

    year: int
    code: str
    plan: str
    break_before: str
    stayed: bool
    pk: TargetText | None
    renstra: TargetText | None
    deviation: str
    result: str
    history_url: str
    printed: str
    origin: str
    stage: str
    notes: tuple[str, ...]
    source: str
    percent: str
    renstra_percent: str
    verdict: Verdict
    derived: str
    derived_label: str
    differs: bool
    texts: tuple[Fact, ...]
    cases: tuple[Case, ...]
    from_cases: str
    differs_from_cases: bool
    entry_url: str
    evidence: YearEvidence
    quarters: YearOfQuarters | None


@dataclass(frozen=True)
class Relative:
    """An indicator of another plan from which this one came, or which it became."""

    direction: str
    kind: str
    code: str
    name: str
    plan: str
    url: str
    note: str


@dataclass(frozen=True)
class TargetRecord:
    """A target as recorded, with its source."""

    year: int
    basis: str
    text: str
    printed: str
    note: str
    source: str
    history_url: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything the page shows."""

    indicator: Indicator
    facts: tuple[Fact, ...]
    trend: charts.Trend
    years: tuple[YearFigures, ...]
    targets: tuple[TargetRecord, ...]
    relatives: tuple[Relative, ...]
    changes: tuple[Change, ...]


def build(indicator: Indicator) -> IndicatorPage:
    """Return the page of an indicator, in a constant number of queries."""
    card = scorecard.load(indicator.plan.unit)
    points = card.series_of(indicator.pk)
    chain = {point.score.indicator.pk for point in points} | {indicator.pk}
    cases, evidence = _cases(chain), EvidenceByYear(chain)
    observed = observations(
        points, card.all_years, lambda score: [score.renstra, score.pk]
    )
    return IndicatorPage(
        indicator=indicator,
        facts=facts(indicator),
        trend=trend_geometry.trend(observed, HEIGHT, ticks=TICKS),
        years=tuple(_year(point, cases, evidence) for point in reversed(points)),
        targets=_targets(indicator),
        relatives=tuple(_relatives(indicator)),
        changes=last_changes(chain),
    )


def _cases(indicator_ids: Collection[int]) -> dict[int, list[Measurement]]:
    """Return the measurements behind the yearly realizations, by realization."""
    rows = Measurement.objects.filter(
        realization__indicator__in=indicator_ids, realization__period=Period.YEAR
    ).order_by("realization", "order")
    found: dict[int, list[Measurement]] = defaultdict(list)
    for row in rows:
        found[row.realization_id].append(row)
    return found


def _year(
    point: SeriesPoint, cases: dict[int, list[Measurement]], evidence: EvidenceByYear
) -> YearFigures:
    score = point.score
    row = score.realization
    measured = cases.get(row.pk, []) if row else []
    return YearFigures(
        year=point.year,
        code=score.indicator.code,
        plan=score.indicator.plan.short_title,
        break_before=point.break_before,
        stayed=point.stayed,
        pk=_target_words(score.pk),
        renstra=_target_words(score.renstra),
        deviation=_deviation(score),
        result=score.result_text,
        history_url=history_url(row) if row else "",
        printed=_printed(row.printed_text if row else "", score.result_text),
        origin=row.get_origin_display() if row and row.carries_figure else "",
        stage=standing_words(row) if row and row.carries_figure else "",
        notes=score.notes,
        source=row.source if row else "",
        percent=percent_text(score.achievement),
        renstra_percent=_renstra_percent(score),
        verdict=verdict(score),
        derived="" if score.derived is None else format_percent(score.derived),
        derived_label=score.derived_label,
        differs=score.differs_from_derived,
        texts=texts_of(row),
        cases=tuple(map(case_of, measured)),
        from_cases=what_cases_amount_to(score.indicator, measured),
        differs_from_cases=differs_from_cases(score.indicator, row, measured),
        entry_url=_entry_url(score),
        evidence=evidence.of(score.indicator, point.year),
        quarters=year_of_quarters(score),
    )


def _entry_url(score: Score) -> str:
    """Return the page on which the year's realization is entered, with everything about it."""
    indicator = score.indicator
    args = [score.year, indicator.plan.code, indicator.code]
    return reverse("entry_indicator", args=args)


def _target_words(target: TargetFigure | None) -> TargetText | None:
    if target is None:
        return None
    return TargetText(
        target.text, target.label, _printed(target.printed_text, target.text)
    )


def _deviation(score: Score) -> str:
    """Say that the agreement asks for something else than the plan, and why; "" where it does not."""
    if score.deviation is None:
        return ""
    what = "berbeda dari Renstra" if score.pk else "tidak dimasukkan dalam PK"
    return f"{what}; {score.deviation or 'alasan tidak tercatat'}"


def _printed(printed: str, shown: str) -> str:
    """Return the text as printed, "" where it says no more than what is shown."""
    return "" if printed == shown else printed


def _renstra_percent(score: Score) -> str:
    """Return the achievement against the plan where it is another than against the agreement."""
    if (
        score.target is None
        or score.target.basis is Basis.RENSTRA
        or score.renstra_achievement is None
    ):
        return ""
    if score.renstra_achievement == score.achievement:
        return ""
    return percent_text(score.renstra_achievement)


def _targets(indicator: Indicator) -> tuple[TargetRecord, ...]:
    rows = AnnualTarget.objects.filter(indicator=indicator).select_related(
        "agreement", "indicator"
    )
    return tuple(
        TargetRecord(
            year=row.year,
            basis=_basis(row.agreement),
            text=target_text(row),
            printed=row.printed_text,
            note=row.note,
            source=row.source,
            history_url=history_url(row),
        )
        for row in rows.order_by("year", "agreement")
    )


def _basis(agreement: PerformanceAgreement | None) -> str:
    """Name whose target it is; a draft governs nothing yet."""
    if agreement is None:
        return "Renstra"
    return f"{agreement} (draf)" if agreement.is_draft else str(agreement)


def _relatives(indicator: Indicator) -> Iterable[Relative]:
    links = IndicatorLink.objects.filter(
        Q(from_indicator=indicator) | Q(to_indicator=indicator)
    )
    for link in links.select_related(
        "from_indicator__plan", "to_indicator__plan"
    ).order_by("pk"):
        is_forward = link.from_indicator_id == indicator.pk
        other = link.to_indicator if is_forward else link.from_indicator
        yield Relative(
            direction="Menjadi" if is_forward else "Berasal dari",
            kind=link.get_kind_display(),
            code=other.code if other else "",
            name=other.name if other else "",
            plan=other.plan.short_title if other else "",
            url=indicator_url(other) if other else "",
            note=link.note,
        )
