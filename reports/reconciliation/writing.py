"""How a figure is written in print, and which figure it is. No Django.

``indicators.numbers`` refuses what could be meant otherwise, because it is typed anew. Print stands: here
every way of writing is read, and what is odd about it is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

THOUSANDS = 3


class Style(StrEnum):
    """Which separators a figure shows; a figure without any could be of every style."""

    NEUTRAL = "neutral"
    INDONESIAN = "indonesian"  # 1.199.509.750,5
    ENGLISH = "english"  # 1,199,509,750.5
    EITHER = "either"  # 12,530: could be the one or the other
    BROKEN = "broken"  # 1.980.89: none of them


@dataclass(frozen=True)
class Written:
    """A printed cell as read.

    ``value`` and ``places`` (printed decimals) of a number, ``lower`` and ``upper`` of a range, ``grade``
    of a grade; none of them where the text says nothing, says "-" (``is_declared``) or says it in words.
    ``unit`` are the words after the figure, ``stray`` what stands at it without belonging to it.
    """

    text: str
    value: Decimal | None = None
    places: int = 0
    lower: Decimal | None = None
    upper: Decimal | None = None
    grade: str = ""
    unit: str = ""
    style: Style = Style.NEUTRAL
    stray: str = ""
    is_declared: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether the text says a number, a range or a grade."""
        return self.value is not None or self.lower is not None or bool(self.grade)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said, not even in words: a lone "%" says nothing."""
        letters = any(char.isalpha() for char in self.text)
        return not (self.is_figure or self.is_declared or letters)


_DASHES = str.maketrans("‐‑–—−", "-----")
_DECLARED = {"-", "n/a", "n.a.", "n.a", "na", "nihil"}
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_GRADE = re.compile(r"(?P<grade>([A-F])\2?[+-]?)(?P<unit>(?:\s+\D*)?)")
_TURNED_GRADE = re.compile(r"(?P<sign>[+-])(?P<grade>([A-F])\3?)")
_RANGE = re.compile(r"(\d[\d.,]*)\s*-\s*(\d[\d.,]*)\s*(?P<unit>\D*)")
_CURRENCY = re.compile(r"(?:rp|idr)\.?\s*$", re.IGNORECASE)
# Letters, or a point or comma, right before the first digit.
_STRAY = re.compile(r"(?:^|(?<=\s))([^\W\d_]+|[.,]+)$")
_STYLES = (
    (Style.NEUTRAL, re.compile(r"\d+")),
    (Style.INDONESIAN, re.compile(r"[1-9]\d{0,2}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})|\d+,(?:\d{1,2}|\d{4,})")),
    (Style.INDONESIAN, re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?|[1-9]\d{0,2}\.\d{3},\d+")),
    (Style.ENGLISH, re.compile(r"[1-9]\d{0,2}(?:,\d{3})*\.(?:\d{1,2}|\d{4,})|\d+\.(?:\d{1,2}|\d{4,})")),
    (Style.ENGLISH, re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2},\d{3}\.\d+")),
    (Style.EITHER, re.compile(r"\d{1,3}[.,]\d{3}")),
)  # fmt: skip


def style_of(number: str) -> Style:
    """Return how the separators of a bare number are used."""
    found = (style for style, pattern in _STYLES if pattern.fullmatch(number))
    return next(found, Style.BROKEN)


def read(text: str, *, is_english: bool = False) -> Written:
    """Read a printed text; ``is_english`` decides what could be meant either way."""
    plain = " ".join(text.translate(_DASHES).split())
    if plain.casefold() in _DECLARED:
        return Written(text, is_declared=True)
    if found := _TURNED_GRADE.fullmatch(plain):
        return Written(text, grade=found["grade"] + found["sign"], stray=found["sign"])
    if found := _GRADE.fullmatch(plain):
        return Written(text, grade=found["grade"], unit=found["unit"].strip())
    if found := _RANGE.fullmatch(plain):
        lower, upper = (_value(part, is_english)[0] for part in found.group(1, 2))
        return Written(text, lower=lower, upper=upper, unit=found["unit"].strip(" ."))
    return _number(text, plain, is_english)


def _number(text: str, plain: str, is_english: bool) -> Written:
    """Read a text with one number in it; a text with several is words."""
    numbers = list(_NUMBER.finditer(plain))
    if len(numbers) != 1:
        return Written(text)
    found = numbers[0]
    before, after = plain[: found.start()], plain[found.end() :]
    value, places = _value(found[0], is_english)
    is_negative = bool(re.search(r"(?:^|\s)-$", before))
    stray = _STRAY.search(_CURRENCY.sub("", before))
    return Written(
        text,
        value=-value if is_negative else value,
        places=places,
        unit=re.sub(r"^,-+", "", after).strip(" .,;"),
        style=style_of(found[0]),
        stray=stray[1] if stray else "",
    )


def _value(number: str, is_english: bool) -> tuple[Decimal, int]:
    """Return the number and its printed decimals."""
    style = style_of(number)
    if style is Style.EITHER:
        style = Style.ENGLISH if is_english else Style.INDONESIAN
    if style is Style.BROKEN:
        return _broken_value(number)
    point = "." if style is Style.ENGLISH else ","
    whole, _, decimals = number.partition(point)
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}.{decimals or 0}"), len(decimals)


def _broken_value(number: str) -> tuple[Decimal, int]:
    """Return what "1.980.89" is likely to be: three digits at the end are thousands, others decimals."""
    *groups, last = re.split(r"[.,]+", number)
    if len(last) == THOUSANDS:
        return Decimal("".join((*groups, last))), 0
    return Decimal(f"{''.join(groups)}.{last}"), len(last)


def dominant_english(texts: list[str]) -> bool:
    """Whether most figures of a table that show their style are written the English way."""
    styles = [style_of(found[0]) for text in texts if (found := _NUMBER.search(text))]
    return styles.count(Style.ENGLISH) > styles.count(Style.INDONESIAN)
