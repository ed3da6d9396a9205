"""A template as .xlsx: headings and keys locked, drop-down lists, cells that keep what is typed as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from workbook import template_styles as styles
from workbook.column_words import (
    Definition,
    column_at,
    definition_of,
    is_code,
    labels_of,
    words_of,
)
from workbook.guide_sheet import write_guide
from workbook.list_sheet import ListSheet
from workbook.tables import GUIDE
from workbook.template_styles import Look, Painter
from workbook.xlsx_writing import is_like_formula, text_cell

if TYPE_CHECKING:
    from workbook.column_words import Words
    from workbook.template_sheets import Template, TemplateLine, TemplateSheet

OPEN_LINES = 2000  # how far the lists reach in a sheet without end
AUTHOR = "Kinerja"
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 110  # pixels
NARROWEST, WIDEST, LONG, MARGIN = 9, 44, 32, 3  # characters
NOT_IN_LIST = "Pilih dari daftar."


def write_template(template: Template) -> bytes:
    """Return the template as a file."""
    book = Workbook()
    book.active.title = GUIDE.capitalize()
    write_guide(book.active, template)
    lists, painter = ListSheet(), Painter()
    for each in template.sheets:
        sheet = book.create_sheet(each.resource.sheet)
        _SheetWriter(sheet, each, template, lists, painter).write()
    lists.write(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _SheetWriter:
    """Writes one sheet."""

    def __init__(
        self,
        sheet: Any,
        each: TemplateSheet,
        template: Template,
        lists: ListSheet,
        painter: Painter,
    ) -> None:
        self.sheet, self.each, self.template = sheet, each, template
        self.lists, self.painter = lists, painter
        self.resource = each.resource
        self.names = _names(each)
        self.first_free = len(each.lines) + 2
        self.last = self.first_free + (each.free_lines or 0) - 1
        self.widths = {name: self._width(name) for name in self.names}
        self.validations: dict[tuple[str, str], DataValidation] = {}

    def write(self) -> None:
        """Write headings, lines and lists; lock what stands."""
        self._write_headings()
        for line in self.each.lines:
            self.sheet.append([self._filled(line, name) for name in self.names])
            self._add_own_lists(line)
            self._fit_height(line)
        for _ in range(self.each.free_lines or 0):
            self.sheet.append(
                [self._cell("", self._free_look(name)) for name in self.names]
            )
        if self.each.free_lines is None:
            self._open_columns()
        for name in self.names:
            self._add_list(name)
        self._set_up()

    def _write_headings(self) -> None:
        words = {each.name: each for each in words_of(self.resource)}
        cells = []
        for name in self.names:
            cell = self._cell(name, self._heading_look(name))
            if name in words:
                cell.comment = _comment(words[name])
            cells.append(cell)
        self.sheet.append(cells)

    def _filled(self, line: TemplateLine, name: str) -> Any:
        return self._cell(line.cells.get(name, ""), self._look(line, name))

    def _cell(self, text: str, look: Look) -> Any:
        cell = text_cell(self.sheet, text) if text else WriteOnlyCell(self.sheet)
        self.painter.paint(cell, look)
        cell.quotePrefix = is_like_formula(text)
        return cell

    def _look(self, line: TemplateLine, name: str) -> Look:
        if name in self.each.helpers:
            return styles.HELPER
        if name in self.resource.key:
            return styles.KEY
        is_closed = line.closed or line.lists.get(name, [name]) == []
        return styles.CLOSED if is_closed else styles.INPUT

    def _free_look(self, name: str) -> Look:
        return styles.HELPER if name in self.each.helpers else styles.INPUT

    def _heading_look(self, name: str) -> Look:
        if name in self.each.helpers:
            return styles.HELPER_HEADER
        return styles.KEY_HEADER if name in self.resource.key else styles.HEADER

    def _open_columns(self) -> None:
        """Let every cell below the headings be filled in."""
        for number in range(1, len(self.names) + 1):
            column = self.sheet.column_dimensions[get_column_letter(number)]
            column.number_format = styles.AS_TYPED
            column.protection = styles.OPEN
        self.last = OPEN_LINES

    def _fit_height(self, line: TemplateLine) -> None:
        texts = [(line.cells.get(name, ""), self.widths[name]) for name in self.names]
        styles.fit_height(self.sheet, texts)

    def _add_own_lists(self, line: TemplateLine) -> None:
        for name, values in line.lists.items():
            if values and not line.closed:
                cell = f"{self._letter(name)}{self.sheet._current_row}"
                self._validation(name, self.lists.range_of(values)).add(cell)

    def _add_list(self, name: str) -> None:
        """Offer what the column may hold; keys of the lines that stand there are locked anyway."""
        first = self.first_free if name in self.resource.key else 2
        has_own = any(name in line.lists for line in self.each.lines)
        if name in self.each.helpers or has_own or first > self.last:
            return
        definition = definition_of(self.resource, name)
        letter = self._letter(name)
        cells = f"{letter}{first}:{letter}{self.last}"
        if values := self._values(definition):
            self._validation(name, self.lists.range_of(values)).add(cells)
        elif found := self._codes(definition, name):
            self._validation(name, found, "warning").add(cells)

    def _values(self, definition: Definition) -> list[str]:
        return labels_of(column_at(definition)) or self.template.codes.get(
            definition, []
        )

    def _codes(self, definition: Definition, name: str) -> str:
        """Return the range of the template in which the codes are defined, "" where it has none."""
        is_own = definition == Definition(self.resource.sheet, name)
        sheets = {each.resource.sheet: each for each in self.template.sheets}
        if is_own or definition.sheet not in sheets or not is_code(definition):
            return ""
        place = _names(sheets[definition.sheet]).index(definition.column) + 1
        letter = get_column_letter(place)
        return f"{definition.sheet}!${letter}$2:${letter}${OPEN_LINES}"

    def _validation(self, name: str, rule: str, style: str = "stop") -> DataValidation:
        if (name, rule) not in self.validations:
            found = DataValidation(
                type="list",
                formula1=rule,
                allow_blank=True,
                showErrorMessage=True,
                errorStyle=style,
                errorTitle=name,
                error=NOT_IN_LIST,
            )
            self.sheet.add_data_validation(found)
            self.validations[name, rule] = found
        return self.validations[name, rule]

    def _letter(self, name: str) -> str:
        return str(get_column_letter(self.names.index(name) + 1))

    def _set_up(self) -> None:
        for name in self.names:
            self.sheet.column_dimensions[self._letter(name)].width = self.widths[name]
        self.sheet.freeze_panes = "C2" if self.each.lines else "A2"
        self.sheet.auto_filter.ref = f"A1:{self._letter(self.names[-1])}{self.last}"
        protection = self.sheet.protection
        protection.sheet = True
        # False means allowed.
        protection.formatColumns = protection.formatRows = False
        protection.autoFilter = protection.sort = False

    def _width(self, name: str) -> int:
        texts = [name, *(line.cells.get(name, "") for line in self.each.lines)]
        longest = max(map(len, texts)) + MARGIN
        if name in self.resource.fields and _is_long(self.resource, name):
            return LONG
        return min(max(longest, NARROWEST), WIDEST)


def _names(each: TemplateSheet) -> list[str]:
    """Return the columns of the sheet, those for people after the last column of the key."""
    names = list(each.resource.fields)
    after = max(names.index(name) for name in each.resource.key) + 1
    return [*names[:after], *each.helpers, *names[after:]]


def _is_long(resource: Any, name: str) -> bool:
    field = next(c.model_field for c in resource.columns if c.name == name)
    return field is not None and field.get_internal_type() == "TextField"


def _comment(words: Words) -> Comment:
    said = [
        f"{words.label} – {words.duty}" if words.duty else words.label,
        words.contents,
    ]
    return Comment("\n".join(said), AUTHOR, COMMENT_HEIGHT, COMMENT_WIDTH)
