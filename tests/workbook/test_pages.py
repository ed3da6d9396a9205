import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook as open_xlsx

from accounts.models import AuditBatch, Role
from indicators.models import Realization
from tests.factories import RealizationFactory, UnitFactory, UserFactory
from tests.workbook.books import realization, xlsx_book, xlsx_bytes
from workbook import uploads

pytestmark = pytest.mark.django_db

IMPORT = "/impor/"
CONFIRM = "/impor/konfirmasi/"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def operator(sign_in, plan):
    return sign_in(Role.OPERATOR)


def file_of(*rows, name="buku.xlsx"):
    return SimpleUploadedFile(name, xlsx_bytes(xlsx_book(realisasi=list(rows))))


def upload(client, *rows):
    return client.post(IMPORT, {"berkas": file_of(*rows)})


def sealed(response):
    return response.context["form"]["pratinjau"].value()


def waiting_files():
    return list(uploads.folder().glob("*")) if uploads.folder().exists() else []


def test_addresses():
    assert (reverse("workbook_import"), reverse("workbook_confirm")) == (
        IMPORT,
        CONFIRM,
    )
    assert reverse("workbook_export") == "/ekspor/"


def test_upload_preview_confirm(operator):
    response = upload(operator, realization(nilai="16,85"))
    assert response.status_code == 200
    page = response.content.decode()
    assert "baris baru" in page
    assert "nilai: 16,85" in page
    assert not Realization.objects.exists()
    done = operator.post(CONFIRM, {"pratinjau": sealed(response)}, follow=True)
    assert "1 baris sudah diimpor dari buku.xlsx." in done.content.decode()
    assert Realization.history.get().batch == AuditBatch.objects.get(
        path="import", user=operator.user
    )
    assert AuditBatch.objects.get().file_name == "buku.xlsx"
    assert not waiting_files()


def test_the_preview_shows_old_and_new(operator, plan):
    RealizationFactory(
        indicator=plan.indicators.get(code="SK1.1"), value=12, note="<b>lama</b>"
    )
    page = upload(operator, realization(nilai=15)).content.decode()
    assert '<td data-label="Semula">12</td>' in page
    assert '<td class="wide" data-label="Menjadi">15</td>' in page
    assert "&lt;b&gt;lama&lt;/b&gt;" in page
    assert "style=" not in page


def test_faults_are_shown_in_a_table_and_nothing_can_be_confirmed(operator):
    response = upload(operator, realization(nilai="B3,56"), realization(periode="TW9"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "“B3,56”" in page
    assert "huruf, tanda, dan angka bercampur" in page
    assert "“TW9”" in page
    assert response.context["form"] is None


def test_an_ambiguous_reading_needs_the_checkbox(operator):
    response = upload(operator, realization(nilai="12,530"))
    assert "Saya sudah memeriksa pembacaan ini" in response.content.decode()
    refused = operator.post(CONFIRM, {"pratinjau": sealed(response)})
    assert refused.status_code == 422
    assert "Centang" in refused.content.decode()
    assert not Realization.objects.exists()
    operator.post(CONFIRM, {"pratinjau": sealed(refused), "diperiksa": "on"})
    assert Realization.objects.get().printed_text == "12,530"


def test_an_ambiguous_reading_is_shown_beside_faults_too(operator):
    rows = realization(nilai="12,530"), realization(nilai="B3,56", periode="TW1")
    response = upload(operator, *rows)
    page = response.content.decode()
    assert response.status_code == 422
    assert "dibaca 12,53" in page
    assert "setelah kesalahan di atas diperbaiki" in page


def test_data_that_changed_since_gives_a_new_preview(operator, plan):
    response = upload(operator, realization(nilai=5))
    RealizationFactory(indicator=plan.indicators.get(code="SK1.1"), value=7)
    again = operator.post(CONFIRM, {"pratinjau": sealed(response)})
    assert again.status_code == 422
    assert "Data berubah sejak pratinjau" in again.content.decode()
    assert Realization.objects.get().value == 7
    operator.post(CONFIRM, {"pratinjau": sealed(again)})
    assert Realization.objects.get().value == 5


def test_a_file_without_changes_cannot_be_confirmed(operator):
    operator.post(
        CONFIRM, {"pratinjau": sealed(upload(operator, realization(nilai=5)))}
    )
    response = upload(operator, realization(nilai=5))
    assert "Tidak ada yang berubah" in response.content.decode()
    assert response.context["form"] is None
    assert not waiting_files()


def test_a_preview_is_its_persons_alone(operator, unit, client):
    seal = sealed(upload(operator, realization(nilai=5)))
    client.force_login(UserFactory(role=Role.OPERATOR, unit=unit))
    response = client.post(CONFIRM, {"pratinjau": seal})
    assert response.status_code == 400
    assert "tidak berlaku" in response.content.decode()
    assert not Realization.objects.exists()


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "../../etc/passwd", "\x00"])
def test_a_forged_preview_is_refused(operator, forged):
    assert operator.post(CONFIRM, {"pratinjau": forged}).status_code == 400


