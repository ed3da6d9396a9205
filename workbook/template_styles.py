"""How a template looks: yellow is to be filled in, grey stands."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from workbook.xlsx_writing import FONT

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE_HEIGHT, MAX_LINES = 15, 8  # points; a longer text is read in its cell
AS_TYPED = "@"  # a text format: no spreadsheet makes 1685 of 16,85, or a date of 3/4
OPEN, LOCKED = Protection(locked=False), Protection(locked=True)
_LINE = Side("thin", color="FFD5DBE1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Look:
    """Colours of a cell, and whether it may be changed."""

    ink: str
    ground: str
    is_open: bool = False
    bold: bool = False

    def apply(self, cell: Any) -> Any:
        """Give the cell this look; return it."""
        cell.font = Font(name=FONT, size=11, bold=self.bold, color=self.ink)
        cell.fill = PatternFill("solid", fgColor=self.ground)
        cell.border, cell.alignment = _BOX, _WRAPPED
        cell.number_format = AS_TYPED
        cell.protection = OPEN if self.is_open else LOCKED
        return cell


INPUT = Look("FF17212B", "FFFFF9E0", is_open=True)
KEY = Look("FF46525E", "FFEEF1F4")
CLOSED = Look("FF5F6B77", "FFDDE2E7")
HELPER = Look("FF566270", "FFFFFFFF")
HEADER = Look("FFFFFFFF", "FF0A5C9E", bold=True)
KEY_HEADER = Look("FF17212B", "FFD5DBE1", bold=True)
HELPER_HEADER = Look("FF566270", "FFFFFFFF", bold=True)

TITLE = Font(name=FONT, size=16, bold=True)
HEADING = Font(name=FONT, size=12, bold=True, color="FF0A5C9E")
BODY = Font(name=FONT, size=11)


def fit_height(sheet: Any, texts: Iterable[tuple[str, int]]) -> None:
    """Make the sheet's last row as high as its texts in columns of these widths need."""
    lines = max(
        sum(1 + max(len(part) - 1, 0) // width for part in text.split("\n"))
        for text, width in texts
    )
    if lines > 1:
        row = sheet.row_dimensions[sheet._current_row]
        row.height = LINE_HEIGHT * min(lines, MAX_LINES)


class Painter:
    """Gives many cells of one workbook the same few looks, each worked out once."""

    def __init__(self) -> None:
        self._done: dict[Look, Any] = {}

    def paint(self, cell: Any, look: Look) -> Any:
        """Give the cell the look; return it."""
        if look not in self._done:
            self._done[look] = copy(look.apply(cell)._style)
        cell._style = copy(self._done[look])
        return cell
