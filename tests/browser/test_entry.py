"""Entering in a browser: results while typing, rows added, quarters by keyboard."""

import pytest

from indicators.models import Measurement, Realization
from tests.factories import LockFactory, RealizationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = "BSPJI-MANADO-2021-R2023"
GROWTH = "(1.026.571.632 − 681.662.000) / 681.662.000 × 100 = 50,60"


@pytest.fixture
def office(transactional_db, real_data):
    return real_data


def type_growth(page, place):
    page.fill(f"[name=ukur-{place}-label]", "PNBP")
    page.select_option(f"[name=ukur-{place}-method]", "growth")
    page.fill(f"[name=ukur-{place}-before]", "681.662.000")
    page.fill(f"[name=ukur-{place}-after]", "1.026.571.632")


def test_the_result_is_computed_while_typing_and_saved(page, sign_in, office):
    sign_in("operator", office)
    page.goto(f"/realisasi/2024/{PLAN}/SK3.1/?periode=TW1")
    type_growth(page, 0)
    page.get_by_text(GROWTH).wait_for()
    page.get_by_text("Yang akan disimpan: 50,5983").wait_for()
    page.fill("[name=value]", "51,5")
    page.get_by_text("Berbeda dari hasil hitungan 50,5983").wait_for()
    assert page.locator("[name=deviation_reason]").is_visible()
    page.fill("[name=value]", "")
    page.get_by_text("Yang akan disimpan: 50,5983").wait_for()
    assert not Realization.objects.filter(year=2024, period="TW1").exists()
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan").click()
    assert "disimpan: 50,5983 Persen." in page.inner_text("main")
    assert page.complaints == []


def test_enter_saves_what_was_typed_and_not_the_value_on_offer(page, sign_in, office):
    sign_in("operator", office)
    page.goto(f"/realisasi/2023/{PLAN}/SK3.2/")
    page.fill("[name=value]", "17,25")
    assert page.get_by_role("button", name="Pakai nilai ini").is_visible()
    with page.expect_navigation():
        page.press("[name=value]", "Enter")
    assert "Nilai 17,25 berbeda dari hasil hitungan 8,2208" in page.inner_text("main")
    assert page.input_value("[name=value]") == "17,25"


def test_rows_are_added_and_ask_only_for_what_their_method_uses(page, sign_in, office):
    sign_in("operator", office)
    page.goto(f"/realisasi/2024/{PLAN}/SK3.1/?periode=TW2")
    page.get_by_role("button", name="Tambah pengukuran").click()
    assert page.locator("[name=ukur-2-order]").input_value() == "3"
    page.select_option("[name=ukur-2-method]", "recorded")
    assert page.locator("[name=ukur-2-before]").is_disabled()
    page.fill("[name=ukur-2-label]", "Kegiatan 3")
    page.fill("[name=ukur-2-result]", "12")
    type_growth(page, 0)
    page.get_by_text("(50,5983 + 12) / 2 = 31,2992").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan").click()
    rows = Measurement.objects.filter(realization__year=2024).order_by("order")
    assert [row.label for row in rows] == ["PNBP", "Kegiatan 3"]
    assert page.complaints == []


def test_quarters_are_filled_by_keyboard(page, sign_in, office):
    LockFactory(unit=office, year=2024, period="TW3")
    sign_in("operator", office)
    page.goto("/realisasi/2024/?tampilan=triwulan")
    cells = {
        period: page.locator(f"tr:has-text('SK5.1') [data-period={period}]")
        for period in ("TW1", "TW2", "TW3")
    }
    assert cells["TW3"].count() == 0
    cells["TW1"].fill("3,6")
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.type("3,61")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("Survei awal")
    page.keyboard.press("Alt+ArrowUp")
    assert "2 isian" not in page.inner_text(".savecount")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    rows = Realization.objects.filter(year=2024, indicator__code="SK5.1")
    found = {row.period: (str(row.value.normalize()), row.note) for row in rows}
    assert found == {"TW1": ("3.6", ""), "TW2": ("3.61", "Survei awal")}
    assert page.complaints == []


def test_the_reason_appears_when_a_submitted_figure_changes(page, sign_in, office):
    indicator = office.plans.get(code=PLAN).indicators.get(code="SK5.1")
    RealizationFactory(
        indicator=indicator,
        year=2024,
        value=3,
        workflow="submitted",
        submitted_at="2024-12-31T00:00:00Z",
    )
    sign_in("operator", office)
    page.goto("/realisasi/2024/")
    reason = page.locator(f"[name=reason-{indicator.pk}]")
    assert not reason.is_visible()
    page.fill(f"[name=value-{indicator.pk}]", "4")
    assert reason.is_visible()


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_the_pages_of_entry_do_not_scroll_sideways(page, sign_in, office, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("operator", office)
    for address in (
        "/realisasi/2023/",
        "/realisasi/2023/?tampilan=triwulan",
        f"/realisasi/2023/{PLAN}/SK3.1/",
        f"/realisasi/2023/{PLAN}/SK3.2/",
    ):
        page.goto(address)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        assert overflow <= 0, f"{address} is {overflow} px too wide at {width}"
    assert page.complaints == []
