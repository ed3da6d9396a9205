"""Removing evidence: the row goes, then the file, and the history keeps what it was."""

import pytest
from django.utils import timezone

from indicators.evidence import deeds, files
from indicators.models import Evidence
from tests import factories as make
from tests.indicators.evidence.pages import add, remove
from tests.indicators.evidence.samples import pdf


@pytest.fixture
def operator(sign_in):
    return sign_in("operator")


@pytest.fixture
def row(operator, realization):
    add(operator, realization.indicator)
    return Evidence.objects.get()


def hand_in(row, state):
    figure = row.realization
    figure.workflow, figure.submitted_at = state, timezone.now()
    if state == "verified":
        figure.verified_at, figure.verified_by = timezone.now(), make.UserFactory()
    if state == "returned":
        figure.return_note = "Perbaiki"
    figure.save()


def test_the_file_goes_when_the_removal_is_committed(
    operator, row, kept, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        assert remove(operator, row).status_code == 302
        assert kept() == [row.file]
    assert not Evidence.objects.exists()
    callbacks[0]()
    assert kept() == []


def test_history_keeps_name_hash_and_who(operator, row):
    remove(operator, row, alasan="Salah unggah")
    record = Evidence.history.first()
    assert record.history_type == "-"
    assert (record.original_name, record.sha256) == ("laporan.pdf", row.sha256)
    assert record.batch.user == operator.user
    assert record.batch.reason == "Salah unggah"


@pytest.mark.django_db(transaction=True)
def test_the_file_stays_when_the_removal_is_rolled_back(
    operator, row, kept, monkeypatch
):
    def fail(*args):
        assert not Evidence.objects.exists()
        raise RuntimeError

    monkeypatch.setattr("accounts.audit._close", fail)
    with pytest.raises(RuntimeError):
        remove(operator, row)
    assert Evidence.objects.get() == row
    assert kept() == [row.file]


@pytest.mark.parametrize("state", ["submitted", "returned"])
def test_what_was_handed_in_loses_evidence_with_a_reason_only(operator, row, state):
    hand_in(row, state)
    page = remove(operator, row)
    assert page.status_code == 422
    assert "alasan perubahan harus diisi" in page.content.decode()
    assert remove(operator, row, alasan="Salah unggah").status_code == 302
    assert not Evidence.objects.exists()


def test_a_verified_figure_keeps_its_evidence(operator, row, kept):
    hand_in(row, "verified")
    page = remove(operator, row, alasan="Tetap hapus")
    assert page.status_code == 422
    assert "Sudah diverifikasi" in page.content.decode()
    assert 'value="Tetap hapus"' in page.content.decode()
    assert kept() == [row.file]


def test_a_locked_period_keeps_it_until_an_exception_opens_it(operator, row):
    unit = row.realization.indicator.plan.unit
    make.LockFactory(unit=unit)
    assert "dikunci" in remove(operator, row).content.decode()
    make.LockExceptionFactory(unit=unit)
    assert remove(operator, row).status_code == 302


@pytest.mark.parametrize(
    ("reason", "sentence"), [("a" * 501, "Paling banyak 500"), ("a\x00", "disimpan")]
)
def test_a_reason_that_cannot_be_stored_is_refused(operator, row, reason, sentence):
    page = remove(operator, row, alasan=reason)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert Evidence.objects.exists()


def test_what_another_person_has_removed_meanwhile_is_a_message(operator, row):
    Evidence.objects.all().delete()
    with pytest.raises(deeds.ValidationError, match="diubah orang lain"):
        deeds.remove(row, operator.user, "")
    assert remove(operator, row).status_code == 404


def test_the_same_content_can_be_added_again_afterwards(operator, row):
    remove(operator, row)
    assert add(operator, row.realization.indicator).status_code == 302


def test_a_storage_that_does_not_delete_is_no_fault_of_the_person(
    operator, row, storage, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fail(name):
        raise ConnectionError

    monkeypatch.setattr(storage, "delete", fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(operator, row).status_code == 302
    assert row.file in caplog.text
    assert files.open_stored(row.file).read() == pdf()


def test_only_post_removes(operator, row):
    assert operator.get(f"/bukti/hapus/{row.pk}/").status_code == 405
    assert Evidence.objects.exists()
