"""What the builders put into their tables."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from indicators.models import Origin
from reports.builders import anggaran, capaian, frame, pnbp
from reports.catalogue import REPORTS
from reports.parameters import ParameterError
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    BudgetFactory,
    FundingFactory,
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    RevenueFactory,
    RevenueTotalFactory,
    ScaleFactory,
    ServiceTypeFactory,
    SignatoryFactory,
    TargetFactory,
    UnitFactory,
)

RECORD_KEYS = [
    "no", "sasaran_code", "sasaran", "indicator_code", "indicator", "unit_of_measure", "target", "target_text",
    "realization", "realization_text", "achievement", "met", "state",
]  # fmt: skip


@pytest.fixture
def plan(unit):
    """SK1 with one indicator measured; SK2 with a range, a grade, a missing and an untargeted one."""
    traffic = ScaleFactory(unit=unit, traffic=True)
    plan = PlanFactory(unit=unit, in_force=(2023, 2024), achievement_scale=traffic)
    agreement = AgreementFactory(unit=unit, year=2023)
    first = ActivityTargetFactory(
        plan=plan, code="SK1", order=1, statement="Daya saing"
    )
    second = ActivityTargetFactory(plan=plan, code="SK2", order=2, statement="Layanan")
    letters = ScaleFactory(unit=unit)
    owners = [first, second, second, second, second]
    plan.items = [
        IndicatorFactory(
            plan=plan,
            activity_target=owner,
            code=f"{owner.code}.{place}",
            order=place,
            name=f"Indikator {place}",
        )
        for place, owner in enumerate(owners, start=1)
    ]
    plan.items[2].scale, plan.items[2].value_kind = letters, "grade"
    plan.items[2].save()
    bounds = [
        {"value": Decimal(6)}, {"value": None, "lower": Decimal(80), "upper": Decimal(90)}, {"value": None, "grade": "B-"},
        {"value": Decimal(5)}, {"value": None, "printed_text": "-"},
    ]  # fmt: skip
    for item, target in zip(plan.items, bounds, strict=True):
        TargetFactory(indicator=item, year=2023, agreement=agreement, **target)
    RealizationFactory(indicator=plan.items[0], value=Decimal(56))
    RealizationFactory(indicator=plan.items[1], value=Decimal("16.85"))
    RealizationFactory(indicator=plan.items[2], value=None, grade="B")
    return plan


def build(slug, unit, **choices):
    report = REPORTS[slug]
    return report.build(report.read(unit, choices))


def texts(table):
    return [
        [
            cell.text_in(column)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in (*table.rows, *table.totals)
    ]


@time_machine.travel("2026-11-23 06:00:00+00:00")
def test_capaian_has_eight_columns_and_states_what_its_average_leaves_out(unit, plan):
    table = build("capaian", unit, year="2023").table
    assert [column.label for column in table.columns] == [
        "No", "Sasaran Kegiatan", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Status",
    ]  # fmt: skip
    rows = texts(table)
    assert [row[4:] for row in rows[:5]] == [
        ["6", "56", "933,33", "Melampaui"],
        ["80–90", "16,85", "21,06", "Tidak tercapai"],
        ["B-", "B", "–", "Melampaui"],
        ["5", "–", "–", "Belum diisi"],
        ["-", "–", "–", "Tidak ditargetkan"],
    ]
    assert (
        rows[5][0]
        == "Rata-rata capaian 2 dari 4 indikator, masing-masing dibatasi 120 %"
    )
    assert rows[5][6] == "70,53"
    assert table.subtitle == (
        "Perjanjian Kinerja (PK 2023) · Renstra 2021–2024 · 2 dari 3 indikator mencapai target"
    )
    assert (
        table.notes[0]
        == "Tidak masuk rata-rata: 1 belum diisi, 1 tidak dapat dihitung."
    )


def test_capaian_merges_the_sasaran_over_its_indicators(unit, plan):
    table = build("capaian", unit, year="2023").table
    assert [row.cells[1].rows for row in table.rows] == [1, 4, 0, 0, 0]
    assert [row.cells[0].text for row in table.rows] == ["1", "2", "2", "2", "2"]
    assert table.numbering[-1] == "(8)"


@time_machine.travel("2026-11-23 06:00:00+00:00")
def test_capaian_gives_programs_exactly_the_agreed_keys(unit, plan):
    records = build("capaian", unit, year="2023").table.records
    assert all(list(record) == RECORD_KEYS for record in records)
    by_code = {record["indicator_code"]: record for record in records}
    assert by_code["SK1.1"] == {
        "no": "1", "sasaran_code": "SK1", "sasaran": "Daya saing", "indicator_code": "SK1.1",
        "indicator": "Indikator 1", "unit_of_measure": "Persen", "target": "6", "target_text": "6",
        "realization": "56", "realization_text": "56", "achievement": "933.33", "met": True, "state": "measured",
    }  # fmt: skip
    assert [by_code["SK2.2"][key] for key in ("target", "target_text", "met")] == [
        None,
        "80–90",
        False,
    ]
    assert [by_code["SK2.3"][key] for key in ("achievement", "met", "state")] == [
        None,
        True,
        "not_computable",
    ]
    assert [by_code["SK2.4"][key] for key in ("realization", "met", "state")] == [
        None,
        None,
        "missing",
    ]
    assert by_code["SK2.5"]["state"] == "not_targeted"


def test_capaian_in_the_documents_layout_has_five_columns_and_what_is_printed(
    unit, plan
):
    realization = plan.items[0].realizations.get()
    realization.origin, realization.printed_text = (
        Origin.PUBLISHED,
        "Kegiatan 1: 60% Rata-rata: 56%",
    )
    realization.save()
    document = build("capaian", unit, year="2023", layout="dokumen")
    assert [column.label for column in document.table.columns] == [
        "No", "Sasaran Kegiatan", "Indikator Kinerja", "Target", "Capaian",
    ]  # fmt: skip
    assert [row[3:] for row in texts(document.table)] == [
        ["6 Persen", "Kegiatan 1: 60% Rata-rata: 56%"],
        ["80–90 Persen", "16,85 Persen"],
        ["B- Persen", "B Persen"],
        ["5 Persen", "–"],
        ["-", "–"],
    ]
    assert document.table.title == "Capaian Kinerja Tahun 2023"
    assert document.file_stem == "capaian-dokumen-2023-BALAI-UJI"


def test_the_default_year_has_a_yearly_figure(unit, plan):
    assert capaian.default_year(unit) == 2023
    RealizationFactory(indicator=plan.items[0], year=2024, period="TW1")
    RealizationFactory(indicator=plan.items[1], year=2024, value=None, note="menyusul")
    assert capaian.default_year(unit) == 2023
    RealizationFactory(indicator=plan.items[2], year=2024, value=None, grade="B")
    assert capaian.default_year(unit) == 2024


def test_notes_say_when_figures_are_rounded_to_the_indicators_decimals(unit, plan):
    choices = {"year": "2023", "layout": "dokumen"}
    assert frame.UNROUNDED in build("capaian", unit, **choices).notes
    plan.items[1].decimals = 1
    plan.items[1].save()
    document = build("capaian", unit, **choices)
    assert frame.ROUNDED_AS_SET in document.notes
    assert document.table.rows[1].cells[4].text == "16,9 Persen"


def test_without_budgets_or_revenue_the_reports_say_so(unit):
    assert anggaran.NO_BUDGETS in build("anggaran", unit).notes
    assert pnbp.NO_REVENUE in build("pnbp", unit).notes


def test_a_year_without_agreement_says_that_the_plan_is_the_basis(unit, plan):
    TargetFactory(indicator=plan.items[0], year=2024, value=Decimal(7))
    table = build("capaian", unit, year="2024").table
    assert table.subtitle == (
        "Tahun 2024 belum mempunyai Perjanjian Kinerja; diukur terhadap target Renstra."
        " · Renstra 2021–2024"
    )
    assert len(table.rows) == 1


def test_without_a_year_the_latest_one_with_realizations_is_shown(unit, plan):
    assert build("capaian", unit).year == 2023


def test_building_capaian_takes_the_same_queries_for_more_indicators(
    unit, plan, django_assert_max_num_queries
):
    for _ in range(20):
        TargetFactory(
            indicator=IndicatorFactory(
                plan=plan, activity_target=plan.items[0].activity_target
            ),
            agreement=plan.items[0].targets.first().agreement,
        )
    with django_assert_max_num_queries(9):
        build("capaian", unit, year="2023")


def test_target_prints_headings_and_the_plans_own_targets(unit, plan):
    TargetFactory(indicator=plan.items[0], year=2023, value=Decimal("91.5"))
    TargetFactory(indicator=plan.items[0], year=2024, value=None, grade="B-")
    TargetFactory(indicator=plan.items[0], year=2022, value=None, printed_text="-")
    table = build("target", unit).table
    assert [column.full_label for column in table.columns[3:]] == [
        f"Target {year}" for year in range(2021, 2025)
    ]
    rows = texts(table)
    assert rows[0][:2] == ["SK1", "Daya saing"]
    assert rows[1] == ["1", "Indikator 1", "Persen", "–", "-", "91,5", "B-"]
    assert table.records[0]["2023"] == "91,5"
    assert table.records[0]["2023_value"] == "91.5"
    assert table.records[0]["2021"] is None


def test_anggaran_computes_its_percentage_from_the_revised_ceiling(unit):
    BudgetFactory(
        unit=unit,
        year=2020,
        initial_ceiling=Decimal(12038783000),
        spending=Decimal(10981826101),
    )
    BudgetFactory(
        unit=unit,
        year=2021,
        initial_ceiling=Decimal(100),
        revised_ceiling=Decimal(200),
        spending=Decimal(50),
    )
    BudgetFactory(unit=unit, year=2022, spending=None)
    assert texts(build("anggaran", unit).table) == [
        ["1", "PAGU", "12.038.783.000", "200", "11.997.581.000"],
        ["2", "Realisasi", "10.981.826.101", "50", "–"],
        ["", "% Realisasi", "91,22", "25,00", "–"],
    ]


def test_pnbp_computes_total_and_growth_and_tells_dash_from_nothing_entered(unit):
    first = ServiceTypeFactory(unit=unit, name="Pengujian", order=1)
    second = ServiceTypeFactory(unit=unit, name="Riset", order=2)
    RevenueFactory(service_type=first, year=2022, amount=Decimal(1000))
    RevenueFactory(service_type=first, year=2023, amount=Decimal(1168))
    RevenueFactory(service_type=second, year=2022, amount=None, printed_text="-")
    table = build("pnbp", unit).table
    assert texts(table) == [
        ["1", "Pengujian", "1.000", "1.168"],
        ["2", "Riset", "-", "belum diisi"],
        ["", "Total Penerimaan", "1.000", "1.168"],
        ["", "Pertumbuhan (%)", "–", "16,80"],
    ]
    assert table.records[1] == {
        "no": "2",
        "service_type": "Riset",
        "2022": None,
        "2023": None,
    }


def test_pnbp_shows_what_a_source_states_and_where_it_differs(unit):
    service = ServiceTypeFactory(unit=unit, name="Pengujian")
    for year, summed, stated in ((2022, 100, 100), (2023, 108, 117)):
        RevenueFactory(service_type=service, year=year, amount=summed)
        RevenueTotalFactory(unit=unit, year=year, amount=stated)
    RevenueTotalFactory(unit=unit, year=2021, amount=90)
    RevenueTotalFactory(amount=5)
    table = build("pnbp", unit).table
    assert [column.label for column in table.columns[2:]] == ["2021", "2022", "2023"]
    assert texts(table) == [
        ["1", "Pengujian", "belum diisi", "100", "108"],
        ["", "Total Penerimaan", "–", "100", "108"],
        ["", "Pertumbuhan (%)", "–", "–", "8,00"],
        ["", "Jumlah menurut sumber", "90", "100", "117"],
    ]
    assert table.notes == (
        pnbp.GROWTH_RULE,
        pnbp.STATED_RULE,
        (
            "2023: Jumlah rincian 108, menurut sumber 117: selisih 9. "
            "Pertumbuhannya 8,00 % menurut rincian dan 17,00 % menurut sumber."
        ),
        frame.ROUNDING_RULE,
    )


def test_pendanaan_is_in_thousands_and_rounds_nothing_away(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    FundingFactory(plan=plan, fund="RM", year=2021, amount=Decimal(11_058_934_000))
    FundingFactory(plan=plan, fund="PNBP", year=2021, amount=Decimal(895_004_500))
    assert texts(build("pendanaan", unit).table) == [
        ["RM", "11.058.934"],
        ["PNBP", "895.004,5"],
        ["TOTAL", "11.953.938,5"],
    ]


def test_reports_without_data_are_empty_not_broken(unit):
    for slug in ("anggaran", "pnbp", "pendanaan"):
        assert build(slug, unit).table.title


@pytest.mark.parametrize("slug", ["capaian", "target"])
def test_a_unit_without_a_plan_is_told_so(unit, slug):
    with pytest.raises(ParameterError, match="belum mempunyai renstra"):
        build(slug, unit)


@pytest.mark.parametrize("year", ["1999", "abc", "2023 ", "٢٠٢٣", "9" * 500])
def test_a_year_that_is_not_offered_is_refused_with_the_choices(unit, plan, year):
    with pytest.raises(ParameterError, match=r"Pilihan: 2023, 2024\."):
        build("capaian", unit, year=year)


def test_an_unknown_layout_is_refused(unit, plan):
    with pytest.raises(ParameterError, match="default, dokumen"):
        build("capaian", unit, layout="lebar")


def test_a_closed_year_is_signed_by_who_was_in_office_and_leaves_the_date_open(
    unit, plan
):
    SignatoryFactory(
        unit=unit,
        name="Kepala Lama",
        start=datetime.date(2020, 1, 1),
        end=datetime.date(2023, 12, 31),
    )
    SignatoryFactory(
        unit=unit,
        name="Kepala Baru",
        start=datetime.date(2024, 1, 1),
        nip="198001012005011001",
        is_acting=True,
    )
    with time_machine.travel("2026-11-23 06:00:00+00:00"):
        signature = build("capaian", unit, year="2023").signatures[-1]
    assert signature.name == "Kepala Lama"
    assert signature.place_and_date.startswith("Manado, ……")
    assert signature.nip.startswith("NIP ……")


def test_a_running_year_is_dated_today_in_indonesian(unit, plan):
    SignatoryFactory(
        unit=unit, name="Kepala Baru", nip="198001012005011001", is_acting=True
    )
    with time_machine.travel("2023-08-23 17:30:00+00:00"):
        document = build("capaian", unit, year="2023")
    # 17.30 UTC is the next day in Manado.
    assert document.signatures[-1].place_and_date == "Manado, 24 Agustus 2023"
    assert document.signatures[-1].position == "Plt. Kepala Balai,"
    assert document.signatures[-1].nip == "NIP 198001012005011001"
    assert document.data_text == "Data per 24 Agustus 2023 01.30 WITA."


def test_nobody_recorded_leaves_a_line_to_sign_on(unit, plan):
    signature = build("capaian", unit, year="2023").signatures[-1]
    assert signature.position == "Kepala Balai,"
    assert set(signature.name) == {"…"}


def test_a_code_with_a_slash_makes_no_folder_of_a_file_name(db):
    assert build("anggaran", UnitFactory(code="A/B.1")).file_stem == "anggaran-A-B.1"


def test_a_lost_logo_does_not_stop_a_report(unit):
    unit.logo = "logo/hilang.png"
    unit.save()
    assert build("anggaran", unit).letterhead.logo == b""
