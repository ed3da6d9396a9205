"""The elements of a Word file that python-docx has no words for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.renderers.text_guard import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

LABEL = re.compile(r"([A-Za-z]+) ((?:[0-9A-Za-z]+\.)*)([0-9]+)")
BREAKS = re.compile(r"(\r\n|\r|\n|\t)")
NAME_LENGTH = 40  # of a bookmark


def make(tag: str, *children: Any, **attributes: object) -> Any:
    """Return the element ``w:tag`` with its attributes and children."""
    made = OxmlElement(
        f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    )
    made.extend(children)
    return made


def run(text: str, *looks: Any) -> Any:
    """Return a run of the text; line ends and tabs become Word's own."""
    made = make("r", make("rPr", *looks)) if looks else make("r")
    made.extend(_pieces(clean(text)))
    return made


def _pieces(text: str) -> Iterable[Any]:
    for piece in BREAKS.split(text):
        if piece == "\t":
            yield make("tab")
        elif BREAKS.fullmatch(piece):
            yield make("br")
        elif piece:
            made = make("t")
            made.text = piece
            made.set(qn("xml:space"), "preserve")
            yield made


def paragraph(style: str, *runs: Any, keeps: bool = False, begins: bool = False) -> Any:
    """Return a paragraph of the style's id; it can keep to the next one, or begin a page."""
    looks = [make("pStyle", val=style)]
    if keeps:
        looks.append(make("keepNext"))
    if begins:
        looks.append(make("pageBreakBefore"))
    return make("p", make("pPr", *looks), *runs)


def field(code: str, result: str) -> list[Any]:
    """Return the runs of a field that Word computes; ``code`` is never what people wrote."""
    return [*field_opening(code), run(result), field_end()]


def field_opening(code: str) -> list[Any]:
    """Return what begins a field; its result and its end follow, in other paragraphs too."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    return [
        make("r", make("fldChar", fldCharType="begin")),
        make("r", instruction),
        make("r", make("fldChar", fldCharType="separate")),
    ]


def field_end() -> Any:
    """Return what ends a field."""
    return make("r", make("fldChar", fldCharType="end"))


class Labels:
    """Numbers captions by fields, so that a table added in Word renumbers those behind it."""

    def __init__(self) -> None:
        self.last: dict[str, tuple[str, int]] = {}

    def runs(self, label: str) -> list[Any]:
        """Return "Tabel 3.1" with its number as a field; a label of another form as it is."""
        found = LABEL.fullmatch(label)
        if found is None:
            return [run(label)]
        word, prefix, number = found[1], found[2], int(found[3])
        follows = self.last.get(word, ("", 0)) == (prefix, number - 1)
        self.last[word] = prefix, number
        restart = "" if follows else f" \\r {number}"
        return [
            run(f"{word} {prefix}"),
            *field(f"SEQ {word} \\* ARABIC{restart}", str(number)),
        ]


def place_name(key: str) -> str:
    """Return the name of a place in the file, as links and fields say it."""
    return re.sub(r"\W", "_", key)[:NAME_LENGTH]


def bookmark(number: int, key: str) -> tuple[Any, Any]:
    """Return begin and end of a named place."""
    begin = make("bookmarkStart", id=number, name=place_name(key))
    return begin, make("bookmarkEnd", id=number)
