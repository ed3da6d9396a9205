"""The main navigation: who is led where."""

import pytest
from django.urls import reverse

from accounts.models import Role
from reports.navigation import MENUS, menus_for
from tests.factories import PlanFactory, UserFactory

pytestmark = pytest.mark.django_db


def labels(user, here=""):
    return {entry.label for menu in menus_for(user, here) for entry in menu.entries}


@pytest.mark.parametrize("role", Role.values)
def test_pages_are_offered_to_those_who_may_open_them(sign_in, unit, role):
    PlanFactory(unit=unit, in_force=(2023,))
    client = sign_in(role)
    for menu in menus_for(client.user, ""):
        for entry in menu.entries:
            assert client.get(entry.url, follow=True).status_code == 200, entry.url


def test_only_who_may_import_is_led_to_the_import(unit):
    assert "Impor" in labels(UserFactory(role=Role.OPERATOR, unit=unit))
    assert "Impor" not in labels(UserFactory(role=Role.AUDITOR, unit=unit))


def test_the_administration_is_for_staff(unit):
    reader = UserFactory(role=Role.PIMPINAN, unit=unit, is_staff=False)
    assert "Pengelolaan data" not in labels(reader)


def test_a_menu_without_pages_is_left_out(unit):
    reader = UserFactory(role=Role.PIMPINAN, unit=unit, is_staff=False)
    titles = [menu.title for menu in menus_for(reader, "")]
    assert "Kinerja" in titles
    assert "Data" not in titles


def test_the_page_that_is_shown_is_marked_and_so_is_its_menu(unit):
    user = UserFactory(role=Role.OPERATOR, unit=unit)
    marked = [menu for menu in menus_for(user, "entry_year") if menu.is_current]
    assert [menu.title for menu in marked] == ["Kinerja"]
    assert [e.label for e in marked[0].entries if e.is_current] == ["Isi realisasi"]


def test_every_address_exists():
    for _, pages in MENUS:
        for page in pages:
            assert reverse(page.view)
