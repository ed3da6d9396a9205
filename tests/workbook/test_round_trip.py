import datetime
import subprocess
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook as open_xlsx

from accounts.models import AuditBatch, Signatory
from indicators.models import Indicator, Realization
from tests.conftest import FIXTURE_FOLDER
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    SignatoryFactory,
    UnitFactory,
)
from tests.workbook.books import empty_database, run
from workbook.exporting import export_rows, export_workbook
from workbook.sheets import COLUMNS, RESOURCES

pytestmark = pytest.mark.django_db


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def cells_of(path):
    return {
        sheet.title: [
            [
                (cell.value, cell.data_type, cell.number_format, cell.quotePrefix)
                for cell in row
            ]
            for row in sheet.iter_rows()
        ]
        for sheet in open_xlsx(path)
    }


def test_the_real_plan_survives_csv_byte_for_byte(real_data, tmp_path):
    export_workbook(tmp_path / "satu")
    assert files_of(tmp_path / "satu") == files_of(FIXTURE_FOLDER)


@pytest.mark.parametrize("name", ["buku", "buku.xlsx"])
def test_export_import_export_gives_the_same_again(real_data, tmp_path, name):
    add_odd_rows(real_data)
    first, second = tmp_path / f"a{name}", tmp_path / f"b{name}"
    export_workbook(first)
    rows = export_rows()
    empty_database()
    assert not Realization.objects.exists()
    call_command("load_workbook", first, verbosity=0)
    assert export_rows() == rows
    export_workbook(second)
    if name.endswith(".xlsx"):
        assert cells_of(first) == cells_of(second)
    else:
        assert files_of(first) == files_of(second)


def test_a_workbook_that_a_spreadsheet_program_has_saved_changes_nothing(
    real_data, tmp_path
):
    add_odd_rows(real_data)
    export_workbook(tmp_path / "buku.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    options = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run(
        ["soffice", "--headless", profile, *options, str(tmp_path / "buku.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    findings = run(tmp_path / "saved" / "buku.xlsx")
    assert not findings.faults
    assert findings.changes == []
    assert sum(count.unchanged for count in findings.counts) == 1870


def add_odd_rows(unit):
    indicator = Indicator.objects.get(
        plan__code="BSPJI-MANADO-2021-R2023", code="SK1.1"
    )
    for period, value, text, note in [
        ("TW1", "2.599", "=2,599", "+62 431\r\nbaris dua\x0btiga"),
        ("TW2", "-3.5", "-3,5", "@satu 'dua' \"tiga\"; empat, lima"),
        ("TW3", "99999999999.9999", "_x0041_", "'=apostrof"),
        ("TW4", "0", "-", " - \t"),
    ]:
        RealizationFactory(
            indicator=indicator,
            period=period,
            value=Decimal(value),
            printed_text=text,
            note=note,
        )
    SignatoryFactory(
        unit=unit, nip="198001012005011001", end=datetime.date(2021, 12, 31)
    )


def test_loading_twice_writes_nothing(real_data):
    batches = AuditBatch.objects.count()
    history = {resource.model: resource.model.history.count() for resource in RESOURCES}
    with CaptureQueriesContext(connection) as queries:
        call_command("load_workbook", FIXTURE_FOLDER, verbosity=0)
    assert not [
        q for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}
    ]
    assert AuditBatch.objects.count() == batches
    assert history == {
        resource.model: resource.model.history.count() for resource in RESOURCES
    }


def test_export_of_one_unit_takes_its_ancestors_along_and_no_one_else(
    real_data, tmp_path
):
    other = PlanFactory(
        unit=UnitFactory(code="LAIN", parent=real_data.parent), code="LAIN-1"
    )
    RealizationFactory(indicator=IndicatorFactory(plan=other))
    rows = export_rows(real_data)
    assert [row[0] for row in rows["unit"]] == ["BSKJI", "BSPJI-MANADO", "KEMENPERIN"]
    assert [row[1] for row in rows["renstra"]] == sorted(
        row[1] for row in rows["renstra"]
    )
    assert "LAIN-1" not in {row[1] for row in rows["renstra"]}
    assert len(rows["realisasi"]) == 45
    assert len(export_rows()["realisasi"]) == 46


def test_xlsx_has_real_numbers_and_dates_and_text_that_cannot_run(real_data, tmp_path):
    add_odd_rows(real_data)
    export_workbook(tmp_path / "buku.xlsx")
    book = open_xlsx(tmp_path / "buku.xlsx")
    assert book.sheetnames == list(COLUMNS)
    sheet = book["realisasi"]
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    risky = [c for row in sheet.iter_rows() for c in row if str(c.value)[:1] in "=+@"]
    assert risky
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)
    date = book["renstra"].cell(4, COLUMNS["renstra"].index("tanggal_sk") + 1)
    assert date.is_date
    assert date.value.date() == datetime.date(2023, 12, 21)
    money = book["anggaran"].cell(2, COLUMNS["anggaran"].index("pagu_awal") + 1)
    assert (money.value, money.number_format) == (12_038_783_000, "#,##0")


def test_export_needs_one_query_a_sheet(real_data, django_assert_num_queries):
    with django_assert_num_queries(len(RESOURCES) + 1):
        export_rows(real_data)
    assert Signatory.objects.exists()
