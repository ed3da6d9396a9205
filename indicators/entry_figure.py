"""Putting a figure on a realization: as it was typed, or as it was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.calculation_text import SHOWN_DECIMALS
from indicators.models import Origin
from indicators.models.base import FIGURE_DECIMALS, FIGURE_DIGITS
from indicators.numbers import FigureKind, round_half_up

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.models import Realization
    from indicators.numbers import ParsedFigure

TOO_LARGE = "Hasil hitungan terlalu besar untuk disimpan; periksa A dan B."


def set_figure(written: Realization, figure: ParsedFigure) -> None:
    """Set value or grade, keep what was typed; the same figure typed otherwise changes nothing."""
    declared = figure.kind is FigureKind.NOT_TARGETED
    grade = figure.grade or ""
    known = (written.value, written.grade, written.is_declared)
    if known == (figure.value, grade, declared):
        return
    written.value, written.grade = figure.value, grade
    written.printed_text = figure.text.strip()
    written.origin = Origin.ENTERED


def set_computed(written: Realization, value: Decimal) -> str:
    """Set a computed value, rounded half up once to the decimals that are kept; return why it cannot be kept."""
    kept = round_half_up(value, SHOWN_DECIMALS)
    if kept and kept.adjusted() >= FIGURE_DIGITS - FIGURE_DECIMALS:
        return TOO_LARGE
    if written.value != kept:
        written.value, written.grade, written.printed_text = kept, "", ""
        written.origin = Origin.ENTERED
    return ""
