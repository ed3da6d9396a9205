"""The dashboard: what it says about the real plan and about odd ones, and what it costs."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from indicators.models import AnnualTarget, Indicator, PlanYear, Realization
from reports.dashboard import build
from reports.unit_choice import UnitChoice
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    BudgetFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    RevenueFactory,
    ScaleFactory,
    ServiceTypeFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)
from tests.many import multiply_indicators

MOST_QUERIES = 13


def page_of(unit, year="", basis=""):
    return build(UnitChoice(unit, (unit,), is_own=True), str(year), basis)


def rows_of(page):
    return {row.code: row for group in page.groups for row in group.rows}


@pytest.fixture
def plan(unit):
    scale = ScaleFactory(unit=unit, traffic=True, code="capaian")
    return PlanFactory(unit=unit, in_force=(2022, 2023), achievement_scale=scale)


@pytest.fixture
def target(plan):
    return ActivityTargetFactory(plan=plan, code="SK1")


def indicator_with(
    plan, target, *, goal=None, result=None, year=2023, code="SK1.1", **options
):
    """Return an indicator with a target in an agreement, and a realization when a result is given."""
    indicator = Indicator.objects.filter(
        plan=plan, code=code
    ).first() or IndicatorFactory(
        plan=plan, activity_target=target, code=code, **options
    )
    if goal is not None:
        agreement = plan.unit.agreements.filter(year=year).first() or AgreementFactory(
            unit=plan.unit, year=year
        )
        TargetFactory(
            indicator=indicator, year=year, agreement=agreement, value=Decimal(goal)
        )
    if result is not None:
        RealizationFactory(indicator=indicator, year=year, value=Decimal(result))
    return indicator


# The real plan


def test_real_2023_meets_every_agreement_target_and_misses_one_of_the_plan(real_data):
    page = page_of(real_data, 2023)
    assert (page.met.met, page.met.measurable, page.met.targeted) == (12, 12, 12)
    assert page.renstra_tally == "11 dari 12"
    assert rows_of(page)["SK2.1"].notes == ("Renstra 3: belum tercapai (66,67 %)",)
    assert page.average.value == "110,81"
    assert page.attention[0].code == "SK2.1"


def test_real_2023_shows_recorded_and_derived_growth_side_by_side(real_data):
    page = page_of(real_data, 2023)
    assert page.revenue.change == "↑ 8,22 %"
    assert page.revenue.recorded == "16,85"
    assert page.revenue.recorded_url.endswith("/SK3.2/")
    assert page.budget.percent == "99,65"


def test_real_2021_averages_eleven_of_twelve_and_names_the_grade_left_out(real_data):
    page = page_of(real_data, 2021)
    assert (page.met.met, page.met.measurable) == (11, 12)
    assert (page.average.value, page.average.counted, page.average.targeted) == (
        "107,13",
        11,
        12,
    )
    assert page.average.left_out == ("SK7.1 (predikat B, tanpa persentase)",)
    assert page.attention[0].code == "SK8.1"
    assert rows_of(page)["SK8.1"].verdict.word == "Tidak tercapai"


def test_real_2022_against_the_plan_says_which_targets_came_later_and_which_are_not_printed(
    real_data,
):
    page = page_of(real_data, 2022, "renstra")
    assert page.target_source == "target Reviu 2023, ditetapkan kemudian"
    assert rows_of(page)["SK1.1"].notes == ("Target Renstra tidak tercetak",)
    assert rows_of(page)["SK3.1"].notes == ()
    assert page_of(real_data, 2022).target_source == "PK 2022"


def test_real_2020_misses_exactly_two(real_data):
    words = [row.verdict.word for row in rows_of(page_of(real_data, 2020)).values()]
    assert words.count("Tidak tercapai") == 2


def test_real_2024_is_measured_against_the_plan_and_says_so(real_data):
    page = page_of(real_data, 2024)
    assert "belum mempunyai Perjanjian Kinerja" in page.basis_note
    assert page.bases == ()
    assert {row.verdict.word for row in rows_of(page).values()} == {"Belum diisi"}
    assert page.met.measurable == 0


def test_year_without_a_choice_is_the_latest_with_realizations(real_data):
    assert page_of(real_data).year == 2023


def test_basis_can_be_chosen(real_data):
    page = page_of(real_data, 2023, "renstra")
    assert (page.met.met, page.met.measurable) == (11, 12)
    assert page.attention[0].tone == "low"


def test_goals_are_shown_with_state_and_not_counted(real_data):
    first, *others = page_of(real_data, 2023).goals
    assert (first.code, first.row.target_text, first.row.verdict.word) == (
        "T1",
        "58",
        "Belum diisi",
    )
    assert len(others) == 3


def test_trends_run_through_revisions_and_break_visibly(real_data):
    trends = {card.code: card for card in page_of(real_data, 2023).trends}
    assert trends["SK5.1"].cells == ("3,51", "3,55", "3,57", "3,63", "–")
    assert trends["SK7.1"].cells[3] == "3,73 (didefinisikan ulang)"
    assert [mark.text for mark in trends["SK7.1"].trend.breaks] == [
        "didefinisikan ulang"
    ]
    assert [mark.text for mark in trends["SK7.1"].trend.words] == ["B", "B-"]


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024])
def test_page_of_every_year_opens(real_data, sign_in, year):
    response = sign_in(Role.PIMPINAN, real_data).get(
        reverse("dashboard"), {"tahun": year}
    )
    assert response.status_code == 200
    assert f"Capaian kinerja {year}" in response.content.decode()


def test_page_has_no_inline_style_or_script(real_data, sign_in):
    html = sign_in(Role.OPERATOR, real_data).get(reverse("dashboard")).content.decode()
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=", html)


# What it costs


def count_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_page_takes_at_most_twelve_queries(real_data, sign_in):
    assert count_queries(sign_in(Role.PIMPINAN, real_data), "/") <= MOST_QUERIES


def test_queries_do_not_grow_with_the_number_of_indicators(real_data, sign_in):
    client = sign_in(Role.PIMPINAN, real_data)
    before = count_queries(client, "/")
    multiply_indicators(real_data, 10)
    assert count_queries(client, "/") == before <= MOST_QUERIES


def test_unit_below_takes_no_more_queries(real_data, sign_in):
    client = sign_in(Role.PIMPINAN, real_data.parent)
    assert count_queries(client, f"/?unit={real_data.code}") <= MOST_QUERIES


# States and attention


def test_states_are_shown_honestly(plan, target):
    indicator_with(plan, target, goal=5, result=0, code="SK1.1")
    indicator_with(plan, target, goal=5, code="SK1.2")
    indicator_with(plan, target, goal=5, code="SK1.3", due_days=20000)
    indicator_with(plan, target, code="SK1.4")
    indicator_with(plan, target, goal=0, result=5, code="SK1.5")
    rows = rows_of(page_of(plan.unit, 2023))
    assert [(row.verdict.word, row.percent) for row in rows.values()] == [
        ("Tidak tercapai", "0,00 %"),
        ("Belum diisi", "–"),
        ("Belum jatuh tempo", "–"),
        ("Tidak ditargetkan", "–"),
        ("Melampaui", "–"),
    ]
    assert [row.blank_word for row in rows.values() if row.bullet is None] == [
        "belum diisi",
        "belum jatuh tempo",
        "tidak ditargetkan",
        "tanpa persentase",
    ]


def test_counts_of_the_first_tile_name_every_state(plan, target):
    indicator_with(plan, target, goal=5, result=6, code="SK1.1")
    indicator_with(plan, target, goal=5, result=4, code="SK1.2")
    indicator_with(plan, target, goal=5, code="SK1.3")
    indicator_with(plan, target, goal=5, code="SK1.4", due_days=20000)
    met = page_of(plan.unit, 2023).met
    assert (met.met, met.measurable, met.targeted) == (1, 2, 4)
    assert met.counts == ("1 tidak tercapai", "1 belum diisi", "1 belum jatuh tempo")


def test_attention_is_sorted_by_concern_and_gap(plan, target):
    indicator_with(plan, target, goal=100, result=90, code="SK1.1")
    indicator_with(plan, target, goal=100, result=40, code="SK1.2")
    indicator_with(plan, target, goal=100, code="SK1.3")
    indicator_with(plan, target, goal=1, result=4, code="SK1.4")
    indicator_with(plan, target, goal=100, result=100, code="SK1.5")
    codes = [item.code for item in page_of(plan.unit, 2023).attention]
    assert codes == ["SK1.2", "SK1.1", "SK1.3", "SK1.4"]


def test_target_easier_than_last_year_is_noticed(plan, target):
    indicator_with(plan, target, goal=80, result=80, year=2022)
    indicator_with(plan, target, goal=75, result=76, year=2023)
    assert page_of(plan.unit, 2023).attention[0].sentences == (
        "Target diringankan dari 80 (2022) ke 75.",
    )


def test_higher_target_is_easier_where_lower_is_better(plan, target):
    indicator_with(plan, target, goal=5, result=5, year=2022, polarity="minimize")
    indicator_with(plan, target, goal=8, result=8, year=2023)
    assert page_of(plan.unit, 2023).attention[0].sentences == (
        "Target diringankan dari 5 (2022) ke 8.",
    )


def test_completeness_counts_figures_and_analyses(plan, target):
    indicator = indicator_with(plan, target, goal=5, result=6, code="SK1.1")
    indicator_with(plan, target, goal=5, code="SK1.2")
    Realization.objects.filter(indicator=indicator).update(cause="Kolaborasi berjalan.")
    assert [(m.done, m.total) for m in page_of(plan.unit, 2023).meters] == [
        (1, 2),
        (1, 2),
    ]


def test_year_without_budget_and_revenue_says_so(plan, target):
    page = page_of(plan.unit, 2023)
    assert page.budget is None
    assert page.revenue is None


def test_spending_not_yet_entered_is_not_zero(plan, target):
    BudgetFactory(unit=plan.unit, spending=None)
    tile = page_of(plan.unit, 2023).budget
    assert (tile.percent, tile.spending) == ("", "belum diisi")


def test_falling_revenue_is_shown_as_falling(plan, target):
    service = ServiceTypeFactory(unit=plan.unit)
    RevenueFactory(service_type=service, year=2022, amount=Decimal(200))
    RevenueFactory(service_type=service, year=2023, amount=Decimal(150))
    tile = page_of(plan.unit, 2023).revenue
    assert (tile.total, tile.change, tile.tone) == ("Rp150", "↓ 25,00 %", "low")


def test_goal_without_activity_targets_does_not_break_the_page(plan):
    GoalIndicatorFactory(plan=plan)
    page = page_of(plan.unit, 2023)
    assert (len(page.goals), page.groups) == (1, ())


def test_plan_without_indicators_opens(plan, sign_in):
    response = sign_in(Role.PIMPINAN).get("/")
    assert "belum mempunyai indikator" in response.content.decode()


def test_a_year_without_targets_claims_nothing(plan, target, sign_in):
    indicator_with(plan, target)
    html = sign_in(Role.PIMPINAN).get("/").content.decode()
    assert "Belum ada yang dapat dinilai." in html
    assert "tidak ada indikator yang ditargetkan" in html
    page = page_of(plan.unit)
    assert not any(meter.is_full for meter in page.meters)


def test_unit_without_plan_opens_and_says_so(sign_in):
    assert "Belum ada renstra" in sign_in(Role.OPERATOR).get("/").content.decode()


def test_hostile_text_stays_text(plan, target, sign_in):
    indicator_with(plan, target, goal=5, result=6, name='<script>alert("x")</script>')
    html = sign_in(Role.PIMPINAN).get("/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_codes_with_a_slash_have_an_address_that_works(plan, target, sign_in):
    indicator = indicator_with(plan, target, goal=5, code="T1/SP3/c")
    url = reverse("indicator_page", args=[plan.code, indicator.code])
    assert sign_in(Role.PIMPINAN).get(url).status_code == 200


# Who may see what


@pytest.mark.parametrize(
    "query",
    [
        "tahun=1999",
        "tahun=abc",
        "tahun=%00",
        "tahun=" + "9" * 5000,
        "target=x",
        "unit=LAIN",
        "unit=%00",
    ],
)
def test_unknown_choice_answers_404(plan, target, sign_in, query):
    UnitFactory(code="LAIN")
    assert sign_in(Role.PIMPINAN).get(f"/?{query}").status_code == 404


def test_person_of_the_unit_above_may_choose_the_unit(plan, target, sign_in):
    above = UnitFactory(code="INDUK")
    plan.unit.parent = above
    plan.unit.save()
    html = (
        sign_in(Role.PIMPINAN, above).get(f"/?unit={plan.unit.code}").content.decode()
    )
    assert plan.unit.name in html
    assert f"tahun=2022&amp;unit={plan.unit.code}" in html


def test_one_unit_gives_no_choice_of_units(plan, target, sign_in):
    assert "<summary>Unit kerja" not in sign_in(Role.PIMPINAN).get("/").content.decode()


def test_stranger_is_sent_to_sign_in(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("login"))


def test_nothing_can_be_posted(plan, sign_in):
    assert sign_in(Role.OPERATOR).post("/").status_code == 405


@pytest.mark.parametrize("role", Role.values)
def test_frame_names_the_role_of_the_person(plan, sign_in, role):
    html = sign_in(role).get("/").content.decode()
    assert f"<small>{role.capitalize()}</small>" in html


def test_person_without_unit_sees_no_figures(plan, client):
    user = UserFactory(role=Role.PIMPINAN)
    user.unit = None
    user.save()
    client.force_login(user)
    assert client.get("/").status_code == 404


def test_year_of_another_unit_is_not_found(plan, target, sign_in):
    other = PlanFactory(in_force=(2024,))
    assert PlanYear.objects.filter(unit=other.unit).exists()
    assert sign_in(Role.PIMPINAN).get("/?tahun=2024").status_code == 404


def test_targets_of_another_unit_do_not_show(plan, target):
    other = PlanFactory(in_force=(2023,))
    indicator_with(
        other, ActivityTargetFactory(plan=other), goal=5, result=5, code="ASING"
    )
    assert AnnualTarget.objects.exists()
    assert "ASING" not in rows_of(page_of(plan.unit, 2023))
