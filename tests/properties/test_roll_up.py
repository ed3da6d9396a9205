"""Laws of averages and counts over indicators."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from indicators.achievement import Average, Tally, average, tally
from tests.properties.strategies import figures

# A sum of 28 digits may end otherwise in the last one when its terms change places.
ALMOST_NOTHING = Decimal("1e-12")
percentages = figures.map(lambda value: value / 7) | st.integers(-50, 400).map(Decimal)
achievements = st.lists(st.none() | percentages, max_size=15)
mets = st.lists(st.sampled_from([True, False, None]), max_size=15)
caps = st.integers(100, 200).map(Decimal)


def is_same(one: Average, other: Average) -> bool:
    """Whether two averages agree, apart from the last digits of a quotient."""
    counts = (one.counted, one.targeted) == (other.counted, other.targeted)
    if one.value is None or other.value is None:
        return counts and one.value is other.value
    return counts and abs(one.value - other.value) < ALMOST_NOTHING


@given(achievements, caps, st.randoms(use_true_random=False))
def test_the_order_of_indicators_does_not_matter(items, cap, random):
    shuffled = random.sample(items, len(items))
    assert is_same(average(shuffled, cap), average(items, cap))


@given(mets, st.randoms(use_true_random=False))
def test_the_order_of_what_is_counted_does_not_matter(items, random):
    assert tally(random.sample(items, len(items))) == tally(items)


@given(achievements, caps)
def test_an_average_lies_within_the_clamped_values(items, cap):
    found = average(items, cap)
    clamped = [min(max(item, Decimal(0)), cap) for item in items if item is not None]
    if not clamped:
        assert found.value is None
        return
    assert min(clamped) - ALMOST_NOTHING <= found.value <= max(clamped) + ALMOST_NOTHING
    assert 0 <= found.value <= cap


@given(achievements, caps)
def test_an_average_is_the_sum_over_those_it_counts(items, cap):
    found = average(items, cap)
    exact = [Fraction(min(max(i, Decimal(0)), cap)) for i in items if i is not None]
    assert found.counted == len(exact)
    if exact:
        difference = Fraction(found.value) - sum(exact) / len(exact)
        assert abs(difference) < Fraction(ALMOST_NOTHING)


@given(achievements, st.integers(1, 5), caps)
def test_what_is_missing_is_left_out_and_said(items, missing, cap):
    before, after = average(items, cap), average([*items, *[None] * missing], cap)
    assert after.value == before.value
    assert after.counted == before.counted == len(items) - items.count(None)
    assert after.targeted == before.targeted + missing


@given(achievements, caps)
def test_a_real_zero_is_not_left_out(items, cap):
    before, after = average(items, cap), average([*items, Decimal(0)], cap)
    assert after.counted == before.counted + 1
    assert after.value is not None
    assert before.value is None or after.value <= before.value


@given(achievements, caps)
def test_beyond_the_cap_nothing_is_gained_and_below_zero_nothing_lost(items, cap):
    bent = [None if item is None else min(max(item, Decimal(0)), cap) for item in items]
    assert average(bent, cap) == average(items, cap)


@given(mets)
def test_counts_add_up(items):
    found = tally(items)
    assert 0 <= found.met <= found.measurable <= found.targeted == len(items)
    assert found.measurable - found.met == items.count(False)
    assert found.targeted - found.measurable == items.count(None)


@given(mets, mets)
def test_groups_add_up_to_the_whole(one, other):
    first, second = tally(one), tally(other)
    assert tally([*one, *other]) == Tally(
        first.met + second.met,
        first.measurable + second.measurable,
        first.targeted + second.targeted,
    )
