"""The check of the audit trail finds whatever was changed past the application, and nothing else."""

import importlib
import json
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection

from accounts import audit
from accounts.chain_check import check_chain
from accounts.flaws import FlawKind
from accounts.late_sealing import seal_earlier
from accounts.models import (
    AuditBatch,
    AuditContent,
    AuditHead,
    AuditPart,
    Role,
    Unit,
    User,
)
from accounts.roles import setup_roles
from accounts.row_check import check_rows
from accounts.sealing import canonical_json, digest_of
from indicators.models import Realization
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_roles")]


def write(action):
    """Do something under a batch and return the batch."""
    with audit.batch(AuditBatch.Path.FORM, user=None) as opened:
        action()
    return opened


def rename(unit, name):
    unit.name = name
    unit.save()


@pytest.fixture
def trail(db):
    """Three sealed batches: a unit is made, a person gets a role, a figure is written and changed."""
    write(setup_roles)
    office = {}
    write(lambda: office.update(unit=make.UnitFactory(code="JEJAK")))
    write(lambda: make.UserFactory(unit=office["unit"], role=Role.OPERATOR))
    write(lambda: make.RealizationFactory(indicator__plan__unit=office["unit"]))
    row = Realization.objects.get()
    row.value = Decimal("20.5")
    write(row.save)
    assert flaws() == []
    return office["unit"]


def flaws():
    return [(flaw.kind, flaw.message) for flaw in (*check_chain(), *check_rows())]


def kinds():
    return {kind for kind, _ in flaws()}


