"""The page "Penugasan": who is in charge of which indicator."""

import pytest
from django.urls import reverse

from accounts.models import Role
from tests.admin_pages import change
from tests.factories import (
    IndicatorFactory,
    LockFactory,
    PlanFactory,
    TeamFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("assignments")


@pytest.fixture
def indicator(unit):
    return IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2023,)), code="SK1.1")


@pytest.fixture
def operator(unit):
    return UserFactory(role=Role.OPERATOR, unit=unit, first_name="Rina")


@pytest.fixture
def head(sign_in):
    return sign_in("verifikator")


def chosen(indicator, person="", team="", seen="."):
    number = indicator.pk
    return {f"person-{number}": person, f"team-{number}": team, f"seen-{number}": seen}


def test_a_person_and_a_team_are_put_in_charge(head, indicator, operator, unit):
    team = TeamFactory(unit=unit)
    reply = head.post(PAGE, chosen(indicator, operator.pk, team.pk), follow=True)
    indicator.refresh_from_db()
    assert (indicator.person_in_charge, indicator.team) == (operator, team)
    assert "Petugas 1 indikator disimpan." in reply.content.decode()
    record = indicator.history.latest()
    assert record.batch.user == head.user


def test_nobody_is_in_charge_again(head, indicator, operator):
    indicator.person_in_charge = operator
    indicator.save()
    head.post(PAGE, chosen(indicator, seen=f"{operator.pk}."))
    indicator.refresh_from_db()
    assert indicator.person_in_charge is None


def test_nothing_changed_writes_nothing(head, indicator):
    before = indicator.history.count()
    reply = head.post(PAGE, chosen(indicator), follow=True)
    assert "Tidak ada yang berubah" in reply.content.decode()
    assert indicator.history.count() == before


def test_what_another_person_changed_meanwhile_is_not_overwritten(
    head, indicator, operator, unit
):
    other = UserFactory(role=Role.OPERATOR, unit=unit)
    indicator.person_in_charge = other
    indicator.save()
    second = IndicatorFactory(plan=indicator.plan)
    typed = chosen(indicator, operator.pk) | chosen(second, operator.pk)
    reply = head.post(PAGE, typed)
    assert reply.status_code == 422
    page = reply.content.decode()
    assert "Diubah orang lain" in page
    assert page.count(f'<option value="{operator.pk}" selected>') == 2
    second.refresh_from_db()
    assert second.person_in_charge is None


@pytest.mark.parametrize("value", ["0", "x", "9" * 30])
@pytest.mark.parametrize("field", ["person", "team"])
def test_only_the_offered_may_be_chosen(head, indicator, field, value):
    reply = head.post(PAGE, chosen(indicator, **{field: value}))
    assert reply.status_code == 422
    assert "Pilih petugas dan tim dari daftar." in reply.content.decode()


def test_people_and_teams_of_other_units_are_not_offered(head, indicator):
    stranger = UserFactory(role=Role.OPERATOR, unit=UnitFactory())
    team = TeamFactory()
    assert head.post(PAGE, chosen(indicator, stranger.pk)).status_code == 422
    assert head.post(PAGE, chosen(indicator, team=team.pk)).status_code == 422


def test_who_left_the_unit_is_shown_and_not_chosen_again(head, indicator, operator):
    indicator.person_in_charge = operator
    indicator.save()
    operator.unit = UnitFactory()
    operator.save()
    assert "Rina" in head.get(PAGE).content.decode()
    second = IndicatorFactory(plan=indicator.plan)
    assert head.post(PAGE, chosen(second, operator.pk)).status_code == 422


def test_a_locked_year_does_not_keep_people_from_changing_hands(
    head, indicator, operator, unit
):
    LockFactory(unit=unit)
    assert head.post(PAGE, chosen(indicator, operator.pk)).status_code == 302


def test_the_administration_does_not_change_who_is_in_charge(
    sign_in, indicator, operator
):
    client = sign_in("operator")
    change(client, indicator, person_in_charge=operator.pk, note="Diubah")
    indicator.refresh_from_db()
    assert (indicator.note, indicator.person_in_charge) == ("Diubah", None)


def test_without_a_plan_there_is_no_page(head):
    assert head.get(PAGE).status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_queries_do_not_grow(head, unit, count, django_assert_max_num_queries):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    person = UserFactory(role=Role.OPERATOR, unit=unit)
    for _ in range(count):
        IndicatorFactory(plan=plan, person_in_charge=person)
    with django_assert_max_num_queries(9):
        assert head.get(PAGE).status_code == 200
