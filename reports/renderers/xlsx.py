"""A document as an Excel workbook: its tables, a check of what they compute, and charts."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import chain, count
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from reports.renderers import xlsx_charts, xlsx_checks, xlsx_contents
from reports.renderers.steady import steady
from reports.renderers.text_guard import clean
from reports.renderers.xlsx_sheet import TableSheet

if TYPE_CHECKING:
    from reports.documents import Document

NAME_LENGTH = 31  # of a sheet
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
OWN_NAMES = [xlsx_checks.NAME, xlsx_charts.NAME, xlsx_contents.NAME]


def render(document: Document) -> bytes:
    """Return the workbook; the same document gives the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    names = sheet_names(document)
    sheets = []
    tables = document.sheets
    for name, table in zip(names, tables, strict=True):
        is_last = table is tables[-1]
        made = workbook.create_sheet(name)
        sheets.append(TableSheet(made, document, table, is_signed=is_last))
        sheets[-1].write()
    xlsx_checks.add(workbook, document, sheets)
    xlsx_charts.add(workbook, document, sheets)
    xlsx_contents.add(workbook, document, sheets)
    _describe(workbook, document)
    return _save(workbook)


def sheet_names(document: Document) -> list[str]:
    """Return a name for each table's sheet, none of them twice, as Excel allows them."""
    if document.is_one_table:
        return [document.slug.capitalize()]
    found = [*OWN_NAMES]
    for table in document.sheets:
        plain = FORBIDDEN_IN_NAMES.sub(" ", table.label or table.key or table.title)
        name = clean(plain).strip()[:NAME_LENGTH] or "Tabel"
        name = f"{name[0].upper()}{name[1:]}"
        found.append(_not_taken(name, {other.lower() for other in found}))
    return found[len(OWN_NAMES) :]


def _not_taken(name: str, taken: set[str]) -> str:
    numbered = (f"{name[: NAME_LENGTH - 4]} {number}" for number in count(2))
    return next(found for found in chain([name], numbered) if found.lower() not in taken)  # fmt: skip


def _describe(workbook: Workbook, document: Document) -> None:
    properties = workbook.properties
    properties.title = clean(document.title)
    properties.creator = clean(document.unit_name)
    properties.subject = clean(document.subtitle)
    properties.language = "id"
    properties.created = properties.modified = document.data_time.replace(tzinfo=None)


def _save(workbook: Workbook) -> bytes:
    target = io.BytesIO()
    # The workbook's own "save" would put the present time into the file.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).write_data()
    return steady(target.getvalue())
