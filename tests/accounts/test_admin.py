"""The administration of people, units and the record of writing."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import AuditBatch, Team, Unit, User
from accounts.roles import setup_roles
from tests.admin_pages import fields_of
from tests.factories import TeamFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(sign_in):
    return sign_in("administrator")


def person_page(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


def sent(person, **changes):
    """Return what the person's form sends, with changes."""
    return {
        "username": person.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": "",
        "unit": person.unit_id or "",
        "groups": [group.name for group in person.groups.all()],
        "is_active": "on",
        "is_staff": "on",
        **changes,
    }


def test_an_administrator_makes_an_account_with_a_role(administrator, unit):
    setup_roles()
    data = {
        "username": "siti",
        "usable_password": "true",
        "password1": "kata-sandi-panjang-9",
        "password2": "kata-sandi-panjang-9",
        "unit": unit.pk,
        "groups": ["operator"],
        "is_staff": "on",
    }
    reply = administrator.post(reverse("admin:accounts_user_add"), data)
    assert reply.status_code == 302
    siti = User.objects.get(username="siti")
    assert siti.has_perm("indicators.change_realization")
    made, with_role = siti.history.order_by("history_id")
    assert made.batch == with_role.batch
    assert made.batch.user == administrator.user
    assert [row.group.name for row in with_role.groups.all()] == ["operator"]
    page = administrator.get(reverse("admin:accounts_user_history", args=[siti.pk]))
    assert "<strong>Peran:</strong> – → operator" in page.content.decode()


def test_an_administrator_gives_no_rights_beyond_roles(administrator, unit):
    person = UserFactory(unit=unit)
    html = administrator.get(person_page(person)).content.decode()
    assert 'name="is_superuser"' not in html
    assert 'name="user_permissions"' not in html
    administrator.post(person_page(person), sent(person, is_superuser="on"))
    person.refresh_from_db()
    assert not person.is_superuser


def test_groups_that_are_no_roles_are_not_offered(administrator, unit):
    other = Group.objects.create(name="lainnya")
    person = UserFactory(unit=unit, role="operator")
    for key in (other.name, other.pk, "9" * 20, "a\x00b"):
        reply = administrator.post(person_page(person), sent(person, groups=[key]))
        assert reply.status_code == 200
        assert [group.name for group in person.groups.all()] == ["operator"]


def test_a_superuser_is_not_an_administrators_to_change(administrator, unit):
    boss = UserFactory(unit=unit, is_superuser=True)
    assert administrator.post(person_page(boss), sent(boss)).status_code == 403
    where = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert administrator.get(where).status_code == 403


def test_accounts_of_units_below_are_looked_after_and_others_do_not_exist(
    administrator, unit
):
    below = UserFactory(unit=UnitFactory(parent=unit))
    assert (
        administrator.post(
            person_page(below), sent(below, first_name="Baru")
        ).status_code
        == 302
    )
    below.refresh_from_db()
    assert below.first_name == "Baru"
    for stranger in (UserFactory(unit=UnitFactory()), UserFactory(unit=None)):
        assert administrator.get(person_page(stranger)).status_code == 404
        assert administrator.post(
            person_page(stranger), sent(stranger)
        ).status_code in (403, 404)
        where = reverse("admin:auth_user_password_change", args=[stranger.pk])
        assert administrator.get(where).status_code in (403, 404)


@pytest.mark.parametrize("where", ["", "LAIN"])
def test_a_person_is_not_moved_to_a_unit_out_of_sight(administrator, unit, where):
    person = UserFactory(unit=unit)
    elsewhere = UnitFactory(code="LAIN").pk if where else ""
    reply = administrator.post(person_page(person), sent(person, unit=elsewhere))
    assert "unit" in reply.context["adminform"].form.errors


