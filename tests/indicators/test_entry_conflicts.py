"""Isi realisasi: two people at once."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.test import Client

from indicators import entry_save
from indicators.entry_cells import Typed, mark_of
from tests.entry_sheet import ADDRESS, YEAR, fields_of, fill, stored
from tests.factories import (
    RealizationFactory,
    UserFactory,
)

# Two people


@pytest.fixture
def colleague(unit):
    person = UserFactory(role="operator", unit=unit, first_name="Budi", last_name="")
    client = Client()
    client.force_login(person)
    return client


def conflict_of(operator, colleague, number):
    """Let the colleague save 13 while the operator types 12,5; return the operator's refused page."""
    RealizationFactory(indicator=number, year=YEAR, value=Decimal(10))
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, **{f"value_{number.pk}": "13"})
    return operator.post(ADDRESS, {**mine, f"value-{number.pk}": "12,5"})


def test_the_second_person_is_shown_both_values_and_overwrites_nothing(
    operator, colleague, number
):
    reply = conflict_of(operator, colleague, number)
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "Nilai Anda <b>12,5</b>" in html
    assert re.search(r"tersimpan sementara itu <b>13</b> oleh Budi \d\d\.\d\d", html)
    assert stored(number).value == 13


@pytest.mark.parametrize(
    ("choice", "value"), [("mine", Decimal("12.5")), ("stored", Decimal(13))]
)
def test_the_second_person_chooses(operator, colleague, number, grade, choice, value):
    fields = fields_of(conflict_of(operator, colleague, number))
    reply = operator.post(
        ADDRESS, {**fields, f"choice-{number.pk}": choice, f"value-{grade.pk}": "A"}
    )
    assert reply.status_code == 302
    assert stored(number).value == value
    assert stored(grade).grade == "A"


def test_without_a_choice_the_question_stays(operator, colleague, number):
    fields = fields_of(conflict_of(operator, colleague, number))
    assert operator.post(ADDRESS, fields).status_code == 422
    assert stored(number).value == 13


def test_a_choice_made_stays_while_another_row_is_mended(
    operator, colleague, number, grade
):
    fields = fields_of(conflict_of(operator, colleague, number))
    reply = operator.post(
        ADDRESS,
        {**fields, f"choice-{number.pk}": "mine", f"value-{grade.pk}": "ngawur"},
    )
    assert reply.status_code == 422
    again = operator.post(ADDRESS, {**fields_of(reply), f"value-{grade.pk}": "A"})
    assert again.status_code == 302
    assert stored(number).value == Decimal("12.5")


def test_a_third_value_asks_again(operator, colleague, number):
    fields = fields_of(conflict_of(operator, colleague, number))
    fill(colleague, **{f"value_{number.pk}": "14"})
    reply = operator.post(ADDRESS, {**fields, f"choice-{number.pk}": "mine"})
    assert reply.status_code == 422
    assert "<b>14</b>" in reply.content.decode()


def test_rows_that_a_person_did_not_change_are_no_conflict(
    operator, colleague, number, grade
):
    RealizationFactory(indicator=number, year=YEAR, value=Decimal(10))
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, **{f"value_{number.pk}": "13"})
    assert operator.post(ADDRESS, {**mine, f"value-{grade.pk}": "A"}).status_code == 302
    assert (stored(number).value, stored(grade).grade) == (13, "A")


def test_both_typed_the_same_is_no_conflict(operator, colleague, number):
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, **{f"value_{number.pk}": "13"})
    assert (
        operator.post(ADDRESS, {**mine, f"value-{number.pk}": "13,0"}).status_code
        == 302
    )
    assert stored(number).history.count() == 1


def test_a_row_that_both_begin_is_a_conflict(operator, colleague, number):
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, **{f"value_{number.pk}": "13"})
    reply = operator.post(ADDRESS, {**mine, f"value-{number.pk}": "12"})
    assert reply.status_code == 422
    assert stored(number).value == 13


def test_a_row_inserted_between_look_and_write_is_a_conflict(monkeypatch, unit, number):
    looks = []

    def look(*args):
        looks.append(args)
        if len(looks) == 2:
            RealizationFactory(indicator=number, year=YEAR, value=Decimal(13))

    def write(*args):
        raise IntegrityError("realization_once_per_period")

    monkeypatch.setattr(entry_save, "_lock_rows", look)
    monkeypatch.setattr(entry_save, "_write", write)
    typed = Typed("12", "", mark_of("", "", ""))
    sheet = entry_save.save(unit, YEAR, UserFactory(unit=unit), {str(number.pk): typed})
    assert (sheet.saved, sheet.refused) == (None, 1)
    assert sheet.cells[str(number.pk)].conflict.stored_text == "13"
