"""What a sheet shows: nothing cut off, no "###"."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.tables import Cell, Row, RowKind
from tests.factories import (
    ActivityTargetFactory,
    IndicatorFactory,
    PlanFactory,
    TargetFactory,
)


@pytest.fixture
def document(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,), start_year=2023, end_year=2023)
    owner = ActivityTargetFactory(plan=plan, statement="Meningkatnya sesuatu " * 10)
    indicator = IndicatorFactory(plan=plan, activity_target=owner)
    TargetFactory(indicator=indicator, value=Decimal("9999999999.1234"))
    report = REPORTS["target"]
    return report.build(report.read(unit, {}))


def sheet_of(document):
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(document))).active


def cell_with(sheet, text):
    return next(c for row in sheet.iter_rows() for c in row if str(c.value) == text)


def test_a_heading_over_many_columns_gets_the_lines_it_needs(document):
    sheet = sheet_of(document)
    statement = cell_with(sheet, document.table.rows[0].cells[1].text)
    short = cell_with(sheet, document.table.rows[1].cells[1].text)
    heights = sheet.row_dimensions
    assert heights[statement.row].height > 2 * heights[short.row].height - 4


def test_a_figure_wider_than_its_column_shrinks(document):
    figure = cell_with(sheet_of(document), "9999999999.1234")
    assert figure.alignment.shrink_to_fit
    assert not figure.alignment.wrap_text


def test_a_long_note_takes_several_lines(document):
    long = replace(
        document, blocks=(replace(document.table, notes=("catatan " * 60,)),)
    )
    sheet = sheet_of(long)
    note = cell_with(sheet, "catatan " * 60)
    assert note.alignment.wrap_text
    assert sheet.row_dimensions[note.row].height > 40


def test_every_line_of_a_printed_text_is_seen(document):
    printed = "Kegiatan 1: 50%\nKegiatan 2: 40%\nRata-rata: 45%"
    row = Row((Cell(text="1"), Cell(text=printed), Cell(), Cell()), RowKind.DATA)
    sheet = sheet_of(replace(document, blocks=(replace(document.table, rows=(row,)),)))
    assert sheet.row_dimensions[cell_with(sheet, printed).row].height >= 3 * 14


def test_a_table_without_year_columns_still_fills_the_page(unit):
    report = REPORTS["anggaran"]
    sheet = sheet_of(report.build(report.read(unit, {})))
    assert sum(column.width for column in sheet.column_dimensions.values()) > 80


def test_the_lower_row_of_headings_has_room_for_a_label_of_two_lines(unit):
    PlanFactory(unit=unit, in_force=(2023,))
    report = REPORTS["cascading"]
    sheet = sheet_of(report.build(report.read(unit, {})))
    label = cell_with(sheet, "UKE-2/UPT")
    assert sheet.row_dimensions[label.row].height > 30
    assert sheet.row_dimensions[label.row - 1].height < 20
