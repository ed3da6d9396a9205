"""A file is compared in the browser: chosen or dropped, it never leaves the machine."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.issued import PDF, stored_issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """([zone, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "jatuh.pdf"));
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def sent(page):
    """The requests that carry something away from the browser."""
    found = []
    page.on(
        "request",
        lambda request: found.append(request) if request.method != "GET" else None,
    )
    return found


def test_a_file_is_compared_in_the_browser_and_not_sent(page, unit, tmp_path, sent):
    row = stored_issue(unit=unit)
    issued, altered = tmp_path / "terbit.pdf", tmp_path / "ubah.pdf"
    issued.write_bytes(PDF)
    altered.write_bytes(PDF[:-1] + b"?")
    page.goto(reverse("check_issued", args=[row.token]))
    same = page.get_by_text("Berkas ini sama dengan yang diterbitkan (PDF)")
    other = page.get_by_text("Berkas ini tidak sama dengan yang diterbitkan")
    expect(page.get_by_text("tidak dikirim")).to_be_visible()
    expect(page.get_by_text("lalu tidak disimpan")).to_be_hidden()
    for path, shown, hidden in ((issued, same, other), (altered, other, same)):
        page.get_by_label("Pilih berkas").set_input_files(path)
        expect(shown).to_be_visible()
        expect(hidden).to_be_hidden()
    zone = page.locator(".drop").element_handle()
    page.evaluate(DROP, [zone, list(PDF)])
    expect(same).to_be_visible()
    page.evaluate(DROP, [zone, list(b'{"printed": []}')])
    expect(page.get_by_text("diterbitkan (Data (JSON))")).to_be_visible()
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_text("diterbitkan (Data (JSON))")).to_be_visible()
    assert sent == []
    assert page.complaints == []


def test_without_a_script_the_server_compares(chromium, live_server, unit, tmp_path):
    row = stored_issue(unit=unit)
    path = tmp_path / "terbit.pdf"
    path.write_bytes(PDF)
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    try:
        opened = context.new_page()
        opened.goto(reverse("check_issued", args=[row.token]))
        opened.get_by_label("Pilih berkas").set_input_files(path)
        opened.get_by_role("button", name="Periksa").click()
        answer = opened.get_by_text("Berkas ini sama dengan yang diterbitkan (PDF)")
        expect(answer).to_be_visible()
    finally:
        context.close()
