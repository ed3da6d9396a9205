"""Trees, maps and charts: everything stands where it belongs and nothing is cut."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from reports.builders import peta_strategi, pohon_kinerja
from reports.catalogue import REPORTS
from reports.charts import Goalpost, Observation
from reports.drawing import Box, Dot, Label, Line
from reports.pictures import bands, series, tree
from reports.pictures.lettering import WIDTHS, width, wrap
from tests.factories import (
    ActivityTargetFactory,
    GoalFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    PlanFactory,
    TargetFactory,
)

LEVELS = (tree.Level("SATU", 100), tree.Level("DUA", 140), tree.Level("TIGA", 180))
LONG = (
    "Produktivitas/efisiensi perusahaan industri yang memanfaatkan teknologi industri"
)


def of(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def build(slug, unit, **choices):
    report = REPORTS[slug]
    return report.build(report.read(unit, choices))


def test_the_widths_are_those_of_the_font_file():
    font = TTFont(Path(settings.BASE_DIR) / "static/fonts/inter-latin-600.ttf")
    names, metrics = font.getBestCmap(), font["hmtx"]
    scale = 1000 / font["head"].unitsPerEm
    measured = {char: metrics[names[ord(char)]][0] * scale for char in WIDTHS}
    assert {c: w for c, w in WIDTHS.items() if abs(w - measured[c]) > 2} == {}


def test_wrapped_lines_fit_and_lose_no_letter():
    lines = wrap(LONG, 8, 120)
    assert " ".join(lines) == LONG
    assert all(width(line, 8) <= 120 for line in lines)
    broken = wrap("x" * 90, 8, 60)
    assert "".join(broken) == "x" * 90
    assert all(width(line, 8) <= 60 for line in broken)
    assert wrap("", 8, 60) == []


def sample_tree():
    leaves = tuple(tree.Node(f"SK1.{n}", LONG, ("Target 4",)) for n in range(1, 4))
    short = tree.Node("SK2", "Pendek", children=(tree.Node("SK2.1", "Satu"),))
    return tree.Node(
        "T1", LONG, children=(tree.Node("SK1", LONG, children=leaves), short)
    )


def test_the_boxes_of_a_tree_do_not_overlap_and_hold_their_words():
    drawing = tree.draw([sample_tree(), tree.Node("T2", "Tanpa anak")], LEVELS)
    boxes = of(drawing, Box)
    assert len(boxes) == 8
    columns = {}
    for box in boxes:
        columns.setdefault(box.x, []).append((box.y, box.y + box.height))
    for spans in columns.values():
        spans.sort()
        assert all(a[1] < b[0] for a, b in pairwise(spans))
    for label in of(drawing, Label)[3:]:
        (holder,) = [
            b
            for b in boxes
            if b.x < label.x < b.x + b.width and b.y < label.y < b.y + b.height
        ]
        assert label.x + width(label.text, label.size) <= holder.x + holder.width
    assert max(box.y + box.height for box in boxes) <= drawing.height
    assert len(of(drawing, Line)) == 6


def test_a_tree_is_cut_between_goals_when_a_page_is_full():
    roots = [sample_tree() for _ in range(3)]
    assert [len(page) for page in tree.pages(roots, LEVELS, 10_000)] == [3]
    assert [len(page) for page in tree.pages(roots, LEVELS, 10)] == [1, 1, 1]
    assert tree.pages([], LEVELS, 10) == []


def test_the_boxes_of_a_map_stand_inside_their_band():
    tiles = tuple(bands.Tile(f"SK{n}", LONG, "1 indikator") for n in range(6))
    drawing = bands.draw(
        [bands.Band("Atas", tiles), bands.Band("Bawah", tiles[:1])], 760
    )
    boxes = of(drawing, Box)
    frames = [box for box in boxes if box.x == 0]
    assert len(frames) == 2
    assert len(boxes) == 2 + 7
    for box in boxes:
        assert any(
            f.y <= box.y
            and box.y + box.height <= f.y + f.height
            and box.x + box.width <= f.width
            for f in frames
        )
    (arrow,) = of(drawing, Line)
    assert arrow.points[0][1] > arrow.points[1][1]
    assert arrow.has_arrow


def observations(*values):
    return [
        Observation(
            2020 + n, value, str(value or ""), (Goalpost("pk", Decimal(5), "PK"),)
        )
        for n, value in enumerate(values)
    ]


def test_a_series_has_a_dot_for_each_value_a_mark_for_each_target_and_stays_inside():
    drawing = series.draw_series(observations(Decimal(4), None, Decimal("6.5")))
    dots = of(drawing, Dot)
    assert len(dots) == 2 + 1  # with the legend's
    assert dots[0].y > dots[1].y
    levels = [line for line in of(drawing, Line) if line.thickness == 2]
    assert len(levels) == 3 + 1
    for label in of(drawing, Label):
        assert 0 <= label.x <= drawing.width
        assert 0 < label.y <= drawing.height


@pytest.mark.parametrize(
    ("percent", "reached", "arrows"),
    [("50", 160, 0), ("100", 320, 0), ("933.33", 480, 1), ("-5", 0, 0)],
)
def test_the_distance_to_the_end_target_is_on_the_common_scale(
    percent, reached, arrows
):
    drawing = series.draw_distance(Decimal(percent), "56 Persen", "6")
    assert of(drawing, Box)[1].width == reached
    assert sum(line.has_arrow for line in of(drawing, Line)) == arrows


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023,))


def test_the_tree_hangs_indicators_on_the_goals_they_serve(
    unit, plan, django_assert_max_num_queries
):
    first, second = (
        GoalFactory(plan=plan, code="T1", order=1),
        GoalFactory(plan=plan, code="T2", order=2),
    )
    sasaran = ActivityTargetFactory(
        plan=plan, code="SK1", order=1, goal=first, parent_code="SP1"
    )
    loose = ActivityTargetFactory(plan=plan, code="SK2", order=2)
    own = IndicatorFactory(plan=plan, activity_target=sasaran, code="SK1.1")
    IndicatorFactory(plan=plan, activity_target=sasaran, code="SK1.2", goal=second)
    IndicatorFactory(plan=plan, activity_target=loose, code="SK2.1")
    GoalIndicatorFactory(plan=plan, goal_owner=first, code="T1.1")
    TargetFactory(indicator=own, year=2023, value=Decimal("91.5"))
    with django_assert_max_num_queries(8):
        (picture,) = build("pohon-kinerja", unit).pictures
    assert "T2 Tujuan T2: SK1 Meningkatnya hal SK1 (SK1.2)." in picture.description
    assert f"{pohon_kinerja.WITHOUT_GOAL}: SK2" in picture.description
    words = {label.text for label in of(picture.drawing, Label)}
    assert {
        "Target 91,5 · Persen",
        "Target tidak tercetak · Persen",
        "Mendukung SP1",
    } <= words
    assert "T1.1" not in words


def test_the_map_puts_targets_into_their_perspectives_and_says_what_has_none(
    unit, plan
):
    ActivityTargetFactory(plan=plan, code="SK1", perspective="customer")
    ActivityTargetFactory(plan=plan, code="SK2", perspective="stakeholder")
    ActivityTargetFactory(plan=plan, code="SK3")
    (picture,) = build("peta-strategi", unit).pictures
    names = [part.split(":")[0] for part in picture.description.split(". ")]
    assert names == ["Stakeholder", "Customer", peta_strategi.UNKNOWN]


@pytest.mark.parametrize("slug", ["pohon-kinerja", "peta-strategi"])
def test_an_empty_plan_is_said_in_words(unit, plan, slug):
    made = build(slug, unit)
    assert made.pictures == ()
    assert "belum memuat" in made.blocks[0].text


def test_the_real_plan_shows_every_indicator_and_activity_target(real_data):
    tree_words = " ".join(
        p.description for p in build("pohon-kinerja", real_data).pictures
    )
    map_words = build("peta-strategi", real_data).pictures[0].description
    for code in ("SK1.1", "SK2.2", "SK3.4", "SK8.2", "T1", "T4"):
        assert code in tree_words
    for number in range(1, 9):
        assert f"SK{number} " in map_words
