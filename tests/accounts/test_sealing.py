"""Closing a batch seals what was written under it, and chains it to the batch before."""

import hashlib
import json
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.urls import reverse

from accounts import audit
from accounts.history_tables import plain, tracked_models
from accounts.models import AuditBatch, AuditHead, AuditPart, Unit, User
from accounts.perms import ALL_MODELS, PEOPLE_MODELS
from accounts.roles import setup_roles
from indicators.models import Realization
from tests import factories as make
from workbook.writing import bulk_create_with_history

pytestmark = pytest.mark.django_db
Path = AuditBatch.Path


def sealed(batch):
    """Return a batch as it is stored, and its content."""
    stored = AuditBatch.objects.get(pk=batch.pk)
    return stored, json.loads(stored.content.text)


def table_of(content, name):
    """Return the rows of one table in a seal, as dictionaries."""
    (table,) = (item for item in content["tables"] if item["model"] == name)
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def rename(unit, name, **options):
    with audit.batch(Path.FORM, **{"user": None, **options}) as opened:
        unit.name = name
        unit.save()
    return opened


def test_the_seal_holds_who_when_how_and_every_field(unit):
    person = make.UserFactory(unit=unit, username="siti")
    opened = rename(unit, "Balai “Baru”", user=person, reason="Reviu")
    stored, content = sealed(opened)
    assert content["user"] == {"id": person.pk, "username": "siti"}
    assert content["at"] == stored.created_at.isoformat(timespec="microseconds")
    assert (content["path"], content["reason"]) == ("form", "Reviu")
    assert (content["late"], content["batch"]) == (False, stored.pk)
    (row,) = table_of(content, "accounts.unit")
    record = unit.history.first()
    assert (row["history_id"], row["history_type"]) == (record.history_id, "~")
    assert (row["id"], row["name"]) == (unit.pk, "Balai “Baru”")
    assert row["history_user_id"] == record.history_user_id
    assert "Balai “Baru”" in stored.content.text


def test_the_content_is_canonical_and_the_digest_its_hash(unit):
    stored, content = sealed(rename(unit, "Balai Baru"))
    assert stored.content.text == json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert stored.digest == hashlib.sha256(stored.content.text.encode()).hexdigest()


def test_batches_are_chained_without_a_gap(unit):
    first, second = (sealed(rename(unit, name)) for name in ("Satu", "Dua"))
    assert [first[0].sequence, second[0].sequence] == [1, 2]
    assert first[0].previous_digest == first[1]["previous"] == AuditHead.NOTHING
    assert second[0].previous_digest == second[1]["previous"] == first[0].digest
    head = AuditHead.objects.get()
    assert (head.sequence, head.digest) == (2, second[0].digest)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("16.7000"), "16.7"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E+9"), "1000000000"),
        (Decimal("0.0001"), "0.0001"),
    ],
)
def test_decimals_are_text_without_exponent_and_closing_zeros(value, text):
    assert plain(value) == text


def test_bulk_writes_are_sealed_too(unit):
    indicator = make.IndicatorFactory(plan__unit=unit)
    rows = [
        Realization(indicator=indicator, year=year, value=Decimal("1.5"))
        for year in (2022, 2023)
    ]
    with audit.batch(Path.GRID, user=None) as opened:
        bulk_create_with_history(rows, Realization)
    _, content = sealed(opened)
    found = table_of(content, "indicators.realization")
    assert [(row["year"], row["value"]) for row in found] == [
        (2022, "1.5"),
        (2023, "1.5"),
    ]
    assert Realization.history.filter(batch=opened).count() == 2


def test_a_batch_under_which_nothing_is_written_is_removed(unit):
    with audit.batch(Path.FORM, user=None):
        Unit.objects.get(pk=unit.pk)
    assert not AuditBatch.objects.exists()
    assert sealed(rename(unit, "Satu"))[0].sequence == 1


def make_a_unit_and_fail():
    with audit.batch(Path.FORM, user=None):
        assert connection.in_atomic_block
        make.UnitFactory(code="HILANG")
        raise RuntimeError


def test_an_error_takes_rows_batch_and_seal_with_it(unit):
    with pytest.raises(RuntimeError):
        make_a_unit_and_fail()
    assert not AuditBatch.objects.exists()
    assert not Unit.objects.filter(code="HILANG").exists()


def test_who_asks_for_a_rollback_gets_it(unit):
    with audit.batch(Path.FORM, user=None):
        make.UnitFactory(code="HILANG")
        transaction.set_rollback(True)
    assert not AuditBatch.objects.exists()
    assert not Unit.objects.filter(code="HILANG").exists()


def test_a_batch_inside_another_is_sealed_first_and_with_it():
    with audit.batch(Path.COMMAND, user=None) as outer:
        with audit.batch(Path.IMPORT, user=None) as inner:
            make.UnitFactory()
        assert not AuditHead.objects.exists()
        make.UnitFactory()
    assert [sealed(inner)[0].sequence, sealed(outer)[0].sequence] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_batch_brings_its_own_transaction():
    with pytest.raises(RuntimeError):
        make_a_unit_and_fail()
    assert not Unit.objects.exists()
    with audit.batch(Path.COMMAND, user=None) as opened:
        make.UnitFactory()
    assert sealed(opened)[0].sequence == 1


