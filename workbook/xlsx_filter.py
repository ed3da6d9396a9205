"""The XML of an uploaded sheet, reduced to what may be opened again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from workbook.xlsx_package import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAX_VALIDATIONS = 3000
MAX_FORMULA = 500
HIDDEN_FORMULA = "(rumus)"

_VALIDATION = (
    "type", "allowBlank", "showInputMessage", "showErrorMessage", "errorStyle",
    "errorTitle", "error", "promptTitle", "prompt", "sqref",
)  # fmt: skip
# Elements that come through, with the attributes that do; None: all those without a namespace.
_KEPT: dict[str, tuple[str, ...] | None] = {
    "sheetViews": (),
    "sheetView": ("showGridLines",),
    "pane": ("xSplit", "ySplit", "topLeftCell", "activePane", "state"),
    "sheetFormatPr": ("baseColWidth", "defaultColWidth", "defaultRowHeight"),
    "cols": (),
    "col": ("min", "max", "width", "style", "customWidth"),
    "sheetData": (),
    "row": ("r", "ht", "customHeight", "s", "customFormat"),
    "c": ("r", "s", "t"),
    "v": (),
    "is": (),
    "r": (),
    "t": (),
    "sheetProtection": None,
    "autoFilter": ("ref",),
    "dataValidations": (),
    "dataValidation": _VALIDATION,
    "formula1": (),
}
_TEXTS = {"v", "t", "formula1"}
# A typed list, or a range of this workbook; never a function or another file.
_LIST = re.compile(
    r"""\s*(?:"[^"=]*"|(?:(?:'[^'\[\]|]+'|\w+)!)?\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)\s*"""
)


@dataclass(frozen=True)
class CleanSheet:
    """A sheet's XML, and how many cells it holds."""

    content: bytes
    cells: int


class _Filter:
    """Copies the kept elements; a cell or a drop-down list is written when it is complete."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.cells = 0
        self.validations = 0
        self.skipped = 0  # how deep inside an element that stays behind
        self.open: list[str] = []
        self.began = 0  # where the cell or the list begins in ``out``
        self.cell: dict[str, str] = {}
        self.formula: list[str] | None = None
        self.rule: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self.open.append(name)
        if name == "f" and not self.skipped:
            self.formula = []
        if self.skipped or (name not in _KEPT and name != "worksheet"):
            self.skipped += 1
        elif name != "worksheet":
            self._begin(name, attributes)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"c", "dataValidation"}:
            self.began, self.cell = len(self.out), attributes
            self.formula, self.rule = None, []
        self.out.append(f"<{name}{_attributes(name, attributes)}>")

    def text(self, data: str) -> None:
        if self.formula is not None and self.open[-1] == "f":
            self.formula.append(data[:MAX_FORMULA])
        if self.skipped or self.open[-1] not in _TEXTS:
            return
        if self.open[-1] == "formula1":
            self.rule.append(data)
        self.out.append(escape(data))

    def end(self, name: str) -> None:
        name = self.open.pop()
        if self.skipped:
            self.skipped -= 1
            return
        if name == "worksheet":
            return
        self.out.append(f"</{name}>")
        if name == "c":
            self._end_cell()
        elif name == "dataValidation":
            self._end_validation()

    def _end_cell(self) -> None:
        self.cells += 1
        if self.formula is not None:
            written = "".join(self.formula)[:MAX_FORMULA]
            shown = f"={written}" if written else HIDDEN_FORMULA
            attributes = _attributes("c", self.cell | {"t": "inlineStr"})
            cell = f'<c{attributes}><is><t xml:space="preserve">{escape(shown)}</t></is></c>'
            self.out[self.began :] = [cell]
        self.formula = None

    def _end_validation(self) -> None:
        """Keep a drop-down list and a mere hint; what would be computed stays behind."""
        self.validations += 1
        rule = "".join(self.rule)
        is_list = self.cell.get("type") == "list" and _LIST.fullmatch(rule)
        is_safe = is_list if rule else "type" not in self.cell
        if not is_safe or self.validations > MAX_VALIDATIONS:
            del self.out[self.began :]


def clean_sheet(content: bytes, max_cells: int) -> CleanSheet | None:
    """Return what may be kept of a sheet, None when it holds more cells than may be opened."""
    wanted = _Filter()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = wanted.start
    parser.EndElementHandler = wanted.end
    parser.CharacterDataHandler = wanted.text
    parse(content, parser)
    if wanted.cells > max_cells:
        return None
    body = "".join(wanted.out)
    return CleanSheet(
        f'<worksheet xmlns="{MAIN}">{body}</worksheet>'.encode(), wanted.cells
    )


def _attributes(name: str, attributes: dict[str, str]) -> str:
    kept: Iterable[str] = _KEPT[name] or ()
    if _KEPT[name] is None:
        kept = [key for key in attributes if ":" not in key and key != "xmlns"]
    written = {key: attributes[key] for key in kept if key in attributes}
    if name == "sheetView":
        written["workbookViewId"] = "0"
    return "".join(f" {key}={quoteattr(value)}" for key, value in written.items())
