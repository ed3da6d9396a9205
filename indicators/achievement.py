"""Achievement, met, status and state of a figure, and their roll-up. Decimals in, Decimals out.

Nothing is rounded here; met and status are decided on the figures as entered. Unknown is None.
Source unless a docstring says otherwise: PermenPANRB on Sistem Manajemen Kinerja, written for the
performance of a person, used by LKjIP in general.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculation import HUNDRED, ZERO, LabelledEnum
from indicators.numbers import FigureError


class Polarity(LabelledEnum):
    """Which direction of change is good: higher, lower, or nearer the target."""

    MAXIMIZE = "maximize", "Maksimasi"
    MINIMIZE = "minimize", "Minimasi"
    STABILIZE = "stabilize", "Stabilisasi"


class FigureState(LabelledEnum):
    """What is known about a realized figure; the same words everywhere."""

    MEASURED = "measured", "terukur"
    ZERO = "zero", "nol"
    MISSING = "missing", "belum diisi"
    NOT_DUE = "not_due", "belum jatuh tempo"
    NOT_TARGETED = "not_targeted", "tidak ditargetkan"
    NOT_COMPUTABLE = "not_computable", "tidak dapat dihitung"


class Status(LabelledEnum):
    """A result against its target: better than it, exactly it, or short of it."""

    EXCEEDED = "exceeded", "melampaui"
    MET = "met", "tercapai"
    NOT_MET = "not_met", "tidak tercapai"

    @property
    def is_met(self) -> bool:
        return self is not Status.NOT_MET


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

    @property
    def height(self) -> tuple[bool, Decimal, bool]:
        """Sort key: no bound is lowest; "above 90" stands higher than "from 90"."""
        return self.lower is not None, self.lower or ZERO, not self.inclusive

    def admits(self, value: Decimal) -> bool:
        """Return whether the value reaches this band's lower bound."""
        if self.lower is None:
            return True
        return value >= self.lower if self.inclusive else value > self.lower


@dataclass(frozen=True)
class Scale:
    """Bands, in any order, known by lower bound: no value falls between two of them."""

    code: str
    bands: tuple[Band, ...]

    def band_for(self, value: Decimal) -> Band | None:
        """Return the highest band the value reaches; None below the lowest bound."""
        reached = (band for band in self.bands if band.admits(value))
        return max(reached, key=lambda band: band.height, default=None)

    def rank(self, grade: str) -> int:
        """Return the grade's rank, higher is better; raises FigureError."""
        return self._band(grade).rank

    def points(self, grade: str) -> Decimal | None:
        """Return the grade's points, None if the scale gives none; raises FigureError."""
        return self._band(grade).points

    def _band(self, grade: str) -> Band:
        wanted = grade.strip().casefold()
        for band in self.bands:
            if band.label.casefold() == wanted:
                return band
        raise FigureError(grade, f"tidak ada pada skala {self.code}")


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
        if (self.lower, self.value, self.grade).count(None) < 2:
            raise ValueError("Target berupa satu angka, satu rentang, atau satu huruf.")
        if self.bounds is not None and self.bounds[0] > self.bounds[1]:
            raise ValueError("Batas bawah target melebihi batas atasnya.")

    @property
    def is_set(self) -> bool:
        return self.bounds is not None or self.grade is not None

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """Return the range; a single value is a range of one point. None for a grade or nothing."""
        if self.lower is not None and self.upper is not None:
            return self.lower, self.upper
        return None if self.value is None else (self.value, self.value)


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
    tolerance: Decimal | None = None,
    scale: Scale | None = None,
) -> Decimal | None:
    """Return the achievement in percent, raw: neither capped above nor rounded.

    None where it cannot be computed: something is missing, the target is zero or less, or a scale
    gives a grade no points. The tolerance decides met only, never the percentage.
    """
    if target.grade is not None:
        wanted, reached = _points(target.grade, scale), _points(result.grade, scale)
        return _percent(wanted, reached, Polarity.MAXIMIZE)
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
    """Return better than the target, exactly it (or inside a range), or short; None if unknown.

    `tolerance` is in the indicator's unit, for STABILIZE with one value. Where one side is a grade
    and the other a number, the number's band is compared: within one band counts as met.
    """
    if target.bounds is not None and result.value is not None:
        lower, upper = target.bounds
        if polarity is Polarity.STABILIZE and target.value is not None:
            lower, upper = lower - (tolerance or ZERO), upper + (tolerance or ZERO)
        return _compare(lower, upper, result.value, polarity)
    wanted, reached = _rank(target, scale), _rank(result, scale)
    if wanted is None or reached is None:
        return None
    # A higher rank is better, whatever the polarity of the numbers behind it.
    minimizes = polarity is Polarity.MINIMIZE
    direction = Polarity.MAXIMIZE if minimizes else polarity
    return _compare(wanted, wanted, reached, direction)


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


def _percent(
    target: Decimal | None, realized: Decimal | None, polarity: Polarity
) -> Decimal | None:
    """Return R against one T. STABILIZE is kebijakan aplikasi: no regulation was found."""
    if target is None or realized is None or target <= 0:
        return None
    if polarity is Polarity.MAXIMIZE:
        return realized * HUNDRED / target
    if polarity is Polarity.MINIMIZE:
        return max(ZERO, (2 * target - realized) * HUNDRED / target)
    return max(ZERO, (target - abs(realized - target)) * HUNDRED / target)


def _points(grade: str | None, scale: Scale | None) -> Decimal | None:
    return None if grade is None or scale is None else scale.points(grade)


def _compare(
    lower: Decimal, upper: Decimal, reached: Decimal, polarity: Polarity
) -> Status:
    if lower <= reached <= upper:
        return Status.MET
    if polarity is Polarity.STABILIZE:
        return Status.NOT_MET
    is_better = reached > upper if polarity is Polarity.MAXIMIZE else reached < lower
    return Status.EXCEEDED if is_better else Status.NOT_MET


def _rank(figure: Target | Result, scale: Scale | None) -> Decimal | None:
    """Return the rank of a grade, or of the band a number falls in."""
    if scale is None:
        return None
    if figure.grade is not None:
        return Decimal(scale.rank(figure.grade))
    band = scale.band_for(figure.value) if figure.value is not None else None
    return Decimal(band.rank) if band else None


def figure_state(
    target_set: bool,
    has_result: bool,
    value: Decimal | None,
    achievement: Decimal | None,
    declared_not_applicable: bool,
    due: date | None,
    today: date,
) -> FigureState:
    """Return the state of a realization; `declared_not_applicable` is an entered "-".

    Without a due date what is not there is missing. Not computable (no achievement: a grade without
    points, a target of zero) comes before zero, because such a figure is in no average.
    """
    if not target_set or declared_not_applicable:
        return FigureState.NOT_TARGETED
    if not has_result:
        is_due = due is None or today > due
        return FigureState.MISSING if is_due else FigureState.NOT_DUE
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
    mean = sum(counted, ZERO) / len(counted) if counted else None
    return Average(mean, len(counted), len(items))


def tally(mets: Iterable[bool | None]) -> Tally:
    """Count what is met, one item for each targeted indicator; None is not yet known."""
    items = list(mets)
    return Tally(items.count(True), len(items) - items.count(None), len(items))
