"""One build of a report gives the same figures in every format, cell by cell."""

from dataclasses import replace

import pytest

from reports.catalogue import REPORTS
from reports.formats import FORMATS, TABLE_FORMATS
from reports.parameters import Layout
from tests.reports.readers import (
    csv_tables,
    docx_tables,
    html_tables,
    json_differences,
    missing_in_pdf,
    shown,
    xlsx_tables,
)
from tests.reports.samples import document, full_table, one_table, sample, small_table


def assert_same_everywhere(made):
    """Compare the cells of every format with what the builder says."""
    expected = [shown(table) for table in made.tables]
    assert html_tables(FORMATS["html"].render(made)) == expected
    assert docx_tables(FORMATS["docx"].render(made), made) == expected
    assert xlsx_tables(FORMATS["xlsx"].render(made), made) == expected
    assert csv_tables(FORMATS["csv"].render(made), made) == expected
    assert json_differences(FORMATS["json"].render(made), made) == []
    assert missing_in_pdf(FORMATS["pdf"].render(made), made) == []


@pytest.mark.parametrize(
    "made",
    [one_table(full_table()), sample(), document(small_table("A"), full_table())],
    ids=["a table", "every block", "two tables"],
)
def test_every_kind_of_cell_is_the_same_in_every_format(made):
    assert_same_everywhere(made)


def test_the_real_reports_are_the_same_in_every_format(real_data):
    for report in REPORTS.values():
        if report.formats != TABLE_FORMATS:
            continue
        for layout in report.layouts or (Layout.DEFAULT,):
            choices = {"layout": str(layout)} if report.layouts else {}
            assert_same_everywhere(report.build(report.read(real_data, choices)))


def test_a_figure_that_differs_would_be_found():
    made = one_table(full_table())
    row = made.table.rows[1]
    cells = list(row.cells)
    cells[3] = replace(cells[3], value=cells[3].value + 1)
    rows = (made.table.rows[0], replace(row, cells=tuple(cells)), *made.table.rows[2:])
    other = one_table(replace(made.table, rows=rows))
    assert html_tables(FORMATS["html"].render(other)) != [shown(made.table)]
    for name, read in (("docx", docx_tables), ("xlsx", xlsx_tables), ("csv", csv_tables)):  # fmt: skip
        assert read(FORMATS[name].render(other), made) != [shown(made.table)]
    assert json_differences(FORMATS["json"].render(other), made)
    assert missing_in_pdf(FORMATS["pdf"].render(other), made) == ["933,33"]
