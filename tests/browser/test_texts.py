"""A text of the yearly report is written with buttons, and stands in the report with its marks."""

import pytest
from playwright.sync_api import expect

from documents.models import TextBlock
from tests.factories import PlanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_gap_leads_to_the_text_which_is_written_with_buttons(page, unit, sign_in):
    PlanFactory(unit=unit, in_force=(2023,))
    sign_in("operator", unit)
    page.goto("/laporan/lakip/?year=2023")
    page.get_by_role("link", name="Kata pengantar belum diisi").click()
    # The script puts the sheet in the place of the text field, which has the same role and name until then.
    sheet = page.locator("[contenteditable=true]")
    sheet.click()
    expect(sheet).to_have_role("textbox")
    expect(sheet).to_have_accessible_name("Teks")
    expect(page.locator("#id_body")).to_be_hidden()
    page.keyboard.type("Puji ")
    page.get_by_role("button", name="Tebal").click()
    page.keyboard.type("syukur")
    page.get_by_role("button", name="Tebal").click()
    page.keyboard.press("Enter")
    page.keyboard.type("satu")
    page.get_by_role("button", name="Daftar", exact=True).click()
    page.keyboard.press("Enter")
    page.keyboard.type("dua")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/textblock/")
    row = TextBlock.objects.get()
    assert (row.unit, row.slot, row.year) == (unit, "foreword", 2023)
    page.goto("/laporan/lakip/?year=2023")
    expect(page.locator(".report-document strong").first).to_have_text("syukur")
    expect(page.locator("#kata-pengantar ~ ul li").first).to_have_text("satu")
    expect(page.get_by_text("Kata pengantar belum diisi")).to_be_hidden()
    assert page.complaints == []
