"""Geometry, worked by hand."""

from decimal import Decimal

import pytest

from reports.charts import Goalpost, Observation, bullet, stack
from reports.trend_geometry import trend

D = Decimal


@pytest.mark.parametrize(
    ("achievement", "width", "overflows"),
    [
        pytest.param("0", "0%", False, id="nothing"),
        pytest.param("75", "50%", False, id="half of the scale"),
        pytest.param("100", "66.67%", False, id="the target"),
        pytest.param("150", "100%", False, id="the end of the scale"),
        pytest.param("150.01", "100%", True, id="just above the end"),
        pytest.param("933.33", "100%", True, id="far above"),
        pytest.param("-20", "0%", False, id="below nothing"),
    ],
)
def test_bar_ends_at_its_achievement_on_the_common_scale(achievement, width, overflows):
    drawn = bullet(D(achievement))
    assert (drawn.width, drawn.overflows) == (width, overflows)
    assert drawn.target == "66.67%"


def test_stack_leaves_out_empty_parts_and_fills_the_bar():
    parts = stack([(9, "ok"), (0, "low"), (3, "none")])
    assert [(p.x, p.width, p.tone) for p in parts] == [
        ("0%", "75%", "ok"),
        ("75%", "25%", "none"),
    ]


def test_stack_of_nothing_is_empty():
    assert stack([(0, "ok"), (0, "low")]) == ()


def observe(*values, **breaks):
    return [
        Observation(
            2020 + i,
            None if v is None else D(v),
            "" if v is None else v,
            break_before=breaks.get(f"y{2020 + i}", ""),
        )
        for i, v in enumerate(values)
    ]


def test_trend_spreads_years_evenly_and_puts_the_highest_value_on_top():
    drawn = trend(observe("10", "20", "30"), 100)
    assert [mark.x for mark in drawn.years] == ["9%", "50%", "91%"]
    assert [dot.y for dot in drawn.dots] == ["60", "42", "24"]
    assert [dot.is_last for dot in drawn.dots] == [False, False, True]


def test_trend_of_one_year_stands_in_the_middle():
    drawn = trend(observe("5"), 100)
    assert [dot.x for dot in drawn.dots] == ["50%"]
    assert drawn.segments == ()


def test_missing_year_leaves_a_gap_in_the_line():
    drawn = trend(observe("1", None, "3", "4"), 100)
    assert [(s.x1, s.x2) for s in drawn.segments] == [("63.67%", "91%")]


def test_break_cuts_the_line_and_is_marked_between_the_years():
    drawn = trend(observe("1", "2", "3", y2021="diganti"), 100)
    assert [(mark.x, mark.text) for mark in drawn.breaks] == [("29.5%", "diganti")]
    assert [s.x1 for s in drawn.segments] == ["50%"]


def test_grade_is_written_where_no_dot_can_be():
    drawn = trend(
        [Observation(2021, None, "B-"), Observation(2022, D("3.73"), "3,73")], 100
    )
    assert [(mark.x, mark.text) for mark in drawn.words] == [("9%", "B-")]
    assert len(drawn.dots) == 1


def test_range_target_gets_two_marks_and_grade_target_none():
    posts = (
        Goalpost("pk", D(80), "80–90"),
        Goalpost("pk", D(90), "80–90"),
        Goalpost("renstra", None, "B-"),
    )
    drawn = trend([Observation(2023, D(85), "85", posts)], 100)
    assert [(mark.y, mark.basis) for mark in drawn.targets] == [
        ("60", "pk"),
        ("24", "pk"),
    ]


@pytest.mark.parametrize(
    ("target", "label_y"), [("4", "31"), ("14", "19"), ("20", "19")]
)
def test_text_keeps_off_a_target_mark_that_would_read_as_a_minus_sign(target, label_y):
    with_target = Observation(2022, D(10), "10", (Goalpost("pk", D(target), target),))
    drawn = trend([with_target, *observe(None, "20", "0")], 100)
    assert drawn.dots[0].y == "42"
    assert drawn.dots[0].label_y == label_y


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        pytest.param(["5", "45"], ["0", "10", "20", "30", "40", "50"], id="tens"),
        pytest.param(["-3", "4"], ["-4", "-2", "0", "2", "4"], id="below zero"),
        pytest.param(
            ["3.56", "3.73"], ["3,55", "3,6", "3,65", "3,7", "3,75"], id="hundredths"
        ),
        pytest.param(["7", "7"], ["6", "7", "8"], id="no spread"),
        pytest.param(["1", "2", "2"], ["1", "2"], id="counted"),
        pytest.param(["1.5", "2"], ["1,4", "1,6", "1,8", "2"], id="not counted"),
    ],
)
def test_ticks_are_round_and_enclose_every_value(values, ticks):
    drawn = trend(observe(*values), 200, ticks=4)
    assert [tick.text for tick in drawn.ticks] == ticks


def test_trend_without_anything_is_empty():
    assert trend(observe(None, None), 100).is_empty
