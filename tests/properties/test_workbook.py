"""Laws of the workbook: what goes out comes in again, and no text becomes a formula."""

import contextlib
import io
import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook as open_xlsx

from indicators.models import Indicator
from tests.properties.offices import Office
from tests.properties.texts import texts
from tests.workbook.books import empty_database, run
from workbook.cells import protect, tidy, unprotect
from workbook.csv_reading import read_tables as csv_tables
from workbook.exporting import csv_bytes, export_rows, export_workbook
from workbook.sheets import COLUMNS
from workbook.xlsx_reading import read_tables as xlsx_tables
from workbook.xlsx_writing import write_xlsx

in_a_database = settings(
    # Looking for the smallest failing office takes five minutes: for HYPOTHESIS_PROFILE=search.
    phases=[
        phase
        for phase in settings().phases
        if phase is not Phase.shrink or not settings().derandomize
    ],
    max_examples=max(8, settings().max_examples // 8),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextlib.contextmanager
def undone():
    """Take back whatever an example has stored."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def as_csv():
    """Return the whole workbook as its CSV files."""
    rows = export_rows()
    return {name: csv_bytes(COLUMNS[name], rows[name]) for name in rows}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["buku", "buku.xlsx"])
@given(data=st.data())
@in_a_database
def test_an_office_survives_the_workbook_byte_for_byte(name, data):
    with undone(), tempfile.TemporaryDirectory() as folder:
        Office(data.draw)
        before, path = as_csv(), Path(folder) / name
        export_workbook(path)
        empty_database()
        assert not Indicator.objects.exists()
        findings = run(path)
        assert findings.faults == []
        assert findings.readings == []
        assert findings.written
        assert as_csv() == before


@given(texts)
def test_a_protected_text_is_read_back(text):
    assert unprotect(protect(text)) == text


@given(st.lists(texts, min_size=1, max_size=5))
def test_no_text_of_a_csv_file_is_run(cells):
    stored = [tidy(text) for text in cells]
    content = csv_bytes([f"k{n}" for n in range(len(stored))], [stored])
    table = csv_tables({"lembar": content})[0]
    assert table.rows[1] == stored
    for cell in stored:
        written = protect(cell)
        assert written[:1] not in ("=", "@", "\t", "\r")
        assert written[:1] not in ("+", "-") or written[1:2].isdigit() or written == "-"


@given(st.lists(texts, min_size=1, max_size=5))
def test_no_text_of_an_excel_file_is_a_formula(cells):
    stored = [tidy(text) or None for text in cells]
    columns = [f"k{n}" for n in range(len(stored))]
    content = write_xlsx({"lembar": columns}, {"lembar": [stored]})
    row = open_xlsx(io.BytesIO(content))["lembar"][2]
    assert {cell.data_type for cell in row if cell.value} <= {"s"}
    assert all(cell.quotePrefix for cell in row if str(cell.value)[:1] in "=+-@")
    # As the import reads it; a row of empty cells is none.
    assert xlsx_tables(content)[0].rows[1:] in ([[c or "" for c in stored]], [])
