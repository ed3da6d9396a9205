"""The data administration in the permission matrix: every model × every role × own, lower and other unit."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import AuditBatch, Role, SignIn, User
from indicators.models import Notice
from tests import factories
from tests.admin_pages import NAMES, address, may, rows_of
from tests.matrix import PERSON_PAGES, ROLES

pytestmark = pytest.mark.django_db

# Records to be read only.
LOGS = (AuditBatch, SignIn, Notice)
LOG_READERS = (Role.AUDITOR, Role.ADMINISTRATOR)
by_model = pytest.mark.parametrize(
    "model",
    [model for model in admin.site._registry if model not in LOGS],
    ids=lambda model: model._meta.label_lower,
)
by_role = pytest.mark.parametrize("role", ROLES)


@pytest.fixture(scope="module")
def rows(module_db):
    """Return a row of every model by place and name: of the own unit, one below it and another one."""
    with module_db():
        own = factories.UnitFactory(code="SENDIRI")
        units = {
            "own": own,
            "below": factories.UnitFactory(code="BAWAH", parent=own),
            "other": factories.UnitFactory(code="LAIN", name="Balai Lain"),
        }
        for role in ROLES:
            factories.UserFactory(username=role, role=role, unit=own)
        return {place: rows_of(unit) for place, unit in units.items()}


@pytest.fixture
def key_of(rows):
    """Return a function that tells the key of a place's row of a model."""
    return lambda place, model: rows[place][model._meta.label_lower].pk


@pytest.fixture
def person(client, rows, role):
    """Return a client of somebody with the role in the own unit."""
    client.force_login(User.objects.get(username=role))
    return client


def test_every_model_with_a_unit_is_in_the_administration(rows):
    assert set(rows["own"]) == set(NAMES)


@by_role
@by_model
def test_every_page_answers_as_the_roles_rights_say(person, key_of, model, role):
    key = key_of("own", model)
    for verb, args, right in (
        ("changelist", [], "view"),
        ("change", [key], "view"),
        ("history", [key], "view"),
        ("add", [], "add"),
        ("delete", [key], "delete"),
    ):
        expected = 200 if may(role, right, model) else 403
        assert person.get(address(model, verb, *args)).status_code == expected, verb


@by_role
def test_writing_without_the_right_is_refused(person, key_of, role):
    for name, model in NAMES.items():
        if not may(role, "change", model):
            where = address(model, "change", key_of("own", model))
            assert person.post(where).status_code == 403, name
        if not may(role, "add", model):
            assert person.post(address(model, "add")).status_code == 403, name


@by_role
@by_model
def test_rows_of_other_units_do_not_exist(person, key_of, model, role):
    theirs = key_of("other", model)
    where = address(model, "change", theirs)
    is_reader = may(role, "view", model)
    hidden = (404,) if is_reader else (403, 404)
    assert person.get(where).status_code in hidden
    assert person.get(address(model, "history", theirs)).status_code in hidden
    assert person.get(address(model, "delete", theirs)).status_code in (403, 404)
    assert person.post(where).status_code in (403, 404)
    if is_reader:
        listed = person.get(address(model, "changelist"))
        shown = listed.context["cl"].queryset.values_list("pk", flat=True)
        assert theirs not in set(shown)
        assert where not in listed.content.decode()
        assert "Balai Lain" not in listed.content.decode()


@by_role
@by_model
def test_rows_of_lower_units_are_read_only(person, key_of, model, role):
    if not may(role, "view", model):
        return
    below = key_of("below", model)
    where = address(model, "change", below)
    # An administrator keeps the accounts of lower units too: an office without an account could not begin.
    writes = (model, role) == (User, Role.ADMINISTRATOR)
    page = person.get(where)
    assert page.status_code == 200
    assert ('name="_save"' in page.content.decode()) == writes
    assert person.post(where, {}).status_code == (200 if writes else 403)
    assert person.get(address(model, "delete", below)).status_code == 403


@by_role
@pytest.mark.parametrize("name", PERSON_PAGES)
def test_passwords_and_second_steps_are_for_administrators(person, key_of, role, name):
    right = PERSON_PAGES[name] if role == Role.ADMINISTRATOR else 403
    for place, expected in (
        ("own", {right}),
        ("below", {right}),
        ("other", {404} if right != 403 else {403, 404}),
    ):
        where = reverse(f"admin:{name}", args=[key_of(place, User)])
        assert person.get(where).status_code in expected, place


@by_role
@pytest.mark.parametrize("log", LOGS, ids=lambda model: model._meta.label_lower)
def test_logs_are_for_auditor_and_administrator(person, key_of, role, log):
    key, theirs = key_of("own", log), key_of("other", log)
    expected = 200 if role in LOG_READERS else 403
    hidden = (404,) if role in LOG_READERS else (403, 404)
    assert person.get(address(log, "changelist")).status_code == expected
    assert person.get(address(log, "change", key)).status_code == expected
    if log is not AuditBatch:
        assert person.get(address(log, "history", key)).status_code == expected
        assert person.get(address(log, "history", theirs)).status_code in hidden
    assert person.get(address(log, "change", theirs)).status_code in hidden
    assert person.post(address(log, "change", theirs)).status_code in (403, 404)
    assert person.get(address(log, "add")).status_code == 403
    assert person.get(address(log, "delete", key)).status_code == 403
    listed = person.get(address(log, "changelist")).content.decode()
    assert address(log, "change", theirs) not in listed
    assert "Balai Lain" not in listed
    for verb in ("delete", "change"):
        answer = person.post(address(log, verb, key), {"post": "yes"})
        assert answer.status_code == 403
    assert log.objects.filter(pk=key).exists()
