"""What is looked into before a file is kept."""

import contextlib
import hashlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from indicators import packages
from indicators.evidence import images, office
from indicators.evidence.contents import CONTENT_TYPES, look_into
from indicators.evidence.names import MAX_NAME, clean_name
from indicators.evidence.office import MAIN_TYPES
from tests.indicators.evidence.samples import (
    GOOD,
    TYPES_PART,
    docx,
    package,
    pdf,
    picture,
    types_xml,
    upload,
    xlsx,
)


def refusal(content, name):
    with pytest.raises(ValidationError) as stop:
        look_into(upload(content, name))
    (sentence,) = stop.value.messages
    return sentence


@pytest.mark.parametrize("ending", GOOD)
def test_an_honest_file_is_known_by_its_content(ending):
    found = look_into(upload(GOOD[ending], f"Laporan Akhir.{ending.upper()}"))
    assert found.ending == ending
    assert found.content_type == CONTENT_TYPES[ending]
    assert found.size == len(GOOD[ending])
    assert found.sha256 == hashlib.sha256(GOOD[ending]).hexdigest()


def test_jpeg_is_jpg():
    assert look_into(upload(picture("JPEG"), "foto.jpeg")).ending == "jpg"


def test_the_file_can_be_read_again_afterwards():
    file = upload(xlsx(), "a.xlsx")
    look_into(file)
    assert file.read() == xlsx()


@pytest.mark.parametrize("ending", GOOD)
@pytest.mark.parametrize("claimed", GOOD)
def test_a_name_that_claims_another_kind_is_refused(ending, claimed):
    if claimed != ending:
        assert refusal(GOOD[ending], f"a.{claimed}")


@pytest.mark.parametrize("ending", GOOD)
def test_a_truncated_file_is_refused(ending):
    content = GOOD[ending]
    for length in {1, 4, len(content) // 2, len(content) - 7}:
        assert refusal(content[:length], f"a.{ending}")


@pytest.mark.parametrize("ending", ["jpg", "png", "xlsx", "docx"])
@pytest.mark.parametrize("sign", [0x00, 0x01, 0x80, 0xFF])
def test_damaged_bytes_raise_nothing_but_a_refusal(ending, sign):
    whole = GOOD[ending]
    for place in range(0, len(whole), len(whole) // 40):
        damaged = bytearray(whole)
        damaged[place] = sign
        with contextlib.suppress(ValidationError):
            look_into(upload(bytes(damaged), f"a.{ending}"))


@pytest.mark.parametrize("ending", GOOD)
def test_an_empty_file_is_refused(ending):
    assert refusal(b"", f"a.{ending}") == "Berkas ini kosong."


@pytest.mark.parametrize(
    "name",
    ["a.exe", "a.svg", "a.html", "a.xlsm", "a.zip", "pdf", " ", "a.pdf.exe"],
)
def test_only_five_kinds_are_taken(name):
    assert "Jenis berkas ini tidak diterima" in refusal(pdf(), name)


@pytest.mark.parametrize(
    "name", ["a.exe.pdf", "a.PHP.pdf", "a. html .pdf", "x.y.js.pdf"]
)
def test_a_second_ending_is_a_disguise(name):
    assert "menyamarkan" in refusal(pdf(), name)


@pytest.mark.parametrize("name", ["Kep. Kepala No. 12.3.pdf", "v1.2.pdf", "exe.pdf"])
def test_dots_of_honest_names_stay(name):
    assert look_into(upload(pdf(), name)).name == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\siti\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("lap\u202efdp.exe.pdf", "lapfdp.exe.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("..pdf", "bukti.pdf"),
        ("  a   b .pdf", "a b.pdf"),
        ("lapor\u00e9 – 50 %.pdf", "lapor\u00e9 – 50 %.pdf"),
    ],
)
def test_a_name_is_cleaned(typed, kept):
    assert clean_name(typed) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("a" * 1000 + ".pdf")
    assert len(name) == MAX_NAME
    assert name.endswith("a.pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a%PDF-1.7 startxref %%EOF",
        b"%PDF-9.9\nstartxref\n%%EOF",
        b"%PDF-1.7\nno end",
        b"%PDF-1.7\nstartxref %%EOF" + b" " * 5000,
    ],
)
def test_a_pdf_has_a_head_and_a_tail(content):
    assert "bukan PDF" in refusal(content, "a.pdf")


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 599)
    assert "juta piksel" in refusal(picture(size=(30, 20)), "a.png")


@pytest.mark.parametrize("limit", [400, 200])
def test_a_bomb_of_pixels_is_refused_before_it_is_decoded(monkeypatch, limit):
    """The decoder warns above its limit and stops above twice of it."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    assert "juta piksel" in refusal(picture(size=(30, 20)), "a.png")


def test_a_large_photo_is_taken():
    assert look_into(upload(picture("JPEG", (5000, 4000)), "a.jpg")).size > 1000


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/vbaProject.bin": "x"}),
        docx("application/vnd.ms-office.vbaProject"),
        docx("application/vnd.ms-word.document.macroEnabled.main+xml"),
        docx("application/vnd.ms-office.activeX+xml"),
        docx("application/vnd.ms-office.vba&#80;roject"),
    ],
)
def test_macros_are_refused(content):
    assert "makro" in refusal(content, "a.docx")


@pytest.mark.parametrize(
    "types",
    [
        types_xml("application/vnd.ms-word.document.macroEnabled.main+xml"),
        types_xml(),
        "bukan xml",
        "",
        f"<!DOCTYPE x [<!ENTITY a 'b'>]>{types_xml(MAIN_TYPES['docx'])}",
        types_xml(MAIN_TYPES["docx"]).encode("utf-16")[:-3],
    ],
)
def test_a_package_that_does_not_say_what_it_is_is_refused(types):
    content = package({TYPES_PART: types, "word/document.xml": "<d/>"})
    assert "bukan berkas .docx" in refusal(content, "a.docx")


def test_an_ordinary_zip_is_no_document():
    assert "bukan berkas .xlsx" in refusal(package({"a.txt": "x"}), "a.xlsx")


def test_a_bomb_is_refused():
    content = docx(**{"word/media/a": b"\0" * 3_000_000})
    assert "bom zip" in refusal(content, "a.docx")


def test_what_comes_out_is_counted_together(monkeypatch):
    monkeypatch.setattr(office, "MAX_UNPACKED_BYTES", 1500)
    assert "bom zip" in refusal(docx(a="x" * 800, b="y" * 800), "a.docx")


def test_a_package_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MAX_PARTS", 3)
    assert "bom zip" in refusal(docx(a="1", b="2"), "a.docx")