def test_a_first_password_stays_one_until_its_owner_changes_it(administrator, unit):
    person = UserFactory(unit=unit, must_change_password=True)
    data = sent(person, must_change_password="")
    assert administrator.post(person_page(person), data).status_code == 302
    person.refresh_from_db()
    assert person.must_change_password
    other = UserFactory(unit=unit)
    data = sent(other, must_change_password="on")
    assert administrator.post(person_page(other), data).status_code == 302
    other.refresh_from_db()
    assert other.must_change_password


def test_an_auditor_reads_accounts_and_teams_without_passwords(sign_in, unit):
    person = UserFactory(unit=unit, role="operator", first_name="Siti")
    client = sign_in("auditor")
    html = client.get(person_page(person)).content.decode()
    assert "Siti" in html
    assert "operator" in html
    assert "algorit" not in html
    assert "_save" not in html
    assert client.post(person_page(person), sent(person)).status_code == 403
    team = TeamFactory(unit=unit)
    where = reverse("admin:accounts_team_change", args=[team.pk])
    assert client.get(where).status_code == 200


def test_a_member_whose_account_has_ended_stays_in_the_team(administrator, unit):
    gone = UserFactory(unit=unit, is_active=False, first_name="Lama")
    here = UserFactory(unit=unit, first_name="Baru", last_name="Sekali")
    team = TeamFactory(unit=unit)
    team.members.set([gone, here])
    where = reverse("admin:accounts_team_change", args=[team.pk])
    page = administrator.get(where)
    assert "Baru Sekali" in page.content.decode()
    administrator.post(where, fields_of(page) | {"members": [here.pk, gone.pk]})
    assert set(team.members.all()) == {gone, here}
    add = administrator.get(reverse("admin:accounts_team_add")).content.decode()
    assert "Baru Sekali" in add
    assert "Lama" not in add


def test_groups_are_not_clicked_together(sign_in):
    client = sign_in(None, is_superuser=True)
    assert client.get("/admin/auth/group/").status_code == 404


def test_a_new_unit_stands_below_the_own_one(administrator, unit):
    where = reverse("admin:accounts_unit_add")
    inline = {f"signatories-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data = {"code": "BARU", "name": "Balai Baru", "kind": "office", **inline}
    assert administrator.post(where, data).status_code == 200
    assert administrator.post(where, {**data, "parent": unit.pk}).status_code == 302
    assert Unit.objects.get(code="BARU").parent == unit


def test_the_own_unit_keeps_its_place_in_the_tree(administrator, unit):
    parent = UnitFactory()
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    where = reverse("admin:accounts_unit_change", args=[unit.pk])
    inline = {f"signatories-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data = {
        "code": unit.code,
        "name": "Nama Baru",
        "kind": "office",
        "parent": "",
        **inline,
    }
    assert administrator.post(where, data).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.parent) == ("Nama Baru", parent)


def test_what_is_saved_in_a_window_of_its_own_is_saved(administrator, unit):
    where = f"{reverse('admin:accounts_team_add')}?_popup=1"
    data = {"unit": unit.pk, "_popup": "1"}
    assert administrator.post(where, data).context["errors"]
    assert not AuditBatch.objects.exists()
    administrator.post(where, {**data, "name": "Tim A"})
    assert Team.objects.get().history.get().batch.user == administrator.user


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_the_record_of_writing_is_read_by_those_who_check(sign_in, unit, role):
    client = sign_in(role)
    own = AuditBatch.objects.create(
        path="form", user=UserFactory(unit=unit), reason="Koreksi"
    )
    other = AuditBatch.objects.create(
        path="form", user=UserFactory(), reason="Unit lain"
    )
    html = client.get(reverse("admin:accounts_auditbatch_changelist")).content.decode()
    assert "Koreksi" in html
    assert "Unit lain" not in html
    change = "admin:accounts_auditbatch_change"
    assert client.get(reverse(change, args=[own.pk])).status_code == 200
    assert client.post(reverse(change, args=[own.pk])).status_code == 403
    assert client.get(reverse(change, args=[other.pk])).status_code == 404
