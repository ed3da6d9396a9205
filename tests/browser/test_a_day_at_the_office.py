"""What people do, in a browser: enter, see, download; on a phone too."""

from decimal import Decimal

import pytest

from indicators.models import Realization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/beranda/",
    "/verifikasi/?tahap=draft",
    "/",
    "/?tahun=2021",
    "/indikator/",
    "/laporan/",
    "/laporan/capaian/?tahun=2023",
    "/realisasi/2023/",
    "/impor/",
    "/admin/",
]


@pytest.fixture
def office(transactional_db, real_data):
    return real_data


def value_field(page, code):
    return page.get_by_label(f"Realisasi {code} ")


def save(page):
    """Press Enter as people do, and wait until the answer stands."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_operator_enters_a_realization_and_the_dashboard_shows_it(
    page, sign_in, office
):
    sign_in("operator", office)
    page.goto("/realisasi/2024/")
    value_field(page, "SK5.1").fill("3,65")
    save(page)
    saved = Realization.objects.get(indicator__code="SK5.1", year=2024)
    assert (saved.value, saved.origin) == (Decimal("3.65"), "entered")
    page.goto("/?tahun=2024")
    assert "3,65" in page.inner_text("main")
    assert page.complaints == []


def test_a_mistake_is_shown_beside_its_field_and_nothing_typed_is_lost(
    page, sign_in, office
):
    sign_in("operator", office)
    page.goto("/realisasi/2024/")
    value_field(page, "SK5.1").fill("B3,56")
    value_field(page, "SK8.2").fill("97")
    save(page)
    assert value_field(page, "SK5.1").input_value() == "B3,56"
    assert value_field(page, "SK8.2").input_value() == "97"
    problem = page.locator(".field-error").inner_text()
    assert "B3,56" in problem
    assert "tidak dapat diterima" in problem
    assert not Realization.objects.filter(year=2024).exists()


def test_the_head_of_administration_downloads_the_table_as_pdf_and_excel(
    page, sign_in, office
):
    sign_in("verifikator", office)
    page.goto("/laporan/capaian/?tahun=2023")
    for ending, magic in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        with page.expect_download() as download:
            page.locator(f"a[href*='capaian.{ending}']").first.click()
        path = download.value.path()
        assert path.read_bytes().startswith(magic)
        assert (
            download.value.suggested_filename == f"capaian-2023-BSPJI-MANADO.{ending}"
        )


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_or_offends_the_policy(
    page, sign_in, office, width, scheme
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    sign_in("operator", office)
    for address in PAGES:
        response = page.goto(address)
        assert response.status == 200, address
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        assert overflow <= 0, f"{address} is {overflow} px too wide at {width}"
    assert page.complaints == []
