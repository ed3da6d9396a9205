"""What people and programs read in the tables of a file, cell by cell."""

import csv
import io
import json
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

import docx
import openpyxl
import pypdfium2
from docx.oxml.ns import qn

from indicators.numbers import format_number, parse_figure
from reports.renderers import xlsx_contents
from reports.renderers.docx_styles import TABLE_STYLE


def shown(table):
    """Return what people read in each cell that is drawn, row by row."""
    return [
        [
            cell.text_in(column)
            for cell, column in zip(row.cells, table.columns, strict=True)
            if cell.is_drawn
        ]
        for row in table.all_rows
    ]


class CellReader(HTMLParser):
    """Collects the text of the body's cells, row by row, of each table."""

    def __init__(self):
        super().__init__()
        self.tables, self.in_cell = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag == "td":
            self.in_cell = True
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        if tag == "td":
            self.in_cell = False

    def handle_data(self, data):
        if self.in_cell:
            self.tables[-1][-1][-1] += data


def html_tables(content):
    """Return the cells of each table of an HTML file."""
    reader = CellReader()
    reader.feed(content.decode())
    rows = [[[cell.strip() for cell in row] for row in table] for table in reader.tables]  # fmt: skip
    return [[row for row in table if row and row[0] != "(1)"] for table in rows]


def docx_tables(content, made):
    """Return the cells of each table of a Word file, without the signs of statuses."""
    file = docx.Document(io.BytesIO(content))
    tables = [table for table in file.tables if table.style.name == TABLE_STYLE]
    return [
        [_docx_cells(row) for row in found.rows[len(table.heading_rows) + table.is_numbered :]]
        for found, table in zip(tables, made.tables, strict=False)
    ]  # fmt: skip


def _docx_cells(row):
    merged = qn("w:vMerge"), qn("w:val")
    cells = []
    for cell in row._tr.tc_lst:
        merge = cell.tcPr.find(merged[0])
        if merge is None or merge.get(merged[1]) == "restart":
            pieces = cell.iter(qn("w:t"), qn("w:br"))
            text = "".join(
                "\n" if p.tag == qn("w:br") else p.text or "" for p in pieces
            )
            cells.append(text.partition("\u00a0")[0])
    return cells


def xlsx_tables(content, made):
    """Return the cells of each table of a workbook, as the cells' formats show them."""
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    sheets = (sheet for sheet in book if sheet.title != xlsx_contents.NAME)
    return [
        [
            [_xlsx_text(sheet.cell(line, number)) for number, cell in enumerate(row.cells, 1) if cell.is_drawn]
            for line, row in enumerate(table.all_rows, start=_first_row(sheet))
        ]
        for sheet, table in zip(sheets, made.tables, strict=False)
    ]  # fmt: skip


def _first_row(sheet):
    return int(sheet.freeze_panes[1:])


def _xlsx_text(cell):
    if isinstance(cell.value, int | float):
        places = len(cell.number_format.partition(".")[2])
        return format_number(Decimal(str(cell.value)), places)
    return str(cell.value or "")


def csv_tables(content, made):
    """Return the cells of each table of a CSV file, figures with as many decimals as are shown."""
    lines = list(csv.reader(io.StringIO(content.decode())))
    tables, place = [], 0
    for table in made.tables:
        place += 1 if made.is_one_table else 2
        end = place + len(table.all_rows)
        tables.append([_csv_row(line, row, table) for line, row in zip(lines[place:end], table.all_rows, strict=True)])  # fmt: skip
        place = end + 1
    return tables


def _csv_row(line, row, table):
    triples = zip(line, row.cells, table.columns, strict=True)
    return [
        text if cell.value is None else format_number(parse_figure(text).value, cell.places_in(column))
        for text, cell, column in triples
        if cell.is_drawn
    ]  # fmt: skip


def json_differences(content, made):
    """Return the cells that a JSON file says otherwise; it has records of its own, not cells."""
    whole = json.loads(content)
    tables = [whole["rows"]] if made.is_one_table else [table["rows"] for table in whole["tables"]]  # fmt: skip
    return [
        found
        for table, records in zip(made.tables, tables, strict=True)
        for row, record in zip(_recorded(table), records, strict=True)
        for cell, column in zip(row.cells, table.columns, strict=True)
        if (found := _difference(cell, column, record))
    ]


def _recorded(table):
    own = [row for row in table.rows if row.record is not None]
    return own or table.all_rows


def _difference(cell, column, record):
    found = record.get(f"{column.key}_value", record.get(column.key))
    if cell.value is None or column.key not in record or found == cell.text:
        return None
    try:
        text = format_number(Decimal(found), cell.places_in(column))
    except (InvalidOperation, TypeError):
        text = found
    return None if text == cell.text_in(column) else (column.key, found, cell.text_in(column))  # fmt: skip


def page_texts(content):
    """Return the text of each page of a PDF; PDFium has a sign of its own for a hyphen that ends a line."""
    with pypdfium2.PdfDocument(content) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
    return [text.replace("\ufffe", "-") for text in texts]


def missing_in_pdf(content, made):
    """Return the cells that a PDF does not show in their order, whatever line breaks stand inside them."""
    text, place, missing = _joined("".join(page_texts(content))), 0, []
    for cell in (cell for table in made.tables for row in shown(table) for cell in row):
        found = text.find(_joined(cell), place)
        if found < 0:
            missing.append(cell)
        else:
            place = found + len(_joined(cell))
    return missing


def _joined(text):
    return "".join(text.split())
