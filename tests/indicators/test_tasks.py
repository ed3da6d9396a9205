"""What waits for operators, in which periods, until when."""

import datetime

import pytest

from indicators.tasks import open_tasks
from tests.factories import (
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TargetFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 2, 10)
NOW = datetime.datetime(2024, 2, 1, tzinfo=datetime.UTC)


@pytest.fixture
def indicator(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    found = IndicatorFactory(plan=plan, code="SK1.1")
    TargetFactory(indicator=found)
    return found


def tasks(unit):
    return [
        (task.place, task.what, task.due.isoformat())
        for task in open_tasks(unit, TODAY)
    ]


def test_a_target_without_a_figure_is_a_task_until_its_due_date(unit, indicator):
    assert tasks(unit) == [("2023", "belum diisi", "2024-01-31")]


@pytest.mark.parametrize(
    ("stage", "what"),
    [
        ({}, ["belum diajukan"]),
        ({"value": None}, ["belum diisi"]),
        ({"origin": "published"}, []),
        ({"workflow": "submitted", "submitted_at": NOW}, []),
        ({"workflow": "verified", "submitted_at": NOW, "verified_at": NOW}, []),
        (
            {"workflow": "returned", "submitted_at": NOW, "return_note": "Cek"},
            ["dikembalikan"],
        ),
        (
            {
                "workflow": "returned",
                "submitted_at": NOW,
                "return_note": "Cek",
                "origin": "published",
            },
            ["dikembalikan"],
        ),
    ],
)
def test_what_is_left_to_do_depends_on_the_stage(unit, indicator, stage, what):
    RealizationFactory(indicator=indicator, **stage)
    assert [found for _, found, _ in tasks(unit)] == what


def test_without_a_target_nothing_is_asked_but_what_is_begun_waits(unit, indicator):
    other = IndicatorFactory(plan=indicator.plan)
    assert len(tasks(unit)) == 1
    RealizationFactory(indicator=other, period="TW1", value=None)
    assert len(tasks(unit)) == 1
    RealizationFactory(indicator=other, period="TW2", value=None, printed_text="-")
    assert tasks(unit)[0] == ("Triwulan II 2023", "belum diajukan", "2023-07-31")


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2023-12-31", "coming"),
        ("2024-01-01", "open"),
        ("2024-01-31", "open"),
        ("2024-02-01", "missing"),
    ],
)
def test_a_figure_can_be_filled_in_when_its_period_is_over(unit, indicator, day, kind):
    found = open_tasks(unit, datetime.date.fromisoformat(day))
    assert [task.kind.value for task in found] == [kind]


def test_planned_quarters_stand_for_the_year_that_follows_from_them(unit, indicator):
    for period in ("TW1", "TW2"):
        QuarterlyTargetFactory(indicator=indicator, period=period)
    RealizationFactory(
        indicator=indicator, period="TW1", workflow="submitted", submitted_at=NOW
    )
    assert tasks(unit) == [("Triwulan II 2023", "belum diisi", "2023-07-31")]


def test_a_year_that_is_entered_itself_is_asked_beside_its_quarters(unit, indicator):
    indicator.accumulation = "entered"
    indicator.save()
    QuarterlyTargetFactory(indicator=indicator, period="TW1")
    assert [place for place, _, _ in tasks(unit)] == ["Triwulan I 2023", "2023"]


def test_nothing_is_asked_in_a_locked_period(unit, indicator):
    LockFactory(unit=unit)
    assert tasks(unit) == []
    opening = LockExceptionFactory(unit=unit, indicator=indicator)
    assert len(tasks(unit)) == 1
    assert str(opening)


@pytest.mark.parametrize("count", [2, 30])
def test_the_number_of_queries_does_not_grow(
    unit, indicator, count, django_assert_max_num_queries
):
    team = TeamFactory(unit=unit)
    for _ in range(count):
        other = IndicatorFactory(plan=indicator.plan, team=team)
        TargetFactory(indicator=other)
        QuarterlyTargetFactory(indicator=other)
    with django_assert_max_num_queries(12):
        assert {task.indicator.team for task in open_tasks(unit, TODAY)} == {team, None}
