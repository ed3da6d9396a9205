"""The stage of a realization on its page of entry, with the deeds that are on offer."""

import re

import pytest

from accounts.models import Role
from indicators.models import Realization
from indicators.refusals import NO_FIGURE
from indicators.seals import seals
from indicators.stage_panels import stage_panels
from indicators.workflow import OWN_FIGURE, Asked, Deed, perform
from tests.factories import (
    IndicatorFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    TeamFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/realisasi/2023/R/SK1.1/"


@pytest.fixture
def row(unit):
    plan = PlanFactory(unit=unit, code="R", in_force=(2023,))
    indicator = IndicatorFactory(plan=plan, code="SK1.1")
    TargetFactory(indicator=indicator)
    return RealizationFactory(indicator=indicator)


def do(deed, user, row, note=""):
    stored = Realization.objects.get(pk=row.pk)
    assert perform(Asked(Deed(deed), user, seals([stored]), note)).is_done


def panel(row, user):
    stored = Realization.objects.get(pk=row.pk)
    return stage_panels([stored], row.owner_unit, user)[row.pk]


def test_the_operator_hands_in_from_the_page_of_entry(sign_in, row):
    client = sign_in(Role.OPERATOR)
    html = client.get(ADDRESS).content.decode()
    assert 'name="deed" value="submit"' in html
    seal = seals([row])[row.pk]
    assert f'name="seen-{row.pk}" value="{seal}"' in html
    sent = {"deed": "submit", "id": row.pk, f"seen-{row.pk}": seal, "next": ADDRESS}
    assert client.post("/realisasi/tahap/", sent).url == ADDRESS
    html = client.get(ADDRESS).content.decode()
    assert "Sudah diajukan oleh" in html
    assert 'value="withdraw"' in html


def test_the_verifikator_decides_on_the_page_of_entry(sign_in, row, unit):
    do("submit", UserFactory(role=Role.OPERATOR, unit=unit), row)
    html = sign_in(Role.VERIFIKATOR).get(ADDRESS).content.decode()
    assert 'value="verify"' in html
    assert 'value="return"' in html


def test_where_nothing_is_recorded_there_is_no_stage(sign_in, row):
    html = sign_in(Role.OPERATOR).get(f"{ADDRESS}?periode=TW1").content.decode()
    assert 'name="deed"' not in html


@pytest.mark.parametrize(
    ("role", "stage", "deeds"),
    [
        (Role.OPERATOR, "draft", {"submit"}),
        (Role.OPERATOR, "submitted", {"withdraw"}),
        (Role.OPERATOR, "returned", {"submit"}),
        (Role.OPERATOR, "verified", set()),
        (Role.VERIFIKATOR, "draft", set()),
        (Role.VERIFIKATOR, "submitted", {"return", "verify"}),
        (Role.VERIFIKATOR, "returned", set()),
        (Role.VERIFIKATOR, "verified", {"return"}),
        (Role.PIMPINAN, "submitted", set()),
        (Role.AUDITOR, "submitted", set()),
        (Role.ADMINISTRATOR, "submitted", set()),
    ],
)
def test_each_role_is_offered_its_own_deeds(unit, row, role, stage, deeds):
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    checker = UserFactory(role=Role.VERIFIKATOR, unit=unit)
    if stage != "draft":
        do("submit", operator, row)
    if stage == "returned":
        do("return", checker, row, "Cek")
    if stage == "verified":
        do("verify", checker, row)
    assert set(panel(row, UserFactory(role=role, unit=unit)).deeds) == deeds


def test_what_cannot_be_done_says_why(unit, row):
    team = TeamFactory(unit=unit, name="Mutu")
    row.indicator.team = team
    row.indicator.save()
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    assert panel(row, operator).deeds == ()
    assert "tim Mutu" in panel(row, operator).hint
    team.members.add(operator)
    assert panel(row, operator).deeds == (Deed.SUBMIT,)
    lock = LockFactory(unit=unit)
    assert panel(row, operator).deeds == ()
    assert panel(row, operator).hint == lock.refusal()


def test_nobody_is_offered_to_verify_what_he_handed_in(unit, row):
    both = UserFactory(unit=unit, is_superuser=True)
    do("submit", both, row)
    assert Deed.VERIFY not in panel(row, both).deeds
    assert panel(row, both).hint == OWN_FIGURE


def test_people_of_other_units_are_offered_nothing(unit, row):
    above = UnitFactory()
    unit.parent = above
    unit.save()
    assert panel(row, UserFactory(role=Role.OPERATOR, unit=above)).deeds == ()


def test_what_is_filled_is_handed_in_together_from_the_grid(sign_in, row):
    client = sign_in(Role.OPERATOR)
    plan = row.indicator.plan
    quarter = RealizationFactory(indicator=row.indicator, period="TW1")
    more = RealizationFactory(indicator__plan=plan, period="TW1")
    empty = RealizationFactory(indicator__plan=plan, period="TW1", value=None)
    printed = RealizationFactory(indicator__plan=plan, origin="published")
    html = client.get("/realisasi/2023/").content.decode()
    forms = re.findall(r"<form[^>]*tahap/.*?</form>", html, re.S)
    chosen = [set(map(int, re.findall(r'name="id" value="(\d+)"', f))) for f in forms]
    assert chosen == [{row.pk}, {quarter.pk, more.pk}]
    assert printed.pk not in chosen[0]
    sent = dict(re.findall(r'name="(seen-\d+)" value="(\w+)"', forms[1]))
    data = {"deed": "submit", "id": list(chosen[1]), "next": "/realisasi/2023/", **sent}
    assert client.post("/realisasi/tahap/", data).url == "/realisasi/2023/"
    stages = dict(Realization.objects.values_list("pk", "workflow"))
    assert [stages[each.pk] for each in (row, quarter, more, empty, printed)] == [
        "draft",
        "submitted",
        "submitted",
        "draft",
        "draft",
    ]


@pytest.mark.parametrize("role", [Role.VERIFIKATOR, Role.AUDITOR])
def test_nobody_else_hands_in_from_the_grid(sign_in, row, role):
    html = sign_in(role).get("/realisasi/2023/").content.decode()
    assert 'name="deed"' not in html


def test_nothing_is_handed_in_from_the_grid_in_a_locked_year(sign_in, row, unit):
    LockFactory(unit=unit)
    html = sign_in(Role.OPERATOR).get("/realisasi/2023/").content.decode()
    assert 'name="deed"' not in html


def test_what_cannot_be_handed_in_says_why_instead_of_offering_it(unit, row):
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    MeasurementFactory(realization=row)
    offered = panel(row, operator)
    assert offered.deeds == ()
    assert "berbeda dari hasil hitungan 50" in offered.hint
    row.measurements.all().delete()
    Realization.objects.update(value=None)
    assert panel(row, operator).hint == NO_FIGURE
