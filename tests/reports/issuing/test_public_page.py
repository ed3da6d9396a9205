"""The one public page: what it says, what it keeps to itself, and whether a file is the issued one."""

import hashlib
import io
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.models import IssuedDocument
from indicators import bodies
from reports.issuing import public_views
from tests.factories import UnitFactory
from tests.issued import PDF, stored_issue
from tests.reports.issuing.conftest import change_the_figure

SAME = "Berkas ini sama dengan yang diterbitkan"
OTHER = "Berkas ini tidak sama dengan yang diterbitkan"


@pytest.fixture
def row(unit):
    return stored_issue(unit=unit, signatory_name="Ibu <Kepala>", number="B/5")


def address(row):
    return reverse("check_issued", args=[row.token])


def send(client, row, content, name="berkas"):
    file = SimpleUploadedFile("laporan.pdf", content)
    return client.post(address(row), {name: file})


def shown(answer):
    """Return which answer the page shows: the one without ``hidden``."""
    text = answer.content.decode()
    starts = [line for line in text.split("<p ") if "data-answer" in line]
    visible = [line for line in starts if " hidden>" not in line.partition("<b>")[0]]
    return [line.partition('data-answer="')[2].partition('"')[0] for line in visible]


def test_it_says_what_was_issued_when_and_by_whom_without_signing_in(client, row):
    answer = client.get(address(row))
    assert answer.status_code == 200
    text = answer.content.decode()
    for words in (
        row.title, row.unit.name, "2023", "B/5", "20 Januari 2024", "Ibu &lt;Kepala&gt;", "Kepala Balai",
        "1 Februari 2024 09.00 WITA", "bukan tanda tangan elektronik", row.pdf_sha256, "berlaku",
    ):  # fmt: skip
        assert words in text
    assert "Sudah digantikan" not in text
    assert shown(answer) == []


def test_it_says_nothing_else(client, row, plan):
    """No figure, no account, no way further in; nothing that search engines or other sites may have."""
    answer = client.get(address(row))
    text = answer.content.decode()
    issuer = row.issued_by
    for words in (issuer.username, issuer.first_name, "933,33", "mailto", "/laporan/", "/beranda/"):  # fmt: skip
        assert words not in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("token", ["x", "a" * 22, "a" * 500])
def test_a_wrong_token_is_a_page_that_does_not_exist(client, row, token):
    wrong = client.get(f"/periksa/{token}/")
    assert wrong.status_code == 404
    assert row.number not in wrong.content.decode()
    assert client.post(f"/periksa/{token}/").status_code == 404
    assert client.get(address(row).upper()).status_code == 404


def test_a_superseded_one_leads_to_the_one_that_stands(client, issue, issued, plan):
    for number in ("B/2", "B/3"):
        change_the_figure(plan, len(number) + int(number[-1]))
        assert issue(number=number, reason="Salah").status_code == 302
    last = IssuedDocument.objects.get(number="B/3")
    text = Client().get(address(issued)).content.decode()
    assert "Sudah digantikan" in text
    assert f'href="{address(last)}"' in text
    assert "B/2" not in text
    assert "Sudah digantikan" not in Client().get(address(last)).content.decode()


@pytest.mark.parametrize(
    ("content", "answer"),
    [(PDF, "pdf"), (PDF + b"\n", "other"), (b"", "other"), (b"x" * 60_000, "other")],
)
def test_a_file_is_compared_on_the_server(client, row, content, answer):
    found = send(client, row, content)
    assert found.status_code == 200
    assert shown(found) == [answer]


def test_the_data_are_known_too_and_one_of_another_report_is_not(client, row):
    with_data = stored_issue(unit=UnitFactory(), pdf=b"%PDF lain")
    content = b'{"printed": []}'
    assert hashlib.sha256(content).hexdigest() == row.data_sha256
    assert shown(send(client, row, content)) == ["json"]
    assert shown(send(client, row, b"%PDF lain")) == ["other"]
    assert shown(send(client, with_data, b"%PDF lain")) == ["pdf"]


def test_without_a_file_or_in_another_field_it_asks_for_one(client, row):
    assert shown(client.post(address(row))) == ["none"]
    assert shown(send(client, row, PDF, name="lain")) == ["none"]
    two = {"lain": io.BytesIO(b"x"), "berkas": io.BytesIO(PDF)}
    assert shown(client.post(address(row), two)) == ["pdf"]


def test_a_file_that_is_sent_is_not_kept(client, row, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("A file was written.")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    big = stored_issue(unit=row.unit, choices="besar", pdf=b"%" * 3_000_000)
    assert shown(send(client, big, b"%" * 3_000_000)) == ["pdf"]


def test_a_file_that_is_too_large_to_be_the_issued_one_is_not_looked_at(
    client, row, monkeypatch
):
    read = []

    def drain(request):
        read.append(request.META["CONTENT_LENGTH"])
        bodies.drain(request)

    def refuse(*args):
        raise AssertionError("The body was parsed.")

    monkeypatch.setattr(public_views, "drain", drain)
    monkeypatch.setattr(public_views, "_compare", refuse)
    answer = send(client, row, b"x" * 5_000_000)
    assert shown(answer) == ["other"]
    assert len(read) == 1


def test_the_form_carries_its_token(row):
    client = Client(enforce_csrf_checks=True)
    assert send(client, row, PDF).status_code == 403
    page = client.get(address(row))
    token = page.context["csrf_token"]
    file = SimpleUploadedFile("laporan.pdf", PDF)
    sent = {"csrfmiddlewaretoken": str(token), "berkas": file}
    assert shown(client.post(address(row), sent)) == ["pdf"]


def test_it_asks_the_database_a_fixed_number_of_times(
    client, row, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        client.get(address(row))
