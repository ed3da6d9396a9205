"""An import in a browser: the wait is shown, the preview confirmed, templates and marked files downloaded."""

import pytest

from indicators.models import Realization
from tests.workbook.books import REALIZATION, xlsx_book, xlsx_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "BSPJI-MANADO-2021-R2023"


@pytest.fixture
def office(transactional_db, real_data, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return real_data


def book(tmp_path, **cells):
    row = REALIZATION | {"renstra": PLAN, "tahun": 2024, "periode": "TW1"} | cells
    path = tmp_path / "buku.xlsx"
    path.write_bytes(xlsx_bytes(xlsx_book(realisasi=[row])))
    return path


def choose(page, path):
    page.goto("/impor/")
    page.set_input_files("input[type=file]", path)


def hold(page):
    """Let the form be sent without an answer: the page stays as a person sees it meanwhile."""
    page.evaluate(
        "document.querySelector('form[data-progress]').addEventListener('submit', (event) => event.preventDefault())"
    )


def test_the_wait_is_shown_and_the_form_is_not_sent_twice(
    page, sign_in, office, tmp_path
):
    sign_in("operator", office)
    choose(page, book(tmp_path, nilai=5))
    assert page.locator("progress").is_hidden()
    hold(page)
    button = page.get_by_role("button", name="Tampilkan pratinjau")
    button.click()
    assert page.get_by_text("Sedang mengunggah dan memeriksa buku.xlsx (").is_visible()
    assert page.locator("progress").is_visible()
    assert button.is_disabled()
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    assert button.is_enabled()
    assert page.locator("progress").is_hidden()


def test_a_workbook_is_looked_at_and_imported_with_a_reason(
    page, sign_in, office, tmp_path
):
    sign_in("operator", office)
    choose(page, book(tmp_path, nilai=5))
    page.get_by_role("button", name="Tampilkan pratinjau").click()
    page.get_by_label("Alasan perubahan").fill("Data susulan")
    hold(page)
    page.get_by_role("button", name="Impor 1 baris").click()
    assert page.get_by_text("Sedang mengimpor 1 baris …").is_visible()
    page.evaluate("document.querySelector('form[data-progress]').submit()")
    page.get_by_text("1 baris sudah diimpor dari buku.xlsx.").wait_for()
    saved = Realization.objects.get(year=2024, period="TW1")
    assert (saved.value, saved.history.get().batch.reason) == (5, "Data susulan")
    assert page.complaints == []


def test_a_refused_file_and_a_template_are_downloaded(page, sign_in, office, tmp_path):
    sign_in("operator", office)
    choose(page, book(tmp_path, nilai="B3,56"))
    page.get_by_role("button", name="Tampilkan pratinjau").click()
    with page.expect_download() as marked:
        page.get_by_role("link", name="Unduh berkas dengan tanda kesalahan").click()
    assert marked.value.suggested_filename == "buku-kesalahan.xlsx"
    page.goto("/impor/")
    page.get_by_label("Periode").select_option("TW1")
    with page.expect_download() as template:
        page.get_by_role("button", name="Unduh templat realisasi").click()
    name = template.value.suggested_filename
    assert name == "templat-realisasi-BSPJI-MANADO-2024.xlsx"
