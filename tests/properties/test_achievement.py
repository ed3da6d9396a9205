"""Laws of achievement, met and status."""

from datetime import date
from decimal import Decimal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.achievement import (
    Band,
    FigureState,
    Polarity,
    Result,
    Scale,
    Status,
    Target,
    achievement,
    figure_state,
    is_met,
    status,
)
from tests.properties.strategies import (
    figures,
    not_positive_figures,
    positive_figures,
)

MAX, MIN, STAB = Polarity
polarities = st.sampled_from(Polarity)
HUNDRED = Decimal(100)


def percent(target, realized, polarity):
    return achievement(Target(value=target), Result(value=realized), polarity)


def met(target, realized, polarity, **options):
    return is_met(Target(value=target), Result(value=realized), polarity, **options)


@given(positive_figures, figures, figures)
def test_more_is_never_worse_where_high_is_good_and_never_better_where_low_is(
    target, one, other
):
    less, more = sorted([one, other])
    assert percent(target, less, MAX) <= percent(target, more, MAX)
    assert percent(target, less, MIN) >= percent(target, more, MIN)


@given(positive_figures, figures, figures)
def test_nearer_is_never_worse_where_the_target_is_to_be_kept(target, one, other):
    nearer, farther = sorted([one, other], key=lambda r: abs(r - target))
    assert percent(target, nearer, STAB) >= percent(target, farther, STAB)


@given(positive_figures, figures)
def test_stabilising_knows_no_direction(target, distance):
    above, below = target + distance, target - distance
    assert percent(target, above, STAB) == percent(target, below, STAB)
    assert met(target, above, STAB) is met(target, below, STAB)


@given(positive_figures, figures)
def test_minimising_is_maximising_in_a_mirror(target, realized):
    mirrored = percent(target, 2 * target - realized, MAX)
    assert percent(target, realized, MIN) == max(Decimal(0), mirrored)


@given(positive_figures, figures)
def test_achievement_stays_within_the_bounds_of_its_polarity(target, realized):
    assert percent(target, realized, MIN) >= 0
    assert 0 <= percent(target, realized, STAB) <= HUNDRED
    # Raw: neither cut at zero nor at a cap.
    assert (percent(target, realized, MAX) < 0) is (realized < 0)


@given(positive_figures, polarities)
def test_reaching_the_target_is_a_hundred_percent_and_met_exactly(target, polarity):
    assert percent(target, target, polarity) == HUNDRED
    found = status(Target(value=target), Result(value=target), polarity)
    assert found is Status.MET


@given(positive_figures, figures, polarities)
@example(Decimal(100_000), Decimal("99999.9999"), MAX)
@example(Decimal(10**11 - 1), Decimal("99999999998.9999"), MAX)
def test_met_is_decided_on_the_unrounded_value(target, realized, polarity):
    reached = percent(target, realized, polarity) >= HUNDRED
    assert met(target, realized, polarity) is reached


@given(figures, figures, polarities)
def test_better_than_the_target_is_met_and_worse_is_not(target, realized, polarity):
    found = status(Target(value=target), Result(value=realized), polarity)
    if realized == target:
        assert found is Status.MET
    elif polarity is STAB:
        assert found is Status.NOT_MET
    else:
        is_better = (realized > target) is (polarity is MAX)
        assert found is (Status.EXCEEDED if is_better else Status.NOT_MET)


@given(not_positive_figures, figures, polarities)
def test_no_percentage_exists_of_zero_or_less_and_met_is_decided_all_the_same(
    target, realized, polarity
):
    assert percent(target, realized, polarity) is None
    assert met(target, realized, polarity) in (True, False)


@given(figures, polarities)
def test_nothing_is_known_without_a_result_or_without_a_target(figure, polarity):
    for target, result in [
        (Target(value=figure), Result()),
        (Target(), Result(value=figure)),
    ]:
        assert achievement(target, result, polarity) is None
        assert status(target, result, polarity) is None


@given(positive_figures, figures, positive_figures)
def test_a_tolerance_reaches_as_far_on_both_sides_and_leaves_the_percentage(
    target, distance, tolerance
):
    realized = target + distance
    expected = abs(distance) <= tolerance
    assert met(target, realized, STAB, tolerance=tolerance) is expected
    wide = achievement(
        Target(value=target), Result(value=realized), STAB, tolerance=tolerance
    )
    assert wide == percent(target, realized, STAB)


@given(positive_figures, positive_figures, figures, polarities)
def test_inside_a_range_is_a_hundred_and_outside_the_near_bound_counts(
    one, other, realized, polarity
):
    lower, upper = sorted([one, other])
    assume(lower < upper)
    target, result = Target(lower=lower, upper=upper), Result(value=realized)
    found = achievement(target, result, polarity)
    if lower <= realized <= upper:
        assert found == HUNDRED
        assert is_met(target, result, polarity)
    else:
        bound = lower if realized < lower else upper
        assert found == percent(bound, realized, polarity)
        assert is_met(target, result, polarity) is met(bound, realized, polarity)


@st.composite
def scales(draw):
    """Bands with different bounds, as offices make them: the lowest may be open."""
    bounds = draw(st.lists(figures, min_size=1, max_size=6, unique=True))
    lowers = [draw(st.sampled_from([None, min(bounds)])), *sorted(bounds)[1:]]
    bands = [
        Band(f"G{rank}", lower, draw(st.booleans()), rank, Decimal(rank), "")
        for rank, lower in enumerate(lowers, start=1)
    ]
    return Scale("uji", tuple(draw(st.permutations(bands))))


@given(scales(), figures, figures)
def test_a_higher_value_never_falls_into_a_lower_band(scale, one, other):
    less, more = sorted([one, other])
    first, second = scale.band_for(less), scale.band_for(more)
    assert first is None or (second is not None and first.rank <= second.rank)


@given(scales(), figures)
def test_no_value_above_the_lowest_bound_falls_between_bands(scale, value):
    lowest = min(scale.bands, key=lambda band: band.rank)
    assert (scale.band_for(value) is not None) is lowest.admits(value)


@given(scales(), st.data())
def test_grades_are_met_by_rank(scale, data):
    wanted, reached = (data.draw(st.sampled_from(scale.bands)) for _ in range(2))
    target, result = Target(grade=wanted.label), Result(grade=reached.label.lower())
    for polarity in (MAX, MIN):
        found = is_met(target, result, polarity, scale=scale)
        assert found is (reached.rank >= wanted.rank)
    ratio = achievement(target, result, MAX, scale=scale)
    assert (ratio >= HUNDRED) is (reached.rank >= wanted.rank)


@given(
    st.booleans(),
    st.booleans(),
    st.none() | figures,
    st.none() | figures,
    st.booleans(),
    st.none() | st.dates(),
    st.dates(),
)
@example(True, True, Decimal(0), Decimal(0), False, None, date(2024, 1, 1))
def test_only_what_is_measured_or_a_real_zero_is_in_an_average(
    target_set, has_result, value, percentage, declared, due, today
):
    found = figure_state(
        target_set, has_result, value, percentage, declared, due, today
    )
    is_number = target_set and not declared and has_result and percentage is not None
    assert (found in (FigureState.MEASURED, FigureState.ZERO)) is is_number
    assert (found is FigureState.ZERO) is (is_number and value == 0)
    waits = found in (FigureState.MISSING, FigureState.NOT_DUE)
    assert waits is (target_set and not declared and not has_result)
    if found is FigureState.NOT_DUE:
        assert today <= due
