"""The demo accounts."""

import json
import stat

import pytest
from django.core.management import CommandError, call_command

from accounts.demo import password_file
from accounts.models import Role, User
from tests.factories import PlanFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_roles")]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def office():
    ministry = UnitFactory(code="KEMENTERIAN")
    agency = UnitFactory(code="BADAN", parent=ministry)
    office = UnitFactory(code="BALAI", parent=agency)
    PlanFactory(unit=agency, in_force=(2023,))
    PlanFactory(unit=office, in_force=(2023,))
    return office


def printed(capsys):
    return capsys.readouterr().out


def test_one_account_per_role_for_the_lowest_unit_with_a_plan(office, capsys):
    call_command("create_demo_accounts")
    people = User.objects.select_related("unit")
    assert {person.username for person in people} == set(Role.values)
    assert all(person.unit == office and person.is_staff for person in people)
    assert all(
        person.groups.get().name == person.username and not person.is_superuser
        for person in people
    )
    assert office.name in printed(capsys)


def test_the_printed_password_signs_in(office, client, capsys):
    call_command("create_demo_accounts")
    lines = printed(capsys).splitlines()
    username, password, _ = next(
        line for line in lines if "verifikator" in line
    ).split()
    assert client.login(username=username, password=password)


def test_the_second_run_keeps_the_accounts_and_prints_the_same(office, capsys):
    call_command("create_demo_accounts")
    first, hashes = printed(capsys), set(User.objects.values_list("pk", "password"))
    call_command("create_demo_accounts")
    assert printed(capsys) == first
    assert set(User.objects.values_list("pk", "password")) == hashes


def test_the_passwords_are_random_and_readable_by_the_owner_alone(office):
    call_command("create_demo_accounts", verbosity=0)
    passwords = json.loads(password_file().read_text())
    assert len(set(passwords.values())) == len(Role)
    assert stat.S_IMODE(password_file().stat().st_mode) == 0o600


def test_an_account_of_that_name_that_was_there_is_left_alone(office, capsys):
    User.objects.create_user("auditor", password="rahasia-sendiri")
    call_command("create_demo_accounts")
    assert User.objects.get(username="auditor").check_password("rahasia-sendiri")
    assert "(tidak diketahui)" in printed(capsys)


def test_a_unit_can_be_named(office):
    call_command("create_demo_accounts", unit="BADAN", verbosity=0)
    assert User.objects.get(username="operator").unit.code == "BADAN"


@pytest.mark.parametrize("code", [None, "TIDAK-ADA"])
def test_without_the_unit_the_command_says_so(code):
    with pytest.raises(CommandError, match=r"unit kerja|Unit kerja"):
        call_command("create_demo_accounts", unit=code)
