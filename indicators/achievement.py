"""Achievement, met, status and state of a figure, and their roll-up. Decimals in, Decimals out.

Nothing here is rounded: met and status are decided on the figures as entered, and the percentage
is rounded once, at display. Unknown is None, never 0. Source of the formulas, unless a docstring
says otherwise: PermenPANRB on Sistem Manajemen Kinerja, written for the performance of a person;
the same ratios are used by LKjIP in general (DOMAIN.md, "Rules for figures").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Polarity(StrEnum):
    """Which direction of change is good: higher, lower, or nearer the target."""

    MAXIMIZE = "maximize"
    MINIMIZE = "minimize"
    STABILIZE = "stabilize"

    @property
    def label(self) -> str:
        return {"maximize": "Maksimasi", "minimize": "Minimasi", "stabilize": "Stabilisasi"}[self]


class FigureState(StrEnum):
    """What is known about a realized figure; the same words on every screen and report."""

    MEASURED = "measured"
    ZERO = "zero"
    MISSING = "missing"
    NOT_DUE = "not_due"
    NOT_TARGETED = "not_targeted"
    NOT_COMPUTABLE = "not_computable"

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]


_STATE_LABELS = {
    FigureState.MEASURED: "terukur",
    FigureState.ZERO: "nol",
    FigureState.MISSING: "belum diisi",
    FigureState.NOT_DUE: "belum jatuh tempo",
    FigureState.NOT_TARGETED: "tidak ditargetkan",
    FigureState.NOT_COMPUTABLE: "tidak dapat dihitung",
}


class Status(StrEnum):
    """A result against its target: better than it, exactly it, or short of it."""

    EXCEEDED = "exceeded"
    MET = "met"
    NOT_MET = "not_met"

    @property
    def label(self) -> str:
        return {"exceeded": "melampaui", "met": "tercapai", "not_met": "tidak tercapai"}[self]

    @property
    def is_met(self) -> bool:
        return self is not Status.NOT_MET


class UnknownGradeError(ValueError):
    """A grade that is not on the scale; its text is an Indonesian sentence."""


@dataclass(frozen=True)
class Band:
    """One grade of a scale: everything from `lower` up to the next band's bound.

    `lower` None reaches down without end; `inclusive` says whether `lower` itself belongs to it.
    A higher `rank` is better. `points` are what the grade counts in a ratio; a bound is not points.
    """

    label: str
    lower: Decimal | None
    inclusive: bool
    rank: int
    points: Decimal | None
    colour: str

    def admits(self, value: Decimal) -> bool:
        """Return whether the value reaches this band's lower bound."""
        if self.lower is None:
            return True
        return value >= self.lower if self.inclusive else value > self.lower


@dataclass(frozen=True)
class Scale:
    """Bands by lower bound, in any order, so that no value falls between two of them."""

    code: str
    bands: tuple[Band, ...]

    def band_for(self, value: Decimal) -> Band | None:
        """Return the highest band the value reaches; None below the lowest bound."""
        reached = (band for band in self.bands if band.admits(value))
        return max(reached, key=_band_height, default=None)

    def rank(self, grade: str) -> int:
        """Return the grade's rank, higher is better; raises UnknownGradeError."""
        return self._band(grade).rank

    def points(self, grade: str) -> Decimal | None:
        """Return the grade's points, None if the scale gives none; raises UnknownGradeError."""
        return self._band(grade).points

    def _band(self, grade: str) -> Band:
        wanted = grade.strip().casefold()
        for band in self.bands:
            if band.label.casefold() == wanted:
                return band
        raise UnknownGradeError(f"Huruf mutu “{grade}” tidak ada pada skala {self.code}.")


def _band_height(band: Band) -> tuple[bool, Decimal, bool]:
    """Sort key: no bound is lowest; "above 90" stands higher than "from 90"."""
    return band.lower is not None, band.lower or ZERO, not band.inclusive


@dataclass(frozen=True)
class Target:
    """One target: a value, a range with both bounds, or a grade; all None if nothing is targeted.

    Raises ValueError (in Indonesian) for half a range, a reversed range or two forms at once.
    """

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    grade: str | None = None

    def __post_init__(self) -> None:
        if (self.lower is None) != (self.upper is None):
            raise ValueError("Target rentang memerlukan batas bawah dan batas atas.")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError("Batas bawah target melebihi batas atasnya.")
        if sum(form is not None for form in (self.value, self.lower, self.grade)) > 1:
            raise ValueError("Target harus berupa satu angka, satu rentang, atau satu huruf mutu.")

    @property
    def is_set(self) -> bool:
        return self.bounds is not None or self.grade is not None

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """Return the range; a single value is a range of one point. None for a grade or nothing."""
        if self.value is not None:
            return self.value, self.value
        if self.lower is not None and self.upper is not None:
            return self.lower, self.upper
        return None


@dataclass(frozen=True)
class Result:
    """What was realized: a value, a grade, both (a SAKIP score with its predicate), or nothing."""

    value: Decimal | None = None
    grade: str | None = None