def execute(sql, *values):
    """Change the database as somebody with its password would."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def last_batch():
    return AuditBatch.objects.order_by("-sequence").first()


def test_an_untouched_trail_has_no_flaw(trail):
    assert AuditHead.objects.get().sequence == 5


def test_the_real_data_have_no_flaw(real_data):
    assert flaws() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "Alasan lain"),
        ("path", "import"),
        ("file_name", "lain.xlsx"),
        ("file_sha256", "f" * 64),
        ("created_at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_batch_is_seen(trail, column, value):
    batch = last_batch()
    AuditBatch.objects.filter(pk=batch.pk).update(**{column: value})
    ((kind, message),) = flaws()
    assert kind is FlawKind.CHAIN
    assert message.startswith(f"Catatan #{batch.pk} berbeda dari segelnya")


def test_a_person_without_a_unit_is_counted_once(trail):
    write(lambda: make.UserFactory(unit=None))
    assert flaws() == []


def test_another_person_in_a_batch_is_seen(trail):
    person = User.objects.get()
    execute("UPDATE accounts_auditbatch SET user_id = %s", person.pk)
    assert len(flaws()) == 5
    assert kinds() == {FlawKind.CHAIN}


def test_a_person_who_is_renamed_breaks_no_seal(trail):
    person = User.objects.get()
    with audit.batch(AuditBatch.Path.FORM, user=person):
        rename(trail, "Balai Jejak")
    person.username = "nama-baru"
    write(person.save)
    assert flaws() == []


def test_changed_content_is_seen(trail):
    batch = last_batch()
    execute(
        "UPDATE accounts_auditcontent SET text = %s WHERE batch_id = %s",
        batch.content.text.replace("20.5", "99.9"),
        batch.pk,
    )
    found = flaws()
    assert (
        FlawKind.CHAIN,
        "Isi segel nomor 5 tidak cocok dengan SHA-256-nya.",
    ) in found
    assert FlawKind.LINES in {kind for kind, _ in found}


def test_content_with_a_fitting_digest_breaks_the_chain_after_it(trail):
    batch = AuditBatch.objects.get(sequence=3)
    content = json.loads(batch.content.text)
    content["tables"] = []
    text = canonical_json(content)
    AuditContent.objects.filter(batch=batch).update(text=text)
    AuditBatch.objects.filter(pk=batch.pk).update(digest=digest_of(text))
    assert (
        FlawKind.CHAIN,
        "Segel nomor 4 tidak menyambung dengan segel sebelumnya.",
    ) in flaws()


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[]",
        "{}",
        '{"tables": 1}',
        '{"tables": [{}]}',
        "[" * 100_000,
        *(
            json.dumps({"tables": [{"model": "a", "columns": ["history_id"], **rows}]})
            for rows in ({"rows": [[[]]]}, {"rows": [[1, 2]]}, {"rows": ["x"]}, {})
        ),
    ],
    ids=lambda text: text[:30],
)
def test_content_that_is_none_of_ours_is_a_flaw_and_no_failure(trail, text):
    batch = last_batch()
    AuditContent.objects.filter(batch=batch).update(text=text)
    assert (FlawKind.CHAIN, "Isi segel nomor 5 tidak terbaca.") in flaws()


def delete_batch(batch):
    """Delete a batch and all that points to it."""
    for table in connection.introspection.table_names():
        names = [
            column.name
            for column in connection.introspection.get_table_description(
                connection.cursor(), table
            )
        ]
        if "batch_id" in names:
            execute(f"DELETE FROM {table} WHERE batch_id = %s", batch.pk)  # noqa: S608
    execute("DELETE FROM accounts_auditbatch WHERE id = %s", batch.pk)


def test_a_seal_without_its_content_is_seen(trail):
    AuditContent.objects.filter(batch=last_batch())._raw_delete("default")
    assert (FlawKind.CHAIN, "Isi segel nomor 5 tidak terbaca.") in flaws()


def test_a_gap_is_seen(trail):
    delete_batch(AuditBatch.objects.get(sequence=4))
    assert (FlawKind.CHAIN, "Segel nomor 4 tidak ada.") in flaws()


def test_a_cut_off_tail_is_seen_by_the_head_that_was_left(trail):
    delete_batch(last_batch())
    assert (
        FlawKind.CHAIN,
        "Ujung rantai menyebut segel nomor 5, segel terakhir yang ada nomor 4.",
    ) in flaws()


def test_a_head_with_another_digest_is_seen(trail):
    execute("UPDATE accounts_audithead SET digest = %s", "f" * 64)
    assert kinds() == {FlawKind.CHAIN}
    execute("DELETE FROM accounts_audithead")
    assert kinds() == {FlawKind.CHAIN}


def test_a_changed_line_of_history_is_seen(trail):
    execute("UPDATE indicators_historicalrealization SET value = 21 WHERE value = 20.5")
    found = flaws()
    assert {kind for kind, _ in found} == {FlawKind.LINES, FlawKind.ROW}
    (message,) = (text for kind, text in found if kind is FlawKind.LINES)
    assert "diubah (value)" in message


def test_a_deleted_line_of_history_is_seen(trail):
    execute("DELETE FROM indicators_historicalrealization WHERE value = 20.5")
    assert FlawKind.LINES in kinds()


def test_a_line_added_later_is_seen(trail):
    line = Unit.history.first()
    line.pk, line._state.adding = None, True
    line.save()
    assert kinds() == {FlawKind.LINES}


def test_a_line_moved_out_of_its_batch_is_seen(trail):
    execute(
        "UPDATE accounts_historicalunit SET batch_id = NULL WHERE id = %s", trail.pk
    )
    assert kinds() == {FlawKind.LINES, FlawKind.WITHOUT_BATCH}


def test_a_changed_count_is_seen(trail):
    part = AuditPart.objects.filter(model="indicators.realization").first()
    execute("DELETE FROM accounts_auditpart WHERE id = %s", part.pk)
    ((kind, message),) = flaws()
    assert kind is FlawKind.CHAIN
    assert f"Jumlah baris catatan #{part.batch_id}" in message


def test_a_count_given_to_another_unit_is_seen(trail):
    batch = last_batch()
    execute(
        "UPDATE accounts_auditpart SET unit_number = %s WHERE batch_id = %s",
        trail.pk + 1,
        batch.pk,
    )
    assert flaws() == [
        (FlawKind.CHAIN, f"Jumlah baris catatan #{batch.pk} berbeda dari segelnya.")
    ]


def without_units(text):
    """Return a seal's text as it was before it held the units."""
    content = json.loads(text)
    assert content.pop("units")
    return canonical_json(content)


def test_a_seal_from_before_it_held_the_units_stays_true(trail):
    batch, head = last_batch(), AuditHead.objects.get()
    text = without_units(batch.content.text)
    AuditContent.objects.filter(batch=batch).update(text=text)
    AuditBatch.objects.filter(pk=batch.pk).update(digest=digest_of(text))
    AuditHead.objects.filter(pk=head.pk).update(digest=digest_of(text))
    assert flaws() == []
    execute("UPDATE accounts_auditpart SET rows = 9 WHERE batch_id = %s", batch.pk)
    assert kinds() == {FlawKind.CHAIN}


