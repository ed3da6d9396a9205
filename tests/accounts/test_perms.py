"""Who may do what: units of requests, rights of roles, signing in."""

import pytest
from django.contrib.auth.models import Permission
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from accounts.backends import RoleBackend
from accounts.models import Role, Unit
from accounts.perms import (
    ALL_MODELS,
    ASSIGN_PERMISSION,
    ENTER_PERMISSION,
    EXPORT_PERMISSION,
    FIGURE_MODELS,
    IMPORT_PERMISSION,
    LOCK_PERMISSION,
    PEOPLE_MODELS,
    PLAN_MODELS,
    READ_PERMISSION,
    ROLE_RIGHTS,
    SETTING_MODELS,
    TEXT_MODELS,
    find_unit,
    may_enter,
    may_write,
    unit_of_request,
)
from tests.factories import PlanFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(unit):
    """BSKJI over the office and a sister; the office over a branch."""
    top = UnitFactory(code="BSKJI")
    Unit.objects.filter(pk=unit.pk).update(parent=top)
    unit.refresh_from_db()
    return {
        "top": top,
        "office": unit,
        "sister": UnitFactory(code="SAUDARA", parent=top),
        "branch": UnitFactory(code="CABANG", parent=unit),
    }


def asked(person, code=None):
    request = RequestFactory().get("/", {} if code is None else {"unit": code})
    request.user = person
    return unit_of_request(request)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (None, "BALAI-UJI"),
        ("", "BALAI-UJI"),
        ("BALAI-UJI", "BALAI-UJI"),
        ("CABANG", "CABANG"),
    ],
)
def test_a_request_is_about_the_own_unit_or_one_below(tree, code, found):
    assert asked(UserFactory(unit=tree["office"]), code).code == found


@pytest.mark.parametrize(
    "code",
    ["SAUDARA", "BSKJI", "TIDAK-ADA", "balai-uji", " ", "' OR 1=1 --", "x" * 5000],
)
def test_other_units_answer_404_like_those_that_do_not_exist(tree, code):
    with pytest.raises(Http404):
        asked(UserFactory(unit=tree["office"]), code)


def test_a_code_that_no_database_can_hold_answers_404(tree):
    with pytest.raises(Http404):
        asked(UserFactory(unit=tree["office"]), "\x00")


def test_a_person_without_a_unit_finds_none(tree):
    person = UserFactory(unit=None)
    for code in ("", "BALAI-UJI"):
        with pytest.raises(Http404):
            find_unit(person, code)


def test_a_superuser_finds_every_unit_and_starts_at_one_with_a_plan(tree):
    person = UserFactory(unit=None, is_superuser=True)
    with pytest.raises(Http404):
        find_unit(person, "")
    PlanFactory(unit=tree["sister"], in_force=(2023, 2024))
    assert find_unit(person, "").code == "SAUDARA"
    assert find_unit(person, "CABANG").code == "CABANG"


def test_only_the_own_unit_is_written(tree):
    person = UserFactory(unit=tree["office"])
    writable = [name for name, unit in tree.items() if may_write(person, unit)]
    assert writable == ["office"]


def test_without_a_unit_nothing_is_written_and_a_superuser_writes_all(tree):
    nobody, all_of_them = UserFactory(unit=None), UserFactory(is_superuser=True)
    assert not any(may_write(nobody, unit) for unit in tree.values())
    assert all(may_write(all_of_them, unit) for unit in tree.values())


@pytest.mark.parametrize("role", Role.values)
def test_only_an_operator_enters_and_only_for_the_own_unit(tree, role):
    person = UserFactory(role=role, unit=tree["office"])
    assert may_enter(person, tree["office"]) is (role == Role.OPERATOR)
    assert not may_enter(person, tree["branch"])
    assert not may_enter(person, tree["sister"])


