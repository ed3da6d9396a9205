"""The page "Isi realisasi"."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditBatch
from indicators import entry
from indicators.models import Lineage, Origin, Realization
from tests.entry_sheet import ADDRESS, YEAR, fields_of, fill, stored
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    LinkFactory,
    LockFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

# Reading


def test_the_page_shows_targets_last_year_and_what_is_stored(operator, number, plan):
    agreement = AgreementFactory(unit=plan.unit, year=YEAR)
    TargetFactory(
        indicator=number, year=YEAR, agreement=agreement, value=Decimal("3.7")
    )
    RealizationFactory(indicator=number, year=YEAR - 1, value=Decimal("3.4449"))
    RealizationFactory(
        indicator=number, year=YEAR, value=Decimal("3.63"), note="Survei TW IV"
    )
    goal = GoalIndicatorFactory(plan=plan, code="T1.1")
    page = operator.get(ADDRESS)
    html = page.content.decode()
    assert page.status_code == 200
    for text in (
        "Kepuasan masyarakat",
        ">3,7<",
        ">3,6<",
        "3,4449",
        'value="3,63"',
        "Survei TW IV",
        "Persen",
    ):
        assert text in html
    assert html.index("SK1.1") < html.index("Indikator tujuan") < html.index(goal.code)


def test_last_years_realization_comes_over_the_lineage(operator, unit, number):
    earlier = PlanFactory(unit=unit)
    earlier.plan_years.all().delete()
    unit.plan_years.filter(year=2022).update(plan=earlier)
    old = IndicatorFactory(plan=earlier, code="LAMA.1")
    LinkFactory(from_indicator=old, to_indicator=number, kind=Lineage.REDEFINED)
    RealizationFactory(indicator=old, year=2022, value=Decimal("2.5"))
    html = operator.get(ADDRESS).content.decode()
    assert "2,5" in html
    assert "didefinisikan ulang" in html


def test_the_first_address_leads_to_the_latest_year_that_has_begun(operator, plan):
    assert operator.get("/realisasi/").url == ADDRESS
    assert entry.latest_year([2022, 2023, 2090], datetime.date(2024, 1, 1)) == 2023
    assert entry.latest_year([2090], datetime.date(2024, 1, 1)) == 2090


@pytest.mark.parametrize("year", [2019, 99999, 10**30])
def test_a_year_without_a_plan_does_not_exist(operator, plan, year):
    assert operator.get(f"/realisasi/{year}/").status_code == 404
    assert operator.post(f"/realisasi/{year}/").status_code == 404


def test_a_unit_without_a_plan_has_no_page(operator):
    assert operator.get("/realisasi/").status_code == 404


# Saving


def test_what_was_typed_is_saved_in_one_go_with_its_history(operator, number, grade):
    reply = fill(
        operator,
        **{
            f"value_{number.pk}": "3,63",
            f"value_{grade.pk}": "b",
            f"note_{grade.pk}": "Surat 12",
        },
    )
    assert reply.status_code == 302
    assert (stored(number).value, stored(number).printed_text) == (
        Decimal("3.63"),
        "3,63",
    )
    assert (stored(grade).grade, stored(grade).note) == ("B", "Surat 12")
    assert stored(number).origin == Origin.ENTERED
    records = Realization.history.select_related("batch")
    assert {record.batch.path for record in records} == {AuditBatch.Path.GRID}
    assert {record.history_user for record in records} == {operator.user}
    assert AuditBatch.objects.get().user == operator.user


def test_unchanged_rows_are_not_written(operator, number, grade):
    RealizationFactory(
        indicator=number,
        year=YEAR,
        value=Decimal("2.599"),
        printed_text="2,599",
        origin="published",
    )
    history = Realization.history.count()
    assert fill(operator, **{f"value_{grade.pk}": "B"}).status_code == 302
    assert stored(number).origin == Origin.PUBLISHED
    assert Realization.history.count() == history + 1
    assert fill(operator).status_code == 302
    assert (Realization.history.count(), AuditBatch.objects.count()) == (history + 1, 1)


def test_the_same_figure_typed_otherwise_is_no_change(operator, number):
    RealizationFactory(
        indicator=number,
        year=YEAR,
        value=Decimal("3.63"),
        printed_text="3,63 Indeks",
        origin="published",
    )
    fill(operator, **{f"value_{number.pk}": " 3,6300 "})
    assert (stored(number).printed_text, stored(number).origin) == (
        "3,63 Indeks",
        "published",
    )


def test_a_note_alone_leaves_the_figure_and_its_origin(operator, number):
    RealizationFactory(
        indicator=number,
        year=YEAR,
        value=Decimal("2.599"),
        printed_text="2,599",
        origin="published",
    )
    fill(operator, **{f"note_{number.pk}": "Menunggu surat"})
    row = stored(number)
    assert (row.value, row.origin, row.note) == (
        Decimal("2.599"),
        "published",
        "Menunggu surat",
    )


@pytest.mark.parametrize("text", ["-", "N/A", "n.a."])
def test_a_dash_declares_not_targeted(operator, number, text):
    RealizationFactory(indicator=number, year=YEAR, value=Decimal(3))
    fill(operator, **{f"value_{number.pk}": text})
    row = stored(number)
    assert (row.value, row.grade, row.printed_text) == (None, "", text)
    assert "tidak ditargetkan" in operator.get(ADDRESS).content.decode()


def test_clearing_empties_the_value_and_keeps_its_history(operator, number):
    RealizationFactory(indicator=number, year=YEAR, value=Decimal(3), printed_text="3")
    fill(operator, **{f"value_{number.pk}": ""})
    assert (stored(number).value, stored(number).printed_text) == (None, "")
    assert [record.value for record in stored(number).history.all()] == [
        None,
        Decimal(3),
    ]


def test_zero_and_negative_values_are_values(operator, number):
    for text, value in (("0", 0), ("-3,5", Decimal("-3.5"))):
        fill(operator, **{f"value_{number.pk}": text})
        assert stored(number).value == value


# Refusing


@pytest.mark.parametrize(
    "text",
    [
        "B3,56",
        "#REF!",
        "NaN",
        "Infinity",
        "1" + "0" * 30,
        "=1+1",
        "1e30",
        "9" * 150,
        "3\x00",
        "B-",
    ],
)
def test_what_cannot_be_read_is_refused_and_everything_typed_stays(
    operator, number, grade, text
):
    reply = fill(
        operator,
        **{
            f"value_{number.pk}": text,
            f"value_{grade.pk}": "B",
            f"note_{grade.pk}": "Tetap ada",
        },
    )
    html = reply.content.decode()
    assert reply.status_code == 422
    assert not Realization.objects.exists()
    assert not AuditBatch.objects.exists()
    assert f'id="error-{number.pk}"' in html
    sent = fields_of(reply)
    assert (sent[f"value-{number.pk}"], sent[f"value-{grade.pk}"]) == (
        text.replace("'", "&#x27;"),
        "B",
    )
    assert sent[f"note-{grade.pk}"] == "Tetap ada"


def test_a_grade_that_the_scale_does_not_know_is_refused(operator, grade):
    reply = fill(operator, **{f"value_{grade.pk}": "AA"})
    assert reply.status_code == 422
    assert "A, B, B-, C" in reply.content.decode()


def test_a_note_that_is_too_long_is_refused_beside_it(operator, number):
    reply = fill(operator, **{f"note_{number.pk}": "x" * 2001})
    assert reply.status_code == 422
    assert f'id="note-error-{number.pk}"' in reply.content.decode()


def test_a_doubtful_reading_is_saved_once_it_is_confirmed(operator, number):
    reply = fill(operator, **{f"value_{number.pk}": "12,530"})
    assert reply.status_code == 422
    assert "Pembacaan ini benar: <b>12,53</b>" in reply.content.decode()
    again = operator.post(
        ADDRESS, {**fields_of(reply), f"confirmed-{number.pk}": "12,53"}
    )
    assert again.status_code == 302
    assert (stored(number).value, stored(number).printed_text) == (
        Decimal("12.53"),
        "12,530",
    )


def test_a_confirmation_does_not_cover_another_text(operator, number):
    reply = fill(operator, **{f"value_{number.pk}": "12,530"})
    fields = {
        **fields_of(reply),
        f"value-{number.pk}": "13,530",
        f"confirmed-{number.pk}": "12,53",
    }
    assert operator.post(ADDRESS, fields).status_code == 422
    assert not Realization.objects.exists()


def test_fields_that_are_no_indicators_are_left_aside(operator, number):
    elsewhere = IndicatorFactory()
    fields = {
        f"value-{elsewhere.pk}": "5",
        "value-x": "5",
        f"value-{'9' * 40}": "5",
        "value-²": "1",
    }
    assert operator.post(ADDRESS, fields).status_code == 302
    assert not Realization.objects.exists()


def test_a_locked_year_is_read_only_and_says_who_locked_it(operator, number, unit):
    page = operator.get(ADDRESS)
    LockFactory(
        unit=unit,
        year=YEAR,
        locked_by=UserFactory(unit=unit, first_name="Ibu", last_name="Kepala"),
    )
    html = operator.get(ADDRESS).content.decode()
    assert "Ibu Kepala" in html
    assert timezone.localdate().strftime("%d-%m-%Y") in html
    assert "<textarea" not in html
    reply = operator.post(ADDRESS, {**fields_of(page), f"value-{number.pk}": "5"})
    assert reply.status_code == 422
    assert fields_of(reply)[f"value-{number.pk}"] == "5"
    assert not Realization.objects.exists()


# Rights


@pytest.mark.parametrize(
    "role", ["verifikator", "pimpinan", "auditor", "administrator"]
)
def test_others_read_and_do_not_write(sign_in, number, role):
    client = sign_in(role)
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    assert client.post(ADDRESS, {f"value-{number.pk}": "5"}).status_code == 403
    assert not Realization.objects.exists()


def test_a_person_without_a_role_sees_nothing(sign_in, number):
    assert sign_in(None).get(ADDRESS).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client, number):
    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS).status_code == 302


def test_another_unit_does_not_exist(operator, number):
    other = UnitFactory(code="LAIN")
    PlanFactory(unit=other, in_force=(YEAR,))
    assert operator.get(f"{ADDRESS}?unit=LAIN").status_code == 404
    assert operator.post(f"{ADDRESS}?unit=LAIN").status_code == 404


def test_a_unit_below_is_read_only(operator, unit):
    below = UnitFactory(code="BAWAH", parent=unit)
    indicator = IndicatorFactory(plan=PlanFactory(unit=below, in_force=(YEAR,)))
    page = operator.get(f"{ADDRESS}?unit=BAWAH")
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    assert (
        operator.post(
            f"{ADDRESS}?unit=BAWAH", {f"value-{indicator.pk}": "5"}
        ).status_code
        == 403
    )


def test_the_form_needs_its_token(unit, number):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="operator", unit=unit))
    assert client.post(ADDRESS, {f"value-{number.pk}": "5"}).status_code == 403


# Cost


def test_the_number_of_queries_does_not_grow_with_the_indicators(operator, plan):
    def count(action):
        with CaptureQueriesContext(connection) as captured:
            action()
        return len(captured)

    def measure():
        fields = fields_of(operator.get(ADDRESS))
        sent = {
            name: "5,5" if name.startswith("value-") else text
            for name, text in fields.items()
        }
        return count(lambda: operator.get(ADDRESS)), count(
            lambda: operator.post(ADDRESS, sent)
        )

    owner = ActivityTargetFactory(plan=plan)
    IndicatorFactory.create_batch(2, plan=plan, activity_target=owner)
    # The very first seal makes the end of the chain.
    measure()
    Realization.objects.all()._raw_delete("default")
    few = measure()
    Realization.objects.all()._raw_delete("default")
    IndicatorFactory.create_batch(30, plan=plan, activity_target=owner)
    assert measure() == few
    assert Realization.objects.count() == 32
    assert few[0] <= 14
