"""How quarters become a year, and what they amount to so far. Decimals in, Decimals out, no Django.

Where the quarters carry A and B, the value is recomputed from them, pooled over the quarters;
percentages are never summed. Nothing is rounded. None is "cannot be computed", and words say why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.achievement import Target
from indicators.calculation import (
    ZERO,
    Accumulation,
    Aggregation,
    MeasurementInput,
    Method,
    aggregate,
    formula_text,
)
from indicators.numbers import format_number, format_percent

QUARTERS = 4
ROMAN = ("I", "II", "III", "IV")
FROM_A_AND_B = {Method.GROWTH, Method.EFFICIENCY, Method.RATIO}
ENTERED = "Nilai setahun indikator ini diisi sendiri, tidak diturunkan dari triwulan."
GRADES = "Predikat tidak diturunkan dari triwulan."
PERCENTAGES = "Persentase tidak dijumlahkan; diperlukan A dan B pada setiap triwulan."
PERCENTAGE_TARGETS = "Target berupa persentase tidak dijumlahkan."
GRADE_TARGETS = "Target berupa predikat tidak dapat dijumlahkan atau dirata-rata."
NOT_COMPUTABLE = "Tidak dapat dihitung dari A dan B."
NONE_YET = "Belum ada triwulan yang berakhir."
NONE_ASKED = "Tidak ada triwulan yang ditargetkan."


@dataclass(frozen=True)
class Way:
    """What an indicator says about its quarters."""

    accumulation: Accumulation
    aggregation: Aggregation
    is_percentage: bool = False
    has_grades: bool = False


@dataclass(frozen=True)
class Quarter:
    """What one quarter gives; `is_left_out` is a quarter declared "-", which is not a missing one."""

    value: Decimal | None = None
    inputs: tuple[MeasurementInput, ...] = ()
    is_left_out: bool = False

    @property
    def is_given(self) -> bool:
        return self.value is not None or bool(self.inputs)

    @property
    def has_a_and_b(self) -> bool:
        """Whether everything measured in the quarter can be pooled with other quarters."""
        return bool(self.inputs) and all(m.method in FROM_A_AND_B for m in self.inputs)


@dataclass(frozen=True)
class Accumulated:
    """A value over the quarters up to `through`, and how it came; `reason` says why there is none."""

    value: Decimal | None = None
    through: int = 0
    words: str = ""
    formula: str = ""
    reason: str = ""
    is_exact: bool = False  # nothing was divided: a recorded value must be the same


@dataclass(frozen=True)
class AccumulatedTarget:
    """What quarterly targets ask for together; `reason` says why they do not say."""

    target: Target | None = None
    reason: str = ""


Numbered = tuple[int, Quarter]


def year_from_quarters(quarters: Sequence[Quarter], way: Way) -> Accumulated:
    """Return the year's value from the four quarters in their order; three are no year."""
    found = so_far(quarters, way)
    if found.value is None or found.through == QUARTERS:
        return found
    return Accumulated(reason=f"{_names(_missing(quarters, way))} belum terisi.")


def so_far(quarters: Sequence[Quarter], way: Way) -> Accumulated:
    """Return the value over the quarters given, the first of the year first.

    It reaches as far as they say something: over a gap only where the last one counts.
    """
    if refusal := _refusal(way):
        return Accumulated(reason=refusal)
    through = _reach([q.is_given for q in quarters], [q.is_left_out for q in quarters])
    if way.accumulation is Accumulation.LAST:
        through = _reach_of_last(quarters)
    used = [pair for pair in enumerate(quarters[:through]) if not pair[1].is_left_out]
    if not used:
        return Accumulated(reason=_why_nothing(quarters, way))
    return _accumulate(used, through, way)


def target_so_far(targets: Sequence[Target | None], way: Way) -> AccumulatedTarget:
    """Return what the targets of these quarters ask for together, the first of the year first.

    None stands for a quarter without any target, an empty target for a declared "-".
    """
    if way.accumulation is Accumulation.ENTERED:
        return AccumulatedTarget(reason=ENTERED)
    given = [target for target in targets if target is not None and target.is_set]
    if way.accumulation is Accumulation.LAST:
        is_known = bool(given) and targets[-1] is not None
        return AccumulatedTarget(given[-1] if is_known else None)
    if None in targets or not given:
        return AccumulatedTarget()
    return _combine(given, way)


def _combine(targets: Sequence[Target], way: Way) -> AccumulatedTarget:
    """Add or average the targets, bound by bound."""
    if any(target.bounds is None for target in targets):
        return AccumulatedTarget(reason=GRADE_TARGETS)
    if way.accumulation is Accumulation.SUM and way.is_percentage:
        return AccumulatedTarget(reason=PERCENTAGE_TARGETS)
    divisor = len(targets) if way.accumulation is Accumulation.MEAN else 1
    pairs = [target.bounds for target in targets if target.bounds is not None]
    lower = sum((low for low, _ in pairs), ZERO) / divisor
    upper = sum((high for _, high in pairs), ZERO) / divisor
    if all(target.value is not None for target in targets):
        return AccumulatedTarget(Target(value=lower))
    return AccumulatedTarget(Target(lower=lower, upper=upper))


def _refusal(way: Way) -> str:
    if way.accumulation is Accumulation.ENTERED:
        return ENTERED
    return GRADES if way.has_grades else ""


