"""How wide text is in the documents' font, and where its lines break.

The widths are those of static/fonts/inter-latin-600.ttf in thousandths of the size, the wider of the
two weights, so that text of either weight fits; a test compares them with the file.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

THOUSAND = Decimal(1000)
# Characters of the same width stand together.
_BY_WIDTH = {
    252: " ", 262: "il", 263: "j", 277: "I", 294: "‘’", 319: ",.·:", 321: "!", 326: "'", 329: ";", 353: "t", 359: "|",
    373: "()[]", 379: "/\\", 389: "f", 397: "r", 423: "1", 455: "{}", 465: "-", 469: "_", 481: "^", 500: "–", 501: "”", 507: "“",
    523: '"', 540: "*", 543: "?", 549: "s", 565: "L", 569: "kx", 574: "a", 576: "7", 580: "J", 583: "c",
    587: "v", 588: "Fy", 591: "e", 609: "o", 612: "5hnu", 623: "2", 625: "bdgpq", 636: "3", 640: "689", 644: "#",
    645: "P", 650: "$S", 652: "RZ", 659: "B", 660: "0T", 663: "&", 666: "4", 673: "+<=>~×±", 703: "K", 713: "Y", 720: "X",
    722: "D", 728: "AV", 736: "U", 737: "C", 746: "H", 749: "G", 759: "N", 769: "O", 773: "Q", 839: "w", 900: "m",
    922: "M", 956: "…", 999: "@", 1004: "%", 1020: "W",
}  # fmt: skip
WIDTHS = {char: width for width, chars in _BY_WIDTH.items() for char in chars}
WIDEST = 1020  # of a character that is not in the list


@lru_cache(maxsize=2048)
def width(text: str, size: int | Decimal) -> Decimal:
    """Return how wide the text is, in the unit of the size."""
    return sum(WIDTHS.get(char, WIDEST) for char in text) * size / THOUSAND


def wrap(text: str, size: int | Decimal, room: int | Decimal) -> list[str]:
    """Return the lines of a text that fit the room; a word wider than the room is broken."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        for part in _parts(word, size, room):
            joined = f"{current} {part}".strip()
            if current and width(joined, size) > room:
                lines.append(current)
                joined = part
            current = joined
    return [*lines, current] if current else lines


def _parts(word: str, size: int | Decimal, room: int | Decimal) -> list[str]:
    """Return the word, or pieces of it that fit the room."""
    if width(word, size) <= room:
        return [word]
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces
