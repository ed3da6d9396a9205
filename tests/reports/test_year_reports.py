"""Reports of one year besides the capaian: quarters, comparison over years, agreement, money beside achievement."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from budgets.figures import efficiency, efficiency_score
from indicators.models import AgreementState, Lineage, Period
from reports.builders import efisiensi, perjanjian_kinerja
from reports.builders.capaian_triwulan import NO_PLAN
from reports.catalogue import REPORTS
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    AllocationFactory,
    BudgetFactory,
    BudgetLineFactory,
    IndicatorFactory,
    LinkFactory,
    PlanFactory,
    ProgrammeFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    SignatoryFactory,
    TargetFactory,
    UnitFactory,
)

NOW = "2024-01-20 03:00:00+00:00"


def build(slug, unit, **choices):
    report = REPORTS[slug]
    return report.build(report.read(unit, choices))


def texts(table):
    return {
        row.key: [
            cell.text_in(column)
            for cell, column in zip(row.cells, table.columns, strict=True)
            if cell.is_drawn
        ]
        for row in table.all_rows
    }


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023, 2024))


@pytest.fixture
def sasaran(plan):
    return ActivityTargetFactory(plan=plan, code="SK1", order=1, statement="Daya saing")


def indicator(sasaran, code="SK1.1", **options):
    return IndicatorFactory(
        plan=sasaran.plan, activity_target=sasaran, code=code, **options
    )


# Efficiency: PMK 22/PMK.02/2021, worked by hand.


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        # Planned 100 for 10: 10 each. Spent 90 for 10: 9 each, a tenth less.
        ((100, 10, 90, 10), "10"),
        # Spent 90 for 12: 7,5 each, a quarter less.
        ((100, 10, 90, 12), "25"),
        # Spent 120 for 10: 12 each, a fifth more.
        ((100, 10, 120, 10), "-20"),
        ((100, 10, 0, 10), "100"),
        ((0, 10, 90, 10), None),
        ((100, 0, 90, 10), None),
        ((100, 10, 90, 0), None),
        ((100, 10, None, 10), None),
        ((None, 10, 90, 10), None),
    ],
)
def test_efficiency_is_how_much_less_a_unit_of_output_cost(inputs, expected):
    found = efficiency(*(None if part is None else Decimal(part) for part in inputs))
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("mean", "score"),
    [
        ("0", "50"),
        ("20", "100"),
        ("25", "100"),
        ("-20", "0"),
        ("-90", "0"),
        ("10", "75"),
    ],
)
def test_the_value_of_efficiency_is_bounded(mean, score):
    assert efficiency_score(Decimal(mean)) == Decimal(score)
    assert efficiency_score(None) is None


def test_efisiensi_averages_what_is_complete_and_names_what_is_not(unit, plan, sasaran):
    for order, figures in enumerate(
        [(100, 10, 90, 10), (100, 10, 90, 12), (100, 10, None, 10), (100, 10, 90, 0)],
        start=1,
    ):
        amount, target, spent, realized = figures
        line = BudgetLineFactory(plan=plan, activity_target=sasaran, order=order)
        AllocationFactory(
            line=line, amount=amount, output_target=target, spending=spent,
            output_realized=realized, output_unit="Laporan",
        )  # fmt: skip
    made = build("efisiensi", unit, year="2023")
    rows = texts(made.table)
    assert rows["komponen:2"][2:] == ["Laporan", "100", "90", "10", "12", "25,00"]
    assert rows["komponen:3"][4:] == [
        efisiensi.UNFILLED,
        "10",
        "10",
        efisiensi.INCOMPLETE,
    ]
    assert rows["komponen:4"][-1] == efisiensi.OF_ZERO
    assert rows["mean"][-1] == "17,50"
    assert rows["score"][-1] == "93,75"
    assert made.summary == {
        "efficiency": "17.50",
        "score": "93.75",
        "counted": 2,
        "components": 4,
    }
    assert "2 dari 4 komponen tidak masuk rata-rata" in made.table.notes[0]


def test_efisiensi_without_components_says_so(unit, plan):
    made = build("efisiensi", unit, year="2023")
    assert made.table.all_rows == ()
    assert "Belum ada komponen anggaran untuk tahun ini." in made.table.notes


# Money beside achievement.


def test_components_are_summed_per_indicator_and_activity_target(
    unit, plan, sasaran, django_assert_max_num_queries
):
    first, second = indicator(sasaran), indicator(sasaran, "SK1.2")
    TargetFactory(indicator=first, value=Decimal(50))
    RealizationFactory(indicator=first, value=Decimal(40))
    BudgetFactory(unit=unit, initial_ceiling=Decimal(1000))
    for order, (of, amount, spent) in enumerate(
        [(first, 300, 150), (first, 100, 90), (second, 200, None), (None, 50, 50)],
        start=1,
    ):
        line = BudgetLineFactory(
            plan=plan, activity_target=sasaran, indicator=of, order=order
        )
        AllocationFactory(line=line, amount=amount, spending=spent)
    with django_assert_max_num_queries(16):
        table = build("realisasi-per-sasaran", unit, year="2023").table
    rows = texts(table)
    assert rows["SK1.1"][2:] == ["2", "400", "240", "60,00", "80,00"]
    assert rows["SK1.2"][2:] == ["1", "200", "belum diisi", "–", "–"]
    assert rows["SK1/tanpa-indikator"][1:] == [
        "Komponen tanpa indikator",
        "1",
        "50",
        "50",
        "100,00",
        "–",
    ]
    assert rows["SK1"][2:] == ["4", "650", "290", "–", ""]
    assert rows["total"][2:5] == ["4", "650", "290"]
    assert "Realisasi 1 dari 4 komponen belum diisi" in table.notes[0]
    assert "Jumlah komponen 650, pagu 1.000: selisih 350." in table.notes


def test_components_of_a_revision_stand_beside_the_same_measure_of_the_plan_before(
    unit, plan, sasaran
):
    revision = PlanFactory(
        unit=unit, code="REVISI", predecessor=plan, relation="revises"
    )
    later = ActivityTargetFactory(plan=revision, code="SK1")
    old, new = indicator(sasaran), indicator(later)
    LinkFactory(from_indicator=old, to_indicator=new, kind=Lineage.RENAMED)
    TargetFactory(indicator=old, value=Decimal(50))
    RealizationFactory(indicator=old, value=Decimal(60))
    AllocationFactory(
        line=BudgetLineFactory(plan=revision, activity_target=later, indicator=new)
    )
    table = build("realisasi-per-sasaran", unit, year="2023").table
    assert texts(table)["SK1.1"][-1] == "120,00"
    assert "Komponen menurut Rancangan REVISI." in table.notes


# Quarters.


@time_machine.travel(NOW)
def test_every_quarter_stands_with_its_target_state_and_what_is_reached_so_far(
    unit, plan, sasaran
):
    item = indicator(sasaran, accumulation="sum", unit_of_measure="Perusahaan")
    TargetFactory(indicator=item, value=Decimal(8))
    for period, target, value in [
        (Period.Q1, 1, 2), (Period.Q2, 2, 1), (Period.Q3, 2, None), (Period.Q4, 3, None),
    ]:  # fmt: skip
        QuarterlyTargetFactory(
            indicator=item, period=period, value=target, activity=f"Bimtek {period}"
        )
        if value is not None:
            RealizationFactory(indicator=item, period=period, value=value)
    row = texts(build("capaian-triwulan", unit, year="2023").table)["SK1.1"]
    assert row[3:7] == ["8", "1", "2", "200,00"]
    assert row[7:10] == ["2", "1", "50,00"]
    assert row[10:13] == ["2", "belum diisi", "–"]
    assert row[13:16] == ["3", "belum jatuh tempo", "–"]
    assert row[16:] == ["3", "3", "100,00"]
    plan_row = texts(build("rencana-aksi", unit, year="2023").table)["SK1.1"]
    assert plan_row[3:8] == ["8", "1", "2", "2", "3"]
    assert plan_row[-1].splitlines()[0] == "TW I: Bimtek TW1"


def test_a_year_without_action_plan_and_one_that_contradicts_it_say_so(
    unit, plan, sasaran
):
    item = indicator(sasaran, accumulation="sum", unit_of_measure="Perusahaan")
    TargetFactory(indicator=item, value=Decimal(8))
    assert NO_PLAN in build("rencana-aksi", unit, year="2023").table.notes
    for period in (Period.Q1, Period.Q2, Period.Q3, Period.Q4):
        QuarterlyTargetFactory(indicator=item, period=period, value=1)
    for slug in ("rencana-aksi", "capaian-triwulan"):
        notes = build(slug, unit, year="2023").table.notes
        assert "SK1.1: target tahun 8, menurut target triwulan 4." in notes
        assert NO_PLAN not in notes


# Years.


@time_machine.travel(NOW)
def test_years_stand_side_by_side_and_against_the_end_target(unit, sasaran):
    old = PlanFactory(unit=unit, code="LAMA", in_force=(2021, 2022))
    before = ActivityTargetFactory(plan=old, code="SK1")
    pairs = []
    for number, kind in enumerate((Lineage.UNCHANGED, Lineage.REDEFINED), start=1):
        earlier, now = (
            indicator(before, f"SK1.{number}"),
            indicator(sasaran, f"SK1.{number}", order=number),
        )
        LinkFactory(from_indicator=earlier, to_indicator=now, kind=kind)
        pairs.append((earlier, now))
        for item, year, target, value in [
            (earlier, 2021, 10, 9), (earlier, 2022, 10, 12), (now, 2023, 20, 25), (now, 2024, 50, None),
        ]:  # fmt: skip
            TargetFactory(indicator=item, year=year, value=target)
            if value is not None:
                RealizationFactory(indicator=item, year=year, value=value)
    table = build("perbandingan", unit, year="2023").table
    rows = texts(table)
    assert [column.full_label for column in table.columns[3:5]] == [
        "2021 Realisasi",
        "2021 Capaian (%)",
    ]
    figures = ["9", "90,00", "12", "120,00", "25", "125,00"]
    assert rows["SK1.1"][3:] == [*figures, "13", "50", "50,00"]
    assert rows["SK1.2"][3:] == [*figures, "–", "50", "50,00"]
    assert "SK1.2 sebelum 2023 (didefinisikan ulang)" in table.notes[0]
    earlier = build("perbandingan", unit, year="2022").table
    assert texts(earlier)["SK1.1"][-2:] == ["50", "24,00"]
    assert texts(earlier)["SK1.2"][-2:] == ["tidak tercetak", "–"]


# The agreement.


@pytest.fixture
def agreement(unit, plan, sasaran):
    unit.parent = UnitFactory(code="INDUK", name="Badan Induk")
    unit.save()
    SignatoryFactory(unit=unit, name="Kepala Sendiri", start=datetime.date(2020, 1, 1))
    SignatoryFactory(
        unit=unit.parent, name="Kepala Induk", start=datetime.date(2020, 1, 1)
    )
    fixed = AgreementFactory(
        unit=unit, year=2023, number="12/PK", date=datetime.date(2023, 1, 16)
    )
    TargetFactory(
        indicator=indicator(sasaran), agreement=fixed, value=Decimal("91.5"),
        deviation_reason="Anggaran berkurang",
    )  # fmt: skip
    TargetFactory(indicator=indicator(sasaran, "SK1.2"), agreement=fixed, value=None)
    return fixed


def test_the_agreement_has_targets_budget_per_programme_and_both_signatures(
    unit, plan, sasaran, agreement
):
    second = ActivityTargetFactory(
        plan=plan,
        code="SK2",
        order=2,
        programme=ProgrammeFactory(plan=plan, code="DM", name="Dukungan"),
    )
    for order, (owner, amount) in enumerate(
        [(sasaran, 5), (second, 100), (second, 30)], start=1
    ):
        line = BudgetLineFactory(plan=plan, activity_target=owner, order=order)
        AllocationFactory(line=line, amount=amount)
    made = build("perjanjian-kinerja", unit, year="2023")
    assert made.title == "Perjanjian Kinerja Tahun 2023"
    assert made.subtitle == "Nomor 12/PK · 16 Januari 2023"
    assert "Badan Induk (Pihak Kedua)" in made.blocks[0].text
    targets, budget = made.tables
    assert texts(targets) == {
        "SK1.1": ["1", "Daya saing", "Indikator SK1.1", "Persen", "91,5"]
    }
    assert targets.notes[0] == "Target berbeda dari Renstra, SK1.1: Anggaran berkurang."
    assert list(texts(budget).values()) == [
        ["1", "Dukungan", "130"],
        ["2", "Tanpa program", "5"],
        ["", "Jumlah", "135"],
    ]
    superior, own = made.signatures
    assert (superior.name, own.name) == ("Kepala Induk", "Kepala Sendiri")
    assert own.place_and_date == "Manado, 16 Januari 2023"
    assert own.position.startswith("Pihak Pertama")


def test_an_amendment_a_draft_and_no_agreement_are_named_as_what_they_are(
    unit, plan, agreement
):
    AgreementFactory(unit=unit, year=2023, version=2, state=AgreementState.FIXED)
    AgreementFactory(unit=unit, year=2023, version=3, state=AgreementState.DRAFT)
    assert (
        build("perjanjian-kinerja", unit, year="2023").title
        == "Perubahan 1 Perjanjian Kinerja Tahun 2023"
    )
    AgreementFactory(unit=unit, year=2024, state=AgreementState.DRAFT)
    assert (
        build("perjanjian-kinerja", unit, year="2024").subtitle
        == perjanjian_kinerja.DRAFT
    )


def test_a_year_without_agreement_and_a_unit_without_superior_still_have_a_document(
    unit, plan
):
    made = build("perjanjian-kinerja", unit, year="2023")
    assert made.tables == ()
    assert made.blocks[0].text == perjanjian_kinerja.NO_AGREEMENT
    assert len(made.signatures) == 1


def test_the_real_data_fills_every_report_of_a_year(real_data):
    rows = texts(build("realisasi-per-sasaran", real_data, year="2023").table)
    # Lampiran II, components of 2023: 11.890,76 million, the sum by hand of its lines.
    assert rows["total"][3] == "11.890.760.000"
    assert rows["SK8.1"][2:4] == ["2", "46.430.000"]
    years = texts(build("perbandingan", real_data, year="2023").table)
    # Tabel 2, 3, 4 and 21: IKM 3,55, 3,57, 3,63 against the end target 3,6.
    assert years["SK5.1"][5:] == [
        "3,55",
        "101,43",
        "3,57",
        "102,00",
        "3,63",
        "100,83",
        "0,06",
        "3,6",
        "100,83",
    ]
    budget = build("perjanjian-kinerja", real_data, year="2023").tables[1]
    assert [row.cells[2].text_in(budget.columns[2]) for row in budget.all_rows] == [
        "1.080.580.000", "10.810.180.000", "11.890.760.000",
    ]  # fmt: skip
