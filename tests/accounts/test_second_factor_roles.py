"""Roles that must use the second step; an administrator who turns somebody's off; backups."""

import re
from io import StringIO

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import AuditBatch, Role, User
from accounts.second_factor.required import check_roles
from tests.factories import UnitFactory, UserFactory
from tests.phone import Phone, give_phone
from tests.workbook.backups import empty_the_database

pytestmark = pytest.mark.django_db
HERE = "/akun/verifikasi/"


@pytest.fixture
def demanding(settings):
    settings.REQUIRE_SECOND_FACTOR_ROLES = ["administrator", "verifikator"]


@pytest.mark.parametrize("address", ["/", "/laporan/", "/admin/", "/akun/", "/impor/"])
def test_a_role_that_must_is_led_to_turning_it_on(demanding, sign_in, address):
    client = sign_in("verifikator")
    assert client.get(address).url == HERE
    assert client.post(address).url == HERE
    assert "Peran Anda mewajibkan" in client.get(HERE).content.decode()


def test_once_it_is_on_everything_is_open(demanding, sign_in, clock):
    client = sign_in("verifikator")
    client.get(HERE)
    phone = Phone(client.session["second_factor_key"])
    assert "codes" in client.post(HERE, {"code": phone.code()}).context
    assert client.get("/").status_code == 200
    assert "langsung diminta menyalakannya lagi" in client.get(HERE).content.decode()


def test_turning_it_off_leads_back_to_turning_it_on(demanding, sign_in, clock):
    client = sign_in("verifikator")
    give_phone(client.user)
    client.force_login(client.user)
    client.post(reverse("second_factor_off"), {"proof": "sandi-uji-123"})
    assert client.get("/").url == HERE


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PIMPINAN, Role.AUDITOR])
def test_other_roles_are_left_alone(demanding, sign_in, role):
    assert sign_in(role).get("/").status_code == 200


def test_a_superuser_is_an_administrator(demanding, sign_in):
    assert sign_in(None, is_superuser=True).get("/").url == HERE


def test_first_the_password_then_the_phone(demanding, sign_in):
    client = sign_in("verifikator", must_change_password=True)
    assert client.get("/").url == reverse("password_change")
    assert client.get(reverse("password_change")).status_code == 200
    assert client.get(HERE).url == reverse("password_change")
    assert client.post(reverse("logout")).status_code == 302


def test_where_no_role_must_nothing_is_asked(sign_in, django_assert_num_queries):
    client = sign_in("administrator", must_change_password=True)
    with django_assert_num_queries(2):  # the session and the person
        client.get("/laporan/")


def test_a_role_that_does_not_exist_stops_the_start(settings):
    assert check_roles() == []
    settings.REQUIRE_SECOND_FACTOR_ROLES = ["administrator", "admin"]
    (error,) = check_roles()
    assert "'admin'" in error.msg
    assert "verifikator" in error.hint


def reset_page(person):
    return reverse("admin:accounts_user_second_factor", args=[person.pk])


@pytest.fixture
def people(unit, clock):
    """People with phones: of the own unit, one below, another one, and a superuser."""
    found = {
        "own": UserFactory(unit=unit),
        "below": UserFactory(unit=UnitFactory(parent=unit)),
        "other": UserFactory(unit=UnitFactory()),
        "superuser": UserFactory(unit=unit, is_superuser=True),
    }
    for person in found.values():
        give_phone(person)
    return found


