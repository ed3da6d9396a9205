"""The looks of a sheet's cells; each is made once and then copied, which is far faster."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from indicators.achievement import Status
from reports.renderers import looks
from reports.renderers.text_guard import clean, looks_like_formula
from reports.tables import FIGURE_KINDS, Kind, Mark, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from reports.tables import TextPart

FONT = "Calibri"
SIDE = Side(style="thin", color=looks.LINE)
GRID = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
HEADING_FILL = PatternFill("solid", fgColor=looks.HEADING_FILL)
WEAK_FILL = PatternFill("solid", fgColor=looks.WEAK_FILL)
# By the word, so that they follow when the word is changed.
PASSED_FILL, FAILED_FILL = PatternFill(bgColor="E4F4EC"), PatternFill(bgColor="FDECEB")
STATUS_FILLS = {
    Status.EXCEEDED: PASSED_FILL,
    Status.MET: PASSED_FILL,
    Status.NOT_MET: FAILED_FILL,
}
# Struck out and underlined: a mark is read in black and white too.
MARKED: dict[Mark, dict[str, Any]] = {
    Mark.DELETED: {"strike": True},
    Mark.INSERTED: {"underline": "single"},
}
STRONG = "strong"
CENTRED_KINDS = {Kind.LABEL, Kind.STATUS}


class Part(Enum):
    """What stands around the rows: font, alignment, fill, border."""

    LETTERHEAD = (Font(FONT, size=10, bold=True), Alignment("center"), None, None)
    TITLE = (Font(FONT, size=14, bold=True), Alignment("center", "bottom"), None, None)
    SUBTITLE = (
        Font(FONT, size=10, color=looks.MUTED),
        Alignment("center", wrap_text=True),
        None,
        None,
    )
    HEADING = (
        Font(FONT, size=10, bold=True),
        Alignment("center", "center", wrap_text=True),
        HEADING_FILL,
        GRID,
    )
    RESULT = (Font(FONT, size=11, bold=True), Alignment("center", "center"), None, GRID)
    NUMBERING = (
        Font(FONT, size=8, color=looks.MUTED),
        Alignment("center", "center"),
        WEAK_FILL,
        GRID,
    )
    NOTE = (
        Font(FONT, size=8, color=looks.MUTED),
        Alignment("left", "top", wrap_text=True),
        None,
        None,
    )
    LINK = (
        Font(FONT, size=10, color=looks.LINK, underline="single"),
        Alignment("left", "center"),
        None,
        GRID,
    )
    SIGNATURE = (Font(FONT, size=10), Alignment("left"), None, None)


@dataclass(frozen=True)
class Look:
    """How a cell of a row looks: what it holds, its decimals, its row, its colour."""

    kind: Kind
    places: int = 0
    row: RowKind = RowKind.DATA
    tone: str = ""
    mark: Mark = Mark.SAME

    @property
    def number_format(self) -> str:
        if self.kind not in FIGURE_KINDS:
            return "General"
        return f"#,##0.{'0' * self.places}" if self.places else "#,##0"


def set_text(cell: Any, text: str) -> None:
    """Write text as text: what begins like a formula stays what it says."""
    cell.value = clean(text)
    cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True


def rich_text(parts: Iterable[TextPart]) -> CellRichText:
    """Return a text of which pieces are struck out or underlined."""
    return CellRichText(*(_piece(clean(part.text), part.mark) for part in parts))


def _piece(text: str, mark: Mark) -> TextBlock:
    font = InlineFont(
        rFont=FONT,
        sz=10,
        strike=mark is Mark.DELETED or None,
        u="single" if mark is Mark.INSERTED else None,
    )
    return TextBlock(font, text)


class SheetStyles:
    """Gives the cells of one sheet their looks."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.made: dict[Look | Part, Any] = {}

    def apply(self, cell: SheetCell, look: Look | Part) -> None:
        """Give the cell the look."""
        if look not in self.made:
            self.made[look] = self._make(look)
        # Setting font, fill and border one by one costs a look-up in the workbook's lists each.
        cell._style = copy(self.made[look])

    def _make(self, look: Look | Part) -> Any:
        pattern = SheetCell(self.sheet, row=1, column=1)
        if isinstance(look, Part):
            pattern.font, pattern.alignment, fill, border = look.value
            pattern.fill, pattern.border = fill or PatternFill(), border or Border()
        else:
            _dress(pattern, look)
        return pattern._style


def _dress(pattern: SheetCell, look: Look) -> None:
    is_plain = look.row is RowKind.DATA and look.kind is not Kind.STATUS
    is_bold = not is_plain or look.tone == STRONG
    colour = looks.colour_of(look.tone)
    pattern.font = Font(
        FONT, size=10, bold=is_bold, color=colour, **MARKED.get(look.mark, {})
    )
    pattern.alignment = Alignment(
        _side(look.kind),
        "center",
        wrap_text=look.kind not in FIGURE_KINDS,
        # A figure wider than its column would show as "###".
        shrink_to_fit=look.kind in FIGURE_KINDS,
    )
    pattern.border = GRID
    pattern.number_format = look.number_format
    if look.row is not RowKind.DATA:
        pattern.fill = WEAK_FILL


def _side(kind: Kind) -> str:
    if kind in FIGURE_KINDS:
        return "right"
    return "center" if kind in CENTRED_KINDS else "left"
