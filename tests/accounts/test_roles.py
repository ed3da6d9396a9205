"""The roles as groups."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from accounts.perms import ROLE_RIGHTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_roles")]


def rights_of(name):
    found = Permission.objects.filter(group__name=name).select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in found}


def test_setup_roles_gives_every_role_exactly_its_rights(capsys):
    call_command("setup_roles")
    assert {name: rights_of(name) for name in ROLE_RIGHTS} == ROLE_RIGHTS
    assert "operator" in capsys.readouterr().out


def test_setup_roles_again_takes_away_what_was_added_and_keeps_the_groups():
    call_command("setup_roles", verbosity=0)
    before = dict(Group.objects.values_list("name", "pk"))
    Group.objects.get(name="pimpinan").permissions.add(*Permission.objects.all()[:5])
    call_command("setup_roles", verbosity=0)
    assert dict(Group.objects.values_list("name", "pk")) == before
    assert rights_of("pimpinan") == ROLE_RIGHTS["pimpinan"]


def test_setup_roles_names_a_right_that_nobody_defines(monkeypatch):
    monkeypatch.setitem(ROLE_RIGHTS, "auditor", {"indicators.view_nothing"})
    with pytest.raises(CommandError, match=r"indicators\.view_nothing"):
        call_command("setup_roles")
    assert not Group.objects.filter(name="auditor").exists()
