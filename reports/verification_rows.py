"""The realizations of the page "Verifikasi": each with everything that its checking needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import scorecard
from indicators.evidence import MISSING_SENTENCES, missing_evidence
from indicators.models import (
    QUARTERS,
    Evidence,
    EvidenceRule,
    Measurement,
    Period,
    Realization,
)
from indicators.models.calculated import deviations
from indicators.stage_panels import StagePanel, stage_panels
from indicators.words import NOTHING, previous_year_note, result_text
from reports.behind_figures import Case, case_of, texts_of, what_cases_amount_to
from reports.history_links import history_url
from reports.links import figure_address
from reports.score_rows import Verdict, indicator_url, percent_text, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accounts.models import Unit, User
    from indicators.quarters import QuarterScore
    from indicators.scorecard import Score, Scorecard
    from indicators.workflow import Outcome
    from reports.indicator_sheet import Fact


@dataclass(frozen=True)
class Previous:
    """The figure before this one, of the same measure."""

    label: str
    text: str
    break_before: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What is judged, beside its target."""

    target: str
    target_label: str
    result: str
    percent: str
    verdict: Verdict | None


@dataclass(frozen=True)
class CheckedRow:
    """One realization of the page."""

    panel: StagePanel
    url: str
    entry_url: str
    history_url: str
    figures: Figures
    previous: Previous | None
    notes: tuple[str, ...]
    cases: tuple[Case, ...]
    from_cases: str
    differs: tuple[str, ...]
    texts: tuple[Fact, ...]
    proofs: tuple[Evidence, ...]
    verified_before: str
    missing: str
    may_be_confirmed: bool
    refusal: str
    is_chosen: bool
    is_confirmed: bool

    @property
    def realization(self) -> Realization:
        return self.panel.realization

    @property
    def changed_since(self) -> str:
        """The figure that was verified last, where it was another one."""
        before = self.verified_before
        return "" if before in ("", self.figures.result) else before


def checked_rows(
    rows: Sequence[Realization], unit: Unit, user: User, refused: Outcome | None = None
) -> list[CheckedRow]:
    """Return the rows of a unit with target, history and measurements, in a constant number of queries.

    After a deed that was refused, the rows that could have been done stay chosen.
    """
    return _Reader(rows, unit, user, refused).rows()


class _Reader:
    """Reads once what all rows need."""

    def __init__(
        self,
        rows: Sequence[Realization],
        unit: Unit,
        user: User,
        refused: Outcome | None,
    ) -> None:
        self._rows = rows
        self._refused = refused
        years = {row.year for row in rows}
        self._card = scorecard.load(unit, sorted(years | {y - 1 for y in years}))
        self._panels = stage_panels(rows, unit, user)
        self._cases = _measurements(rows)
        self._proofs = _evidence(rows)
        self._verified = _last_verified(rows)
        self._missing = missing_evidence(rows)
        self._deviations = _deviations(rows)

    def rows(self) -> list[CheckedRow]:
        return [self._row(row) for row in self._rows]

    def _row(self, row: Realization) -> CheckedRow:
        scores = _scores_of(self._card, row)
        cases, rule = self._cases[row.pk], self._missing.get(row.pk)
        refusal = self._refused.refusals.get(row.pk, "") if self._refused else ""
        confirmed = self._refused.asked.confirmed if self._refused else ()
        return CheckedRow(
            panel=self._panels[row.pk],
            url=indicator_url(row.indicator),
            entry_url=figure_address(row.indicator, row.year, row.period),
            history_url=history_url(row),
            figures=_figures(row, scores.get(row.year)),
            previous=_previous(self._card, row, scores),
            notes=(previous_year_note(row.year),) if row.uses_previous_year else (),
            cases=tuple(map(case_of, cases)),
            from_cases=what_cases_amount_to(row.indicator, cases),
            differs=tuple(self._deviations[row.pk]),
            texts=texts_of(row),
            proofs=tuple(self._proofs[row.pk]),
            verified_before=self._verified_text(row),
            missing=MISSING_SENTENCES[rule] if rule else "",
            may_be_confirmed=rule is EvidenceRule.WARN,
            refusal=refusal,
            is_chosen=self._refused is not None and not refusal,
            is_confirmed=row.pk in confirmed,
        )

    def _verified_text(self, row: Realization) -> str:
        record = self._verified.get(row.pk)
        return result_text(row.indicator, record) if record else ""


def _measurements(rows: Sequence[Realization]) -> Mapping[int, list[Measurement]]:
    found: dict[int, list[Measurement]] = defaultdict(list)
    for case in Measurement.objects.filter(realization__in=rows).order_by("order"):
        found[case.realization_id].append(case)
    return found


def _evidence(rows: Sequence[Realization]) -> Mapping[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for proof in Evidence.objects.filter(realization__in=rows).order_by("pk"):
        found[proof.realization_id].append(proof)
    return found


def _deviations(rows: Sequence[Realization]) -> Mapping[int, list[str]]:
    """Return, by row, what is computed where another value is recorded."""
    found: dict[int, list[str]] = defaultdict(list)
    for each in deviations(rows):
        found[rows[each.index].pk].append(each.text)
    return found


def _last_verified(rows: Sequence[Realization]) -> dict[int, Realization]:
    """Return the last verified version of each row that has one."""
    history = Realization.history.filter(
        id__in=[row.pk for row in rows], workflow="verified"
    )
    # Oldest first: the last one that names a row stays.
    return {record.id: record for record in history.order_by("history_id")}


def _scores_of(card: Scorecard, row: Realization) -> dict[int, Score]:
    """Return the scores of the row's series, by year; empty where its plan is not in force then."""
    points = {point.year: point.score for point in card.series_of(row.indicator_id)}
    here = points.get(row.year)
    return points if here and here.indicator.pk == row.indicator_id else {}


def _figures(row: Realization, score: Score | None) -> Figures:
    if score is None:
        shown = result_text(row.indicator, row)
        return Figures(NOTHING, "", shown, NOTHING, None)
    if row.period == Period.YEAR:
        label = score.target.label if score.target else ""
        return _judged(score, label, verdict(score))
    quarter = _quarter(score, row.period)
    return _judged(quarter, "Rencana aksi", verdict(quarter))


def _judged(score: Score | QuarterScore, label: str, found: Verdict) -> Figures:
    target_label = "" if score.target_text == NOTHING else label
    percent = percent_text(score.achievement)
    return Figures(score.target_text, target_label, score.result_text, percent, found)


def _quarter(score: Score, period: str) -> QuarterScore:
    return score.quarters[QUARTERS.index(Period(period))]


def _previous(
    card: Scorecard, row: Realization, scores: Mapping[int, Score]
) -> Previous | None:
    """Return the figure of the quarter before, else of the year before."""
    here = scores.get(row.year)
    if here and row.period not in (Period.YEAR, Period.Q1):
        before = here.quarters[QUARTERS.index(Period(row.period)) - 1]
        return Previous(before.period.label, before.result_text, "", before.notes)
    last = scores.get(row.year - 1)
    if last is None:
        return None
    breaks = {p.year: p.break_before for p in card.series_of(row.indicator_id)}
    break_before = breaks[row.year]
    if row.period == Period.YEAR:
        label = str(row.year - 1)
        return Previous(label, last.result_text, break_before, last.notes)
    quarter = last.quarters[-1]
    label = f"{quarter.period.label} {row.year - 1}"
    return Previous(label, quarter.result_text, break_before, quarter.notes)
