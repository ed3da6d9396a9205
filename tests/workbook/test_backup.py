"""Everything out into one file, and back into an empty installation."""

import json
import stat
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.audit import batch
from accounts.kept_head import head_to_keep
from accounts.models import AuditBatch, AuditContent, Role, Unit, User
from accounts.roles import setup_roles
from indicators.models import Realization
from indicators.trail_findings import check_trail
from tests.factories import RealizationFactory, UserFactory
from tests.workbook.backups import (
    contents,
    empty_the_database,
    manifest_of,
    members,
)
from workbook.last_backup import last_backup


@pytest.fixture
def place(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def office(place, no_roles, unit, client):
    """An office that has worked: figures with history, roles, a logo, somebody signed in."""
    setup_roles()
    person = UserFactory(unit=unit, role=Role.OPERATOR, username="siti")
    client.force_login(person)
    unit.logo.save("logo.png", ContentFile(b"\x89PNG gambar"))
    with batch(AuditBatch.Path.FORM, user=person, reason="Data awal – “kutipan”"):
        row = RealizationFactory(
            indicator__plan__unit=unit, value=Decimal("0.1"), note="Baris\nkedua \u2028"
        )
        row.value = Decimal("12345678901.2345")
        row.save()
    LogEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(Unit),
        action_flag=ADDITION,
    )
    return unit


def backup(path):
    call_command("backup", str(path), verbosity=0)
    return path


def restore(path):
    call_command("restore", str(path), verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_is_the_same_again(office, place, settings):
    first = backup(place / "satu.zip")
    settings.MEDIA_ROOT = place / "media-baru"
    empty_the_database()
    restore(first)
    second = backup(place / "dua.zip")
    assert contents(first) == contents(second)
    assert members(first) == members(second)
    assert Realization.objects.get().value == Decimal("12345678901.2345")
    assert Realization.history.count() == 2
    assert User.objects.get(username="siti").check_password("sandi-uji-123")
    assert User.objects.get(username="siti").has_perm("indicators.add_realization")
    with Unit.objects.get(code=office.code).logo.open() as logo:
        assert logo.read() == b"\x89PNG gambar"


@pytest.mark.django_db(transaction=True)
def test_the_audit_trail_comes_back_whole_and_goes_on(office, place, settings):
    person = User.objects.get(username="siti")
    with batch(AuditBatch.Path.FORM, user=person):
        person.groups.clear()
    before = check_trail()
    contents_before = list(AuditContent.objects.order_by("pk").values_list("text"))
    head = head_to_keep()
    first = backup(place / "satu.zip")
    settings.MEDIA_ROOT = place / "media-baru"
    empty_the_database()
    call_command("migrate", verbosity=0)
    setup_roles()
    restore(first)
    assert list(AuditContent.objects.order_by("pk").values_list("text")) == (
        contents_before
    )
    assert check_trail(head) == before
    # The factories write without a batch.
    assert {found.code for found in before} == {"history-without-batch"}
    with batch(AuditBatch.Path.FORM, user=None):
        UserFactory()
    assert check_trail(head) == before
    assert head_to_keep().sequence == head.sequence + 1


@pytest.mark.django_db(transaction=True)
def test_life_goes_on_after_a_restore(office, place, settings):
    path = backup(place / "satu.zip")
    settings.MEDIA_ROOT = place / "media-baru"
    empty_the_database()
    restore(path)
    person = UserFactory(unit=Unit.objects.get(code=office.code))
    assert person.pk > User.objects.get(username="siti").pk
    call_command("migrate", verbosity=0)
    setup_roles()


@pytest.mark.django_db(transaction=True)
def test_the_real_data_come_back(real_data, place):
    first = backup(place / "satu.zip")
    empty_the_database()
    restore(first)
    assert contents(backup(place / "dua.zip")) == contents(first)
    assert Realization.objects.count() == 45


@pytest.mark.django_db
def test_sessions_and_waiting_uploads_stay_behind(office, place):
    assert Session.objects.exists()
    (place / "var" / "uploads").mkdir(parents=True)
    (place / "var" / "uploads" / "a.xlsx").write_bytes(b"menunggu")
    names = set(contents(backup(place / "satu.zip")))
    assert not [name for name in names if "session" in name or "upload" in name]
    assert "data/indicators.historicalrealization.jsonl" in names
    assert "data/accounts.user_groups.jsonl" in names


@pytest.mark.django_db
def test_every_table_with_rows_is_in_it(office, place):
    names = set(contents(backup(place / "satu.zip")))
    tables = {
        f"data/{model._meta.label_lower}.jsonl": model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }
    left_out = {table for name, table in tables.items() if name not in names}
    assert set(connection.introspection.table_names()) - set(tables.values()) == {
        "django_migrations"
    }
    assert left_out <= {
        "django_session",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        # What the worker has to do and has made, which is made again.
        "django_tasks_database_dbtaskresult",
        "documents_issuerequest",
        "documents_rendereddocument",
    }


@pytest.mark.django_db
def test_the_file_is_the_owners_alone_and_never_replaced(office, place, capsys):
    path = place / "satu.zip"
    call_command("backup", str(path))
    assert last_backup().sha256 in capsys.readouterr().out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(CommandError, match="sudah ada"):
        backup(path)
    assert path.read_bytes() == before
    assert [file.name for file in place.glob("*.part")] == []


@pytest.mark.django_db
def test_a_place_that_cannot_be_written_is_said(place):
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        backup(place / "tidak-ada" / "satu.zip")
    assert last_backup() is None


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_nothing(office, place, monkeypatch):
    def fail(model):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbook.backup.lines_of", fail)
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        backup(place / "satu.zip")
    assert list(place.glob("*.zip*")) == []
    assert last_backup() is None


@pytest.mark.django_db
def test_the_manifest_says_from_which_version_it_is(place):
    found = manifest_of(backup(place / "satu.zip"))
    assert "accounts.0001_initial" in found["migrations"]
    assert found["format"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_the_administrators_index_says_when_the_last_one_was_made(sign_in, place, role):
    client = sign_in(role)
    told = role == Role.ADMINISTRATOR
    assert ("belum pernah" in client.get("/admin/").content.decode()) is told
    backup(place / "cadangan-senin.zip")
    page = client.get("/admin/").content.decode()
    assert ("cadangan-senin.zip" in page) is told
    assert "belum pernah" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"made_at": 1}', json.dumps({"made_at": "kemarin"})]
)
def test_a_damaged_record_of_the_last_backup_is_none(place, text):
    (place / "var").mkdir()
    (place / "var" / "last_backup.json").write_text(text)
    assert last_backup() is None
