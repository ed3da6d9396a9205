"""The list of issued reports, the page of one, its files."""

import pytest
from django.urls import reverse

from tests.document_factories import IssuedDocumentFactory
from tests.factories import UnitFactory
from tests.issued import PDF, stored_issue, tamper


@pytest.fixture
def row(unit):
    return stored_issue(unit=unit, title="Capaian <b>", file_stem="capaian-2023")


def page(client, row, query=""):
    return client.get(reverse("issued", args=[row.pk]) + query).content.decode()


def fetch(client, row, ending="pdf"):
    return client.get(reverse("issued_file", args=[row.pk, ending]))


def test_the_list_shows_the_unit_s_and_those_below(sign_in, unit, row):
    below = stored_issue(unit=UnitFactory(parent=unit), title="Milik cabang")
    other = stored_issue(unit=UnitFactory(), title="Milik lain")
    client = sign_in("pimpinan")
    text = client.get(reverse("issued_list")).content.decode()
    assert "Capaian &lt;b&gt;" in text
    assert below.title in text
    assert below.unit.name in text
    assert other.title not in text
    assert "berlaku" in text


def test_the_list_has_pages_and_asks_as_often_for_many(
    sign_in, unit, django_assert_max_num_queries
):
    for number in range(51):
        IssuedDocumentFactory(unit=unit, choices=str(number))
    client = sign_in("pimpinan")
    where = reverse("issued_list")
    with django_assert_max_num_queries(10):
        assert "Halaman 1 dari 2" in client.get(where).content.decode()
    assert "Halaman 2 dari 2" in client.get(f"{where}?hal=2").content.decode()
    assert "Halaman 1 dari 2" in client.get(f"{where}?hal=x").content.decode()


def test_an_empty_list_says_where_issuing_begins(sign_in):
    text = sign_in("pimpinan").get(reverse("issued_list")).content.decode()
    assert "Belum ada laporan yang diterbitkan" in text


def test_a_superseded_report_says_so_in_list_and_page(sign_in, unit, row):
    after = IssuedDocumentFactory(
        unit=unit, supersedes=row, reason="Salah angka", number="B/2"
    )
    client = sign_in("verifikator")
    text = client.get(reverse("issued_list")).content.decode()
    assert "digantikan nomor B/2" in text
    text = page(client, row)
    assert "nomor B/2</a>: Salah angka" in text
    assert "Terbitkan pengganti" not in text
    assert f"nomor {row.number}</a>: Salah angka" in page(client, after)


def test_a_new_issue_is_offered_to_those_who_may(sign_in, unit, row):
    link = f"{reverse('issue', args=['capaian'])}?year=2023&amp;unit={unit.code}"
    assert link in page(sign_in("verifikator"), row)
    assert link not in page(sign_in("auditor"), row)
    pack = reverse("issued_pack", args=[row.pk])
    assert pack in page(sign_in("auditor"), row)
    assert pack not in page(sign_in("pimpinan"), row)


def test_the_files_are_read_only_when_somebody_asks(sign_in, row):
    client = sign_in("auditor")
    assert "utuh" not in page(client, row).replace("keutuhan", "")
    assert page(client, row, "?periksa=berkas").count('state ok">utuh') == 2
    tamper(row)
    tamper(row, None, "data_file")
    text = page(client, row, "?periksa=berkas")
    assert 'state low">berubah' in text
    assert 'state low">hilang' in text


def test_the_files_are_sent_as_they_were_issued(sign_in, row):
    client = sign_in("pimpinan")
    answer = fetch(client, row)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert 'filename="capaian-2023.pdf"' in answer["Content-Disposition"]
    data = fetch(client, row, "json")
    assert b"".join(data.streaming_content) == b'{"printed": []}'
    assert fetch(client, row, "xlsx").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"diubah", "bukan lagi yang diterbitkan"), (None, "tidak ada lagi")],
)
def test_a_file_that_is_not_what_was_issued_is_not_sent(
    sign_in, row, content, words, caplog
):
    tamper(row, content)
    client = sign_in("pimpinan")
    answer = fetch(client, row)
    assert answer.url == reverse("issued", args=[row.pk])
    assert words in client.get(answer.url).content.decode()
    assert row.pdf_file in caplog.text


def test_without_a_public_address_the_page_tells_its_own(sign_in, row, settings):
    where = reverse("check_issued", args=[row.token])
    client = sign_in("pimpinan")
    assert f'<a href="{where}">{where}</a>' in page(client, row)
    settings.PUBLIC_BASE_URL = "https://kinerja.kantor.go.id"
    text = page(client, row)
    assert f'<a href="{where}">https://kinerja.kantor.go.id{where}</a>' in text
