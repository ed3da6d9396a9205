"""Changing one's own password, and having to."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditBatch, SignIn, User
from accounts.roles import setup_roles
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OLD = "sandi-uji-123"
NEW = "jeruk-manis-di-pasar-7"


def change(client, old=OLD, new=NEW, again=None):
    data = {
        "old_password": old,
        "new_password1": new,
        "new_password2": new if again is None else again,
    }
    return client.post(reverse("password_change"), data)


@pytest.fixture
def newcomer(sign_in):
    return sign_in("operator", must_change_password=True)


@pytest.mark.parametrize(
    "address", ["/", "/laporan/", "/admin/", "/admin/password_change/", "/impor/"]
)
def test_a_first_password_leads_to_its_change_from_everywhere(newcomer, address):
    answer = newcomer.get(address)
    assert (answer.status_code, answer.url) == (302, reverse("password_change"))
    assert newcomer.post(address).status_code == 302


def test_the_page_says_why_and_what_is_asked(newcomer):
    page = newcomer.get(reverse("password_change"))
    html = page.content.decode()
    assert "Buat kata sandi sendiri" in html
    assert "&lt;ul&gt;" not in html
    assert "Your password" not in html


def test_after_the_change_everything_is_open(newcomer):
    answer = change(newcomer)
    assert (answer.status_code, answer.url) == (302, "/beranda/")
    page = newcomer.get("/", follow=True)
    assert page.status_code == 200
    assert "Kata sandi sudah diubah" in page.content.decode()
    newcomer.user.refresh_from_db()
    assert newcomer.user.check_password(NEW)
    assert not newcomer.user.must_change_password
    latest = newcomer.user.history.first()
    assert latest.batch.path == AuditBatch.Path.FORM
    assert latest.history_user == newcomer.user


def test_one_may_leave_without_changing(newcomer):
    assert newcomer.post(reverse("logout")).status_code == 302
    assert newcomer.get(reverse("login")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"old": "bukan-itu"}, "salah"),
        ({"new": OLD}, "harus berbeda"),
        ({"new": "123456789012"}, "angka"),
        ({"new": "pendek1"}, "pendek"),
        ({"new": "password"}, "umum"),
        ({"again": "lain-sama-sekali"}, "tidak cocok|sama"),
        ({"new": ""}, "wajib|harus|perlu|Bidang"),
        ({"new": "a\x00b-panjang-sekali"}, "."),
    ],
    ids=str,
)
def test_what_is_refused_is_said(newcomer, typed, words):
    answer = change(newcomer, **typed)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert re.search(words, str(errors)), errors
    newcomer.user.refresh_from_db()
    assert newcomer.user.check_password(OLD)
    assert newcomer.user.must_change_password
    assert not AuditBatch.objects.exists()


def test_guessing_the_old_password_ends_the_session(sign_in, settings):
    settings.AXES_ENABLED = True
    client = sign_in("operator")
    others = Client()
    others.force_login(client.user)
    for _ in range(4):
        assert change(client, old="salah").status_code == 200
    answer = change(client, old="salah")
    assert answer.status_code == 429
    html = answer.content.decode()
    assert "Coba lagi dalam 15 menit" in html
    assert f'action="{reverse("login")}"' in html
    assert client.get("/").url.startswith(reverse("login"))
    # A right one is not looked at meanwhile, whichever browser sends it.
    assert change(others).status_code == 429
    client.user.refresh_from_db()
    assert client.user.check_password(OLD)
    outcomes = SignIn.objects.order_by("pk").values_list("outcome", flat=True)
    # The two browsers of this test were signed in without the form.
    assert list(outcomes) == ["success"] * 2 + ["failure"] * 5 + ["refused"]


def test_who_has_no_place_in_the_administration_changes_it_too(sign_in):
    client = sign_in("operator", is_staff=False)
    assert reverse("password_change") in client.get("/laporan/").content.decode()
    assert change(client).status_code == 302


def test_a_new_account_must_change_it(sign_in, unit):
    setup_roles()
    administrator = sign_in("administrator")
    data = {
        "username": "baru",
        "usable_password": "true",
        "password1": NEW,
        "password2": NEW,
        "unit": unit.pk,
        "groups": ["operator"],
    }
    where = reverse("admin:accounts_user_add")
    assert administrator.post(where, data).status_code == 302
    assert User.objects.get(username="baru").must_change_password


def reset(administrator, person, **typed):
    where = reverse("admin:auth_user_password_change", args=[person.pk])
    data = {"password1": NEW, "password2": NEW, "usable_password": "true", **typed}
    return administrator.post(where, data)


def test_a_password_set_by_an_administrator_must_be_changed(sign_in, unit):
    administrator = sign_in("administrator")
    person = UserFactory(unit=unit)
    assert reset(administrator, person).status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert person.must_change_password
    assert person.history.first().batch.user == administrator.user


def test_a_refused_reset_leaves_nothing(sign_in, unit):
    person = UserFactory(unit=unit)
    assert reset(sign_in("administrator"), person, password2="x").status_code == 200
    assert not AuditBatch.objects.exists()


def test_other_changes_to_an_account_leave_its_password_alone(sign_in, unit):
    administrator = sign_in("administrator")
    person = UserFactory(unit=unit)
    data = {
        "username": person.username,
        "first_name": "Lain",
        "unit": unit.pk,
        "is_active": "on",
    }
    where = reverse("admin:accounts_user_change", args=[person.pk])
    assert administrator.post(where, data).status_code == 302
    person.refresh_from_db()
    assert person.first_name == "Lain"
    assert not person.must_change_password


def test_asking_costs_no_query(sign_in, django_assert_num_queries):
    client = sign_in("operator", must_change_password=True)
    # The session, and the person with the unit.
    with django_assert_num_queries(2):
        client.get("/laporan/")
