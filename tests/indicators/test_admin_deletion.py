"""The data administration: what may be deleted, and what says why not."""

import re

import pytest

from accounts.models import User
from budgets.models import NonTaxRevenue
from indicators.models import Measurement, PlanYear, Programme
from tests import factories as make
from tests.admin_pages import NAMES, address, change, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(unit):
    return rows_of(unit)


@pytest.fixture
def superuser(sign_in):
    return sign_in(None, is_superuser=True)


@pytest.mark.parametrize(
    "name",
    [
        "indicators.realization",
        "indicators.annualtarget",
        "indicators.benchmark",
        "budgets.nontaxrevenue",
        "budgets.revenuetotal",
        "budgets.annualbudget",
        "budgets.fundingrequirement",
        "budgets.budgetallocation",
        "budgets.staffcount",
    ],
)
def test_what_carries_figures_is_not_deleted(superuser, rows, name):
    row = rows[name]
    model = NAMES[name]
    if name == "indicators.realization":
        rows["indicators.measurement"].delete()
    reply = superuser.post(
        address(model, "delete", row.pk), {"post": "yes"}, follow=True
    )
    assert "kosongkan nilainya" in reply.content.decode()
    picked = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    reply = superuser.post(address(model, "changelist"), picked, follow=True)
    assert "kosongkan nilainya" in reply.content.decode()
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "name",
    [
        "accounts.unit",
        "indicators.strategicplan",
        "indicators.indicator",
        "budgets.servicetype",
        "budgets.staffcategory",
    ],
)
def test_what_is_in_use_is_not_deleted(superuser, rows, name):
    row, model = rows[name], NAMES[name]
    for where, data in (
        (address(model, "delete", row.pk), {"post": "yes"}),
        (
            address(model, "changelist"),
            {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        ),
    ):
        assert superuser.post(where, data, follow=True).status_code == 200
        assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("key", ["x", "", "-1", "9" * 30, "\x00"])
def test_a_key_that_no_row_can_have_does_not_exist(superuser, rows, key):
    picked = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    assert superuser.post(address(Programme, "changelist"), picked).status_code == 404
    assert Programme.objects.exists()


def test_a_row_without_figures_is_deleted_with_its_batch(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.programme"]
    reply = client.post(address(Programme, "delete", row.pk), {"post": "yes"})
    assert reply.status_code == 302
    assert not Programme.objects.filter(pk=row.pk).exists()
    record = Programme.history.filter(history_type="-").get()
    assert (record.history_user, record.batch.user) == (client.user, client.user)


def test_a_year_with_figures_is_not_deleted(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.planyear"]
    reply = client.post(
        address(PlanYear, "delete", row.pk), {"post": "yes"}, follow=True
    )
    assert "sudah memuat realisasi" in reply.content.decode()
    assert PlanYear.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_measurement_is_deleted_in_its_realizations_page_until_the_year_is_locked(
    sign_in, unit, rows, is_locked
):
    realization = rows["indicators.realization"]
    if is_locked:
        make.LockFactory(unit=unit, year=realization.year)
    reply = change(sign_in("operator"), realization, **{"measurements-0-DELETE": "on"})
    assert reply.status_code == (200 if is_locked else 302)
    assert ("dikunci oleh" in reply.content.decode()) is is_locked
    assert Measurement.objects.exists() is is_locked


def test_figure_inlines_offer_no_deleting(superuser, rows):
    for name in (
        "indicators.indicator",
        "budgets.servicetype",
        "budgets.staffcategory",
        "budgets.budgetline",
        "indicators.performanceagreement",
    ):
        page = superuser.get(
            address(NAMES[name], "change", rows[name].pk)
        ).content.decode()
        assert not re.search(
            r'name="(targets|revenues|allocations|counts)-\d+-DELETE"', page
        )


def test_a_deletion_of_a_unit_belows_row_is_refused(sign_in, unit):
    below = rows_of(make.UnitFactory(code="BAWAH", parent=unit))["indicators.programme"]
    client = sign_in("operator")
    picked = {
        "action": "delete_selected",
        "_selected_action": [below.pk],
        "post": "yes",
    }
    assert client.post(address(type(below), "changelist"), picked).status_code == 403
    assert NonTaxRevenue.objects.exists()
    assert User.objects.exists()
