"""A refused workbook comes back with its faults marked."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from accounts.models import Role
from indicators.models import Realization
from tests.factories import UserFactory
from tests.workbook.books import (
    part,
    realization,
    repacked,
    run,
    xlsx_book,
    xlsx_bytes,
)
from workbook import uploads, xlsx_cleaning
from workbook.marking import COLOUR
from workbook.sheets import COLUMNS

pytestmark = pytest.mark.django_db

MARKED = "/impor/kesalahan/"
SOURCE = COLUMNS["realisasi"].index("sumber") + 1
ADDRESS = re.compile(r'href="(/impor/kesalahan/\?berkas=[^"]+)"')


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def operator(sign_in, plan):
    return sign_in(Role.OPERATOR)


def upload(client, content, name="buku.xlsx"):
    return client.post("/impor/", {"berkas": SimpleUploadedFile(name, content)})


def address(response):
    return ADDRESS.search(response.content.decode())[1].replace("&amp;", "&")


def given_back(client, book):
    """Upload an openpyxl workbook that has faults, and return what can be downloaded."""
    answer = client.get(address(upload(client, xlsx_bytes(book))))
    assert answer.status_code == 200
    return answer.content


def faulty_book(*rows):
    return xlsx_book(realisasi=list(rows))


def colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def test_faulty_cells_are_coloured_and_say_why(operator):
    rows = [
        realization(nilai=5),
        realization(nilai="B3,56", periode="TW1"),
        realization(indikator="SK9.9", periode="TW9"),
    ]
    book = load_workbook(io.BytesIO(given_back(operator, faulty_book(*rows))))
    assert book.sheetnames == ["Kesalahan", "realisasi"]
    sheet = book["realisasi"]
    marked = {
        cell.coordinate for row in sheet for cell in row if colour(cell) == COLOUR
    }
    assert marked == {"E3", "B4", "D4"}
    assert sheet["E3"].value == "B3,56"
    assert sheet["E3"].comment.text == "Huruf, tanda, dan angka bercampur"
    assert "pilihan" in sheet["D4"].comment.text.lower()
    assert sheet["E2"].comment is None


def test_the_first_sheet_lists_the_faults_with_links(operator):
    rows = [realization(nilai="B3,56"), realization(nilai="=SUM(A1)", periode="TW1")]
    book = load_workbook(io.BytesIO(given_back(operator, faulty_book(*rows))))
    first = book.worksheets[0]
    assert first["A1"].value == "2 kesalahan di buku.xlsx"
    assert [cell.value for cell in first[5]] == [
        "realisasi", "E2", 2, "nilai", "B3,56", "huruf, tanda, dan angka bercampur",
    ]  # fmt: skip
    assert (first["B5"].hyperlink.location, first["B6"].hyperlink.location) == (
        "'realisasi'!E2",
        "'realisasi'!E3",
    )
    assert first["B5"].hyperlink.target is None
    assert first.max_row == 6


def test_the_list_of_faults_shows_an_error_of_the_spreadsheet_as_text(operator):
    book = faulty_book(realization(nilai="#REF!"))
    first = load_workbook(io.BytesIO(given_back(operator, book))).worksheets[0]
    assert (first["E5"].value, first["E5"].data_type) == ("#REF!", "s")


def test_a_fault_of_a_row_is_on_its_first_cell_and_of_the_form_on_the_header(operator):
    book = faulty_book(realization(nilai=1))
    book["realisasi"]["E1"] = "Nilainya"
    sheet = load_workbook(io.BytesIO(given_back(operator, book)))["realisasi"]
    assert "tidak dikenal" in sheet["E1"].comment.text
    assert "tidak ada" in sheet["A1"].comment.text
    assert colour(sheet["A1"]) == colour(sheet["E1"]) == COLOUR


def test_formats_widths_and_lists_stay_as_the_person_had_them(operator):
    book = faulty_book(realization(nilai="x"))
    sheet = book["realisasi"]
    sheet["B2"].font = Font(bold=True, color="FF112233")
    sheet["C2"].number_format = "0.00"
    sheet["D2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["H"].width = 55
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    allowed = DataValidation(type="list", formula1='"TAHUN,TW1"')
    allowed.add("D2:D9")
    sheet.add_data_validation(allowed)
    sheet = load_workbook(io.BytesIO(given_back(operator, book)))["realisasi"]
    assert (sheet["B2"].font.b, sheet["B2"].font.color.rgb) == (True, "FF112233")
    assert sheet["C2"].number_format == "0.00"
    assert colour(sheet["D2"]) == "FF00FF00"
    assert sheet.column_dimensions["H"].width == 55
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("C2", True)
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == [
        '"TAHUN,TW1"'
    ]


def test_nothing_that_runs_comes_back(operator):
    book = faulty_book(
        realization(nilai="=1+1", catatan="=HYPERLINK(1)"),
        realization(nilai=1, sumber=ArrayFormula("A9", "=SUM(A1:A9)")),
        realization(nilai="x", catatan="biasa"),
    )
    sheet = book["realisasi"]
    sheet["H4"].hyperlink = "http://192.0.2.1/"
    sheet["H4"].comment = Comment("ulasan orang", "orang")
    sheet.conditional_formatting.add("A1:A9", FormulaRule(formula=["WEBSERVICE(1)"]))
    book.defined_names["x"] = DefinedName("x", attr_text="'[1]a'!$A$1")
    for rule in ("=WEBSERVICE(1)", "'[1]a'!$A$1:$A$2"):
        listed = DataValidation(type="list", formula1=rule)
        listed.add("A2")
        sheet.add_data_validation(listed)
    content = given_back(operator, book)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert not [name for name in archive.namelist() if "externalLink" in name]
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for evil in (b"<f>", b"<f ", b"WEBSERVICE", b"192.0.2.1", b"[1]", b"ulasan"):
        assert evil not in everything, evil
    sheet = load_workbook(io.BytesIO(content))["realisasi"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s")
    assert sheet["E2"].quotePrefix
    assert sheet.cell(3, SOURCE).value == "=SUM(A1:A9)"
    assert sheet["H4"].value == "biasa"


def test_what_is_hidden_is_shown(operator):
    book = faulty_book(realization(nilai="x"))
    book.create_sheet("Petunjuk")["A1"] = "Cara mengisi"
    book["realisasi"].row_dimensions[2].hidden = True
    book["realisasi"].column_dimensions["E"].hidden = True
    book["realisasi"].sheet_state = "hidden"
    book = load_workbook(io.BytesIO(given_back(operator, book)))
    sheet = book["realisasi"]
    assert sheet.sheet_state == "visible"
    assert not sheet.row_dimensions[2].hidden
    assert not sheet.column_dimensions["E"].hidden
    assert book.sheetnames == ["Kesalahan", "realisasi", "Petunjuk"]


def test_the_corrected_file_is_accepted_and_loses_its_marks(operator, tmp_path):
    rows = [realization(nilai="x"), realization(nilai="y", periode="TW1")]
    book = load_workbook(io.BytesIO(given_back(operator, faulty_book(*rows))))
    book["realisasi"]["E2"] = 5
    second = load_workbook(io.BytesIO(given_back(operator, book)))
    sheet = second["realisasi"]
    assert colour(sheet["E2"]) is None
    assert sheet["E2"].comment is None
    assert colour(sheet["E3"]) == COLOUR
    assert second.sheetnames == ["Kesalahan", "realisasi"]
    sheet["E3"] = 6
    path = tmp_path / "buku.xlsx"
    path.write_bytes(xlsx_bytes(second))
    assert run(path).written
    assert Realization.objects.count() == 2


def test_a_large_file_comes_back_with_its_values(operator, monkeypatch):
    monkeypatch.setattr(xlsx_cleaning, "MAX_CELLS", 20)
    rows = [
        realization(nilai="B3,56", catatan="=1+1"),
        realization(nilai=5, periode="TW9", sumber="'=x"),
    ]
    book = faulty_book(*rows)
    book["realisasi"]["B2"].font = Font(bold=True)
    content = given_back(operator, book)
    book = load_workbook(io.BytesIO(content))
    sheet = book["realisasi"]
    assert book.sheetnames == ["Kesalahan", "realisasi"]
    assert not sheet["B2"].font.b
    assert (sheet["E2"].value, sheet["E3"].value) == ("B3,56", 5)
    assert colour(sheet["E2"]) == colour(sheet["D3"]) == colour(sheet["H2"]) == COLOUR
    assert "pilihan" in sheet["D3"].comment.text.lower()
    assert book["Kesalahan"]["B6"].hyperlink.location.startswith("'realisasi'!")
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read(
        "xl/worksheets/sheet2.xml"
    )


def test_what_openpyxl_cannot_open_comes_back_with_its_values(operator, monkeypatch):
    def refuse(*_):
        raise KeyError("strange")

    monkeypatch.setattr("workbook.marking.load_workbook", refuse)
    book = load_workbook(
        io.BytesIO(given_back(operator, faulty_book(realization(nilai="x"))))
    )
    assert book["realisasi"]["E2"].value == "x"


@pytest.mark.parametrize(
    "extra",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<cols><col min="1" max="99999999" width="9" hidden="1"/></cols>',
        b'<sheetProtection sheet="maybe"/>',
        b'<dataValidations><dataValidation type="list" sqref="A"/></dataValidations>',
        b'<tableParts count="1"><tablePart r:id="rId9" xmlns:r="x"/></tableParts>',
    ],
    ids=["merged", "columns", "protection", "list", "table"],
)
def test_strange_sheets_come_back_too(operator, extra):
    content = xlsx_bytes(faulty_book(realization(nilai="x")))
    odd = part(content).replace(b"</sheetData>", b"</sheetData>" + extra)
    answer = operator.get(address(upload(operator, repacked(content, sheet=odd))))
    book = load_workbook(io.BytesIO(answer.content))
    assert book["realisasi"]["E2"].comment.text.startswith("Bukan angka")


@pytest.mark.parametrize("style", [b'<c r="A2" s="9999"', b'<c r="A2" s="x"'])
def test_a_cell_with_a_style_that_is_not_there_comes_back_too(operator, style):
    content = xlsx_bytes(faulty_book(realization(nilai="x")))
    odd = part(content).replace(b'<c r="A2"', style)
    assert odd != part(content)
    answer = operator.get(address(upload(operator, repacked(content, sheet=odd))))
    assert load_workbook(io.BytesIO(answer.content))["realisasi"]["E2"].value == "x"


def test_many_faults_are_counted_and_the_first_marked(operator, monkeypatch):
    monkeypatch.setattr("workbook.uploads.MAX_MARKS", 1)
    rows = [realization(nilai="x"), realization(nilai="y", periode="TW1")]
    book = load_workbook(io.BytesIO(given_back(operator, faulty_book(*rows))))
    assert book["Kesalahan"]["A1"].value == "2 kesalahan di buku.xlsx"
    assert book["Kesalahan"]["A3"].value == "Dan 1 kesalahan lagi."
    assert colour(book["realisasi"]["E3"]) is None


def test_the_download_is_named_after_the_upload(operator):
    content = xlsx_bytes(faulty_book(realization(nilai="x")))
    for name in ("Data 2023.xlsx", "Data 2023-kesalahan.xlsx"):
        answer = operator.get(address(upload(operator, content, name)))
        assert '"Data 2023-kesalahan.xlsx"' in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_refused_file_is_given_to_its_person_alone(operator, unit, client):
    where = address(upload(operator, xlsx_bytes(faulty_book(realization(nilai="x")))))
    assert operator.get(where).status_code == 200
    client.force_login(UserFactory(role=Role.OPERATOR, unit=unit))
    answer = client.get(where)
    assert answer.status_code == 404
    assert "sudah tidak disimpan" in answer.content.decode()
    client.force_login(UserFactory(role=Role.AUDITOR, unit=unit))
    assert client.get(where).status_code == 403


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "%00", "../x"])
def test_a_forged_address_is_refused(operator, forged):
    assert operator.get(f"{MARKED}?berkas={forged}").status_code == 404


def test_a_file_that_waits_for_confirmation_has_no_faults_to_show(operator):
    response = upload(operator, xlsx_bytes(faulty_book(realization(nilai=5))))
    seal = response.context["form"]["pratinjau"].value()
    assert operator.get(MARKED, {"berkas": seal}).status_code == 404


def test_a_refused_file_cannot_be_confirmed(operator):
    where = address(upload(operator, xlsx_bytes(faulty_book(realization(nilai="x")))))
    seal = where.partition("berkas=")[2].replace("%3A", ":")
    assert operator.post("/impor/konfirmasi/", {"pratinjau": seal}).status_code == 422
    assert not Realization.objects.exists()


def test_a_refused_file_exchanged_on_disk_or_swept_is_gone(operator):
    where = address(upload(operator, xlsx_bytes(faulty_book(realization(nilai="x")))))
    path = next(uploads.folder().glob("*.xlsx"))
    content = path.read_bytes()
    path.write_bytes(b"x")
    assert operator.get(where).status_code == 404
    path.write_bytes(content)
    assert operator.get(where).status_code == 200
    path.with_suffix(".json").unlink()
    assert operator.get(where).status_code == 404


def test_one_person_keeps_a_few_files_only(operator, monkeypatch):
    monkeypatch.setattr(uploads, "KEPT_FILES", 2)
    content = xlsx_bytes(faulty_book(realization(nilai="x")))
    addresses = [address(upload(operator, content)) for _ in range(3)]
    kept = [operator.get(where).status_code for where in addresses]
    assert kept == [404, 200, 200]
    assert len(list(uploads.folder().iterdir())) == 4
