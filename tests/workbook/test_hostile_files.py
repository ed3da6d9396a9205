"""Files that are not what they say, or that mean harm: refused with a sentence, never an error."""

import io
import random
import zipfile

import pytest
from openpyxl import Workbook

from tests.workbook.books import (
    SHEET,
    part,
    realization,
    reasons,
    repacked,
    run,
    write_xlsx,
    xlsx_book,
    xlsx_bytes,
)
from workbook import xlsx_package
from workbook.findings import FileRefusedError
from workbook.reading import read_workbook
from workbook.sheets import COLUMNS

NOT_A_WORKBOOK = "bukan buku kerja Excel"


def good_book():
    return xlsx_bytes(xlsx_book(realisasi=[realization(nilai=5)]))


def read(tmp_path, content, name="buku.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_workbook(path)


def one_sheet(*refs, tag=b"<v>1</v>"):
    """Return a sheet's XML with a number in each of these cells."""
    cells = b"".join(
        b'<row r="%d"><c r="%s">%s</c></row>' % (row, ref, tag) for row, ref in refs
    )
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells
        + b"</sheetData></worksheet>"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00" + b"\x00" * 5000,
        b"%PDF-1.7\n%%EOF",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096,
        b"renstra,indikator\n1,2\n",
        b"PK\x03\x04 broken",
        b"<html></html>",
    ],
    ids=["empty", "exe", "pdf", "xls", "csv", "cut zip", "html"],
)
def test_what_is_no_workbook_is_refused(tmp_path, content):
    with pytest.raises(FileRefusedError, match=NOT_A_WORKBOOK):
        read(tmp_path, content)


def test_another_zip_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(FileRefusedError, match=NOT_A_WORKBOOK):
        read(tmp_path, out.getvalue())


def test_a_workbook_with_macros_is_refused(tmp_path):
    types = part(good_book(), "[Content_Types].xml")
    macro = types.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"ms-excel.sheet.macroEnabled.main",
    )
    assert macro != types
    with pytest.raises(FileRefusedError, match=NOT_A_WORKBOOK):
        read(tmp_path, repacked(good_book(), types=macro))


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(
        "workbook.reading.xlsx_reading.read_tables", lambda _: pytest.fail("read")
    )
    with pytest.raises(FileRefusedError, match="lebih besar daripada 10 MB"):
        read_workbook(path)


def test_a_zip_bomb_is_refused_while_it_unpacks(tmp_path):
    bomb = repacked(good_book(), sheet=b" " * (30 * 1024 * 1024))
    assert len(bomb) < 100 * 1024
    with pytest.raises(FileRefusedError, match="bom zip"):
        read(tmp_path, bomb)


def test_the_size_is_counted_and_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_package, "MAX_UNPACKED_BYTES", 100_000)
    noise = random.Random(1).randbytes(200_000).hex().encode()  # noqa: S311
    with pytest.raises(FileRefusedError, match="bom zip"):
        read(tmp_path, repacked(good_book(), sheet=noise))


def test_too_many_parts_are_refused(tmp_path):
    out = io.BytesIO(good_book())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2100):
            archive.writestr(f"x/{number}", "")
    with pytest.raises(FileRefusedError, match="bom zip"):
        read(tmp_path, out.getvalue())


@pytest.mark.parametrize(
    "prolog",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
        b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
    ids=["file", "network", "laughs"],
)
@pytest.mark.parametrize("key", ["sheet", "book"])
def test_a_document_type_is_refused(tmp_path, prolog, key):
    name = {"sheet": SHEET, "book": "xl/workbook.xml"}[key]
    with pytest.raises(FileRefusedError, match="DOCTYPE"):
        read(tmp_path, repacked(good_book(), **{key: prolog + part(good_book(), name)}))


def test_a_document_type_in_utf_16_is_refused_too(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "x">]><worksheet/>'
    with pytest.raises(FileRefusedError, match="DOCTYPE"):
        read(tmp_path, repacked(good_book(), sheet=text.encode("utf-16")))


def test_broken_xml_is_refused(tmp_path):
    with pytest.raises(FileRefusedError, match="rusak"):
        read(tmp_path, repacked(good_book(), sheet=b"<worksheet><sheetData>"))


def test_a_formula_is_refused_with_its_address(plan, nothing_written, tmp_path):
    book = xlsx_book(
        realisasi=[realization(nilai="=1+1"), realization(nilai=1, tahun="=2000+23")]
    )
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    findings = run(path)
    assert [(fault.row, fault.column) for fault in findings.faults] == [
        (2, "nilai"),
        (3, "tahun"),
    ]
    assert "sel E2 berisi rumus" in reasons(findings)[0]
    assert "sel C3 berisi rumus" in reasons(findings)[1]


