"""Text as a QR code, as a path that pages and documents draw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from collections.abc import Iterable

QUIET_ZONE = 4
# How much of the code may be lost: a screen is clean, paper has folds and rubber stamps.
ON_SCREEN, ON_PAPER = "l", "m"


@dataclass(frozen=True)
class Picture:
    """A QR code: the side of its square, and the path of its dark fields."""

    side: int
    path: str


def picture(text: str, error: str = ON_SCREEN) -> Picture:
    """Return the QR code of a text, with the quiet zone around it; ``error`` is the level of correction."""
    code = segno.make_qr(text, error=error)
    rows = list(code.matrix_iter(border=QUIET_ZONE))
    return Picture(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, fields: Iterable[int]) -> str:
    """Return the dark fields of a row, neighbours drawn in one."""
    found, x = "", 0
    for is_dark, run in groupby(fields):
        width = len(list(run))
        if is_dark:
            found += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return found
