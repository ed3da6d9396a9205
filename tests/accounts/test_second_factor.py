"""Turning the second step on and off, and backup codes."""

import re
from base64 import b32decode

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import AuditBatch, AuditContent, SignIn
from tests.factories import UserFactory
from tests.phone import Phone, give_phone

pytestmark = pytest.mark.django_db
PASSWORD = "sandi-uji-123"
HERE = "/akun/verifikasi/"


def key_offered(client):
    page = client.get(HERE)
    assert page.status_code == 200
    return client.session["second_factor_key"], page.content.decode()


@pytest.fixture
def enrolled(sign_in, clock):
    """A signed-in operator who has just turned it on with ``client.phone``."""
    client = sign_in("operator")
    key, _ = key_offered(client)
    client.phone = Phone(key)
    page = client.post(HERE, {"code": client.phone.code()})
    client.phone.backup_codes = page.context["codes"]
    client.user.refresh_from_db()
    clock.shift(30)
    return client


def test_the_page_offers_a_picture_and_the_secret_as_text(sign_in):
    client = sign_in("operator")
    key, html = key_offered(client)
    shown = re.search(r'class="secret">([A-Z2-7 ]+)<', html)[1]
    assert bytes.fromhex(key) == b32decode(shown.replace(" ", ""))
    assert re.search(r'<svg class="qr" viewBox="0 0 \d+ \d+"', html)
    assert "style=" not in html
    assert key_offered(client)[0] == key
    assert not TOTPDevice.objects.exists()


def test_the_first_code_turns_it_on_and_gives_backup_codes_once(enrolled):
    assert len(set(enrolled.phone.backup_codes)) == 10
    assert all(
        re.fullmatch("[a-z2-7]{4}-[a-z2-7]{4}", code)
        for code in enrolled.phone.backup_codes
    )
    assert enrolled.user.second_factor_since is not None
    assert "second_factor_key" not in enrolled.session
    html = enrolled.get(HERE).content.decode()
    assert "Kode cadangan yang belum dipakai: <b>10</b>" in html
    assert not [code for code in enrolled.phone.backup_codes if code in html]
    assert TOTPDevice.objects.get().key not in html


@pytest.mark.parametrize("typed", ["", "000000", "abc", "١٢٣٤٥٦", "1" * 500, "\x00"])
def test_another_code_turns_nothing_on(sign_in, clock, typed):
    client = sign_in("operator")
    key, _ = key_offered(client)
    typed = Phone(key).wrong_code() if typed == "000000" else typed
    page = client.post(HERE, {"code": typed})
    assert page.status_code == 200
    assert page.context["form"].errors or not typed
    client.user.refresh_from_db()
    assert client.user.second_factor_since is None
    assert not TOTPDevice.objects.exists()
    assert client.session["second_factor_key"] == key


def test_turning_it_on_and_off_is_in_the_record(enrolled):
    enrolled.post(reverse("second_factor_off"), {"proof": PASSWORD})
    off, on = enrolled.user.history.all()[:2]
    assert on.second_factor_since
    assert on.batch.user == on.history_user == enrolled.user
    assert on.batch.path == AuditBatch.Path.FORM
    assert "dinyalakan oleh pemiliknya" in on.history_change_reason
    assert off.second_factor_since is None
    assert off.batch.reason == "Verifikasi dua langkah dimatikan oleh pemiliknya"


def test_no_secret_stands_in_history_or_in_seals(enrolled):
    secrets = {
        TOTPDevice.objects.get().key,
        *StaticToken.objects.values_list("token", flat=True),
    }
    assert len(secrets) == 11
    kept = list(AuditContent.objects.values_list("text", flat=True))
    for model in apps.get_models():
        if model.__name__.startswith("Historical"):
            kept += map(str, model._base_manager.values_list())
    assert "second_factor_since" in "".join(kept)
    assert not [secret for secret in secrets if secret in "".join(kept)]


def test_other_browsers_sign_in_again_with_the_code(sign_in, clock):
    other = sign_in("operator")
    own = Client()
    own.force_login(other.user)
    key, _ = key_offered(own)
    own.post(HERE, {"code": Phone(key).code()})
    assert own.get("/").status_code == 200
    assert other.get("/").url.startswith(reverse("login"))


@pytest.mark.parametrize("proof", ["password", "code", "backup code"])
def test_it_is_turned_off_with_the_password_or_a_code(enrolled, proof):
    typed = {
        "password": PASSWORD,
        "code": enrolled.phone.code(),
        "backup code": enrolled.phone.backup_codes[3],
    }[proof]
    answer = enrolled.post(reverse("second_factor_off"), {"proof": typed})
    assert (answer.status_code, answer.url) == (302, reverse("account"))
    enrolled.user.refresh_from_db()
    assert enrolled.user.second_factor_since is None
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert enrolled.get("/").status_code == 200


@pytest.mark.parametrize("where", ["second_factor_off", "backup_codes"])
def test_without_proof_nothing_changes(enrolled, where):
    for typed in ("", "salah", enrolled.phone.wrong_code()):
        page = enrolled.post(reverse(where), {"proof": typed})
        assert page.status_code == 200
        assert page.content.decode().count('class="errorlist"') == 1
    enrolled.user.refresh_from_db()
    assert enrolled.user.second_factor_since
    assert StaticToken.objects.count() == 10
    outcomes = SignIn.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes)[-2:] == ["failure", "wrong_code"]


def test_guessing_the_proof_ends_the_session(enrolled, settings):
    settings.AXES_ENABLED = True
    for _ in range(4):
        assert (
            enrolled.post(reverse("backup_codes"), {"proof": "salah"}).status_code
            == 200
        )
    answer = enrolled.post(reverse("backup_codes"), {"proof": "salah"})
    assert answer.status_code == 429
    assert "Coba lagi dalam 15 menit" in answer.content.decode()
    assert enrolled.get("/").url.startswith(reverse("login"))
    assert StaticToken.objects.count() == 10


def test_new_backup_codes_replace_the_old_ones(enrolled):
    page = enrolled.post(reverse("backup_codes"), {"proof": PASSWORD})
    new = page.context["codes"]
    assert len(new) == StaticToken.objects.count() == 10
    assert not set(new) & set(enrolled.phone.backup_codes)
    latest = enrolled.user.history.first()
    assert latest.batch.reason == "Kode cadangan dibuat baru oleh pemiliknya"
    assert latest.batch.user == enrolled.user
    assert latest.batch.digest
    assert new[0].replace("-", "") not in latest.batch.content.text
    answer = enrolled.post(
        reverse("second_factor_off"), {"proof": enrolled.phone.backup_codes[0]}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("where", ["second_factor_off", "backup_codes"])
def test_where_it_is_off_there_is_nothing_to_prove(sign_in, where):
    client = sign_in("operator")
    answer = client.post(reverse(where), {"proof": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("account"))
    assert client.get(reverse(where)).status_code == 405


def test_pages_with_secrets_are_kept_by_no_browser(enrolled, sign_in):
    page = enrolled.post(reverse("backup_codes"), {"proof": PASSWORD})
    assert "no-store" in page["Cache-Control"]
    assert "no-store" in sign_in("auditor").get(HERE)["Cache-Control"]


def test_a_phone_belongs_to_one_person(clock, unit):
    phone, other = (
        give_phone(UserFactory(unit=unit)),
        give_phone(UserFactory(unit=unit)),
    )
    assert phone.key != other.key
    assert not set(phone.backup_codes) & set(other.backup_codes)
