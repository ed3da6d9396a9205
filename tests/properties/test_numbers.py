"""Laws of reading and writing figures."""

import math
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.numbers import (
    FigureError,
    FigureKind,
    canonical,
    format_money,
    format_money_short,
    format_number,
    parse_figure,
    parse_money,
    round_half_up,
)
from tests.properties.strategies import (
    amounts,
    any_text,
    digits_and_marks,
    figure_like,
    figures,
)

GRADES = ("A", "A-", "B", "Sangat baik")
INDONESIAN = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,5})?", re.ASCII)


def in_indonesian(text):
    """Return a number as school teaches to read it: dots away, comma before decimals."""
    return Decimal(text.replace(".", "").replace(",", "."))


def reading(raw, parse=parse_figure, **options):
    """Return the figure; None where it is refused in a sentence, as everything else must be."""
    try:
        return parse(raw, **options)
    except FigureError as error:
        sentence = str(error)
    return None if sentence.endswith(".") else pytest.fail(sentence)


@given(figures)
def test_what_is_written_for_people_is_read_back(value):
    text = format_number(value)
    found = parse_figure(text)
    assert (found.kind, found.value, found.text) == (FigureKind.NUMBER, value, text)
    # "12,530" is the only form of a written figure that could be meant otherwise.
    assert bool(found.warning) is bool(
        re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", text)
    )


@given(figures)
@example(Decimal("2.599"))
@example(Decimal("-0.0000"))
def test_what_is_written_for_files_is_read_back_without_a_question(value):
    text = canonical(value)
    found = parse_figure(text)
    assert (found.value, found.warning) == (value, None)
    assert canonical(found.value) == text


@given(amounts)
def test_money_is_read_back(value):
    for text in (format_money(value), f"Rp {format_money(value)},-", canonical(value)):
        found = parse_money(text)
        assert (found.value, found.warning) == (value, None)


@given(figures, st.sampled_from(["%", " %", "\u00a0%", " Persen", " Indeks"]))
def test_a_unit_behind_a_figure_changes_nothing(value, unit):
    text = format_number(value)
    assert parse_figure(text + unit).value == parse_figure(text).value == value


@pytest.mark.parametrize("grades", [(), GRADES])
@given(raw=any_text | figure_like)
@example(raw="Rp")
@example(raw="٣")
@example(raw="\x00")
def test_any_text_is_read_or_refused_in_words(raw, grades):
    for found in (reading(raw, scale_grades=grades), reading(raw, parse_money)):
        if found is not None:
            assert found.text == raw
            assert (found.value is not None) is (found.kind is FigureKind.NUMBER)
            assert (found.grade is not None) is (found.kind is FigureKind.GRADE)


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.binary(max_size=5)
    | st.lists(st.integers(), max_size=2)
)
@example(date(2023, 1, 1))
@example(Decimal("1E+999999"))
@example(Decimal("1E-999999"))
@example(Decimal("sNaN"))
def test_any_cell_is_read_or_refused_in_words(raw):
    for found in (reading(raw), reading(raw, parse_money)):
        if found is not None:
            assert found.kind in (FigureKind.NUMBER, FigureKind.EMPTY)


@given(figure_like | digits_and_marks | any_text)
def test_no_figure_is_larger_or_finer_than_its_column(raw):
    found = reading(raw)
    if found is None or found.value is None:
        return
    assert abs(found.value) < 10**11
    assert found.value == round_half_up(found.value, 4)
    assert not (found.value == 0 and found.value.is_signed())
    # No trailing zeros and no exponent: two equal figures are written alike.
    assert "E" not in str(found.value)


@given(digits_and_marks)
@example("12,530")
@example("36,160,000")
@example("1.980.89")
@example("0.125")
def test_only_the_indonesian_reading_goes_without_a_question(raw):
    found = reading(raw)
    if found is None:
        return
    if found.warning is None:
        assert INDONESIAN.fullmatch(raw)
        assert found.value == in_indonesian(raw)
    else:
        assert format_number(found.value) in found.warning
        assert raw in found.warning


@given(st.from_regex(ENGLISH, fullmatch=True))
def test_what_an_english_keyboard_could_have_meant_is_questioned_or_refused(raw):
    found = reading(raw)
    assert found is None or found.warning


@given(st.integers(1 - 10**11, 10**11 - 1), st.integers(0, 4))
@example(3, 1)
def test_a_spreadsheets_binary_fractions_leave_no_trace(steps, places):
    value = Decimal(steps).scaleb(-places)
    assert parse_figure(float(value)).value == value


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@example(1, 2)
def test_a_sum_computed_by_a_spreadsheet_is_the_sum(first, second):
    computed = first / 10 + second / 10
    assert parse_figure(computed).value == Decimal(first + second) / 10


@given(st.floats(-1e11, 1e11, exclude_min=True, exclude_max=True))
def test_a_binary_number_is_never_rounded_in_silence(raw):
    found = reading(raw)
    if found is None:
        return
    assert found.warning or found.value == Decimal(repr(raw))
    assert math.isclose(found.value, raw, rel_tol=1e-14)


@given(figures, st.integers(0, 4))
def test_rounding_goes_to_the_nearest_and_at_halves_away_from_zero(value, places):
    rounded = round_half_up(value, places)
    distance = abs(value - rounded)
    half = Decimal(5).scaleb(-places - 1)
    assert distance <= half
    assert distance < half or abs(rounded) > abs(value)
    assert round_half_up(rounded, places) == rounded


@given(figures, st.integers(0, 4))
def test_a_minus_sign_stands_before_what_is_not_zero_only(value, places):
    text = format_number(value, places)
    assert text.startswith("-") is (round_half_up(value, places) < 0)


@given(st.integers(0, 14), amounts)
@example(0, Decimal(999_999))
@example(0, Decimal(999_995_000))
@example(0, Decimal(999_999_999_999))
def test_short_money_rounds_once_and_never_shows_a_thousand_of_its_unit(cut, amount):
    value = amount // 10**cut
    found = re.fullmatch(
        r"Rp([0-9.]+(?:,[0-9]{2})?)( jt| M| T)?", format_money_short(value)
    )
    shown = in_indonesian(found[1])
    factor = {None: 1, " jt": 10**6, " M": 10**9, " T": 10**12}[found[2]]
    assert found[2] in (None, " T") or shown < 1000
    assert abs(shown * factor - value) * 200 <= factor
    assert found[2] or shown == value
