"""Waiting after wrong passwords, the record of signing in, and the address it names."""

import re
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.client_address import client_address
from accounts.models import Role, SignIn
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
GOOD = "sandi-uji-123"


@pytest.fixture
def person(unit):
    return UserFactory(unit=unit, username="siti")


@pytest.fixture
def guarded(settings, person):
    settings.AXES_ENABLED = True
    return person


def try_to_sign_in(password, username="siti", **headers):
    data = {"username": username, "password": password, "next": "/laporan/"}
    return Client().post(reverse("login"), data, **headers)


def fail(times, **options):
    return [try_to_sign_in("salah", **options) for _ in range(times)][-1]


def test_the_fifth_wrong_password_is_followed_by_waiting(guarded):
    assert fail(4).status_code == 200
    answer = fail(1)
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Terlalu banyak percobaan yang gagal" in page
    assert "Coba lagi dalam 15 menit" in page
    assert 'value="siti"' in page
    assert 'value="/laporan/"' in page
    assert "salah" not in page


def test_the_right_password_does_not_help_while_waiting_and_does_later(guarded):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        fail(5)
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        answer = try_to_sign_in(GOOD)
        assert answer.status_code == 429
        assert "Coba lagi dalam 5 menit" in answer.content.decode()
    # Trying while waiting does not make it longer: what was shown stays true.
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert try_to_sign_in(GOOD).status_code == 302


def test_the_time_of_the_day_is_shown_in_the_offices_zone(guarded):
    with time_machine.travel("2026-02-03 01:00:00+00:00", tick=False):
        assert "(pukul 09.15)" in fail(5).content.decode()


def test_success_forgets_earlier_failures(guarded):
    fail(4)
    assert try_to_sign_in(GOOD).status_code == 302
    assert fail(4).status_code == 200


def test_nobody_is_locked_out_by_failures_elsewhere(guarded):
    assert fail(5, REMOTE_ADDR="10.0.0.9").status_code == 429
    assert try_to_sign_in(GOOD, REMOTE_ADDR="10.0.0.1").status_code == 302


def test_another_browser_at_the_same_place_is_no_way_around(guarded):
    for number in range(5):
        fail(1, HTTP_USER_AGENT=f"peramban {number}")
    assert try_to_sign_in(GOOD, HTTP_USER_AGENT="lain").status_code == 429


def test_a_name_that_is_no_account_waits_alike(guarded):
    assert fail(5, username="bukan-siapa-siapa").status_code == 429


def test_the_counter_keeps_no_password(guarded):
    try_to_sign_in("rahasia-yang-salah")
    counted = AccessAttempt.objects.get()
    assert "rahasia" not in counted.post_data + counted.get_data


@pytest.mark.parametrize("name", ["\x00", "a" * 10_000, "' OR 1=1 --", ""])
def test_hostile_names_are_refused_in_words(guarded, name):
    for _ in range(6):
        answer = try_to_sign_in("x", username=name, HTTP_USER_AGENT="x" * 5000)
        assert answer.status_code in (200, 429)


def test_every_attempt_is_recorded(guarded):
    fail(5)
    try_to_sign_in(GOOD)
    try_to_sign_in(GOOD, REMOTE_ADDR="10.0.0.1")
    outcomes = list(SignIn.objects.order_by("pk").values_list("outcome", "address"))
    assert outcomes == [
        *[("failure", "127.0.0.1")] * 5,
        ("refused", "127.0.0.1"),
        ("success", "10.0.0.1"),
    ]
    assert {row.user for row in SignIn.objects.all()} == {guarded}


def test_a_name_that_is_no_account_is_not_kept(person):
    try_to_sign_in("x", username="kata-sandi-saya-123")
    row = SignIn.objects.get()
    assert row.user is None
    assert "kata-sandi-saya-123" not in str(vars(row))


def test_a_failure_without_a_request_is_recorded_too(person):
    assert authenticate(username="siti", password="salah") is None
    assert SignIn.objects.get().address is None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_record_is_read_for_people_of_the_own_units(sign_in, unit, role):
    below = UserFactory(unit=UnitFactory(parent=unit), username="di-bawah")
    other = UserFactory(unit=UnitFactory(), username="orang-lain")
    for someone in (below, other, None):
        SignIn.objects.create(user=someone, outcome="failure", address="10.1.2.3")
    page = sign_in(role).get(reverse("admin:accounts_signin_changelist"))
    html = page.content.decode()
    assert page.context["title"]
    assert "di-bawah" in html
    assert "orang-lain" not in html
    assert "bukan nama pengguna" not in html
    assert "10.1.2.3" in html
    assert "Kata sandi salah" in html


def test_a_superuser_sees_attempts_of_nobody(sign_in):
    SignIn.objects.create(outcome="failure")
    page = sign_in(None, is_superuser=True).get("/admin/accounts/signin/?q=x\x00")
    assert page.status_code == 200
    page = page.client.get("/admin/accounts/signin/")
    assert "(bukan nama pengguna)" in page.content.decode()


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "203.0.113.9", "10.0.0.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (True, "1.1.1.1,2001:db8::7", "2001:db8::7"),
        (True, "1.1.1.1, ", "10.0.0.1"),
        (True, "' OR 1=1", None),
        (True, "fe80::1%eth0", "fe80::1"),
        (True, "", "10.0.0.1"),
    ],
)
def test_the_address_is_believed_from_our_own_proxy_only(
    settings, behind_proxy, forwarded, expected
):
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded
    )
    assert client_address(request) == expected


def test_a_request_over_a_socket_file_has_no_address(guarded):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
    assert fail(5, REMOTE_ADDR="").status_code == 429


def test_a_session_ends_with_the_browser_and_with_the_day(person, settings):
    cookie = try_to_sign_in(GOOD).cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    client = Client()
    with time_machine.travel("2026-02-03 00:00:00+00:00", tick=False):
        client.force_login(person)
        assert client.get("/").status_code == 200
    with time_machine.travel("2026-02-03 12:00:01+00:00", tick=False):
        assert re.match("/masuk/", client.get("/").url)
