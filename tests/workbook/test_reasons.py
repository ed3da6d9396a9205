"""Why an import changes what it changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AuditBatch, Role
from indicators.models import Realization
from indicators.models.guard import REASON_NEEDED as WHY
from tests.factories import RealizationFactory, UserFactory
from tests.workbook.books import (
    realization,
    reasons,
    run,
    write_csv,
    xlsx_book,
    xlsx_bytes,
)

pytestmark = pytest.mark.django_db

CONFIRM = "/impor/konfirmasi/"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def stored(plan):
    return RealizationFactory(
        indicator=plan.indicators.get(code="SK1.1"), value=7, origin="imported"
    )


@pytest.fixture
def submitted(stored):
    """The stored figure was handed over for verification before."""
    stored.submitted_at = timezone.now()
    stored.save()
    return stored


@pytest.fixture
def operator(sign_in, plan):
    return sign_in(Role.OPERATOR)


def upload(client, *rows):
    content = xlsx_bytes(xlsx_book(realisasi=list(rows)))
    return client.post("/impor/", {"berkas": SimpleUploadedFile("b.xlsx", content)})


def confirm(client, response, **data):
    seal = response.context["form"]["pratinjau"].value()
    return client.post(CONFIRM, {"pratinjau": seal, **data})


def test_a_reason_is_kept_with_the_history_of_every_row(operator):
    response = upload(operator, realization(nilai=5))
    assert "Alasan perubahan" in response.content.decode()
    assert confirm(operator, response, alasan=" Data susulan ").status_code == 302
    assert Realization.history.get().batch.reason == "Data susulan"


def test_nobody_is_asked_for_a_reason_where_no_row_wants_one(operator, stored):
    response = upload(operator, realization(nilai=5))
    assert confirm(operator, response).status_code == 302
    assert AuditBatch.objects.get().reason == ""


def test_rows_that_want_a_reason_are_listed_and_wait_for_it(operator, submitted):
    response = upload(operator, realization(nilai=5), realization(periode="TW1"))
    page = response.content.decode()
    assert f"Lembar realisasi, baris 2: {WHY}" in page
    assert "baris 3" not in page
    assert response.context["form"].fields["alasan"].required
    refused = confirm(operator, response)
    assert refused.status_code == 422
    assert "Isi alasan perubahan" in refused.content.decode()
    submitted.refresh_from_db()
    assert submitted.value == 7
    assert confirm(operator, refused, alasan="Salah ketik").status_code == 302
    submitted.refresh_from_db()
    assert submitted.value == 5
    assert submitted.history.first().batch.reason == "Salah ketik"


def test_new_and_unchanged_rows_want_no_reason(operator, submitted):
    response = upload(
        operator, realization(nilai=7), realization(nilai=1, periode="TW1")
    )
    assert "memerlukan alasan" not in response.content.decode()
    assert confirm(operator, response).status_code == 302


@pytest.mark.parametrize(
    ("reason", "said"),
    [("x" * 501, "paling panjang 500 huruf"), ("a\x00b", "tidak dapat disimpan")],
)
def test_a_reason_that_cannot_be_kept_is_refused_and_stays(operator, reason, said):
    refused = confirm(operator, upload(operator, realization(nilai=5)), alasan=reason)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert refused.context["form"]["alasan"].value() == reason
    assert not Realization.objects.exists()


def test_a_reason_stays_while_a_reading_waits_to_be_checked(operator):
    refused = confirm(
        operator, upload(operator, realization(nilai="12,530")), alasan="Susulan"
    )
    assert "Centang" in refused.content.decode()
    assert refused.context["form"]["alasan"].value() == "Susulan"


def test_a_verified_figure_is_refused_with_or_without_a_reason(submitted, tmp_path):
    submitted.workflow = "verified"
    submitted.verified_at, submitted.verified_by = timezone.now(), UserFactory()
    submitted.save()
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    findings = run(path, reason="Salah ketik")
    assert "Sudah diverifikasi" in reasons(findings)[0]
    assert not findings.wanted_reasons


def test_the_command_keeps_a_reason(plan, tmp_path):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    call_command("load_workbook", path, "--reason", " Data susulan ", verbosity=0)
    assert Realization.history.get().batch.reason == "Data susulan"


def test_the_command_asks_for_a_reason_where_a_row_wants_one(
    submitted, tmp_path, capsys
):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    with pytest.raises(CommandError, match="--reason"):
        call_command("load_workbook", path)
    assert f"baris 2: {WHY}" in capsys.readouterr().out
    submitted.refresh_from_db()
    assert submitted.value == 7
    call_command("load_workbook", path, reason="Salah ketik", verbosity=0)
    submitted.refresh_from_db()
    assert submitted.value == 1


def test_the_command_refuses_a_reason_that_is_too_long(plan, nothing_written, tmp_path):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    with pytest.raises(CommandError, match="500 huruf"):
        call_command("load_workbook", path, "--reason", "x" * 501)


def test_a_preview_lists_the_rows_without_a_reason(submitted, tmp_path):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    findings = run(path, keep=False)
    assert [(w.sheet, w.row) for w in findings.wanted_reasons] == [("realisasi", 2)]
