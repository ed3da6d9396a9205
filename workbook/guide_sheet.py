"""The first sheet of a template, "Petunjuk": how to fill it in, and what each column holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment

from workbook import template_styles as styles
from workbook.column_words import words_of
from workbook.xlsx_writing import text_cell

if TYPE_CHECKING:
    from openpyxl.styles import Font

    from workbook.template_sheets import Template, TemplateSheet

WIDTHS = (24, 36, 70, 11)
HEADINGS = ("Kolom", "Arti", "Isi", "Ketentuan")
LEGEND = (
    (styles.INPUT, "diisi"),
    (styles.KEY, "kunci: mengenali baris, tidak diubah"),
    (styles.CLOSED, "terkunci: tidak dapat diubah sekarang"),
)
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_guide(sheet: Any, template: Template) -> None:
    """Fill the sheet."""
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.append([_text(sheet, template.title, styles.TITLE)])
    sheet.append([])
    for number, step in enumerate(template.steps, start=1):
        sheet.append([_text(sheet, f"{number}. {step}", styles.BODY)])
    sheet.append([])
    for look, meaning in LEGEND:
        sample = look.apply(text_cell(sheet, "contoh"))
        sheet.append([sample, _text(sheet, meaning, styles.BODY)])
    for each in template.sheets:
        _write_columns(sheet, each)
    sheet.protection.sheet = True


def _write_columns(sheet: Any, each: TemplateSheet) -> None:
    sheet.append([])
    name, meaning = each.resource.sheet, str(each.resource.model._meta.verbose_name)
    title = f"Lembar {name}" if name == meaning else f"Lembar {name}: {meaning}"
    sheet.append([_text(sheet, title, styles.HEADING)])
    sheet.append([styles.KEY_HEADER.apply(text_cell(sheet, text)) for text in HEADINGS])
    for words in words_of(each.resource):
        line = (words.name, words.label, words.contents, words.duty)
        sheet.append([_text(sheet, text, styles.BODY, _WRAPPED) for text in line])
        styles.fit_height(sheet, zip(line, WIDTHS, strict=True))


def _text(sheet: Any, text: str, font: Font, alignment: Alignment = _TOP) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.alignment = font, alignment
    return cell
