"""The data administration: what its pages show, ask and write."""

import copy
import json
import re
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from accounts.choices import ChoiceView
from accounts.models import AuditBatch
from budgets.models import AnnualBudget
from indicators.models import (
    AnnualTarget,
    Goal,
    Indicator,
    Realization,
)
from tests import factories as make
from tests.admin_pages import NAMES, address, change, fields_of, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def office(module_db):
    """Make an office with a row of every model: its unit, and its rows by name."""
    with module_db():
        unit = make.UnitFactory(code="BALAI-UJI", name="Balai Uji")
        return unit, rows_of(unit)


@pytest.fixture
def unit(office):
    return copy.copy(office[0])


@pytest.fixture
def rows(office):
    return copy.deepcopy(office[1])


# Opening


def test_what_is_offered_while_typing_is_of_the_own_unit(sign_in, rows, unit):
    rows_of(make.UnitFactory(code="LAIN"))
    rows_of(make.UnitFactory(code="BAWAH", parent=unit))
    client = sign_in("operator")
    asked = {
        "app_label": "indicators",
        "model_name": "realization",
        "field_name": "indicator",
    }
    answer = client.get(reverse("admin:autocomplete"), asked).json()
    own = set(Indicator.objects.filter(plan__unit=unit).values_list("pk", flat=True))
    assert {int(found["id"]) for found in answer["results"]} == own


def test_choices_name_the_plan_as_codes_come_again(sign_in, rows, rf):
    client, row = sign_in("operator"), rows["indicators.realization"]
    named = f"{row.indicator} · Renstra 2021–2024"
    page = client.get(address(Realization, "change", row.pk)).content.decode()
    assert f"selected>{named}<" in page
    asked = {
        "app_label": "indicators",
        "model_name": "realization",
        "field_name": "indicator",
    }
    request = rf.get("/admin/autocomplete/", asked)
    request.user = client.user
    request.resolver_match = resolve("/admin/autocomplete/")
    answer = ChoiceView.as_view(admin_site=admin.site)(request)
    assert named in {found["text"] for found in json.loads(answer.content)["results"]}


def test_a_row_cannot_be_given_to_another_unit(sign_in, rows, unit):
    other = rows_of(make.UnitFactory(code="BAWAH", parent=unit))
    client = sign_in("operator")
    row, plan = rows["indicators.goal"], other["indicators.strategicplan"]
    change(client, row, plan=plan.pk, code="T9")
    assert Goal.objects.get(pk=row.pk).plan.unit == unit
    new = {"plan": plan.pk, "code": "T8", "order": 1, "statement": "Tujuan asing"}
    assert client.post(address(Goal, "add"), new).status_code == 200
    assert not Goal.objects.filter(statement=new["statement"]).exists()


def test_lists_ask_the_same_number_of_queries_for_any_number_of_rows(sign_in, rows):
    client = sign_in("operator")
    client.user.is_superuser = True
    client.user.save()

    def queries(name):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(NAMES[name], "changelist")).status_code == 200
        return len(captured)

    for name in NAMES:
        queries(name)
    few = {name: queries(name) for name in NAMES}
    for number in range(3):
        rows_of(make.UnitFactory(code=f"LAGI-{number}"))
    many = {name: queries(name) for name in NAMES}
    # "Show all" appears with the second page of filters.
    assert {
        name: (few[name], many[name]) for name in NAMES if many[name] > few[name] + 1
    } == {}


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "year=" + "9" * 40,
        "q=%00",
        "p=abc",
        "o=x.y",
        "e=1",
        "year__gt=1&x=%00",
        "printed_text__startswith=%00",
        "workflow__exact=%00",
        "id__regex=(",
        "id__range=1",
    ],
)
def test_odd_questions_to_a_list_are_no_error(sign_in, rows, query):
    client = sign_in("operator")
    assert client.get(f"{address(Realization, 'changelist')}?{query}").status_code in (
        200,
        302,
        400,
    )


