"""Whether two printed texts mean the same name, code, unit or number word. No Django.

Names differ by their letters only: case, spaces, hyphens, quotation marks and a closing full stop are
no difference.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Names that share so much of their letters are one name, misprinted or changed by a word.
NEAR = 0.9
_IGNORED = re.compile(r"[\s\-‐‑–—\"'“”‘’„]+")
_CLOSING = ".,;:"
_REMARK = re.compile(r"\([^)]*\)")
_CODE = re.compile(r"([A-Za-z]+)[\s.\-]*(\d+(?:\.\d+)*)[*.]?")
_PERCENT = {"%", "persen", "persentase"}


def squeeze(text: str) -> str:
    """Return the letters that tell names apart."""
    return _IGNORED.sub("", text).casefold().rstrip(_CLOSING)


def same_name(one: str, other: str) -> bool:
    """Whether both are the same name."""
    return squeeze(one) == squeeze(other)


def likeness(one: str, other: str) -> float:
    """Return how much two names share, 1 for the same name; it ranks names and is no figure."""
    return SequenceMatcher(None, squeeze(one), squeeze(other), autojunk=False).ratio()


def near_name(one: str, other: str) -> bool:
    """Whether both are one name up to a few letters."""
    matcher = SequenceMatcher(None, squeeze(one), squeeze(other), autojunk=False)
    # The quick ratio is never below the ratio, and most names are quickly told apart.
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def unit_word(text: str) -> str:
    """Return the unit of measure without its remark; every way to write percent is one."""
    word = squeeze(_REMARK.sub("", text))
    return "persen" if word in _PERCENT else word


def same_unit(one: str, other: str) -> bool:
    """Whether both are the same unit of measure."""
    return unit_word(one) == unit_word(other)


def split_code(text: str) -> tuple[str, str] | None:
    """Return letters and number of a code, ("SK", "1.1") of "SK.1.1"; None where it is none."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    return found[1].upper(), ".".join(str(int(part)) for part in found[2].split("."))


def same_code(one: str, other: str) -> bool:
    """Whether both are the same code, however it is punctuated."""
    split = split_code(one)
    if split is not None:
        return split == split_code(other)
    return same_name(one.rstrip("*"), other.rstrip("*"))


def coded_name(text: str) -> tuple[str, str]:
    """Return code and name of "SK6: Tercapainya …"; the code is "" where none stands before."""
    code, colon, name = text.partition(":")
    return (code.strip(), name.strip()) if colon and split_code(code) else ("", text)


_DIGIT_WORDS = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
_NUMBER_WORDS = {
    **{word: number for number, word in enumerate(_DIGIT_WORDS)},
    **{f"{word} belas": number + 10 for number, word in enumerate(_DIGIT_WORDS) if 2 <= number <= 9},
    **{f"{word} puluh": number * 10 for number, word in enumerate(_DIGIT_WORDS) if 2 <= number <= 9},
}  # fmt: skip


def read_count(text: str) -> int | None:
    """Return the number said as "4 (empat)", "54 Orang", "tiga belas balai" or "keempat"; None where none is said."""
    if digits := re.match(r"\d+", text.strip()):
        return int(digits[0])
    words = text.casefold().split()
    for beginning in (" ".join(words[:2]), words[0] if words else ""):
        for form in (beginning, beginning.removeprefix("ke")):
            if form in _NUMBER_WORDS:
                return _NUMBER_WORDS[form]
    return None
