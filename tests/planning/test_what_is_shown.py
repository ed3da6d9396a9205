"""Figures say whose target they are measured against, and what a revision left behind stays readable."""

from decimal import Decimal

import pytest

from indicators import scorecard
from indicators.models import (
    IndicatorLink,
    Lineage,
    Period,
    Realization,
    StrategicPlan,
)
from indicators.revisions import moving
from reports.catalogue import REPORTS
from tests.factories import (
    AgreementFactory,
    IndicatorFactory,
    LinkFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UserFactory,
)
from tests.planning.pages import text_of
from tests.planning.test_revising import make


def capaian(unit, year):
    report = REPORTS["capaian"]
    return report.build(report.read(unit, {"year": str(year)})).table


@pytest.fixture
def moved(plan, number, graded, unit):
    """2024 has gone over to a revision; the graded indicator was redefined and its figure stayed."""
    agreement = AgreementFactory(unit=unit, year=2024)
    TargetFactory(indicator=number, agreement=agreement, year=2024, value=7)
    TargetFactory(
        indicator=graded, agreement=agreement, year=2024, value=None, grade="B"
    )
    RealizationFactory(indicator=number, year=2024, value=9)
    RealizationFactory(
        indicator=graded, year=2024, value=None, grade="A", uses_previous_year=True
    )
    RealizationFactory(indicator=graded, year=2023, value=None, grade="B-")
    new = make(plan)
    link = IndicatorLink.objects.get(from_indicator=graded)
    link.kind = Lineage.REDEFINED
    link.save()
    mark = moving.preview(new, 2024).mark
    moving.enforce(new, 2024, UserFactory(unit=unit), "Reviu", mark)
    return new


def test_the_year_belongs_to_the_revision_and_its_figures_with_it(moved, unit, number):
    year = scorecard.load(unit).years[2024]
    assert year.plan == moved
    row = next(row for row in year.rows if row.indicator.code == "SK1.1")
    assert (row.result_text, row.target_text, row.met) == ("9", "7", True)
    assert row.renstra.label == "Reviu 2024"
    points = scorecard.load(unit).series_of(number.pk)
    assert [(point.year, point.score.indicator.plan) for point in points] == [
        (2023, number.plan),
        (2024, moved),
    ]


def test_what_stayed_is_in_the_series_and_counts_nowhere(moved, unit, graded):
    card = scorecard.load(unit)
    year = card.years[2024]
    assert [row.indicator for row in year.stayed] == [graded]
    assert graded not in [row.indicator for row in year.rows]
    assert len(year.counted) == 1
    shown = [
        (point.year, point.score.result_text, point.stayed, point.break_before)
        for point in card.series_of(graded.pk)
    ]
    assert shown == [
        (2023, "B-", False, ""),
        (2024, "A", True, ""),
        (2024, "–", False, "didefinisikan ulang"),
    ]
    assert year.stayed[0].target.label == "PK 2024"
    assert year.stayed[0].met is True


def test_pages_and_report_name_what_stayed(moved, unit, sign_in):
    client = sign_in("pimpinan")
    page = text_of(client.get("/indikator/RENSTRA-A/SK2.1/"))
    assert "tercatat pada renstra sebelumnya; tidak ikut dihitung" in page
    dashboard = text_of(client.get("/?tahun=2024"))
    assert "Tercatat pada renstra sebelumnya" in dashboard
    assert "Tercatat pada renstra sebelumnya" not in text_of(client.get("/?tahun=2023"))
    notes = " ".join(capaian(unit, 2024).notes)
    assert "Tidak dihitung, tercatat pada Renstra 2021–2024: Indikator SK2.1" in notes
    borrowed = "memakai data tahun sebelumnya (2023)"
    assert borrowed in notes
    assert borrowed in dashboard.lower()


def test_quarters_of_a_dropped_indicator_stay_visible(plan, number, graded, unit):
    row = RealizationFactory(
        indicator=graded, year=2024, period=Period.Q1, value=None, grade="B"
    )
    new = make(plan)
    link = IndicatorLink.objects.get(from_indicator=graded)
    link.kind, link.to_indicator = Lineage.DROPPED, None
    link.save()
    mark = moving.preview(new, 2024).mark
    moving.enforce(new, 2024, UserFactory(unit=unit), "Reviu", mark)
    row.refresh_from_db()
    assert row.indicator == graded
    year = scorecard.load(unit).years[2024]
    assert [score.indicator for score in year.stayed] == [graded]