def _reach(given: Sequence[bool], left_out: Sequence[bool]) -> int:
    """Return how many quarters from the first on leave no gap."""
    gaps = (
        place
        for place, pair in enumerate(zip(given, left_out, strict=True))
        if not any(pair)
    )
    return next(gaps, len(given))


def _reach_of_last(quarters: Sequence[Quarter]) -> int:
    """Return the number of the last quarter given, with those declared "-" right after it."""
    places = [place for place, q in enumerate(quarters) if q.is_given]
    if not places:
        return 0
    rest = quarters[places[-1] + 1 :]
    after = _reach([False] * len(rest), [q.is_left_out for q in rest])
    return places[-1] + 1 + after


def _why_nothing(quarters: Sequence[Quarter], way: Way) -> str:
    if not quarters:
        return NONE_YET
    missing = _missing(quarters, way)
    return f"{_names(missing)} belum terisi." if missing else NONE_ASKED


def _missing(quarters: Sequence[Quarter], way: Way) -> list[int]:
    """Return the places whose values are wanting: all the gaps, or the last where that one counts."""
    gaps = [n for n, q in enumerate(quarters) if not q.is_given and not q.is_left_out]
    return gaps[-1:] if way.accumulation is Accumulation.LAST else gaps


def _accumulate(used: Sequence[Numbered], through: int, way: Way) -> Accumulated:
    if way.accumulation is Accumulation.LAST:
        used = used[-1:]
    if _has_measured_cases(used, way):
        return _recomputed(used, through, way)
    unknown = [place for place, quarter in used if quarter.value is None]
    if unknown:
        return Accumulated(reason=f"{_names(unknown)} tidak dapat dihitung.")
    if way.accumulation is Accumulation.SUM and way.is_percentage:
        return Accumulated(reason=PERCENTAGES)
    values = [quarter.value for _, quarter in used if quarter.value is not None]
    return _of_values(values, used[-1][0], through, way.accumulation)


def _has_measured_cases(used: Sequence[Numbered], way: Way) -> bool:
    """Whether A and B of any quarter decide; a count of cases does not ask for them."""
    if way.aggregation is Aggregation.COUNT:
        return False
    return any(m.method in FROM_A_AND_B for _, quarter in used for m in quarter.inputs)


def _recomputed(used: Sequence[Numbered], through: int, way: Way) -> Accumulated:
    """Return the value from A and B, added up over the quarters case by case."""
    without = [place for place, quarter in used if not quarter.has_a_and_b]
    if without:
        return Accumulated(
            reason=f"{_names(without)} tidak mempunyai A dan B seperti triwulan lain."
        )
    cases = pool([m for _, quarter in used for m in quarter.inputs])
    value = aggregate(cases, way.aggregation)
    if value is None:
        return Accumulated(reason=NOT_COMPUTABLE)
    words = f"dihitung ulang dari A dan B {_span(used[0][0], used[-1][0])}"
    return Accumulated(value, through, words, _formula(cases, way.aggregation, value))


def pool(inputs: Sequence[MeasurementInput]) -> list[MeasurementInput]:
    """Add up A and B of the same case (label and method), in the order of their first appearance."""
    found: dict[tuple[str, Method], list[MeasurementInput]] = {}
    for m in inputs:
        found.setdefault((" ".join(m.label.casefold().split()), m.method), []).append(m)
    return [
        MeasurementInput(
            same[0].label,
            same[0].method,
            _total(same, lambda m: m.before),
            _total(same, lambda m: m.after),
        )
        for same in found.values()
    ]


def _total(
    inputs: Sequence[MeasurementInput],
    part: Callable[[MeasurementInput], Decimal | None],
) -> Decimal | None:
    parts = [part(m) for m in inputs]
    known = [value for value in parts if value is not None]
    return sum(known, ZERO) if len(known) == len(parts) else None


def _formula(
    cases: Sequence[MeasurementInput], aggregation: Aggregation, value: Decimal
) -> str:
    if len(cases) == 1:
        return formula_text(cases[0])
    parts = [f"{m.label}: {formula_text(m)}" for m in cases]
    return "; ".join([*parts, f"{aggregation.label.lower()} {format_percent(value)}"])


def _of_values(
    values: Sequence[Decimal], last: int, through: int, accumulation: Accumulation
) -> Accumulated:
    """Return the last value, the sum or the mean, with its formula."""
    if accumulation is Accumulation.LAST:
        words = f"nilai triwulan {ROMAN[last]}"
        text = format_number(values[-1])
        return Accumulated(values[-1], through, words, text, is_exact=True)
    total = sum(values, ZERO)
    terms = " + ".join(_term(value) for value in values)
    span = _span(0, through - 1)
    if accumulation is Accumulation.SUM:
        text = f"{terms} = {format_number(total)}"
        return Accumulated(total, through, f"jumlah {span}", text, is_exact=True)
    mean = total / len(values)
    text = f"({terms}) / {len(values)} = {format_percent(mean)}"
    return Accumulated(mean, through, f"rata-rata {span}", text)


def _term(value: Decimal) -> str:
    return f"({format_number(value)})" if value < 0 else format_number(value)


def _span(first: int, last: int) -> str:
    if first == last:
        return f"triwulan {ROMAN[first]}"
    return f"triwulan {ROMAN[first]}–{ROMAN[last]}"


def _names(places: Sequence[int]) -> str:
    """Return "Triwulan I, II dan IV"; nothing of nothing."""
    if not places:
        return ""
    *others, last = [ROMAN[place] for place in places]
    return f"Triwulan {', '.join(others)} dan {last}" if others else f"Triwulan {last}"