@pytest.mark.parametrize("key", ["9" * 40, "abc", "-1", "_00"])
def test_odd_keys_do_not_exist(sign_in, rows, key):
    client = sign_in("operator")
    for page in ("change", "history"):
        assert (
            client.get(f"{address(Realization, 'changelist')}{key}/{page}/").status_code
            == 404
        )


# Writing figures


def test_a_figure_is_typed_and_shown_in_indonesian_notation(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.realization"]
    assert change(client, row, value="1.199.509.750,5").status_code == 302
    row.refresh_from_db()
    assert row.value == Decimal("1199509750.5")
    assert (row.printed_text, row.origin) == ("1.199.509.750,5", "entered")
    page = client.get(address(Realization, "change", row.pk)).content.decode()
    assert 'value="1.199.509.750,5"' in page
    assert (
        "1.199.509.750,5"
        in client.get(address(Realization, "changelist")).content.decode()
    )


def test_readers_see_the_figure_without_needless_zeros(sign_in, rows):
    row = rows["indicators.realization"]
    Realization.objects.filter(pk=row.pk).update(value=Decimal("16.85"))
    page = (
        sign_in("auditor").get(address(Realization, "change", row.pk)).content.decode()
    )
    assert "16,85" in page
    assert "16,8500" not in page
    assert "2.023" not in page


def test_writing_stands_under_a_batch_with_the_person(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.realization"]
    change(client, row, value="7")
    record = row.history.first()
    assert (record.history_user, record.batch.user) == (client.user, client.user)
    assert record.batch.path == AuditBatch.Path.FORM
    page = client.get(address(Realization, "history", row.pk)).content.decode()
    assert "Formulir" in page
    assert re.search(r"56 → 7\b", page)
    assert 'style="' not in page


def test_a_form_without_a_change_writes_nothing(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.realization"]
    before = row.history.count()
    assert change(client, row).status_code == 302
    assert row.history.count() == before


def test_a_refused_form_keeps_what_was_typed_and_leaves_no_batch(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.realization"]
    batches = AuditBatch.objects.count()
    reply = change(client, row, value="#REF!", note="Tetap ada")
    page = reply.content.decode()
    assert reply.status_code == 200
    assert 'value="#REF!"' in page
    assert "Tetap ada" in page
    assert "galat lembar kerja" in page
    assert AuditBatch.objects.count() == batches


@pytest.mark.parametrize("text", ["1" + "0" * 30, "NaN", "Infinity", "1e400", "\x00"])
@pytest.mark.parametrize("field", ["value", "year", "printed_text"])
def test_hostile_input_is_a_form_error(sign_in, rows, field, text):
    reply = change(sign_in("operator"), rows["indicators.realization"], **{field: text})
    assert reply.status_code in (200, 302)
    row = Realization.objects.get()
    assert (row.value, row.year) == (56, 2023)


@pytest.mark.parametrize("key", ["B3,56", "9" * 20, "\x00", "-1"])
def test_a_choice_that_is_no_row_is_a_form_error(sign_in, rows, key):
    client = sign_in("operator")
    for row, name in (
        (rows["indicators.indicator"], "activity_target"),
        (rows["indicators.realization"], "indicator"),
        (rows["budgets.budgetallocation"], "line"),
    ):
        reply = change(client, row, **{name: key})
        assert reply.status_code == 200
        assert "errorlist" in reply.content.decode()


def test_an_ambiguous_figure_is_asked_about(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.realization"]
    reply = change(client, row, value="12,530")
    assert "Pembacaan ini benar: <b>12,53</b>" in reply.content.decode()
    assert (
        change(client, row, **{"value": "12,530", "value-dibaca": "12,53"}).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.value == Decimal("12.53")


def test_a_grade_typed_as_the_value_becomes_the_grade(sign_in, rows):
    plan = rows["indicators.strategicplan"]
    indicator = make.IndicatorFactory(plan=plan, graded=True)
    row = make.RealizationFactory(indicator=indicator, value=None)
    assert change(sign_in("operator"), row, value="B-").status_code == 302
    row.refresh_from_db()
    assert (row.value, row.grade) == (None, "B-")


def test_a_dash_declares_a_realization_not_targeted(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.realization"]
    for _ in range(2):
        assert change(client, row, value="-").status_code == 302
        row.refresh_from_db()
        assert (row.value, row.printed_text) == (None, "-")


def test_a_locked_year_is_refused_in_words(sign_in, rows, unit):
    make.LockFactory(unit=unit, year=2023)
    reply = change(sign_in("operator"), rows["indicators.realization"], value="7")
    assert "dikunci oleh" in reply.content.decode()
    assert Realization.objects.get().value == 56


def test_a_year_outside_the_plan_is_refused_at_its_field(sign_in, rows):
    reply = change(sign_in("operator"), rows["indicators.realization"], year="2019")
    assert "2019" in str(reply.context["adminform"].form.errors["year"])


@pytest.mark.parametrize(
    ("model", "missing"),
    [
        ("indicators.annualtarget", "indicator"),
        ("indicators.benchmark", "indicator"),
        ("indicators.policyactivity", "direction"),
        ("indicators.policyoutcome", "activity"),
        ("indicators.plannedactivity", "activity_target"),
        ("budgets.nontaxrevenue", "service_type"),
        ("budgets.staffcount", "category"),
        ("budgets.fundingrequirement", "plan"),
        ("budgets.budgetallocation", "line"),
        ("budgets.budgetline", "plan"),
        ("indicators.indicatorlink", "from_indicator"),
        ("indicators.measurement", "realization"),
        ("budgets.annualbudget", "unit"),
        ("budgets.revenuetotal", "unit"),
        ("indicators.planyear", "unit"),
    ],
)
def test_a_missing_parent_is_a_form_error(sign_in, rows, model, missing):
    client, where = sign_in("operator"), address(NAMES[model], "add")
    typed = {**fields_of(client.get(where)), "year": "2023", missing: ""}
    reply = client.post(where, typed)
    assert reply.status_code == 200
    assert missing in reply.context["adminform"].form.errors


def test_money_is_typed_with_its_currency_and_never_negative(sign_in, rows):
    client, row = sign_in("operator"), rows["budgets.annualbudget"]
    assert change(client, row, spending="Rp 12.530.730,-").status_code == 302
    assert AnnualBudget.objects.get().spending == 12_530_730
    assert "negatif" in change(client, row, spending="-5").content.decode()


def test_people_are_typed_as_a_count_and_not_as_money(sign_in, rows):
    client, row = sign_in("operator"), rows["budgets.staffcount"]
    assert change(client, row, count="53 orang").status_code == 302
    row.refresh_from_db()
    assert row.count == 53
    for typed, reason in (("12,5", "harus bilangan bulat"), ("-5", "orang tidak")):
        reply = change(client, row, count=typed)
        assert reply.status_code == 200
        assert reason in reply.content.decode()


def test_targets_are_typed_in_the_page_of_their_indicator(sign_in, rows):
    client, row = sign_in("operator"), rows["indicators.indicator"]
    typed = {
        "targets-TOTAL_FORMS": "2",
        "targets-1-year": "2024",
        "targets-1-value": "-3,5",
    }
    assert (
        change(client, row, **typed, **{"targets-1-indicator": row.pk}).status_code
        == 302
    )
    added = AnnualTarget.objects.get(year=2024)
    assert added.value == Decimal("-3.5")
    assert added.history.get().history_user == client.user


def test_an_inline_under_an_invalid_parent_is_a_form_error(sign_in, rows):
    client = sign_in("operator")
    where = reverse("admin:budgets_budgetline_add")
    fields = fields_of(client.get(where))
    inline = {
        "allocations-TOTAL_FORMS": "1",
        "allocations-0-year": "2023",
        "allocations-0-amount": "5",
    }
    reply = client.post(where, {**fields, **inline})
    assert reply.status_code == 200
    assert 'value="5"' in reply.content.decode()
