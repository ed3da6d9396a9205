"""The percentage with its figures, worked by hand."""

from decimal import Decimal

import pytest

from indicators.achievement import Band, Polarity, Result, Scale, Target
from indicators.achievement_text import achievement_text

MAX, MIN, STAB = Polarity.MAXIMIZE, Polarity.MINIMIZE, Polarity.STABILIZE
POINTS = Scale(
    "S",
    (
        Band("A", Decimal(80), True, 2, Decimal(4), ""),
        Band("B", Decimal(60), True, 1, Decimal(3), ""),
    ),
)


def value(text):
    return Target(value=Decimal(text))


def between(lower, upper):
    return Target(lower=Decimal(lower), upper=Decimal(upper))


def got(text):
    return Result(value=Decimal(text))


@pytest.mark.parametrize(
    ("target", "result", "polarity", "written"),
    [
        (value(6), got(56), MAX, "56 / 6 × 100 = 933,33"),
        (value("3.6"), got("3.63"), MAX, "3,63 / 3,6 × 100 = 100,83"),
        (value(4), got(-2), MAX, "(-2) / 4 × 100 = -50,00"),
        (value(6), got(5), MIN, "(2 × 6 − 5) / 6 × 100 = 116,67"),
        (value(6), got(15), MIN, "(2 × 6 − 15) / 6 × 100 = 0,00"),
        (value(6), got(5), STAB, "(6 − |5 − 6|) / 6 × 100 = 83,33"),
        (between(80, 90), got(92), MAX, "92 / 90 × 100 = 102,22"),
        (between(80, 90), got(72), MAX, "72 / 80 × 100 = 90,00"),
        (between(80, 90), got(85), MIN, "85 di dalam rentang 80–90 = 100,00"),
        (value(0), got(5), MAX, "5 / 0 × 100 = tidak dapat dihitung"),
        (value(6), Result(), MAX, "R / 6 × 100 = tidak dapat dihitung"),
        (Target(grade="B"), Result(grade="A"), MAX, "predikat A terhadap B = 133,33"),
        (Target(grade="B"), got("76.8"), MAX, "predikat 76,8 terhadap B = tidak dapat dihitung"),
        (Target(grade="B"), Result(), MAX, "predikat R terhadap B = tidak dapat dihitung"),
        (Target(), got(5), MAX, ""),
    ],
)  # fmt: skip
def test_the_rule_is_written_with_its_figures(target, result, polarity, written):
    assert achievement_text(target, result, polarity, POINTS) == written
