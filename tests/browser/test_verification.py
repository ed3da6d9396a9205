"""Handing figures in and verifying them, in a browser."""

import pytest

from indicators.models import Realization
from tests.factories import PlanFactory, RealizationFactory, TargetFactory, UnitFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(transactional_db):
    unit = UnitFactory(code="BALAI-UJI")
    plan = PlanFactory(unit=unit, in_force=(2023,))
    for _ in range(3):
        row = RealizationFactory(indicator__plan=plan)
        TargetFactory(indicator=row.indicator)
    return unit


def stages():
    return sorted(Realization.objects.values_list("workflow", flat=True))


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_year_is_handed_in_returned_and_verified(page, sign_in, office):
    sign_in("operator", office)
    page.goto("/realisasi/2023/")
    press(page, "Ajukan semua yang terisi")
    assert "3 realisasi diajukan." in page.inner_text(".messages")
    press(page, "Keluar")
    sign_in("verifikator", office)
    assert "Menunggu verifikasi 3" in page.inner_text("main").replace("\n", " ")
    page.goto("/verifikasi/")
    assert "Belum ada yang dipilih" in page.inner_text(".bulk")
    page.get_by_role("button", name="Pilih semua").click()
    assert "3 dipilih" in page.inner_text(".bulk")
    page.locator(".checked input[name=id]").first.uncheck()
    assert "2 dipilih" in page.inner_text(".bulk")
    press(page, "Verifikasi yang dipilih")
    assert "2 realisasi diverifikasi." in page.inner_text(".messages")
    page.locator(".checked .return summary").click()
    page.locator(".checked .return textarea").fill("Lampirkan laporan.")
    with page.expect_navigation():
        page.locator(".checked .return button").click()
    assert stages() == ["returned", "verified", "verified"]
    press(page, "Keluar")
    sign_in("operator", office)
    assert "Lampirkan laporan." in page.inner_text(".urgent")
    assert page.complaints == []
