"""Two texts side by side, with the words that went and the words that came. No Django."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reports.tables import Mark, TextPart

if TYPE_CHECKING:
    from collections.abc import Iterable

    Parts = tuple[TextPart, ...]

WORDS = re.compile(r"\S+\s*")


def mark_changes(old: str, new: str) -> tuple[Parts, Parts]:
    """Return both texts in parts: what the first one loses is deleted, what the second one gains inserted."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    matcher = SequenceMatcher(None, _plain(before), _plain(after), autojunk=False)
    left: list[TextPart] = []
    right: list[TextPart] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        is_same = kind == "equal"
        left += _part(before[i1:i2], Mark.SAME if is_same else Mark.DELETED)
        right += _part(after[j1:j2], Mark.SAME if is_same else Mark.INSERTED)
    return tuple(left), tuple(right)


def whole(text: str, mark: Mark) -> Parts:
    """Return the text as one part."""
    return (TextPart(text, mark),) if text else ()


def _plain(words: Iterable[str]) -> list[str]:
    return [word.strip() for word in words]


def _part(words: list[str], mark: Mark) -> list[TextPart]:
    """Return the words as one part; the space after them stays outside the mark."""
    text = "".join(words)
    bare = text.rstrip()
    if mark is Mark.SAME or bare == text:
        return [TextPart(text, mark)] if text else []
    return [TextPart(bare, mark), TextPart(text[len(bare) :], Mark.SAME)]