def test_every_right_of_a_role_exists():
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list(
            "content_type__app_label", "codename"
        )
    }
    assert set().union(*ROLE_RIGHTS.values()) <= known


def held(role, models, verbs=("add", "change", "delete")):
    wanted = {
        f"{app}.{verb}_{model}"
        for app, model in (name.split(".") for name in models)
        for verb in verbs
    }
    return {right for right in ROLE_RIGHTS[role] if right in wanted}


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (Role.OPERATOR, FIGURE_MODELS + PLAN_MODELS + TEXT_MODELS),
        (Role.VERIFIKATOR, TEXT_MODELS),
        (Role.PIMPINAN, ()),
        (Role.AUDITOR, ()),
        (Role.ADMINISTRATOR, SETTING_MODELS + PEOPLE_MODELS),
    ],
)
def test_each_role_reads_all_and_writes_its_own_part(role, writes):
    everything = ALL_MODELS + PEOPLE_MODELS + ("accounts.auditbatch",)
    others = tuple(model for model in everything if model not in writes)
    assert held(role, ALL_MODELS, ("view",)) == {
        f"{app}.view_{model}" for app, model in (name.split(".") for name in ALL_MODELS)
    }
    assert held(role, others) == set()
    assert all(held(role, (model,), ("add", "change")) for model in writes)
    assert {READ_PERMISSION, EXPORT_PERMISSION} <= ROLE_RIGHTS[role]


def test_only_operators_enter_and_import():
    for right in (ENTER_PERMISSION, IMPORT_PERMISSION):
        assert [role for role in Role.values if right in ROLE_RIGHTS[role]] == [
            Role.OPERATOR
        ]


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        (LOCK_PERMISSION, [Role.VERIFIKATOR]),
        (ASSIGN_PERMISSION, [Role.VERIFIKATOR, Role.ADMINISTRATOR]),
    ],
)
def test_periods_and_charges_are_not_decided_by_those_who_enter(right, roles):
    assert [role for role in Role.values if right in ROLE_RIGHTS[role]] == roles


def test_only_auditors_and_administrators_read_who_wrote():
    readers = {
        role for role in Role.values if "accounts.view_auditbatch" in ROLE_RIGHTS[role]
    }
    assert readers == {Role.AUDITOR, Role.ADMINISTRATOR}


def test_no_role_deletes_figures_people_or_the_record_of_writing():
    kept = set(FIGURE_MODELS) - {"indicators.measurement"}
    kept |= {*PEOPLE_MODELS, "accounts.auditbatch"}
    for role in Role.values:
        assert held(role, tuple(kept), ("delete",)) == set()


def test_a_right_given_to_a_person_counts_for_nothing(unit):
    person = UserFactory(role=Role.PIMPINAN, unit=unit)
    person.user_permissions.add(Permission.objects.get(codename="change_realization"))
    assert not person.has_perm(ENTER_PERMISSION)
    assert person.has_perm(READ_PERMISSION)


def test_the_unit_comes_with_the_person_in_one_query(unit, django_assert_num_queries):
    pk = UserFactory(unit=unit).pk
    with django_assert_num_queries(1):
        assert RoleBackend().get_user(pk).unit == unit


def test_an_inactive_person_cannot_sign_in(client, unit):
    person = UserFactory(unit=unit, is_active=False)
    assert not client.login(username=person.username, password="sandi-uji-123")
    person.is_active = True
    person.save()
    assert client.login(username=person.username, password="sandi-uji-123")


def test_a_person_made_inactive_is_signed_out_at_once(client, unit):
    person = UserFactory(role=Role.OPERATOR, unit=unit)
    client.force_login(person)
    assert client.get(reverse("admin:index")).status_code == 200
    person.is_active = False
    person.save()
    assert client.get(reverse("admin:index")).status_code == 302
    assert RoleBackend().get_user(person.pk) is None


def test_a_person_who_does_not_exist_is_none():
    assert RoleBackend().get_user(999_999) is None