def test_a_file_exchanged_on_disk_is_refused(operator):
    seal = sealed(upload(operator, realization(nilai=5)))
    waiting_files()[0].write_bytes(
        xlsx_bytes(xlsx_book(realisasi=[realization(nilai=6)]))
    )
    assert operator.post(CONFIRM, {"pratinjau": seal}).status_code == 400
    waiting_files()[0].unlink()
    assert operator.post(CONFIRM, {"pratinjau": seal}).status_code == 400


def test_files_nobody_confirmed_are_swept_after_a_day(operator):
    upload(operator, realization(nilai=5))
    old = waiting_files()[0]
    os.utime(old, (time.time() - 90_000,) * 2)
    upload(operator, realization(nilai=6))
    assert old not in waiting_files()
    assert len(waiting_files()) == 1
    assert uploads.folder().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"MZ\x90" * 99, b"%PDF-1.4", b"a,b\n"])
def test_what_is_no_workbook_is_refused_on_the_page(operator, content):
    response = operator.post(IMPORT, {"berkas": SimpleUploadedFile("b.xlsx", content)})
    assert response.status_code == 400
    assert "bukan buku kerja Excel" in response.content.decode()
    assert not waiting_files()


@pytest.mark.parametrize(
    "data", [{}, {"berkas": "teks"}, {"berkas": SimpleUploadedFile("a.xlsx", b"")}]
)
def test_no_file_is_said_so(operator, data):
    assert operator.post(IMPORT, data).status_code == 400


def test_50_mb_are_refused_without_being_kept(operator, monkeypatch):
    monkeypatch.setattr(
        "workbook.views.uploads.store", lambda *_: pytest.fail("stored")
    )
    big = SimpleUploadedFile("besar.xlsx", b"\0" * (50 * 1024 * 1024))
    response = operator.post(IMPORT, {"berkas": big})
    assert response.status_code == 413
    assert "lebih besar daripada 10 MB" in response.content.decode()


def test_a_file_just_above_the_limit_is_refused(operator):
    response = operator.post(
        IMPORT, {"berkas": SimpleUploadedFile("b.xlsx", b"\0" * (10 * 1024 * 1024 + 1))}
    )
    assert response.status_code == 400
    assert "10 MB" in response.content.decode()


def test_the_token_against_forgery_is_asked_for(plan, unit, client):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory(role=Role.OPERATOR, unit=unit))
    assert (
        strict.post(IMPORT, {"berkas": file_of(realization(nilai=5))}).status_code
        == 403
    )
    assert strict.post(CONFIRM, {"pratinjau": "x"}).status_code == 403


@pytest.mark.parametrize(
    "role", [Role.PIMPINAN, Role.AUDITOR, Role.VERIFIKATOR, Role.ADMINISTRATOR]
)
def test_only_operators_import(sign_in, role):
    client = sign_in(role)
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"berkas": file_of(realization())}).status_code == 403
    assert client.post(CONFIRM).status_code == 403


@pytest.mark.parametrize("address", [IMPORT, CONFIRM, "/ekspor/"])
def test_a_stranger_is_sent_to_sign_in(client, db, address):
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert "/masuk/" in response["Location"]


def test_the_download_is_the_own_units_workbook(operator, plan):
    RealizationFactory(indicator=plan.indicators.get(code="SK1.1"), value=12)
    RealizationFactory()
    response = operator.get("/ekspor/")
    assert (
        response["Content-Disposition"]
        == 'attachment; filename="buku-kerja-BALAI-UJI.xlsx"'
    )
    rows = list(open_xlsx(io.BytesIO(response.content))["realisasi"].values)
    assert [row[4] for row in rows[1:]] == [12]


def test_another_units_workbook_does_not_exist(sign_in):
    other = UnitFactory(code="LAIN")
    assert sign_in(Role.AUDITOR).get(f"/ekspor/?unit={other.code}").status_code == 404


def test_the_download_can_be_uploaded_as_it_is(operator, plan):
    RealizationFactory(indicator=plan.indicators.get(code="SK1.1"), value=12)
    content = operator.get("/ekspor/").content
    response = operator.post(IMPORT, {"berkas": SimpleUploadedFile("b.xlsx", content)})
    assert "Tidak ada yang berubah" in response.content.decode()
