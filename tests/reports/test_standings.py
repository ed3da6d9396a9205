"""Readers see every figure, and whether anybody has verified it."""

import datetime
import re

import pytest

from accounts.models import Role
from indicators import scorecard
from indicators.stages import Standing, standing, standings_text
from reports import catalogue
from reports.parameters import Layout, Parameters
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2024, 1, 20, tzinfo=datetime.UTC)
VERIFIED = {"workflow": "verified", "submitted_at": NOW, "verified_at": NOW}
STAGES = {
    "SK1.1": VERIFIED,
    "SK1.2": {"origin": "published"},
    "SK1.3": {"workflow": "submitted", "submitted_at": NOW},
    "SK1.4": {},
    "SK1.5": {**VERIFIED, "origin": "published"},
}


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, code="R", in_force=(2023,))


@pytest.fixture
def figures(plan):
    for code, stage in STAGES.items():
        indicator = IndicatorFactory(plan=plan, code=code)
        TargetFactory(indicator=indicator)
        RealizationFactory(indicator=indicator, **stage)


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_dashboard_counts_what_is_verified(sign_in, figures):
    page = text_of(sign_in(Role.PIMPINAN).get("/?tahun=2023"))
    counts = "2 terverifikasi, 1 menurut dokumen, 2 belum diverifikasi"
    assert f"Realisasi: {counts}." in page
    assert "5 dari 5 indikator" in page


@pytest.mark.parametrize("layout", list(Layout))
def test_the_table_of_capaian_says_how_many_figures_are_verified(unit, figures, layout):
    report = catalogue.REPORTS["capaian"]
    document = report.build(Parameters(unit=unit, year=2023, layout=layout))
    notes = [*document.table.notes, *document.notes]
    counts = "2 terverifikasi, 1 menurut dokumen, 2 belum diverifikasi"
    assert f"Realisasi: {counts}." in notes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SK1.1", "diisi · terverifikasi"),
        ("SK1.2", "menurut dokumen"),
        ("SK1.3", "diisi · belum diverifikasi (diajukan)"),
        ("SK1.4", "diisi · belum diverifikasi (draf)"),
        ("SK1.5", "menurut dokumen · terverifikasi"),
    ],
)
def test_the_indicator_s_page_says_the_stage_beside_the_origin(
    sign_in, figures, code, words
):
    page = text_of(sign_in(Role.PIMPINAN).get(f"/indikator/R/{code}/"))
    assert f"Realisasi 56 {words} " in page


def test_a_year_that_follows_from_its_quarters_stands_as_the_weakest_of_them(plan):
    indicator = IndicatorFactory(plan=plan, accumulation="last")
    TargetFactory(indicator=indicator)
    rows = [
        RealizationFactory(indicator=indicator, period=period, **VERIFIED)
        for period in ("TW1", "TW2", "TW3", "TW4")
    ]
    QuarterlyTargetFactory(indicator=indicator)

    def score():
        return scorecard.load(plan.unit).score_of(indicator.pk, 2023)

    assert standing(score()) is Standing.VERIFIED
    assert standings_text([score()]) == "1 terverifikasi"
    rows[1].workflow = "submitted"
    rows[1].save()
    assert standing(score()) is Standing.UNVERIFIED


def test_without_a_figure_there_is_nothing_to_verify(plan):
    indicator = IndicatorFactory(plan=plan)
    TargetFactory(indicator=indicator)
    score = scorecard.load(plan.unit).score_of(indicator.pk, 2023)
    assert standing(score) is None
    assert standings_text([score]) == ""
