"""Links between indicators, and the series over them: where they go on, break, end."""

import pytest

from indicators.lineage import LineageMap, Member
from indicators.models import IndicatorLink, Lineage
from tests.constraint_cases import refusal_of
from tests.factories import IndicatorFactory, LinkFactory, LockFactory, PlanFactory


def links(*triples):
    return LineageMap(
        IndicatorLink(from_indicator_id=old, to_indicator_id=new, kind=kind)
        for old, new, kind in triples
    )


def ids(chain):
    return [member.indicator_id for member in chain]


def test_an_indicator_without_links_is_a_series_of_its_own():
    lineage = links()
    assert lineage.chain(1) == (Member(1, ""),)
    assert lineage.successor(1) is lineage.predecessor(1) is None


@pytest.mark.parametrize("start", [1, 2, 3])
def test_the_whole_series_is_found_from_any_of_its_members(start):
    lineage = links((2, 3, Lineage.RENAMED), (1, 2, Lineage.UNCHANGED))
    assert lineage.chain(start) == (Member(1, ""), Member(2, ""), Member(3, ""))


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (Lineage.UNCHANGED, ""),
        (Lineage.RENAMED, ""),
        (Lineage.REDEFINED, "didefinisikan ulang"),
        (Lineage.REPLACED, "diganti"),
    ],
)
def test_a_series_breaks_with_a_word_where_the_measure_changed(kind, word):
    assert links((1, 2, kind)).chain(2) == (Member(1, ""), Member(2, word))


def test_only_the_step_that_changed_is_a_break():
    lineage = links(
        (1, 2, Lineage.UNCHANGED), (2, 3, Lineage.REPLACED), (3, 4, Lineage.RENAMED)
    )
    breaks = [member.break_before for member in lineage.chain(1)]
    assert breaks == ["", "", "diganti", ""]


def test_a_series_ends_where_the_indicator_was_dropped():
    lineage = links((1, 2, Lineage.UNCHANGED), (2, None, Lineage.DROPPED))
    assert ids(lineage.chain(1)) == [1, 2]
    assert lineage.successor(2) is None


@pytest.mark.parametrize("kind", [Lineage.SPLIT, Lineage.UNCHANGED])
def test_a_series_ends_at_a_split(kind):
    lineage = links((1, 2, kind), (1, 3, kind))
    assert [ids(lineage.chain(one)) for one in (1, 2, 3)] == [[1], [2], [3]]


@pytest.mark.parametrize("kind", [Lineage.MERGED, Lineage.UNCHANGED])
def test_a_series_ends_at_a_merger(kind):
    lineage = links((1, 3, kind), (2, 3, kind), (3, 4, Lineage.UNCHANGED))
    assert [ids(lineage.chain(one)) for one in (1, 2, 3)] == [[1], [2], [3, 4]]


@pytest.mark.parametrize("kind", [Lineage.SPLIT, Lineage.MERGED])
def test_one_link_of_a_split_or_merger_does_not_carry_a_series(kind):
    assert ids(links((1, 2, kind)).chain(1)) == [1]


@pytest.mark.parametrize("start", [1, 2, 3])
def test_a_circle_is_walked_once(start):
    lineage = links(
        (1, 2, Lineage.UNCHANGED), (2, 3, Lineage.UNCHANGED), (3, 1, Lineage.UNCHANGED)
    )
    assert sorted(ids(lineage.chain(start))) == [1, 2, 3]


def test_an_indicator_that_follows_itself_stands_once():
    assert ids(links((1, 1, Lineage.UNCHANGED)).chain(1)) == [1]


def test_targets_are_looked_for_ahead_only_until_the_measure_changes():
    lineage = links(
        (1, 2, Lineage.UNCHANGED), (2, 3, Lineage.RENAMED), (3, 4, Lineage.REDEFINED)
    )
    assert list(lineage.same_measure_ahead(1)) == [2, 3]
    assert list(lineage.same_measure_ahead(3)) == []


def test_predecessor_and_successor_are_the_two_ends_of_one_link():
    lineage = links((1, 2, Lineage.RENAMED))
    assert lineage.successor(1) is lineage.predecessor(2)
    assert (lineage.predecessor(1), lineage.successor(2)) == (None, None)


@pytest.fixture
def earlier(unit):
    """An indicator of the plan that counts in 2022."""
    return IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2022,)))


@pytest.fixture
def later(unit):
    """An indicator of the plan that counts in 2023."""
    return IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2023,)))


def test_a_link_leads_to_another_plan_of_the_same_unit(earlier, later):
    LinkFactory.build(from_indicator=earlier, to_indicator=later).full_clean()


def test_a_link_within_one_plan_is_refused(earlier):
    sister = IndicatorFactory(plan=earlier.plan)
    assert refusal_of(
        LinkFactory.build(from_indicator=earlier, to_indicator=sister)
    ) == {"to_indicator": ["Penerus harus dari renstra lain."]}


def test_a_link_to_another_unit_is_refused(earlier):
    foreign = IndicatorFactory()
    assert refusal_of(
        LinkFactory.build(from_indicator=earlier, to_indicator=foreign)
    ) == {"to_indicator": ["Penerus harus dari unit kerja yang sama."]}


def test_a_link_whose_beginning_is_missing_is_refused_and_does_not_fail(later):
    row = IndicatorLink(to_indicator=later, kind=Lineage.RENAMED)
    assert "from_indicator" in refusal_of(row)


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_locked_year_at_either_end_freezes_the_link(unit, earlier, later, year):
    stored = LinkFactory(from_indicator=earlier, to_indicator=later)
    closed = LockFactory(unit=unit, year=year)
    stored.note = "Penjelasan"
    stored.full_clean()
    stored.kind = Lineage.REPLACED
    fresh = LinkFactory.build(
        from_indicator=IndicatorFactory(plan=earlier.plan), to_indicator=later
    )
    for row in (stored, fresh):
        assert refusal_of(row) == {"__all__": [closed.refusal()]}


def test_a_locked_end_is_not_taken_out_of_a_link(unit, earlier, later):
    """What the link was is asked too, not only what it becomes."""
    row = LinkFactory(from_indicator=earlier, to_indicator=later)
    LockFactory(unit=unit, year=2023)
    row.to_indicator = IndicatorFactory(plan=PlanFactory(unit=unit))
    assert refusal_of(row)
