"""Rencana aksi: two people at once."""

import pytest
from django.db import IntegrityError
from django.test import Client

from indicators.action_plan import saving
from tests.action_plan_sheet import ADDRESS, fill, row_of, stored
from tests.entry_sheet import YEAR, fields_of
from tests.factories import QuarterlyTargetFactory, UserFactory


@pytest.fixture
def colleague(unit):
    client = Client()
    client.force_login(UserFactory(role="operator", unit=unit, first_name="Budi"))
    return client


def conflict_of(operator, colleague, number):
    """Let the colleague save 13 while the operator types 12,5; return the refused page."""
    QuarterlyTargetFactory(indicator=number, year=YEAR, value=10)
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, row_of(number, "13"))
    return operator.post(ADDRESS, {**mine, **row_of(number, "12,5")})


def test_the_second_person_is_shown_both_and_overwrites_nothing(
    operator, colleague, number
):
    reply = conflict_of(operator, colleague, number)
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "Target Anda <b>12,5</b>" in html
    assert "tersimpan sementara itu <b>13</b> oleh Budi" in html
    assert stored(number).value == 13


@pytest.mark.parametrize(("choice", "value"), [("mine", "12.5"), ("stored", "13")])
def test_the_second_person_chooses(operator, colleague, number, grade, choice, value):
    fields = fields_of(conflict_of(operator, colleague, number))
    chosen = {f"choice-{number.pk}-TW1": choice, **row_of(grade, "A")}
    assert operator.post(ADDRESS, {**fields, **chosen}).status_code == 302
    assert f"{stored(number).value.normalize():f}" == value
    assert stored(grade).grade == "A"


def test_without_a_choice_the_question_stays(operator, colleague, number):
    fields = fields_of(conflict_of(operator, colleague, number))
    assert operator.post(ADDRESS, fields).status_code == 422
    assert stored(number).value == 13


def test_a_choice_made_stays_while_another_cell_is_mended(
    operator, colleague, number, grade
):
    fields = fields_of(conflict_of(operator, colleague, number))
    chosen = {f"choice-{number.pk}-TW1": "mine", **row_of(grade, "ngawur")}
    refused = operator.post(ADDRESS, {**fields, **chosen})
    assert refused.status_code == 422
    again = {**fields_of(refused), **row_of(grade, "A")}
    assert operator.post(ADDRESS, again).status_code == 302
    assert stored(number).value == 12.5


def test_two_quarters_of_one_indicator_are_no_conflict(operator, colleague, number):
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, row_of(number, "1"))
    reply = operator.post(ADDRESS, {**mine, f"target-{number.pk}-TW2": "2"})
    assert reply.status_code == 302
    assert (stored(number).value, stored(number, "TW2").value) == (1, 2)


def test_both_typing_the_same_is_no_conflict(operator, colleague, number):
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, row_of(number, "5"))
    assert operator.post(ADDRESS, {**mine, **row_of(number, "5,0")}).status_code == 302
    assert stored(number).history.count() == 1


def test_an_activity_written_meanwhile_is_shown(operator, colleague, number):
    mine = fields_of(operator.get(ADDRESS))
    fill(colleague, row_of(number, "Rapat", kind="activity"))
    typed = row_of(number, "Survei", kind="activity")
    html = operator.post(ADDRESS, {**mine, **typed}).content.decode()
    assert "Rencana tersimpan: Rapat" in html
    assert "Survei</textarea>" in html


def test_a_row_inserted_between_look_and_write_is_shown(operator, number, monkeypatch):
    write, rivals = saving._write, []

    def late(rows, user):
        if not rivals:
            rivals.append(True)
            raise IntegrityError
        return write(rows, user)

    monkeypatch.setattr(saving, "_write", late)
    assert fill(operator, row_of(number, "5")).status_code == 302
    assert stored(number).value == 5
