"""Signing in with a second step: with, without, wrong and used codes; waiting."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from accounts.models import SignIn, User
from tests.factories import UserFactory
from tests.phone import give_phone

pytestmark = pytest.mark.django_db
PASSWORD = "sandi-uji-123"
CODE_PAGE = "/masuk/kode/"


@pytest.fixture
def siti(unit, clock):
    """Siti with a phone whose first code is used up."""
    person = UserFactory(unit=unit, username="siti")
    person.phone = give_phone(person)
    clock.shift(60)
    return person


def first_step(client, **options):
    data = {"username": "siti", "password": PASSWORD, "next": "/laporan/"}
    return client.post(reverse("login"), data, **options)


def second_step(client, code, **options):
    return client.post(CODE_PAGE, {"code": code}, **options)


def is_signed_in(client):
    return client.get("/").status_code == 200


def test_the_password_leads_to_the_code_and_the_code_inside(siti, client):
    answer = first_step(client)
    assert (answer.status_code, answer.url) == (302, CODE_PAGE)
    assert "one-time-code" in client.get(CODE_PAGE).content.decode()
    answer = second_step(client, siti.phone.code())
    assert (answer.status_code, answer.url) == (302, "/laporan/")
    assert is_signed_in(client)
    assert SignIn.objects.get().outcome == SignIn.Outcome.SUCCESS


@pytest.mark.parametrize(
    "address",
    ["/", "/laporan/", "/admin/", "/akun/", "/akun/verifikasi/", "/kata-sandi/"],
)
def test_between_the_steps_nothing_is_reachable(siti, client, address):
    first_step(client)
    for ask in (client.get, client.post):
        answer = ask(address)
        assert answer.status_code == 302
        assert answer.url.startswith((reverse("login"), reverse("admin:login")))
    assert "_auth_user_id" not in client.session
    assert not SignIn.objects.exists()
    assert User.objects.get(pk=siti.pk).last_login is None


def test_without_the_first_step_there_is_no_second(siti, client):
    assert client.get(CODE_PAGE).url == reverse("login")
    assert second_step(client, siti.phone.code()).url == reverse("login")
    assert not is_signed_in(client)


def test_who_has_no_second_step_is_not_asked(unit, client):
    UserFactory(unit=unit, username="siti")
    assert first_step(client).url == "/laporan/"


def test_a_wrong_code_is_refused_and_recorded(siti, client):
    first_step(client)
    page = second_step(client, siti.phone.wrong_code())
    assert page.status_code == 200
    assert "Kode salah atau sudah dipakai" in page.content.decode()
    assert not is_signed_in(client)
    row = SignIn.objects.get()
    assert (row.user, row.outcome) == (siti, "wrong_code")
    assert str(row.address) == "127.0.0.1"


def test_a_code_is_used_once(siti, client):
    code = siti.phone.code()
    for browser, expected in ((client, 302), (Client(), 200)):
        first_step(browser)
        assert second_step(browser, code).status_code == expected


def test_the_code_that_turned_it_on_is_used(unit, clock, client):
    phone = give_phone(UserFactory(unit=unit, username="siti"))
    first_step(client)
    assert second_step(client, phone.code()).status_code == 200


def test_an_old_code_is_worth_nothing(siti, client, clock):
    code = siti.phone.code()
    clock.shift(90)
    first_step(client)
    assert second_step(client, code).status_code == 200
    clock.shift(5)
    assert second_step(client, siti.phone.code()).status_code == 302


def test_codes_are_taken_as_people_type_them(siti, client):
    first_step(client)
    code = siti.phone.code()
    assert second_step(client, f" {code[:3]} {code[3:]} ").status_code == 302


def test_a_backup_code_is_taken_once(siti, client):
    code = siti.phone.backup_codes[0]
    first_step(client)
    assert second_step(client, code.upper().replace("-", " ")).status_code == 302
    assert "tersisa 9" in client.get("/").content.decode()
    again = Client()
    first_step(again)
    assert second_step(again, code).status_code == 200
    assert not is_signed_in(again)


def test_after_a_wrong_code_the_phone_rests_and_backup_codes_do_not(
    siti, client, clock
):
    first_step(client)
    wrong, good = siti.phone.wrong_code(), siti.phone.code()
    second_step(client, wrong)
    page = second_step(client, good)
    assert "Kode itu belum diperiksa" in page.content.decode()
    assert "Coba lagi dalam 1 detik" in page.content.decode()
    clock.shift(1)
    second_step(client, wrong)
    page = second_step(client, good)
    assert "Coba lagi dalam 2 detik" in page.content.decode()
    # What was not looked at counts as nothing.
    assert SignIn.objects.count() == 2
    assert second_step(client, siti.phone.backup_codes[0]).status_code == 302


def fail(siti, client, clock, times, **options):
    for _ in range(times):
        answer = second_step(client, siti.phone.wrong_code(), **options)
        clock.shift(20)
    return answer


def test_the_fifth_wrong_code_is_followed_by_waiting(siti, client, clock, settings):
    settings.AXES_ENABLED = True
    first_step(client)
    assert fail(siti, client, clock, 4).status_code == 200
    answer = fail(siti, client, clock, 1)
    assert answer.status_code == 429
    assert "Coba lagi dalam 15 menit" in answer.content.decode()
    assert client.get(CODE_PAGE).url == reverse("login")
    # The right password and a right code wait too.
    assert first_step(client).status_code == 429
    clock.shift(15 * 60)
    assert first_step(client).url == CODE_PAGE
    assert second_step(client, siti.phone.code()).status_code == 302
    outcomes = list(SignIn.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["wrong_code"] * 5 + ["refused", "success"]


def test_the_password_in_between_does_not_begin_the_count_again(
    siti, client, clock, settings
):
    settings.AXES_ENABLED = True
    for _ in range(4):
        first_step(client)
        fail(siti, client, clock, 1)
    first_step(client)
    assert fail(siti, client, clock, 1).status_code == 429


def test_wrong_passwords_and_wrong_codes_count_together(siti, client, clock, settings):
    settings.AXES_ENABLED = True
    first_step(client)
    fail(siti, client, clock, 3)
    other = Client()
    for _ in range(2):
        answer = other.post(reverse("login"), {"username": "siti", "password": "salah"})
    assert answer.status_code == 429
    # Who stood before the second step waits as well, and the code is not used up.
    code = siti.phone.code()
    assert second_step(client, code).status_code == 429
    assert SignIn.objects.first().outcome == SignIn.Outcome.REFUSED
    assert first_step(client, REMOTE_ADDR="10.0.0.9").url == CODE_PAGE
    clock.shift(20)
    answer = second_step(client, code, REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 302


def test_the_counter_keeps_no_code(siti, client, clock, settings):
    settings.AXES_ENABLED = True
    first_step(client)
    wrong = siti.phone.wrong_code()
    second_step(client, wrong)
    assert f"code={wrong}" not in AccessAttempt.objects.get().post_data


def test_the_second_step_waits_ten_minutes(siti, client, clock):
    first_step(client)
    clock.shift(10 * 60 + 1)
    answer = client.post(CODE_PAGE, {"code": siti.phone.code()}, follow=True)
    assert answer.redirect_chain == [(reverse("login"), 302)]
    assert "Waktu untuk mengetik kode sudah habis" in answer.content.decode()


def change_password(person):
    person.set_password("jeruk-manis-di-pasar-7")
    person.save()


def dismiss(person):
    person.is_active = False
    person.save()


@pytest.mark.parametrize("deed", [change_password, dismiss])
def test_what_changes_between_the_steps_ends_them(siti, client, deed):
    first_step(client)
    deed(User.objects.get(pk=siti.pk))
    assert second_step(client, siti.phone.code()).url == reverse("login")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "typed", ["\x00", "a" * 10_000, "-" * 30, "' OR 1=1 --", "abcdefgh", "１２３４５６"]
)
def test_hostile_codes_are_refused_in_words(siti, client, typed):
    first_step(client)
    page = second_step(client, typed)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not is_signed_in(client)


def test_nobody_is_led_elsewhere(siti, client):
    data = {"username": "siti", "password": PASSWORD, "next": "https://jahat.example/"}
    client.post(reverse("login"), data)
    assert second_step(client, siti.phone.code()).url == "/beranda/"
