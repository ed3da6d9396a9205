"""The page "Akun saya"."""

import pytest
from django.urls import reverse

from accounts.models import AuditBatch, SignIn
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HERE = "/akun/"


def test_it_says_who_one_is_and_where_to_change_what(sign_in, unit):
    client = sign_in("operator", first_name="Siti", last_name="Aminah")
    html = client.get(HERE).content.decode()
    for words in ("Siti Aminah", client.user.username, unit.name, "Operator"):
        assert words in html
    assert reverse("password_change") in html
    assert reverse("second_factor") in html
    assert f'href="{HERE}"' in client.get("/").content.decode()


def test_it_opens_without_a_unit_and_a_role(sign_in):
    client = sign_in(None, is_staff=False)
    client.user.unit = None
    client.user.save()
    assert client.get(HERE).status_code == 200


def test_it_lists_the_last_attempts_of_this_person_alone(sign_in):
    client = sign_in("operator")
    for number in range(12):
        SignIn.objects.create(
            user=client.user, outcome="failure", address=f"10.0.0.{number}"
        )
    SignIn.objects.create(user=UserFactory(), outcome="success", address="10.9.9.9")
    html = client.get(HERE).content.decode()
    assert "10.0.0.11" in html
    assert "10.0.0.2<" in html
    assert "10.0.0.1<" not in html
    assert "10.9.9.9" not in html
    assert html.count("Kata sandi salah") == 10


def test_notices_are_turned_off_and_on(sign_in):
    client = sign_in("operator")
    assert client.post(HERE, {}).url == HERE
    client.user.refresh_from_db()
    assert not client.user.receives_notices
    latest = client.user.history.first()
    assert latest.batch.user == client.user
    client.post(HERE, {"receives_notices": "on"})
    client.user.refresh_from_db()
    assert client.user.receives_notices
    assert client.user.history.first().batch.path == AuditBatch.Path.FORM


def test_saving_what_is_there_writes_nothing(sign_in):
    client = sign_in("operator")
    lines = client.user.history.count()
    client.post(HERE, {"receives_notices": "on", "is_superuser": "on"})
    client.user.refresh_from_db()
    assert not client.user.is_superuser
    assert client.user.history.count() == lines
