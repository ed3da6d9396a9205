"""Series over links: where they go on, where they break, where they end."""

import pytest

from indicators.lineage import LineageMap, Member
from indicators.models import IndicatorLink, Lineage


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