@pytest.mark.parametrize("place", ["own", "below"])
def test_an_administrator_turns_it_off_with_a_reason(sign_in, people, place):
    client, person = sign_in("administrator"), people[place]
    theirs = Client()
    theirs.force_login(person)
    page = client.get(reverse("admin:accounts_user_change", args=[person.pk]))
    assert reset_page(person) in page.content.decode()
    assert client.get(reset_page(person)).status_code == 200
    answer = client.post(reset_page(person), {"reason": "Ponsel hilang"})
    assert answer.url == reverse("admin:accounts_user_change", args=[person.pk])
    person.refresh_from_db()
    assert person.second_factor_since is None
    assert not TOTPDevice.objects.filter(user=person).exists()
    latest = person.history.first()
    assert latest.batch.reason == latest.history_change_reason == "Ponsel hilang"
    assert latest.batch.user == latest.history_user == client.user
    assert latest.batch.digest
    assert theirs.get("/").url.startswith(reverse("login"))
    assert TOTPDevice.objects.count() == 3


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "\x00"])
def test_without_a_reason_nothing_is_turned_off(sign_in, people, reason):
    page = sign_in("administrator").post(reset_page(people["own"]), {"reason": reason})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert TOTPDevice.objects.count() == 4


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ADMINISTRATOR, {"other": 404, "superuser": 403}),
        (Role.OPERATOR, {"own": 403, "below": 403, "other": 404}),
        (Role.VERIFIKATOR, {"own": 403, "below": 403, "other": 404}),
        (Role.PIMPINAN, {"own": 403, "below": 403, "other": 404}),
        (Role.AUDITOR, {"own": 403, "below": 403, "other": 404}),
    ],
)
def test_only_by_administrators_and_only_for_accounts_that_they_look_after(
    sign_in, people, role, expected, method
):
    client = sign_in(role)
    found = {
        name: getattr(client, method)(
            reset_page(people[name]), {"reason": "ingin tahu"}
        ).status_code
        for name in expected
    }
    assert found == expected
    assert TOTPDevice.objects.count() == 4


def test_nobody_turns_the_own_one_off_without_proof(sign_in, clock):
    client = sign_in("administrator")
    give_phone(client.user)
    client.force_login(client.user)
    assert client.post(reset_page(client.user), {"reason": "x"}).status_code == 403
    page = client.get(reverse("admin:accounts_user_change", args=[client.user.pk]))
    assert "menyala sejak 03-02-2026" in page.content.decode()
    assert reset_page(client.user) not in page.content.decode()


def test_where_it_is_off_there_is_nothing_to_turn_off(sign_in, unit):
    person = UserFactory(unit=unit)
    client = sign_in("administrator")
    batches = AuditBatch.objects.count()
    assert client.get(reset_page(person)).status_code == 302
    page = client.get(reverse("admin:accounts_user_change", args=[person.pk]))
    assert '<div class="readonly">tidak menyala</div>' in page.content.decode()
    assert AuditBatch.objects.count() == batches


def test_a_superuser_reaches_everybody(sign_in, people):
    client = sign_in(None, is_superuser=True)
    for person in people.values():
        assert client.post(reset_page(person), {"reason": "uji"}).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_the_administration_shows_no_devices():
    names = {model._meta.app_label for model in admin.site._registry}
    assert not names & {"otp_totp", "otp_static", "django_otp"}
    with pytest.raises(NoReverseMatch):
        reverse("admin:otp_totp_totpdevice_changelist")


def test_the_last_administrator_is_helped_on_the_server(people):
    out = StringIO()
    person = people["superuser"]
    call_command(
        "reset_second_factor", person.username, reason="Ponsel hilang", stdout=out
    )
    assert "dimatikan" in out.getvalue()
    person.refresh_from_db()
    assert person.second_factor_since is None
    batch = person.history.first().batch
    assert (batch.path, batch.reason) == (AuditBatch.Path.COMMAND, "Ponsel hilang")
    for name in (person.username, "bukan-siapa-siapa"):
        with pytest.raises(CommandError, match=re.escape(name)):
            call_command("reset_second_factor", name, reason="sekali lagi")


def test_a_restored_installation_takes_the_same_phones(unit, clock, client, tmp_path):
    phone = give_phone(UserFactory(unit=unit, username="siti"))
    call_command("backup", tmp_path / "cadangan.zip", verbosity=0)
    empty_the_database()
    assert not User.objects.exists()
    call_command("restore", tmp_path / "cadangan.zip", verbosity=0)
    clock.shift(60)
    data = {"username": "siti", "password": "sandi-uji-123"}
    assert client.post(reverse("login"), data).url == reverse("login_code")
    answer = client.post(reverse("login_code"), {"code": phone.code()})
    assert answer.status_code == 302
    again = Client()
    again.post(reverse("login"), data)
    code = phone.backup_codes[9]
    assert again.post(reverse("login_code"), {"code": code}).status_code == 302
