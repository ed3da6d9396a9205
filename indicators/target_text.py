"""A target as people write it: "6", "80–90", "B-", "-" or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.achievement import Target
from indicators.forms import MAX_TEXT, editable
from indicators.numbers import (
    FigureError,
    FigureKind,
    ParsedFigure,
    canonical,
    format_number,
    parse_figure,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from indicators.models import AnnualTarget, QuarterlyTarget

# Two figures with a dash or "s.d." between them; a dash before the first figure is its sign.
RANGE = re.compile(
    r"([^\d]{0,6}\d[\d.,]*\s*%?)\s*(?:[-–—−]|s\.?\s*/?\s*d\.?|sampai|hingga)\s*([-+−]?\s*\d.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """What was read: the target, whether it is a declared "-", and a reading to be confirmed."""

    target: Target
    is_declared: bool = False
    warning: str = ""
    reading: str = ""
    reading_text: str = ""

    @property
    def says(self) -> Target | None:
        """The target, empty for a "-"; None where nothing is asked."""
        return self.target if self.target.is_set or self.is_declared else None


def read(text: str, grades: Collection[str]) -> Asked:
    """Read one target; raises FigureError with a sentence in Indonesian."""
    # Pasted pages are no figures, and the pattern would look at them for long.
    found = RANGE.fullmatch(text.strip()) if len(text) <= MAX_TEXT else None
    if found is None:
        return _single(parse_figure(text, scale_grades=grades))
    return _range(
        text, [parse_figure(part, scale_grades=grades) for part in found.groups()]
    )


def _single(figure: ParsedFigure) -> Asked:
    if figure.value is None:
        is_declared = figure.kind is FigureKind.NOT_TARGETED
        return Asked(Target(grade=figure.grade), is_declared)
    return Asked(Target(value=figure.value), False, *_question([figure]))


def _range(text: str, figures: list[ParsedFigure]) -> Asked:
    lower, upper = (figure.value for figure in figures)
    if lower is None or upper is None:
        raise FigureError(text, "rentang terdiri dari dua angka, misalnya 80–90")
    if lower > upper:
        raise FigureError(text, "batas bawah melebihi batas atas")
    return Asked(Target(lower=lower, upper=upper), False, *_question(figures))


def _question(figures: list[ParsedFigure]) -> tuple[str, str, str]:
    """Return warning and reading where a figure could be meant otherwise, else nothing."""
    warnings = [figure.warning for figure in figures if figure.warning]
    values = [figure.value for figure in figures if figure.value is not None]
    if not warnings:
        return "", "", ""
    return (
        " ".join(warnings),
        " ".join(canonical(value) for value in values),
        "–".join(format_number(value) for value in values),
    )


def written(row: AnnualTarget | QuarterlyTarget | None) -> str:
    """Return a stored target as it stands in the field, "" for nothing."""
    if row is None:
        return ""
    if row.lower is not None and row.upper is not None:
        return f"{editable(row.lower.normalize())}–{editable(row.upper.normalize())}"
    if row.value is not None:
        return editable(row.value.normalize())
    return row.grade or row.printed_text