def test_a_target_of_the_agreement_says_why_it_is_not_the_plan_s(sign_in, unit, number):
    agreement = AgreementFactory(unit=unit)
    TargetFactory(
        indicator=number,
        agreement=agreement,
        value=4,
        deviation_reason="Anggaran dipotong",
    )
    RealizationFactory(indicator=number, value=5)
    client = sign_in("pimpinan")
    assert "Alasan: Anggaran dipotong" in text_of(client.get("/?tahun=2023"))
    page = text_of(client.get("/indikator/RENSTRA-A/SK1.1/"))
    assert "berbeda dari Renstra; Anggaran dipotong" in page
    table = capaian(unit, 2023)
    assert (
        "Kepuasan masyarakat: target PK 4, target Renstra 2021–2024 6; alasan: Anggaran dipotong."
        in table.notes
    )
    assert "Perjanjian Kinerja (PK 2023) · Renstra 2021–2024" in table.subtitle


def test_an_indicator_left_out_of_the_agreement_says_why(sign_in, unit, number, graded):
    agreement = AgreementFactory(unit=unit)
    TargetFactory(indicator=number, agreement=agreement)
    TargetFactory(
        indicator=graded, agreement=agreement, value=None, deviation_reason="Ditunda"
    )
    row = next(
        row for row in scorecard.load(unit).years[2023].rows if row.indicator == graded
    )
    assert (row.pk, row.deviation, row.is_listed) == (None, "Ditunda", False)
    assert (
        "Tidak dimasukkan dalam PK; target Renstra 2021–2024 B-. Alasan: Ditunda"
        in (text_of(sign_in("pimpinan").get("/?tahun=2023")))
    )


def test_the_grid_says_whose_targets_it_shows(sign_in, unit, number):
    agreement = AgreementFactory(unit=unit)
    TargetFactory(
        indicator=number, agreement=agreement, value=4, deviation_reason="Dipotong"
    )
    page = text_of(sign_in("operator").get("/realisasi/2023/"))
    assert "Renstra 2021–2024 · target PK 2023" in page
    assert "berbeda dari Renstra: Dipotong" in page


def test_equal_targets_are_no_deviation(unit, number):
    TargetFactory(
        indicator=number, agreement=AgreementFactory(unit=unit), value=Decimal("6.0000")
    )
    assert scorecard.load(unit).years[2023].rows[0].deviation is None


def test_a_revision_that_counts_nowhere_sets_no_target_yet(plan, number, unit):
    new = make(plan)
    later = IndicatorLink.objects.get(from_indicator=number).to_indicator
    TargetFactory(indicator=later, year=2022, value=8)
    first = IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2022,)))
    LinkFactory(from_indicator=first, to_indicator=number)
    assert scorecard.load(unit).years[2022].rows[0].renstra is None
    mark = moving.preview(new, 2023).mark
    moving.enforce(new, 2023, UserFactory(unit=unit), "Reviu", mark)
    assert scorecard.load(unit).years[2022].rows[0].renstra.label == (
        "Reviu 2024, ditetapkan kemudian"
    )


def test_what_a_revision_set_stays_when_a_later_one_takes_its_years(plan, number, unit):
    """2022 is closed: which target of the plan is shown beside it must not follow a deed over 2023."""
    first = IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2022,)))
    LinkFactory(from_indicator=first, to_indicator=number)
    TargetFactory(indicator=number, year=2022, value=8)
    new = make(plan)
    link = IndicatorLink.objects.get(from_indicator=number)
    link.kind, link.to_indicator = Lineage.DROPPED, None
    link.save()
    before = scorecard.load(unit).years[2022].rows[0].renstra.label
    mark = moving.preview(new, 2023).mark
    moving.enforce(new, 2023, UserFactory(unit=unit), "Reviu", mark)
    assert not plan.plan_years.exists()
    after = scorecard.load(unit).years[2022].rows[0].renstra
    assert (after.text, after.label) == ("8", before)


def test_two_revisions_of_one_year_are_told_apart(plan, number, unit):
    person = UserFactory(unit=unit)
    first = make(plan)
    second = make(first, code="RENSTRA-C")
    for new in (first, second):
        moving.enforce(new, 2024, person, "Reviu", moving.preview(new, 2024).mark)
    labels = scorecard.load(unit).years[2024].target_labels
    assert labels == ("Reviu 2024 (RENSTRA-C)",)


def test_the_real_year_keeps_every_figure_when_a_revision_takes_it(real_data):
    before = scorecard.load(real_data).years[2023]
    old = StrategicPlan.objects.get(code="BSPJI-MANADO-2021-R2023")
    new = make(old, code="R-2023-2")
    person = UserFactory(unit=None, is_superuser=True)
    moving.enforce(new, 2023, person, "Reviu", moving.preview(new, 2023).mark)
    after = scorecard.load(real_data).years[2023]
    assert (after.tally, after.average) == (before.tally, before.average)
    assert after.stayed == ()
    assert Realization.objects.filter(indicator__plan=old).count() == 0