def test_a_figure_changed_in_the_database_is_seen(trail):
    execute("UPDATE indicators_realization SET value = 100")
    ((kind, message),) = flaws()
    assert kind is FlawKind.ROW
    assert "diubah tanpa riwayat: nilai" in message


def test_a_figure_deleted_in_the_database_is_seen(trail):
    execute("DELETE FROM indicators_realization")
    ((kind, message),) = flaws()
    assert kind is FlawKind.ROW
    assert "hilang tanpa riwayat" in message


def test_a_row_that_came_back_is_seen(trail):
    unit = make.UnitFactory.build(code="KEMBALI")
    write(unit.save)
    number = unit.pk
    write(unit.delete)
    Unit.objects.bulk_create([make.UnitFactory.build(id=number, code="KEMBALI")])
    ((kind, message),) = flaws()
    assert kind is FlawKind.ROW
    assert "sudah dihapus" in message


def test_a_row_without_history_is_seen(trail):
    Unit.objects.bulk_create([make.UnitFactory.build(code="GELAP")])
    ((kind, message),) = flaws()
    assert kind is FlawKind.UNRECORDED
    assert message.startswith("Unit kerja #")


def test_a_role_taken_or_given_in_the_database_is_seen(trail):
    execute("DELETE FROM accounts_user_groups")
    ((kind, message),) = flaws()
    assert kind is FlawKind.ROW
    assert message.endswith("diubah tanpa riwayat: peran.")


def test_a_right_given_to_a_role_in_the_database_is_seen(trail):
    execute(
        "DELETE FROM auth_group_permissions WHERE group_id ="
        " (SELECT id FROM auth_group WHERE name = 'auditor')"
    )
    ((kind, _),) = flaws()
    assert kind is FlawKind.ROW


def test_each_line_of_history_without_a_batch_is_named(trail):
    made = make.UnitFactory()
    execute("UPDATE indicators_realization SET value = 21")
    row = Realization.objects.get()
    row.save()  # as a hand in the database would add the line that fits
    found = list(check_rows())
    assert {flaw.kind for flaw in found} == {FlawKind.WITHOUT_BATCH}
    assert [(flaw.model, flaw.row) for flaw in found] == [
        ("accounts.unit", made.pk),
        ("indicators.realization", row.pk),
    ]
    assert found[0].message.startswith(f"Unit kerja #{made.pk}: baris riwayat nomor")


def test_a_batch_from_before_there_were_seals_is_sealed_late(trail):
    execute("DELETE FROM accounts_audithead")
    execute("DELETE FROM accounts_auditpart")
    execute("DELETE FROM accounts_auditcontent")
    execute(
        "UPDATE accounts_auditbatch SET sequence = NULL, digest = '', previous_digest = ''"
    )
    assert kinds() == {FlawKind.UNSEALED}
    assert seal_earlier() == 5
    assert seal_earlier() == 0
    assert flaws() == []
    contents = [json.loads(batch.content.text) for batch in AuditBatch.objects.all()]
    assert all(content["late"] for content in contents)


def test_roles_from_before_they_were_tracked_are_recorded_once(trail):
    """The migration writes what history did not know, so that nothing differs from it."""
    execute("DELETE FROM accounts_historicaluser_groups")
    execute("DELETE FROM accounts_historicalgroup_permissions")
    execute("DELETE FROM accounts_historicalgroup")
    execute("DELETE FROM accounts_auditpart")
    execute("DELETE FROM accounts_audithead")
    execute("DELETE FROM accounts_auditcontent")
    execute(
        "UPDATE accounts_auditbatch SET sequence = NULL, digest = '', previous_digest = ''"
    )
    assert {FlawKind.ROW, FlawKind.UNRECORDED} <= kinds()
    name = "accounts.migrations.0005_roles_as_they_are"
    importlib.import_module(name).record(apps, None)
    seal_earlier()
    assert flaws() == []


def test_the_check_asks_as_often_over_many_rows(
    trail, django_assert_max_num_queries, monkeypatch
):
    indicator = Realization.objects.get().indicator
    write(lambda: make.RealizationFactory(indicator=indicator, year=2022))
    for year in range(2000, 2020):
        write(lambda year=year: make.RealizationFactory(indicator=indicator, year=year))
    with django_assert_max_num_queries(200):
        assert flaws() == []
    monkeypatch.setattr("accounts.chain_check.PIECE_BATCHES", 5)
    assert flaws() == []
