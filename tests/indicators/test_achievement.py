"""Achievement, met, status, state and roll-up; worked by hand, seed cases from Renstra Tabel 1–4."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.achievement import (
    Average,
    Band,
    FigureState,
    Polarity,
    Result,
    Scale,
    Status,
    Tally,
    Target,
    achievement,
    average,
    figure_state,
    is_met,
    status,
    tally,
)
from indicators.numbers import FigureError, format_percent

D = Decimal
MAX, MIN, STABLE = Polarity.MAXIMIZE, Polarity.MINIMIZE, Polarity.STABILIZE
EXCEEDED, MET, NOT_MET = Status.EXCEEDED, Status.MET, Status.NOT_MET


def band(label, lower, rank, *, inclusive=True, points=None):
    bound = None if lower is None else D(lower)
    return Band(label, bound, inclusive, rank, points, "hijau")


# Order of the bands must not matter, so they are not sorted.
PUBLIC_SERVICE = Scale(
    "IPP",
    (
        band("F", "0", 1),
        band("B", "3.51", 6),
        band("B-", "3.01", 5),
        band("C", "2.51", 4),
        band("A-", "4.01", 7),
        band("A", "4.51", 8),
    ),
)
SAKIP = Scale(
    "SAKIP",
    (
        band("AA", "90", 7, inclusive=False),
        band("A", "80", 6, inclusive=False),
        band("BB", "70", 5, inclusive=False),
        band("D", None, 1),
    ),
)
POINTS = Scale(
    "POIN",
    (
        band("A", "3", 3, points=D(4)),
        band("B", "2", 2, points=D(3)),
        band("C", None, 1, points=D(0)),
    ),
)


def number(value):
    return Target(value=D(value))


def between(lower, upper):
    return Target(lower=D(lower), upper=D(upper))


def got(value):
    return Result(value=D(value))


NUMBERS = [
    ("maximize: above", number(90), "108", MAX, "120", EXCEEDED),
    ("maximize: exactly", number(71), "71.00", MAX, "100", MET),
    ("maximize: short", number(10), "4", MAX, "40", NOT_MET),
    ("maximize: just short", number(80), "79.9999", MAX, "99.999875", NOT_MET),
    ("maximize: a real zero", number(1), "0", MAX, "0", NOT_MET),
    ("maximize: negative growth is shown raw", number(4), "-2", MAX, "-50", NOT_MET),
    ("maximize: far above is not capped", number(5), "50", MAX, "1000", EXCEEDED),
    ("minimize: below", number(10), "8", MIN, "120", EXCEEDED),
    ("minimize: exactly", number(10), "10", MIN, "100", MET),
    ("minimize: above", number(10), "12", MIN, "80", NOT_MET),
    ("minimize: double", number(10), "20", MIN, "0", NOT_MET),
    ("minimize: not below zero", number(10), "35", MIN, "0", NOT_MET),
    ("minimize: zero realized", number(10), "0", MIN, "200", EXCEEDED),
    ("stabilize: exactly", number(50), "50", STABLE, "100", MET),
    ("stabilize: above", number(50), "55", STABLE, "90", NOT_MET),
    ("stabilize: below", number(50), "45", STABLE, "90", NOT_MET),
    ("stabilize: not below zero", number(50), "150", STABLE, "0", NOT_MET),
    ("maximize in range", between(80, 90), "85", MAX, "100", MET),
    ("maximize at lower bound", between(80, 90), "80", MAX, "100", MET),
    ("maximize at upper bound", between(80, 90), "90", MAX, "100", MET),
    ("maximize over range", between(80, 90), "99", MAX, "110", EXCEEDED),
    ("maximize under range", between(80, 90), "60", MAX, "75", NOT_MET),
    ("minimize in range", between(80, 100), "85", MIN, "100", MET),
    ("minimize under range", between(80, 100), "60", MIN, "125", EXCEEDED),
    ("minimize over range", between(80, 100), "110", MIN, "90", NOT_MET),
    ("stabilize in range", between(80, 100), "81", STABLE, "100", MET),
    ("stabilize over range", between(80, 100), "110", STABLE, "90", NOT_MET),
    ("stabilize under range", between(80, 100), "60", STABLE, "75", NOT_MET),
]


@pytest.mark.parametrize(
    ("target", "realized", "polarity", "percent", "expected"),
    [case[1:] for case in NUMBERS],
    ids=[case[0] for case in NUMBERS],
)
def test_a_number_against_its_target(target, realized, polarity, percent, expected):
    result = got(realized)
    assert achievement(target, result, polarity) == D(percent)
    assert status(target, result, polarity) is expected
    assert is_met(target, result, polarity) is (expected is not NOT_MET)


def test_the_printed_example_of_the_regulation_for_a_range_is_wrong():
    found = achievement(between(80, 90), got(92), MAX)
    assert found == D(9200) / 90
    assert format_percent(found, 1) == "102,2"


def test_achievement_is_not_rounded_and_933_33_only_at_display():
    found = achievement(number(6), got(56), MAX)
    assert found == D(5600) / 6
    assert format_percent(found) == "933,33"


@pytest.mark.parametrize(
    ("target", "realized", "polarity", "met"),
    [
        pytest.param(number(0), "0", MAX, True, id="maximize, target zero met"),
        pytest.param(number(0), "-1", MAX, False, id="maximize, target zero missed"),
        pytest.param(number(0), "0", MIN, True, id="no cases wanted, none happened"),
        pytest.param(number(0), "2", MIN, False, id="no cases wanted, two happened"),
        pytest.param(number(-5), "-3", MAX, True, id="negative target"),
        pytest.param(number(0), "0", STABLE, True, id="stabilize at zero"),
        pytest.param(between(-5, 0), "3", MAX, True, id="range up to zero"),
    ],
)
def test_a_target_of_zero_or_less_has_no_percentage_but_is_judged(
    target, realized, polarity, met
):
    assert achievement(target, got(realized), polarity) is None
    assert is_met(target, got(realized), polarity) is met


@pytest.mark.parametrize(
    ("realized", "expected"),
    [("48", MET), ("52", MET), ("52.01", NOT_MET), ("47.99", NOT_MET)],
)
def test_stabilize_is_met_inside_the_tolerance_and_never_exceeded(realized, expected):
    found = status(number(50), got(realized), STABLE, tolerance=D(2))
    assert found is expected


def test_the_tolerance_changes_neither_the_percentage_nor_other_polarities():
    assert achievement(number(50), got(48), STABLE, tolerance=D(2)) == D(96)
    assert status(number(50), got(48), MAX, tolerance=D(2)) is NOT_MET
    assert status(between(40, 50), got(51), STABLE, tolerance=D(2)) is NOT_MET


@pytest.mark.parametrize(
    ("target", "result"),
    [
        pytest.param(Target(), got(5), id="no target"),
        pytest.param(number(5), Result(), id="no result"),
        pytest.param(Target(grade="B"), Result(), id="no grade"),
        pytest.param(Target(), Result(), id="nothing"),
        pytest.param(between(3, 4), Result(grade="B"), id="grade against a range"),
    ],
)
def test_nothing_is_judged_while_a_side_is_missing(target, result):
    assert achievement(target, result, MAX, scale=PUBLIC_SERVICE) is None
    assert status(target, result, MAX, scale=PUBLIC_SERVICE) is None
    assert is_met(target, result, MAX, scale=PUBLIC_SERVICE) is None


@pytest.mark.parametrize(
    ("wanted", "reached", "polarity", "expected"),
    [
        pytest.param("B-", "B", MAX, EXCEEDED, id="2021: B- wanted, B reached"),
        pytest.param("B-", "B-", MAX, MET, id="2022: B- wanted and reached"),
        pytest.param("b-", "B-", MAX, MET, id="letter case"),
        pytest.param("A", "A-", MAX, NOT_MET, id="A- is below A"),
        pytest.param("C", "B", MIN, EXCEEDED, id="a better rank is better"),
        pytest.param("B", "A", STABLE, NOT_MET, id="stabilize wants the same"),
        pytest.param("B", "B", STABLE, MET, id="stabilize has the same"),
    ],
)
def test_grades_are_met_by_rank_and_have_no_percentage_without_points(
    wanted, reached, polarity, expected
):
    target, result = Target(grade=wanted), Result(grade=reached)
    assert status(target, result, polarity, scale=PUBLIC_SERVICE) is expected
    assert achievement(target, result, polarity, scale=PUBLIC_SERVICE) is None


def test_grades_with_points_have_the_ratio_of_the_points():
    target, result = Target(grade="A"), Result(grade="B")
    assert achievement(target, result, MAX, scale=POINTS) == D(75)
    assert achievement(Target(grade="C"), result, MAX, scale=POINTS) is None


@pytest.mark.parametrize(
    ("target", "result", "expected"),
    [
        pytest.param(Target(grade="B"), got("3.73"), MET, id="number in the same band"),
        pytest.param(Target(grade="B-"), got("3.51"), EXCEEDED, id="number on bound"),
        pytest.param(Target(grade="B"), got("3.5099"), NOT_MET, id="number just below"),
        pytest.param(number("3.56"), Result(grade="A"), EXCEEDED, id="grade above"),
        pytest.param(number("3.56"), Result(grade="B-"), NOT_MET, id="grade below"),
        pytest.param(Target(grade="B"), got("-1"), None, id="number below every band"),
    ],
)
def test_a_number_and_a_grade_are_compared_by_band(target, result, expected):
    assert status(target, result, MAX, scale=PUBLIC_SERVICE) is expected
    assert achievement(target, result, MAX, scale=PUBLIC_SERVICE) is None


def test_a_result_with_number_and_grade_answers_in_the_form_of_its_target():
    score = Result(value=D("76.8"), grade="BB")
    assert achievement(number(75), score, MAX, scale=SAKIP) == D("102.4")
    assert status(Target(grade="BB"), score, MAX, scale=SAKIP) is MET


def test_grades_are_not_judged_without_a_scale():
    assert status(Target(grade="B"), Result(grade="B"), MAX) is None
    assert achievement(Target(grade="B"), Result(grade="B"), MAX) is None


def test_an_unknown_grade_is_an_error_that_names_the_scale():
    with pytest.raises(FigureError, match=r"“BB” .* tidak ada pada skala IPP"):
        status(Target(grade="BB"), Result(grade="B"), MAX, scale=PUBLIC_SERVICE)
    with pytest.raises(ValueError, match="“Z”"):
        POINTS.points("Z")


@pytest.mark.parametrize(
    ("value", "label"),
    [("90", "A"), ("90.01", "AA"), ("70", "D"), ("70.0001", "BB"), ("-5", "D")],
)
def test_every_value_falls_in_one_band_of_the_scale(value, label):
    assert SAKIP.band_for(D(value)).label == label


def test_below_the_lowest_bound_there_is_no_band():
    assert PUBLIC_SERVICE.band_for(D("-0.01")) is None
    assert Scale("KOSONG", ()).band_for(D(1)) is None


def test_of_two_bands_with_one_bound_the_exclusive_one_is_higher():
    scale = Scale("X", (band("atas", 90, 2, inclusive=False), band("tepat", 90, 1)))
    assert scale.band_for(D(91)).label == "atas"
    assert scale.band_for(D(90)).label == "tepat"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        pytest.param({"lower": D(1)}, "batas bawah dan batas atas", id="half a range"),
        pytest.param({"lower": D(2), "upper": D(1)}, "melebihi", id="reversed"),
        pytest.param({"value": D(1), "grade": "B"}, "satu angka", id="two forms"),
    ],
)
def test_a_target_has_one_complete_form(form, message):
    with pytest.raises(ValueError, match=message):
        Target(**form)


def test_a_target_of_zero_is_set_and_an_empty_one_is_not():
    assert number(0).is_set
    assert between(0, 0).is_set
    assert Target(grade="B").is_set
    assert not Target().is_set


DUE = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, FigureState.MEASURED, id="measured"),
        pytest.param({"value": D("0.00")}, FigureState.ZERO, id="a real zero"),
        pytest.param({"target_set": False}, FigureState.NOT_TARGETED, id="no target"),
        pytest.param(
            {"declared_not_applicable": True, "has_result": False},
            FigureState.NOT_TARGETED,
            id="declared with a dash",
        ),
        pytest.param(
            {"has_result": False, "today": DUE}, FigureState.NOT_DUE, id="on the day"
        ),
        pytest.param(
            {"has_result": False, "today": date(2024, 7, 1)},
            FigureState.MISSING,
            id="a day late",
        ),
        pytest.param(
            {"has_result": False, "due": None}, FigureState.MISSING, id="no due date"
        ),
        pytest.param(
            {"achievement": None, "value": D(0)},
            FigureState.NOT_COMPUTABLE,
            id="zero against zero",
        ),
        pytest.param(
            {"achievement": None, "value": None},
            FigureState.NOT_COMPUTABLE,
            id="grade without points",
        ),
    ],
)
def test_a_figure_has_one_honest_state(facts, expected):
    ordinary = {
        "target_set": True,
        "has_result": True,
        "value": D(5),
        "achievement": D(100),
        "declared_not_applicable": False,
        "due": DUE,
        "today": date(2024, 1, 15),
    }
    assert figure_state(**(ordinary | facts)) is expected


def test_the_words_people_read():
    assert [state.label for state in FigureState] == [
        "terukur",
        "nol",
        "belum diisi",
        "belum jatuh tempo",
        "tidak ditargetkan",
        "tidak dapat dihitung",
    ]
    assert [s.label for s in Status] == ["melampaui", "tercapai", "tidak tercapai"]
    assert [p.label for p in Polarity] == ["Maksimasi", "Minimasi", "Stabilisasi"]
    assert Polarity("minimize") is MIN
    assert f"{FigureState.NOT_DUE}" == "not_due"


def test_an_average_clamps_each_value_and_says_what_it_left_out():
    found = average([D(933), D(-50), D(80), None], cap=D(120))
    assert found == Average(value=D(200) / 3, counted=3, targeted=4)


def test_a_real_zero_counts_in_the_average():
    assert average([D(0), D(100)], cap=D(120)) == Average(D(50), 2, 2)


def test_an_average_over_nothing_is_unknown():
    assert average([], cap=D(120)) == Average(None, 0, 0)
    assert average([None], cap=D(120)) == Average(None, 0, 1)


def test_a_tally_counts_met_measurable_and_targeted():
    assert tally([True, False, None, True]) == Tally(2, 3, 4)
    assert tally([]) == Tally(0, 0, 0)


def against(pairs):
    """Target and result of each row of a printed table; letters are grades."""
    for wanted, reached in pairs:
        if wanted[0].isalpha():
            yield Target(grade=wanted), Result(grade=reached)
        else:
            yield number(wanted), got(reached)


def roll_up(pairs):
    rows = list(against(pairs))
    percents = [achievement(*row, MAX, scale=PUBLIC_SERVICE) for row in rows]
    mets = [is_met(*row, MAX, scale=PUBLIC_SERVICE) for row in rows]
    return average(percents, cap=D(120)), tally(mets)


YEAR_2020 = "10 200, 16 19.2, 1 3, 3.5 3.51, 1 0, 10 4, 5 46.97"
YEAR_2021 = (
    "3 3, 1 1, 5 16.7, 2 9.67, 40 69.08, 91.5 100, 3.5 3.55, 71 71, 80 84.09, "
    "B- B, 80.1 79.21, 80 83"
)
YEAR_2022 = (
    "1 1, 3 4, 1 2, 5 16.7, 2 50.6, 1 10, 40 91.53, 92 100, 3.5 3.57, 71 71.98, "
    "80 92.56, B- B-, 80.1 80.9, 82 96.5"
)
YEAR_2023 = (
    "6 56, 1 2, 6 45, 4 16.85, 5 20.67, 90 93.98, 97 100, 3.6 3.63, 75 79.85, "
    "3.56 3.73, 75 76.80, 90 97"
)


@pytest.mark.parametrize(
    ("table", "shown", "counted", "counts"),
    [
        # (4 × 120 + 3,51/3,5×100 + 0 + 40) / 7
        pytest.param(YEAR_2020, "88,61", 7, Tally(5, 7, 7), id="2020"),
        # (3 × 100 + 3 × 120 + 109,29 + 101,43 + 105,11 + 98,89 + 103,75) / 11
        pytest.param(YEAR_2021, "107,13", 11, Tally(11, 12, 12), id="2021"),
        # (100 + 6 × 120 + 108,70 + 102 + 101,38 + 115,70 + 101,00 + 117,68) / 13
        pytest.param(YEAR_2022, "112,80", 13, Tally(14, 14, 14), id="2022"),
        # (5 × 120 + 104,42 + 103,09 + 100,83 + 106,47 + 104,78 + 102,40 + 107,78) / 12
        pytest.param(YEAR_2023, "110,81", 12, Tally(12, 12, 12), id="2023"),
    ],
)
def test_the_years_of_the_renstra_roll_up(table, shown, counted, counts):
    found, found_counts = roll_up(row.split() for row in table.split(", "))
    assert format_percent(found.value) == shown
    assert (found.counted, found.targeted) == (counted, counts.targeted)
    assert found_counts == counts