def achievement(
    target: Target,
    result: Result,
    polarity: Polarity,
    *,
    tolerance: Decimal | None = None,  # noqa: ARG001  (same arguments as is_met and status)
    scale: Scale | None = None,
) -> Decimal | None:
    """Return the achievement in percent, raw: neither capped above nor rounded.

    None where it cannot be computed: something is missing, the target is zero or less, or a grade
    is involved whose scale gives no points. The tolerance decides met only, never the percentage.
    """
    if target.grade is not None:
        return _grade_achievement(target.grade, result.grade, scale)
    if target.bounds is None or result.value is None:
        return None
    lower, upper = target.bounds
    if lower < upper and lower <= result.value <= upper:
        return HUNDRED
    near_bound = upper if result.value > upper else lower
    return _percent(near_bound, result.value, polarity)


def status(
    target: Target,
    result: Result,
    polarity: Polarity,
    *,
    tolerance: Decimal | None = None,
    scale: Scale | None = None,
) -> Status | None:
    """Return whether the result is better than the target, meets it exactly, or falls short.

    Inside a range is "met". `tolerance` is in the indicator's unit, for STABILIZE with one value.
    None while it cannot be known. Where one side is a grade and the other a number, the scale
    classifies the number and ranks are compared: within one band that counts as met.
    """
    if target.bounds is not None and result.value is not None:
        return _number_status(target, result.value, polarity, tolerance or ZERO)
    wanted = _rank(target.value, target.grade, scale)
    reached = _rank(result.value, result.grade, scale)
    if wanted is None or reached is None:
        return None
    return _rank_status(wanted, reached, polarity)


def is_met(
    target: Target,
    result: Result,
    polarity: Polarity,
    *,
    tolerance: Decimal | None = None,
    scale: Scale | None = None,
) -> bool | None:
    """Return whether the target is met, also where no percentage exists; None if unknown."""
    found = status(target, result, polarity, tolerance=tolerance, scale=scale)
    return None if found is None else found.is_met


def _percent(target: Decimal, realized: Decimal, polarity: Polarity) -> Decimal | None:
    """Return the percentage against one number. STABILIZE is kebijakan aplikasi: no rule found."""
    if target <= 0:
        return None
    if polarity is Polarity.MAXIMIZE:
        return realized * HUNDRED / target
    if polarity is Polarity.MINIMIZE:
        return max(ZERO, (2 * target - realized) * HUNDRED / target)
    return max(ZERO, (target - abs(realized - target)) * HUNDRED / target)


def _grade_achievement(target: str, reached: str | None, scale: Scale | None) -> Decimal | None:
    if scale is None or reached is None:
        return None
    wanted_points, reached_points = scale.points(target), scale.points(reached)
    if wanted_points is None or reached_points is None or wanted_points <= 0:
        return None
    return reached_points * HUNDRED / wanted_points


def _number_status(
    target: Target, realized: Decimal, polarity: Polarity, tolerance: Decimal
) -> Status:
    lower, upper = target.bounds or (realized, realized)
    if lower <= realized <= upper:
        return Status.MET
    if polarity is Polarity.STABILIZE:
        # A range is its own tolerance.
        near = target.value is not None and abs(realized - target.value) <= tolerance
        return Status.MET if near else Status.NOT_MET
    is_better = realized > upper if polarity is Polarity.MAXIMIZE else realized < lower
    return Status.EXCEEDED if is_better else Status.NOT_MET


def _rank(value: Decimal | None, grade: str | None, scale: Scale | None) -> int | None:
    """Return the rank of a grade, or of the band a number falls in; None without either."""
    if scale is None:
        return None
    if grade is not None:
        return scale.rank(grade)
    band = scale.band_for(value) if value is not None else None
    return band.rank if band else None


def _rank_status(wanted: int, reached: int, polarity: Polarity) -> Status:
    """Compare ranks. A higher rank is better whatever the polarity of the numbers behind it."""
    if reached == wanted:
        return Status.MET
    is_better = reached > wanted and polarity is not Polarity.STABILIZE
    return Status.EXCEEDED if is_better else Status.NOT_MET


def figure_state(
    target_set: bool,
    has_result: bool,
    value: Decimal | None,
    achievement: Decimal | None,
    declared_not_applicable: bool,
    due: date | None,
    today: date,
) -> FigureState:
    """Return the state of a realized figure; without a due date what is not there is missing.

    `declared_not_applicable` is a realization of "-". A result without achievement (a grade without
    points, a target of zero) is not computable, which comes before zero: it is in no average.
    """
    if not target_set or declared_not_applicable:
        return FigureState.NOT_TARGETED
    if not has_result:
        return FigureState.NOT_DUE if due is not None and today <= due else FigureState.MISSING
    if achievement is None:
        return FigureState.NOT_COMPUTABLE
    return FigureState.ZERO if value == 0 else FigureState.MEASURED


@dataclass(frozen=True)
class Average:
    """A mean achievement in percent over `counted` of `targeted` indicators; None over none."""

    value: Decimal | None
    counted: int
    targeted: int


@dataclass(frozen=True)
class Tally:
    """How many indicators are met, of how many that can be judged, of how many targeted."""

    met: int
    measurable: int
    targeted: int


def average(achievements: Iterable[Decimal | None], cap: Decimal) -> Average:
    """Return the mean over indicators, one item for each targeted one, each clamped to 0…cap."""
    items = list(achievements)
    counted = [min(max(item, ZERO), cap) for item in items if item is not None]
    value = sum(counted, ZERO) / len(counted) if counted else None
    return Average(value, len(counted), len(items))


def tally(mets: Iterable[bool | None]) -> Tally:
    """Count what is met, one item for each targeted indicator; None is not yet known."""
    items = list(mets)
    return Tally(items.count(True), len(items) - items.count(None), len(items))
