"""Rules about figures that can be computed: what differs from its computation says why, a claim is used once.

As in ``guard``, every way of writing asks here for one row or for thousands, in a few queries.
A published figure is flagged where it differs (``deviations``) and never refused.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

from indicators import sources
from indicators.calculation import Aggregation, aggregate
from indicators.calculation_text import value_text
from indicators.models.choices import Origin, Period
from indicators.models.guard import Problem
from indicators.numbers import format_number
from indicators.scores import agrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from indicators.models.indicator import Indicator
    from indicators.models.measurements import Measurement
    from indicators.models.realizations import Realization

CLAIMED = "Kegiatan ini dengan angka yang sama sudah diklaim pada indikator {code} {name}; satu klaim dipakai sekali."


@dataclass(frozen=True)
class Deviation:
    """A recorded value that is not the computed one: the row's place, what was computed, and from what."""

    index: int
    computed: Decimal
    source: str

    @property
    def text(self) -> str:
        """The computed value with what it comes from."""
        return f"{value_text(self.computed)} ({self.source})"


def measured_value(indicator: Indicator, rows: Sequence[Measurement]) -> Decimal | None:
    """Return what the measurements give, unrounded; None without any or where it cannot be computed."""
    return aggregate([row.as_input for row in rows], Aggregation(indicator.aggregation))


def deviations(rows: Sequence[Realization]) -> list[Deviation]:
    """Return which recorded values are not what their measurements, or their source, give."""
    with_value = [(i, row) for i, row in enumerate(rows) if row.value is not None]
    measured = _measurements(row for _, row in with_value)
    derived = _derived(row for _, row in with_value)
    found: list[Deviation] = []
    for index, row in with_value:
        cases = row.pending_measurements
        if cases is None:
            cases = measured.get(row.pk, [])
        for computed, source in _computed(row, cases, derived):
            if computed is not None and not agrees(row.value, computed):  # type: ignore[arg-type]
                found.append(Deviation(index, computed, source))
    return found


def deviation_problems(rows: Sequence[Realization]) -> list[Problem]:
    """Return which rows differ from their computation without saying why."""
    unexplained = [
        (index, row)
        for index, row in enumerate(rows)
        if row.origin != Origin.PUBLISHED and not row.deviation_reason.strip()
    ]
    found = deviations([row for _, row in unexplained])
    first = {deviation.index: deviation for deviation in reversed(found)}
    return [
        Problem(
            unexplained[place][0],
            "deviation_reason",
            f"Nilai {format_number(unexplained[place][1].value)} berbeda dari hasil hitungan "  # type: ignore[arg-type]
            f"{deviation.text}; tulis alasannya atau samakan.",
        )
        for place, deviation in sorted(first.items())
    ]


def claim_problems(rows: Sequence[Measurement]) -> list[Problem]:
    """Return which measurements stand with the same numbers under another indicator of unit and year.

    The manual (Lampiran III): an activity claimed under one indicator cannot be claimed under another.
    """
    known = _claims(rows)
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        taken = known.get(_place(row), {})
        others = [
            item for pk, item in taken.items() if pk != row.realization.indicator_id
        ]
        if others:
            message = CLAIMED.format(code=others[0].code, name=others[0].name)
            problems.append(Problem(index, "label", message))
    return problems


def _computed(
    row: Realization,
    cases: Sequence[Measurement],
    derived: Mapping[tuple[str, int], Mapping[int, Decimal]],
) -> Iterable[tuple[Decimal | None, str]]:
    """Yield what can be computed for a realization: from its measurements, from its source."""
    way = Aggregation(row.indicator.aggregation).label.lower()
    yield measured_value(row.indicator, cases), f"{way} dari {len(cases)} pengukuran"
    source = sources.find(row.indicator.derived_source)
    if source and row.period == Period.YEAR:
        values = derived[source.name, row.indicator.plan.unit_id]
        yield values.get(row.year), source.label


def _measurements(rows: Iterable[Realization]) -> dict[int, list[Measurement]]:
    """Return the stored measurements by realization, in one query."""
    wanted = {row.pk for row in rows if row.pk and row.pending_measurements is None}
    found: dict[int, list[Measurement]] = defaultdict(list)
    if not wanted:
        return found
    model = apps.get_model("indicators", "Measurement")
    for case in model.objects.filter(realization__in=wanted).order_by("order"):
        found[case.realization_id].append(case)
    return found


def _derived(
    rows: Iterable[Realization],
) -> dict[tuple[str, int], Mapping[int, Decimal]]:
    """Return the values of the sources in use, by source and unit."""
    found: dict[tuple[str, int], Mapping[int, Decimal]] = {}
    for row in rows:
        source = sources.find(row.indicator.derived_source)
        if source is None or row.period != Period.YEAR:
            continue
        place = (source.name, row.indicator.plan.unit_id)
        if place not in found:
            found[place] = source.compute(row.indicator.plan.unit)
    return found


def _claims(
    rows: Sequence[Measurement],
) -> dict[tuple[object, ...], dict[int, Indicator]]:
    """Return the indicators under which each claim stands, stored or among the rows; in one query."""
    found: dict[tuple[object, ...], dict[int, Indicator]] = defaultdict(dict)
    if not rows:
        return found
    stored = type(rows[0]).objects.filter(
        realization__indicator__plan__unit__in={row.owner_unit.pk for row in rows},
        realization__year__in={row.realization.year for row in rows},
    )
    for row in [*stored.select_related("realization__indicator__plan"), *rows]:
        indicator = row.realization.indicator
        found[_place(row)].setdefault(indicator.pk, indicator)
    return found


def _place(row: Measurement) -> tuple[object, ...]:
    realization = row.realization
    return (realization.indicator.plan.unit_id, realization.year, *row.claim)
