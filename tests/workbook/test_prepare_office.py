"""Making an installation ready, the first time and later."""

import json

import pytest
from django.core.management import call_command

from accounts.models import User
from indicators.models import Realization
from tests.conftest import FIXTURE_FOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_roles")]


@pytest.fixture
def prepare(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return lambda: call_command(
        "prepare_office", str(FIXTURE_FOLDER), unit="BSPJI-MANADO"
    )


def test_the_first_time_brings_data_and_one_account_per_role(prepare, settings, capsys):
    prepare()
    passwords = json.loads(
        (settings.VAR_DIR / "demo_accounts.json").read_text(encoding="utf-8")
    )
    assert Realization.objects.count() == 45
    assert sorted(passwords) == [
        "administrator",
        "auditor",
        "operator",
        "pimpinan",
        "verifikator",
    ]
    assert all(
        User.objects.get(username=name).check_password(word)
        for name, word in passwords.items()
    )
    assert all(word in capsys.readouterr().out for word in list(passwords.values())[:1])


def test_a_later_time_keeps_what_people_changed(prepare):
    prepare()
    row = Realization.objects.get(indicator__code="SK5.1", year=2023)
    row.value = 4
    row.save()
    prepare()
    row.refresh_from_db()
    assert row.value == 4
    assert User.objects.count() == 5