def test_parts_say_how_many_rows_of_which_unit_were_written(unit):
    other = make.UnitFactory(code="LAIN")
    person = make.UserFactory(unit=unit)
    indicators = [make.IndicatorFactory(plan__unit=each) for each in (unit, other)]
    with audit.batch(Path.IMPORT, user=person) as opened:
        for indicator in indicators:
            make.RealizationFactory(indicator=indicator)
        make.RealizationFactory(indicator=indicators[0], year=2022)
        make.UnitFactory(code="BARU")
    parts = AuditPart.objects.filter(batch=opened)
    found = {(part.model, part.unit_number): part.rows for part in parts}
    new = Unit.objects.get(code="BARU")
    assert found == {
        ("indicators.realization", unit.pk): 2,
        ("indicators.realization", other.pk): 1,
        ("accounts.unit", new.pk): 1,
    }


def test_a_row_whose_parent_is_gone_is_of_the_writers_unit(unit):
    person = make.UserFactory(unit=unit)
    goal = make.GoalFactory()
    plan = goal.plan
    with audit.batch(Path.FORM, user=person) as opened:
        goal.delete()
        plan.delete()
    parts = AuditPart.objects.filter(batch=opened, model="indicators.goal")
    assert [part.unit_number for part in parts] == [unit.pk]


def test_the_log_of_a_deleted_unit_stays():
    with audit.batch(Path.FORM, user=None):
        unit = make.UnitFactory()
    with audit.batch(Path.FORM, user=None) as opened:
        number = unit.pk
        unit.delete()
    assert AuditPart.objects.get(batch=opened).unit_number == number


def test_roles_given_and_taken_are_sealed_by_person(sign_in, unit):
    setup_roles()
    client = sign_in("administrator")
    person = make.UserFactory(unit=unit, role="operator")
    data = {"username": person.username, "unit": unit.pk, "groups": ["auditor"]}
    where = reverse("admin:accounts_user_change", args=[person.pk])
    assert client.post(where, {**data, "is_active": "on"}).status_code == 302
    stored, content = sealed(AuditBatch.objects.first())
    assert stored.user == client.user
    lines = table_of(content, "accounts.user")
    last = lines[-1]["history_id"]
    links = table_of(content, "accounts.user.groups")
    auditor = Group.objects.get(name="auditor").pk
    assert [row["group_id"] for row in links if row["history_id"] == last] == [auditor]
    page = client.get(reverse("admin:accounts_user_history", args=[person.pk]))
    assert "<strong>Peran:</strong> – → auditor" in page.content.decode()


def test_the_rights_of_roles_are_sealed_when_they_change(no_roles):
    setup_roles()
    stored, content = sealed(AuditBatch.objects.get())
    assert (stored.path, stored.reason) == ("command", "Menyiapkan peran")
    names = {row["name"] for row in table_of(content, "auth.group")}
    assert names == set(Group.objects.values_list("name", flat=True))
    assert len(table_of(content, "auth.group.permissions")) > len(names)
    setup_roles()
    assert AuditBatch.objects.count() == 1
    Group.objects.get(name="auditor").permissions.clear()
    setup_roles()
    assert AuditBatch.objects.count() == 2


def test_a_new_password_is_recorded_as_a_fact(sign_in, unit):
    client = sign_in("administrator")
    person = make.UserFactory(unit=unit)
    where = reverse("admin:auth_user_password_change", args=[person.pk])
    typed = {"password1": "jeruk-manis-7", "password2": "jeruk-manis-7"}
    client.post(where, {**typed, "usable_password": "true"})
    record = person.history.first()
    assert record.history_change_reason == "Kata sandi dibuatkan oleh orang lain"
    assert record.batch.user == client.user
    person.refresh_from_db()
    content = AuditBatch.objects.get().content.text
    assert person.password not in content
    assert "jeruk" not in content


def test_signing_in_writes_no_history(client, unit):
    person = make.UserFactory(unit=unit)
    before = person.history.count()
    login = {"username": person.username, "password": "sandi-uji-123"}
    assert client.post(reverse("login"), login).status_code == 302
    person.refresh_from_db()
    assert person.last_login is not None
    assert person.history.count() == before


def test_every_model_with_history_is_known():
    names = {model._meta.label_lower for model in tracked_models()}
    assert names == {*ALL_MODELS, *PEOPLE_MODELS, "auth.group"}
    assert User in tracked_models()


def test_a_form_asks_a_constant_number_of_questions_more(
    unit, django_assert_max_num_queries
):
    rename(unit, "Pertama")
    # Savepoint, batch, row, history, its rows read, part, head, seal, head, release.
    with django_assert_max_num_queries(12):
        rename(unit, "Kedua")
