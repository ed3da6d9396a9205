"""A derivation as a live formula of a spreadsheet, and in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from budgets.figures import EFFICIENCY_BOUND as BOUND
from budgets.figures import HALF
from indicators.numbers import format_number
from reports.derivations import HUNDRED, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reports.derivations import Derivation, Given, Place


DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # those that a spreadsheet knows


class Area(NamedTuple):
    """Cells of one sheet from the first to the last, by row and column."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The area's name within its sheet: "C8", "C8:C12"."""
        first = f"{get_column_letter(self.left)}{self.top}"
        last = f"{get_column_letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


# {a}, {b}, … are the parts in their order; the arithmetic is that of `indicators` and `budgets`.
PATTERNS = {
    Rule.DIFFERENCE: "{a}-{b}",
    Rule.RATIO: "{b}/{a}*100",
    Rule.GROWTH: "({b}-{a})/{a}*100",
    Rule.MAXIMIZE: "{b}/{a}*100",
    Rule.MINIMIZE: "MAX(0,(2*{a}-{b})/{a}*100)",
    Rule.STABILIZE: "MAX(0,({a}-ABS({b}-{a}))/{a}*100)",
    Rule.EFFICIENCY: "(1-{c}*{b}/({d}*{a}))*100",
    Rule.EFFICIENCY_SCORE: f"{HALF}+MIN(MAX({{a}},-{BOUND}),{BOUND})/{BOUND}*{HALF}",
}
PATTERN_WORDS = {
    Rule.DIFFERENCE: "{a} − {b}",
    Rule.RATIO: "{b} ÷ {a} × 100",
    Rule.GROWTH: "({b} − {a}) ÷ {a} × 100",
    Rule.MAXIMIZE: "{b} ÷ {a} × 100",
    Rule.MINIMIZE: "(2 × {a} − {b}) ÷ {a} × 100, paling kecil 0",
    Rule.STABILIZE: "({a} − |{b} − {a}|) ÷ {a} × 100, paling kecil 0",
    Rule.EFFICIENCY: "(1 − ({c} ÷ {d}) ÷ ({a} ÷ {b})) × 100",
    Rule.EFFICIENCY_SCORE: f"{HALF} + {{a}} (dibatasi −{BOUND} sampai {BOUND}) ÷ {BOUND} × {HALF}",
}
LETTERS = "abcd"


def areas(cells: Sequence[tuple[int, int]]) -> list[Area]:
    """Return the cells in as few areas as their order allows: neighbours below or beside each other."""
    found: list[Area] = []
    for row, column in cells:
        if found and (joined := _joined(found[-1], row, column)):
            found[-1] = joined
        else:
            found.append(Area(row, column, row, column))
    return found


def _joined(area: Area, row: int, column: int) -> Area | None:
    is_below = area.left == area.right == column and row == area.bottom + 1
    is_beside = area.top == area.bottom == row and column == area.right + 1
    return area._replace(bottom=row, right=column) if is_below or is_beside else None


def formula(
    derivation: Derivation,
    parts: Sequence[tuple[int, int] | Decimal],
    reference: Callable[[str], str],
) -> str:
    """Return the formula over the parts, cells by row and column or bare figures.

    ``reference`` says how it names an area of the cells' sheet. Sums and means are of cells alone; a
    capped mean may be of bare figures alone.
    """
    if derivation.rule in PATTERNS:
        names = [
            reference(Area(*part, *part).name)
            if isinstance(part, tuple)
            else f"({part:f})"
            for part in parts
        ]
        return "=" + _filled(PATTERNS[derivation.rule], names)
    cells = [part for part in parts if isinstance(part, tuple)]
    names = [reference(area.name) for area in areas(cells)]
    if derivation.rule is Rule.CAPPED_MEAN:
        cap = derivation.cap or HUNDRED
        bare = [part for part in parts if isinstance(part, Decimal)]
        return _capped_mean_of(bare, cap) if bare else _capped_mean(names, cap)
    function = "SUM" if derivation.rule is Rule.SUM else "AVERAGE"
    return f"={function}({','.join(names)})"


def _filled(pattern: str, names: Iterable[str]) -> str:
    return pattern.format(**dict(zip(LETTERS, names, strict=False)))


def _capped_mean(names: Sequence[str], cap: Decimal) -> str:
    """Return the mean of figures clamped to 0 … cap; words are no figures.

    The limit is joined to the comparison as a number: written inside it, "120.5" would be no number
    where the decimal sign is a comma.
    """
    inside = (f'SUMIFS({name},{name},">=0",{name},"<="&{cap:f})' for name in names)
    above = (f'{cap:f}*COUNTIF({name},">"&{cap:f})' for name in names)
    return f"=({'+'.join((*inside, *above))})/COUNT({','.join(names)})"


def _capped_mean_of(figures: Iterable[Decimal], cap: Decimal) -> str:
    """Return the same mean of figures that stand in no cell."""
    limited = (f"MIN(MAX({DIGITS.plus(figure):f},0),{cap:f})" for figure in figures)
    return f"=AVERAGE({','.join(limited)})"


def words(
    derivation: Derivation, name: Callable[[Place | Given], str], known: int
) -> str:
    """Return the rule in words, with the names of two parts or how many are known of many."""
    if derivation.rule in PATTERNS:
        return _filled(PATTERN_WORDS[derivation.rule], map(name, derivation.parts))
    if derivation.rule is Rule.SUM:
        return f"Jumlah {known} angka"
    if derivation.rule is Rule.MEAN:
        return f"Rata-rata {known} angka"
    cap = format_number(derivation.cap or HUNDRED)
    return f"Rata-rata {known} angka, masing-masing dibatasi 0 sampai {cap}"
