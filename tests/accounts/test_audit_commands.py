"""The end of the chain on paper, and the seals of earlier batches."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts import audit
from accounts.kept_head import check_kept_head, head_to_keep, read_kept_head
from accounts.models import AuditBatch, AuditHead
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def write(count=1):
    for _ in range(count):
        with audit.batch(AuditBatch.Path.COMMAND, user=None):
            UnitFactory()


def test_the_head_is_printed_as_json(capsys):
    write(2)
    call_command("export_audit_head")
    found = json.loads(capsys.readouterr().out)
    head = AuditHead.objects.get()
    assert (found["sequence"], found["digest"], found["count"]) == (2, head.digest, 2)
    assert found["time"].startswith(str(head.sealed_at.year))


def test_an_installation_without_seals_has_a_head_too(capsys):
    call_command("export_audit_head")
    found = json.loads(capsys.readouterr().out)
    nothing = AuditHead.NOTHING
    assert found == {"sequence": 0, "digest": nothing, "time": None, "count": 0}
    assert list(check_kept_head(head_to_keep())) == []


def test_the_head_goes_into_a_file(tmp_path):
    write()
    path = tmp_path / "ujung.json"
    call_command("export_audit_head", output=path)
    assert read_kept_head(path.read_text()) == head_to_keep()
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("export_audit_head", output=tmp_path / "tidak" / "ada")


def test_a_kept_head_stays_true_while_the_chain_grows():
    write(2)
    kept = head_to_keep()
    write(3)
    assert list(check_kept_head(kept)) == []


def test_a_chain_that_was_cut_off_is_seen_from_outside_only():
    write(3)
    kept = head_to_keep()
    AuditHead.objects.update(sequence=2)
    AuditBatch.objects.filter(sequence=3).update(sequence=None, digest="")
    (flaw,) = check_kept_head(kept)
    assert flaw.message == (
        "Ujung yang disimpan nomor 3 tidak ada lagi; rantai berakhir di nomor 2."
    )


def test_a_chain_that_was_written_again_is_seen():
    write(3)
    kept = head_to_keep()
    AuditBatch.objects.filter(sequence=3).update(digest="f" * 64)
    (flaw,) = check_kept_head(kept)
    assert "ditulis ulang" in flaw.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "1",
        "{}",
        '{"sequence": "1", "digest": "%s"}' % ("a" * 64),
        '{"sequence": -1, "digest": "%s"}' % ("a" * 64),
        '{"sequence": true, "digest": "%s"}' % ("a" * 64),
        '{"sequence": 1, "digest": "kurang"}',
    ],
)
def test_a_file_that_holds_no_head_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of json's or ours
        read_kept_head(text)


def test_seal_history_says_how_many(capsys):
    AuditBatch.objects.create(path="form")
    write()
    call_command("seal_history")
    assert "0 catatan penulisan disegel kemudian." in capsys.readouterr().out
    assert AuditBatch.objects.count() == 1
