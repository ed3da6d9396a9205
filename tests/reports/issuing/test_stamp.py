"""What the issued PDF carries: number, signatory, hash, versions, and a QR code that leads to the public page."""

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
import segno
from django.urls import reverse

from accounts import qr
from documents.issued_files import ISSUED
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.issuing.stamping import public_address, stamped
from reports.renderers.html import render_print
from tests.document_factories import IssuedDocumentFactory

BASE = "https://kinerja.kantor.go.id"


@pytest.fixture
def document(unit, plan):
    report = REPORTS["capaian"]
    return report.build(report.read(unit, {"year": "2023"}))


def pdf_of(row):
    with ISSUED.open(row.pdf_file) as file:
        return file.read()


def test_the_pdf_says_what_it_can_be_checked_by(issued, pdf_text):
    text = pdf_text(pdf_of(issued))
    assert "Nomor B/1/BSPJI/2024" in text
    assert "Manado, 1 Februari 2024" in text
    assert "Ibu Kepala" in text
    assert f"NIP {'1' * 18}" in text
    assert "Diterbitkan 1 Februari 2024 09.00 WITA" in text
    assert "bukan tanda tangan elektronik" in text
    assert issued.data_sha256 in text.replace(" ", "")
    assert f"Versi rumus {issued.formula_version}" in text
    # Nobody has told the address of this installation: no code, and no broken link.
    assert "periksa/" not in text


def test_a_successor_says_what_it_supersedes(issue, issued, settings, pdf_text):
    settings.PUBLIC_BASE_URL = f"{BASE}/"
    assert issue(number="B/2", reason="Salah <angka>").status_code == 302
    issued.refresh_from_db()
    row = issued.superseded_by
    text = pdf_text(pdf_of(row))
    assert "Menggantikan nomor B/1/BSPJI/2024: Salah <angka>" in text
    assert f"{BASE}/periksa/{row.token}/" in text.replace(" ", "")


def test_the_stamp_takes_no_page_of_its_own(document, unit, settings):
    def pages(made):
        return len(pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].render(made))).pages)

    settings.PUBLIC_BASE_URL = BASE
    row = IssuedDocumentFactory(unit=unit)
    assert pages(document) == pages(stamped(document, row)) == 1


def test_of_several_signatures_the_unit_s_own_is_replaced(document, unit):
    row = IssuedDocumentFactory(unit=unit, signatory_name="Ibu Kepala")
    (own,) = document.signatures
    superior = replace(own, name="Atasan")
    joint = replace(document, signatures=(superior, own))
    names = [each.name for each in stamped(joint, row).signatures]
    assert names == ["Atasan", "Ibu Kepala"]


@pytest.fixture
def drawn_code(document, unit, settings):
    """The address, and a picture of the page that carries it."""
    settings.PUBLIC_BASE_URL = BASE
    row = IssuedDocumentFactory(unit=unit)
    address = public_address(row)
    made = stamped(document, row)
    assert f'aria-label="Kode QR menuju {address}"' in render_print(made)
    (page,) = pypdfium2.PdfDocument(FORMATS["pdf"].render(made))
    return address, page.render(scale=4).to_pil().convert("L")


def test_the_code_on_paper_is_the_address(drawn_code):
    """The fields of the picture, read one by one, are those of the address and of no other."""
    address, image = drawn_code
    wanted = [list(map(bool, row)) for row in segno.make_qr(address, error="m").matrix]
    assert read_fields(image, len(wanted)) == wanted
    other = segno.make_qr(address[:-2] + "x/", error="m").matrix
    assert [list(map(bool, row)) for row in other] != wanted


def read_fields(image, count):
    """Return the fields of the code, dark or not, each looked at in its middle."""
    left, top, right = corners(image)
    side = (right - left) / count
    middles = [int((place + 0.5) * side) for place in range(count)]
    return [
        [image.getpixel((left + x, top + y)) < 128 for x in middles] for y in middles
    ]


def corners(image):
    """Return where the code begins and ends: lines of the table are dark too, but thinner than its fields."""
    dark = image.crop((0, image.height // 5, image.width // 8, image.height)).point(
        lambda value: 255 if value < 100 else 0
    )
    first = next(
        y
        for y in range(dark.height)
        if all(longest_run(dark, y + thick) > 45 for thick in (0, 2, 4))
    )
    columns = [x for x in range(dark.width) if dark.getpixel((x, first + 3))]
    return columns[0], first + image.height // 5, columns[-1] + 1


def longest_run(image, y):
    """Return how many neighbours in a row are dark at most."""
    line = image.crop((0, y, image.width, y + 1)).tobytes()
    return max(map(len, line.split(b"\x00")))


def test_without_an_address_there_is_no_code(document, unit):
    html = render_print(stamped(document, IssuedDocumentFactory(unit=unit)))
    assert "<svg" not in html
    assert "bukan tanda tangan elektronik" in html
    assert "bukan tanda tangan elektronik" not in render_print(document)


def test_the_path_draws_the_dark_fields():
    picture = qr.picture("https://contoh.go.id/", qr.ON_PAPER)
    matrix = list(
        segno.make_qr("https://contoh.go.id/", error="m").matrix_iter(border=4)
    )
    assert picture.side == len(matrix)
    assert picture.path.count("h") == 2 * picture.path.count("M")
    assert reverse("check_issued", args=["abc"]) == "/periksa/abc/"
