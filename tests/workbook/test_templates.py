"""Templates: what is known stands there, what may not change is locked, what is filled in is accepted."""

import io
import shutil
import subprocess
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Role
from indicators.models import Measurement, PlanYear, Realization
from tests.factories import (
    IndicatorFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)
from tests.workbook.books import reasons, run, xlsx_bytes
from workbook.column_words import REQUIRED, SHEETS, words_of
from workbook.sheets import COLUMNS, RESOURCES

pytestmark = pytest.mark.django_db

TEMPLATE = "/impor/templat/"
OFFICE = "/impor/templat/kosong/"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def operator(sign_in, plan):
    return sign_in(Role.OPERATOR)


def template(client, query="tahun=2023", where=TEMPLATE):
    answer = client.get(f"{where}?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return load_workbook(io.BytesIO(answer.content))


def place(sheet, column):
    return [cell.value for cell in sheet[1]].index(column) + 1


def cell(sheet, column, row=2):
    return sheet.cell(row, place(sheet, column))


def rows(sheet, *columns):
    """Return the filled lines as tuples of these columns."""
    lines = range(2, sheet.max_row + 1)
    found = [tuple(cell(sheet, name, line).value for name in columns) for line in lines]
    return [line for line in found if any(line)]


def lists_of(book, sheet, column):
    """Return what the drop-down lists of a column offer, by the cells they stand in."""
    letter = cell(sheet, column).column_letter
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if str(rule.sqref).startswith(letter):
            name, area = rule.formula1.split("!")
            found[str(rule.sqref)] = [
                c.value for (c,) in book[name][area.replace("$", "")]
            ]
    return found


def save(book, path):
    path.write_bytes(xlsx_bytes(book))
    return path


def test_every_indicator_of_the_year_has_a_line_with_its_key_and_value(operator, plan):
    first = plan.indicators.get(code="SK1.1")
    TargetFactory(indicator=first, value=Decimal("16.85"))
    RealizationFactory(indicator=first, value=Decimal("1234.5"), note="Lama")
    book = template(operator)
    assert book.sheetnames == ["Petunjuk", "realisasi", "pengukuran", "Daftar"]
    assert book["Daftar"].sheet_state == "hidden"
    columns = ("renstra", "indikator", "tahun", "periode", "(nama)", "(target)", "nilai", "catatan")  # fmt: skip
    assert rows(book["realisasi"], *columns) == [
        (plan.code, "SK1.1", "2023", "TAHUN", first.name, "16,85", "1234,5", "Lama"),
        (plan.code, "SK1.2", "2023", "TAHUN", plan.indicators.get(code="SK1.2").name, "–", None, None),
    ]  # fmt: skip


def test_every_column_of_the_sheet_is_there(operator):
    book = template(operator)
    for name in ("realisasi", "pengukuran"):
        header = [cell.value for cell in book[name][1]]
        assert [h for h in header if not h.startswith("(")] == COLUMNS[name]


def test_keys_and_headings_are_locked_and_the_rest_is_open_text(operator):
    sheet = template(operator)["realisasi"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for name in ("renstra", "indikator", "tahun", "periode", "(nama)", "(status)"):
        assert cell(sheet, name).protection.locked, name
    for name in ("nilai", "catatan", "asal", "sumber"):
        assert not cell(sheet, name).protection.locked, name
        assert cell(sheet, name).number_format == "@"
        assert cell(sheet, name, 1).protection.locked
    inks = {cell(sheet, name).fill.fgColor.rgb for name in ("indikator", "nilai")}
    assert len(inks) == 2


def test_lists_offer_codes_periods_methods_grades_and_choices(operator, plan):
    MeasurementFactory(realization__indicator=plan.indicators.get(code="SK1.1"))
    book = template(operator)
    sheet, cases = book["realisasi"], book["pengukuran"]
    assert list(lists_of(book, sheet, "asal").values()) == [
        ["Diisi", "Diimpor", "Menurut dokumen"]
    ]
    grade = cell(sheet, "predikat", 3).coordinate
    assert lists_of(book, sheet, "predikat") == {grade: ["A", "B", "B-", "C"]}
    assert cell(sheet, "predikat", 2).protection.locked
    (methods,) = lists_of(book, cases, "metode").values()
    assert methods[0] == "Pertumbuhan"
    (codes,) = lists_of(book, cases, "indikator").items()
    assert codes == (
        f"{cell(cases, 'indikator', 3).coordinate}:B202",
        ["SK1.1", "SK1.2"],
    )
    (plans,) = lists_of(book, cases, "renstra").values()
    assert plans == [plan.code]
    (periods,) = lists_of(book, cases, "periode").values()
    assert periods == ["TAHUN", "TW1", "TW2", "TW3", "TW4"]


def test_the_period_can_be_chosen(operator):
    def periods(query):
        sheet = template(operator, query)["realisasi"]
        return [period for (period,) in rows(sheet, "periode")]

    assert periods("tahun=2023&periode=TW2") == ["TW2", "TW2"]
    assert len(periods("tahun=2023&periode=semua")) == 10
    assert periods("") == ["TAHUN", "TAHUN"]


def test_what_may_not_change_now_says_why(operator, plan, unit):
    LockFactory(unit=unit, year=2023, period="TW1", reason="Sudah dikirim")
    indicator = plan.indicators.get(code="SK1.1")
    RealizationFactory(
        indicator=indicator,
        period="TW2",
        workflow="verified",
        submitted_at=timezone.now(),
        verified_at=timezone.now(),
        verified_by=UserFactory(unit=unit),
    )
    case = MeasurementFactory(
        realization=RealizationFactory(indicator=indicator, period="TW1")
    )
    book = template(operator, "tahun=2023&periode=semua")
    sheet = book["realisasi"]
    status = {
        (code, period): (said, cell(sheet, "nilai", line).protection.locked)
        for line, (code, period, said) in enumerate(
            rows(sheet, "indikator", "periode", "(status)"), start=2
        )
    }
    assert "dikunci oleh" in status["SK1.1", "TW1"][0]
    assert "dikunci oleh" in status["SK1.2", "TW1"][0]
    assert "Sudah diverifikasi oleh" in status["SK1.1", "TW2"][0]
    closed = {key for key, (_, locked) in status.items() if locked}
    assert closed == {("SK1.1", "TW1"), ("SK1.2", "TW1"), ("SK1.1", "TW2")}
    cases = book["pengukuran"]
    assert cell(cases, "uraian").value == case.label
    assert cell(cases, "uraian").protection.locked
    assert "dikunci oleh" in cell(cases, "(status)").value


def test_a_locked_row_changed_all_the_same_is_refused(operator, unit, tmp_path):
    LockFactory(unit=unit, year=2023, period="TW1")
    book = template(operator, "tahun=2023&periode=semua")
    sheet = book["realisasi"]
    for line, (period,) in enumerate(rows(sheet, "periode"), start=2):
        if period in ("TW1", "TW2"):
            cell(sheet, "nilai", line).value = "5"
            cell(sheet, "predikat", line).value = None
    findings = run(save(book, tmp_path / "t.xlsx"))
    assert {fault.row for fault in findings.faults} == {4, 5}
    assert all("dikunci oleh" in reason for reason in reasons(findings))
    assert not Realization.objects.exists()


def test_lines_left_empty_are_not_imported(operator, tmp_path):
    path = save(template(operator, "tahun=2023&periode=semua"), tmp_path / "t.xlsx")
    findings = run(path)
    assert not findings.faults
    assert not findings.writes
    assert not Realization.objects.exists()


def test_the_template_as_it_is_changes_nothing(operator, plan, tmp_path):
    indicator = plan.indicators.get(code="SK1.1")
    row = RealizationFactory(
        indicator=indicator, value=Decimal("2.599"), printed_text="2,599 Persen"
    )
    MeasurementFactory(realization=row, method="recorded", result=Decimal("2.599"))
    path = save(template(operator), tmp_path / "t.xlsx")
    findings = run(path)
    assert not findings.faults, reasons(findings)
    assert not findings.writes
    assert not findings.readings


def test_a_filled_template_is_accepted(operator, unit, tmp_path):
    book = template(operator)
    sheet, cases = book["realisasi"], book["pengukuran"]
    cell(sheet, "nilai").value = "45"
    cell(sheet, "predikat", 3).value = "B-"
    filled = (
        "RENSTRA-UJI",
        "SK1.1",
        "2023",
        "TAHUN",
        "1",
        "Kegiatan",
        "Tercatat",
        "45",
    )
    names = ("renstra", "indikator", "tahun", "periode", "urutan", "uraian", "metode", "hasil")  # fmt: skip
    for name, value in zip(names, filled, strict=True):
        assert not cell(cases, name).protection.locked
        cell(cases, name).value = value
    user = UserFactory(role=Role.OPERATOR, unit=unit)
    findings = run(save(book, tmp_path / "t.xlsx"), user=user)
    assert findings.written, reasons(findings)
    saved = {row.indicator.code: row for row in Realization.objects.all()}
    assert (saved["SK1.1"].value, saved["SK1.1"].origin) == (45, "imported")
    assert saved["SK1.2"].grade == "B-"
    assert Measurement.objects.get().result == 45


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("where", [TEMPLATE, OFFICE])
def test_a_template_saved_by_libreoffice_is_accepted(operator, unit, tmp_path, where):
    book = template(operator, "", where)
    if where == TEMPLATE:
        cell(book["realisasi"], "nilai").value = "16,85"
    else:
        row = {"unit": unit.code, "nama": "A", "mulai": "21/12/2023", "jabatan": "Kepala", "plt": "ya"}  # fmt: skip
        for name, value in row.items():
            cell(book["penanda_tangan"], name).value = value
    save(book, tmp_path / "t.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    done = subprocess.run(
        [*command, str(tmp_path / "lo"), str(tmp_path / "t.xlsx")],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    findings = run(tmp_path / "lo" / "t.xlsx")
    assert findings.written, reasons(findings)
    assert findings.writes == 1
    saved = load_workbook(tmp_path / "lo" / "t.xlsx")
    sheet = saved["realisasi"]
    assert sheet.protection.sheet
    if where == TEMPLATE:
        assert Realization.objects.get().value == Decimal("16.85")
        assert not cell(sheet, "nilai").protection.locked


def test_the_empty_template_has_every_sheet_with_its_columns_and_lists(operator):
    book = template(operator, "", OFFICE)
    assert book.sheetnames == [
        "Petunjuk", *(resource.sheet for resource in RESOURCES), "Daftar",
    ]  # fmt: skip
    for resource in RESOURCES:
        sheet = book[resource.sheet]
        assert [cell.value for cell in sheet[1]] == COLUMNS[resource.sheet]
        assert sheet.max_row == 1
        assert sheet.protection.sheet
        assert not sheet.column_dimensions["A"].protection.locked
        assert sheet.column_dimensions["A"].number_format == "@"
    rules = {
        str(rule.sqref): rule.formula1
        for rule in book["target"].data_validations.dataValidation
    }
    assert rules["A2:A2000"] == "renstra!$B$2:$B$2000"
    assert rules["B2:B2000"] == "indikator!$B$2:$B$2000"
    (kinds,) = lists_of(book, book["unit"], "jenis").values()
    assert "Balai Besar" in kinds


def test_the_instructions_describe_every_column(operator):
    for where in (TEMPLATE, OFFICE):
        book = template(operator, "", where)
        described = {c.value for row in book["Petunjuk"].iter_rows() for c in row}
        for name in book.sheetnames[1:-1]:
            assert set(COLUMNS[name]) <= described
            assert cell(book[name], COLUMNS[name][0], 1).comment is not None


def test_columns_are_described_as_the_import_reads_them():
    words = {each.name: each for each in words_of(SHEETS["pengukuran"])}
    assert (words["indikator"].label, words["indikator"].duty) == (
        "Kode indikator",
        "kunci",
    )
    assert words["uraian"].duty == REQUIRED
    assert words["a"].duty == ""
    assert "Pertumbuhan" in words["metode"].contents
    agreed = {each.name: each for each in words_of(SHEETS["target"])}
    assert "“-”" in agreed["nilai"].contents


def test_the_page_offers_the_years_of_the_own_unit(operator, plan):
    page = operator.get("/impor/").content.decode()
    assert '<option value="2024" selected>2024</option>' in page
    assert 'action="/impor/templat/"' in page
    assert OFFICE in page


def test_a_unit_without_a_plan_is_offered_the_empty_template_alone(sign_in):
    client = sign_in(Role.OPERATOR)
    page = client.get("/impor/").content.decode()
    assert 'action="/impor/templat/"' not in page
    assert OFFICE in page
    answer = client.get(TEMPLATE)
    assert answer.status_code == 400
    assert "belum mempunyai renstra" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["tahun=2019", "tahun=x", "tahun=%00", "periode=TW9", "tahun=2023&periode=%00"],
)
def test_a_year_or_period_that_is_none_is_refused(operator, query):
    assert operator.get(f"{TEMPLATE}?{query}").status_code == 400


def test_a_template_is_of_the_own_unit_only(operator, unit):
    child = UnitFactory(code="BAWAH", parent=unit)
    PlanFactory(unit=child, in_force=(2023,))
    assert operator.get(f"{TEMPLATE}?unit=BAWAH").status_code == 403
    assert operator.get(f"{TEMPLATE}?unit=LAIN").status_code == 404


def test_the_queries_do_not_grow_with_the_indicators(
    operator, plan, unit, django_assert_max_num_queries
):
    owner = plan.indicators.first().activity_target
    for number in range(30):
        indicator = IndicatorFactory(
            plan=plan, activity_target=owner, code=f"SK1.{number + 10}", graded=True
        )
        if number % 2:
            row = RealizationFactory(
                indicator=indicator,
                value=None,
                workflow="verified",
                submitted_at=timezone.now(),
                verified_at=timezone.now(),
                verified_by=UserFactory(unit=unit),
            )
            MeasurementFactory(realization=row)
    assert PlanYear.objects.count() == 2
    with django_assert_max_num_queries(40):
        template(operator, "tahun=2023&periode=semua")
