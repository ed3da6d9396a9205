"""Activities by policy direction and activity target, and regulations (Tabel 11–20, section 3.3)."""

import pytest

from reports.builders import aktivitas
from reports.documents import Heading
from tests.built_reports import build, texts
from tests.factories import IndicatorFactory
from tests.factories_of_tables import (
    PlannedActivityFactory,
    PolicyActivityFactory,
    PolicyDirectionFactory,
    PolicyOutcomeFactory,
    RegulationNeedFactory,
)


@pytest.fixture
def directions(printed_plan):
    """One of the parent with an activity of two outcomes and one of none, one of the unit without letters."""
    parent = PolicyDirectionFactory(
        plan=printed_plan, code="INDUK-1", order=1, level="parent", title="Standar."
    )
    own = PolicyDirectionFactory(
        plan=printed_plan, code="UNIT-1", order=2, title="Industri Hijau"
    )
    first = PolicyActivityFactory(direction=parent, order=1, number="2", name="Audit")
    PolicyOutcomeFactory(activity=first, order=1, letter="a)", statement="Satu")
    PolicyOutcomeFactory(activity=first, order=2, letter="b)", statement="Dua")
    PolicyActivityFactory(direction=parent, order=2, number="3", name="Kosong")
    green = PolicyActivityFactory(direction=own, order=1, number="12", name="Uji")
    PolicyOutcomeFactory(activity=green, order=1, letter="", statement="Terlaksana")
    PolicyOutcomeFactory(activity=green, order=2, letter="", statement="Terukur")
    return printed_plan


def test_each_policy_direction_is_a_table_under_whose_it_is(unit, directions):
    document = build("aktivitas", unit)
    assert [table.key for table in document.tables] == ["INDUK-1", "UNIT-1", "kegiatan"]
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Arah Kebijakan INDUK",
        f"Arah Kebijakan {unit.code}",
        "Program dan Kegiatan",
    ]
    parent, own = document.tables[:2]
    assert parent.title == "Sasaran Standar"
    assert texts(parent) == [
        ["2", "Audit", "a)", "Satu"],
        ["2", "Audit", "b)", "Dua"],
        ["3", "Kosong", "", "–"],
    ]
    assert [row.cells[1].rows for row in parent.rows] == [2, 0, 1]
    assert [row.key for row in parent.rows] == ["2/a", "2/b", "3"]
    assert parent.notes == (aktivitas.NOT_RECORDED,)
    assert parent.records[2]["outcome"] is None
    assert [row.key for row in own.rows] == ["12", "12/2"]
    assert own.notes == ()


def test_activities_stand_beside_their_activity_target_and_its_indicators(
    unit, printed_plan
):
    first, second = printed_plan.sasaran
    for order, (label, level, name) in enumerate(
        [
            ("1", 1, "Bimbingan"),
            ("a", 2, "Kerja sama"),
            ("2", 1, "Uji"),
            ("a", 2, "Lab"),
        ],
        start=1,
    ):
        PlannedActivityFactory(
            activity_target=first, order=order, label=label, level=level, name=name
        )
    PlannedActivityFactory(activity_target=second, order=1, label="", name="Promosi")
    IndicatorFactory(plan=printed_plan, activity_target=second, order=9, name="Ketiga")
    table = build("aktivitas", unit).tables[-1]
    assert texts(table) == [
        ["SK1: Sasaran 1", "Indikator SK1.1", "1.", "Bimbingan"],
        ["SK1: Sasaran 1", "Indikator SK1.1", "a.", "Kerja sama"],
        ["SK1: Sasaran 1", "Indikator SK1.1", "2.", "Uji"],
        ["SK1: Sasaran 1", "Indikator SK1.1", "a.", "Lab"],
        [
            "SK2: Sasaran 2",
            "1. Indikator SK2.1\n2. Indikator SK2.2\n3. Ketiga",
            "",
            "Promosi",
        ],
    ]
    assert [row.key for row in table.rows] == [
        "SK1/1",
        "SK1/a",
        "SK1/2",
        "SK1/a#4",
        "SK2/1",
    ]
    assert [row.cells[0].rows for row in table.rows] == [4, 0, 0, 0, 1]


def test_a_plan_without_policy_directions_says_so_and_gaps_are_marked(
    unit, printed_plan
):
    PlannedActivityFactory(activity_target=printed_plan.sasaran[0], name="Bimbingan")
    document = build("aktivitas", unit)
    assert aktivitas.NO_DIRECTIONS in document.notes
    table = document.table
    assert texts(table)[1][2:] == ["", "–"]
    assert table.notes == (aktivitas.NOT_RECORDED,)


def test_regulations_are_numbered_and_keep_their_words(unit, printed_plan):
    RegulationNeedFactory(plan=printed_plan, order=3, title="Satu", urgency="Pasal 39")
    RegulationNeedFactory(plan=printed_plan, order=5, title="Dua", target="2020-2024")
    table = build("regulasi", unit).table
    assert texts(table) == [
        ["1", "Satu", "Pasal 39", "P4SI", "–", "2021 - 2024"],
        ["2", "Dua", "–", "P4SI", "–", "2020-2024"],
    ]
    assert [row.key for row in table.rows] == ["3", "5"]
    assert table.records[1]["urgency"] is None
