"""A year's work in a browser: charge, plan, entry with evidence, return, verification, lock, audit.

With GUIDE_IMAGES=docs/img/panduan the pictures of the guide are taken on the way.
"""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from accounts.models import Role
from indicators.models import (
    Evidence,
    Indicator,
    LockException,
    PeriodLock,
    QuarterlyTarget,
    Realization,
)
from tests.factories import UserFactory
from tests.indicators.evidence.samples import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = "BSPJI-MANADO-2021-R2023"
ENTRY = f"/realisasi/2024/{PLAN}/SK3.1/?periode=TW1"
PDF = pdf("Laporan triwulan I")
IMAGES = os.environ.get("GUIDE_IMAGES", "")


@pytest.fixture
def office(transactional_db, real_data):
    return real_data


class Walk:
    """The page, the people, and what they do with both."""

    def __init__(self, page, office):
        self.page = page
        self.people = {
            role: UserFactory(role=role, unit=office, first_name=name, last_name=last)
            for role, name, last in (
                (Role.OPERATOR, "Rina", "Tumbel"),
                (Role.VERIFIKATOR, "Sari", "Lumintang"),
                (Role.AUDITOR, "Agus", "Wibowo"),
            )
        }
        page.set_viewport_size({"width": 1280, "height": 900})

    def as_(self, role):
        """Sign out, and sign the person of this role in."""
        self.page.context.clear_cookies()
        self.page.goto("/masuk/")
        self.page.fill("input[name=username]", self.people[role].username)
        self.page.fill("input[name=password]", "sandi-uji-123")
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/masuk/" not in url)

    def press(self, selector):
        """Press a button that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def sees(self, text):
        return text in self.page.inner_text("main")

    def shoot(self, name):
        """Take a picture for the guide, when one is wanted."""
        if IMAGES:
            Path(IMAGES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{IMAGES}/{name}.png", full_page=True)


@pytest.fixture
def walk(page, office):
    return Walk(page, office)


def indicator():
    return Indicator.objects.get(plan__code=PLAN, code="SK3.1")


def quarter():
    return Realization.objects.get(indicator=indicator(), year=2024, period="TW1")


def test_a_year_from_the_charge_to_the_audit(walk):
    put_in_charge(walk)
    plan_the_quarters(walk)
    enter_with_evidence(walk)
    submit(walk)
    return_with_a_note(walk)
    correct_with_a_reason(walk)
    verify(walk)
    lock(walk)
    find_it_closed(walk)
    open_for_a_while(walk)
    audit(walk)
    # The browser also reports the one form that was refused, as it should be.
    complaints = [said for said in walk.page.complaints if "422" not in said]
    assert complaints == []


def put_in_charge(walk):
    walk.as_(Role.VERIFIKATOR)
    walk.page.goto("/penugasan/")
    rina = str(walk.people[Role.OPERATOR].pk)
    walk.page.select_option(f"select[name=person-{indicator().pk}]", rina)
    walk.shoot("penugasan")
    walk.press("form button.btn-primary")
    assert indicator().person_in_charge == walk.people[Role.OPERATOR]


def plan_the_quarters(walk):
    walk.as_(Role.OPERATOR)
    walk.page.goto("/rencana-aksi/2024/")
    for period, value in (("I", "2"), ("II", "4"), ("III", "5,5"), ("IV", "7")):
        label = f"Target Triwulan {period} SK3.1"
        walk.page.get_by_label(label, exact=True).fill(value)
    walk.shoot("rencana-aksi")
    walk.press("button:has-text('Simpan semua')")
    assert QuarterlyTarget.objects.filter(indicator=indicator()).count() == 4
    assert QuarterlyTarget.objects.get(period="TW3").value == Decimal("5.5")


def enter_with_evidence(walk):
    page = walk.page
    page.goto(ENTRY)
    case = page.locator(".cases li").first
    case.locator("[name$=label]").fill("PT Contoh: waktu pengujian")
    case.locator("select").select_option("efficiency")
    case.locator("[name$=before]").fill("40")
    case.locator("[name$=after]").fill("38")
    page.fill("[name=cause]", "Antrean pengujian diatur ulang.")
    walk.press("button:has-text('Simpan')")
    assert quarter().value == 5
    assert walk.sees("(40 − 38) / 40 × 100 = 5,00")
    page.fill("[name=judul]", "Laporan pengujian triwulan I")
    page.locator("[name=berkas]").set_input_files(
        {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Tambah bukti").click()
    page.get_by_text("Bukti “Laporan pengujian triwulan I” ditambahkan.").wait_for()
    proof = Evidence.objects.get()
    assert (proof.realization, proof.original_name) == (quarter(), "laporan.pdf")
    walk.shoot("isi-satu-realisasi")


def submit(walk):
    walk.press("button[name=deed][value=submit]")
    assert quarter().workflow == "submitted"


def return_with_a_note(walk):
    page = walk.page
    walk.as_(Role.VERIFIKATOR)
    page.goto("/beranda/")
    assert walk.sees("Menunggu verifikasi")
    page.goto("/verifikasi/")
    assert walk.sees("(40 − 38) / 40 × 100 = 5,00")
    walk.shoot("verifikasi")
    page.locator("details.return summary").first.click()
    page.fill("textarea[name=note]", "Lampiran menyebut 36, bukan 38.")
    walk.press("button[value=return]")
    assert quarter().return_note == "Lampiran menyebut 36, bukan 38."


def correct_with_a_reason(walk):
    page = walk.page
    walk.as_(Role.OPERATOR)
    page.goto("/beranda/")
    assert walk.sees("Lampiran menyebut 36, bukan 38.")
    walk.shoot("beranda-operator")
    page.goto(ENTRY)
    assert walk.sees("Lampiran menyebut 36, bukan 38.")
    page.locator(".cases li").first.locator("[name$=after]").fill("36")
    page.fill("[name=value]", "")
    walk.press("button:has-text('Simpan')")
    assert quarter().value == 5
    assert walk.sees("alasan perubahan harus diisi")
    page.fill("[name=change_reason]", "Salah baca lampiran")
    walk.press("button:has-text('Simpan')")
    assert quarter().value == 10
    walk.press("button[name=deed][value=submit]")
    assert quarter().workflow == "submitted"


def verify(walk):
    page = walk.page
    walk.as_(Role.VERIFIKATOR)
    page.goto("/verifikasi/")
    assert walk.sees("(40 − 36) / 40 × 100 = 10,00")
    page.locator("input[name=id]").first.check()
    walk.press("#bulk button[value=verify]")
    row = quarter()
    assert (row.workflow, row.verified_by) == (
        "verified",
        walk.people[Role.VERIFIKATOR],
    )


def lock(walk):
    page = walk.page
    page.goto("/kunci/")
    page.locator("#tahun-2024 .deed summary").first.click()
    page.fill("#alasan-2024-TW1", "Laporan triwulan I sudah dikirim")
    walk.shoot("kunci-periode")
    walk.press("button:has-text('Kunci Triwulan I 2024')")
    assert PeriodLock.objects.get().period == "TW1"


def find_it_closed(walk):
    walk.as_(Role.OPERATOR)
    walk.page.goto(ENTRY)
    assert walk.page.locator("[name=value]").count() == 0
    assert walk.sees("dikunci oleh Sari Lumintang")


def open_for_a_while(walk):
    page = walk.page
    walk.as_(Role.VERIFIKATOR)
    page.goto("/kunci/")
    page.locator("#tahun-2024 .opening summary").click()
    page.select_option("#indikator-2024", str(indicator().pk))
    page.fill("#sampai-2024", "2099-12-31")
    page.fill("#sebab-2024", "Koreksi atas permintaan auditor")
    walk.press("button:has-text('Buka sementara')")
    assert LockException.objects.get().indicator == indicator()


def audit(walk):
    page = walk.page
    walk.as_(Role.AUDITOR)
    page.goto("/jejak/")
    walk.shoot("jejak-audit")
    assert walk.sees("Lampiran menyebut 36, bukan 38.")
    page.goto(f"/indikator/{PLAN}/SK3.1/")
    walk.shoot("halaman-indikator")
    assert walk.sees("Laporan pengujian triwulan I")
    with page.expect_download() as download:
        page.get_by_role("link", name="Laporan pengujian triwulan I").first.click()
    assert download.value.path().read_bytes() == PDF
