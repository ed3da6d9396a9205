"""What a cell may hold, and how it is written as text."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.numbers import canonical


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot be taken whatever its column: a formula, an error of the spreadsheet."""

    value: str
    reason: str

    def __str__(self) -> str:
        return self.value


Cell = (
    BadCell
    | str
    | int
    | float
    | bool
    | Decimal
    | datetime.date
    | datetime.time
    | datetime.timedelta
    | None
)

MAX_TEXT = 32_767  # what a spreadsheet cell holds
_SHOWN = 80

# Line ends of every kind, and the vertical tab and form feed that word processors leave in pasted text.
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

# A spreadsheet program runs a CSV cell that begins so, unless it is a plain number or a lone sign.
_SIGNED = re.compile(r"'*[=+\-@]")
_HARMLESS = re.compile(r"-|[+-][0-9][0-9.,]*(?: ?%)?")
_PROTECTED = re.compile(r"'+[=+\-@]")


def is_filled(cell: Cell) -> bool:
    """Whether the cell holds anything but spaces."""
    if isinstance(cell, str):
        return bool(cell.strip())
    return cell is not None


def tidy(text: str) -> str:
    """Return the text with line ends as "\\n", without spaces around and without control characters."""
    text = text.strip()
    if text.isprintable():
        return text
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip()


def has_control_characters(text: str) -> bool:
    """Whether the text holds characters that neither a database nor a spreadsheet can keep."""
    return not text.isprintable() and _CONTROL.search(text) is not None


def protect(text: str) -> str:
    """Return the text as a CSV cell that no spreadsheet program takes for a formula.

    A text beginning with = + - or @ gets an apostrophe before it, so does one that already has
    apostrophes before such a sign; "-" alone and signed numbers stay as they are.
    """
    if _SIGNED.match(text) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def unprotect(text: str) -> str:
    """Return the text that `protect` was given."""
    return text[1:] if _PROTECTED.match(text) else text


def as_text(cell: Cell) -> str:
    """Write a value as in CSV: canonical number, ISO date, text as it is, empty for None."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return canonical(cell)
    if isinstance(cell, float) and math.isfinite(cell):
        return canonical(Decimal(repr(cell)))
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)


def shown(cell: Cell) -> str:
    """Return the value for a message, cut when it is long."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", as_text(cell))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