def test_a_cell_with_a_spreadsheet_error_is_refused(plan, nothing_written, tmp_path):
    book = xlsx_book(realisasi=[realization(nilai=1)])
    book["realisasi"]["E2"].value = "#REF!"
    assert book["realisasi"]["E2"].data_type == "e"
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    findings = run(path)
    assert [(fault.column, fault.value) for fault in findings.faults] == [
        ("nilai", "#REF!")
    ]
    assert "sel E2 berisi galat lembar kerja" in reasons(findings)[0]


def test_bad_cells_and_other_errors_come_at_once(plan, nothing_written, tmp_path):
    rows = [
        realization(nilai="=1"),
        realization(nilai="B3,56", periode="TW1"),
        realization(nilai=1),
    ]
    book = xlsx_book(realisasi=[*rows, {}, {"sumber": "=A1"}])
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    places = {(fault.row, fault.column) for fault in run(path).faults}
    assert {
        (2, "nilai"),
        (3, "nilai"),
        (4, "periode"),
        (6, "sumber"),
        (6, "indikator"),
    } <= places


def test_a_formula_beyond_the_columns_is_refused(plan, nothing_written, tmp_path):
    book = xlsx_book(realisasi=[realization(nilai=1)])
    book["realisasi"]["R9"] = "=1"
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    assert "di luar kolom" in reasons(run(path))[0]


def test_text_that_looks_like_a_formula_is_text(plan, tmp_path):
    book = xlsx_book(realisasi=[realization(nilai=1)])
    cell = book["realisasi"]["H2"]
    cell.value = "=HYPERLINK(1)"
    cell.data_type = "s"
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    assert run(path).written


@pytest.mark.parametrize(
    ("refs", "reason"),
    [
        ([(1, b"A1"), (1048576, b"XFD1048576")], "di luar kolom"),
        ([(1, b"A1"), (1048576, b"A1048576")], "lebih dari 200.000 baris"),
        ([(1, b"A1"), (150000, b"A150000")], "baris kosong"),
    ],
)
def test_a_sheet_stretched_out_of_proportion_is_refused(tmp_path, refs, reason):
    with pytest.raises(FileRefusedError, match=reason):
        read(tmp_path, repacked(good_book(), sheet=one_sheet(*refs)))


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("workbook.xlsx_scan.MAX_ROWS", 2000)
    refs = [(row, b"A%d" % row) for row in range(1, 2003)]
    with pytest.raises(FileRefusedError, match=r"200\.000 baris"):
        read(tmp_path, repacked(good_book(), sheet=one_sheet(*refs)))


def test_one_long_text_used_a_million_times_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("workbook.xlsx_reading.MAX_TEXT_TOTAL", 100_000)
    row = realization(catatan="x" * 20_000)
    rows = [row | {"periode": f"TW{n}"} for n in range(10)]
    with pytest.raises(FileRefusedError, match="terlalu besar"):
        read_workbook(write_xlsx(tmp_path / "b.xlsx", realisasi=rows))


def test_an_empty_sheet_is_named(plan, tmp_path):
    book = Workbook()
    book.active.title = "realisasi"
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    assert "lembar kosong" in reasons(run(path))[0]


def test_two_sheets_of_one_name_are_refused(tmp_path):
    book = xlsx_book(realisasi=[realization()], target=[])
    renamed = part(xlsx_bytes(book), "xl/workbook.xml").replace(
        b'"target"', b'"realisasi"'
    )
    with pytest.raises(FileRefusedError, match="nama yang sama"):
        read(tmp_path, repacked(xlsx_bytes(book), book=renamed))


def test_blank_rows_do_not_shift_the_numbers(plan, tmp_path):
    book = xlsx_book(
        realisasi=[realization(nilai=1), {}, {}, realization(nilai="x", periode="TW1")]
    )
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx_bytes(book))
    assert [fault.row for fault in run(path).faults] == [5]


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_never_raises_anything_else(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    content = bytearray(
        good_book() if seed % 2 else repacked(good_book(), sheet=damaged_xml(chance))
    )
    for _ in range(chance.randint(1, 8) if seed % 2 else 0):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        source = read(tmp_path, bytes(content))
    except FileRefusedError:
        return
    assert source.faults or source.sheets


def damaged_xml(chance):
    xml = part(good_book()).decode()
    start = chance.randrange(len(xml))
    return (
        xml[:start]
        + chance.choice(["", "<", "<c/>", "9" * 40, "&#0;"])
        + xml[start + chance.randrange(9) :]
    ).encode()


def test_columns_are_no_more_than_the_scan_allows():
    assert max(map(len, COLUMNS.values())) < 60
