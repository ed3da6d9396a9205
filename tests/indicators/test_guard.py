"""What no constraint can express: rows of another plan, unit or year, grades, locks; for one row and for many."""

from decimal import Decimal

import pytest
import time_machine

from accounts.acting import acting
from indicators.models import (
    Indicator,
    Period,
    PlanYear,
    Realization,
    StrategicPlan,
)
from indicators.models.guard import (
    Problem,
    realization_problems,
    target_problems,
)
from indicators.models.locks import load_locks
from tests.constraint_cases import refusal_of
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    GoalFactory,
    IndicatorFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    ProgrammeFactory,
    RealizationFactory,
    ScaleFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Relation = StrategicPlan.Relation


def plan(**options):
    return PlanFactory(in_force=(2023, 2024), **options)


def new_indicator(**options):
    own = plan()
    options.setdefault("activity_target", ActivityTargetFactory(plan=own))
    return IndicatorFactory.build(plan=own, **options)


def foreign_goal():
    own = plan()
    return ActivityTargetFactory.build(
        plan=own, goal=GoalFactory(plan=PlanFactory(unit=own.unit))
    )


def foreign_programme():
    own = plan()
    return ActivityTargetFactory.build(
        plan=own, programme=ProgrammeFactory(plan=PlanFactory(unit=own.unit))
    )


def foreign_activity_target():
    return new_indicator(activity_target=ActivityTargetFactory())


def foreign_goal_owner():
    return new_indicator(activity_target=None, goal_owner=GoalFactory())


def foreign_goal_of_indicator():
    return new_indicator(goal=GoalFactory())


def foreign_scale():
    return new_indicator(scale=ScaleFactory(), value_kind="grade")


@pytest.mark.parametrize(
    ("make", "field", "sentence"),
    [
        (foreign_goal, "goal", "Tujuan harus dari renstra yang sama."),
        (foreign_programme, "programme", "Program harus dari renstra yang sama."),
        (foreign_activity_target, "activity_target", "Harus dari renstra yang sama."),
        (foreign_goal_owner, "goal_owner", "Harus dari renstra yang sama."),
        (foreign_goal_of_indicator, "goal", "Harus dari renstra yang sama."),
        (foreign_scale, "scale", "Skala harus milik unit kerja yang sama."),
    ],
)
def test_rows_of_another_plan_or_unit_are_refused(make, field, sentence):
    assert refusal_of(make()) == {field: [sentence]}


@pytest.fixture
def office():
    """An office with a plan that counts in 2023 and 2024 only."""
    return plan(unit=UnitFactory(name="Balai Uji")).unit


@pytest.fixture
def indicator(office):
    return IndicatorFactory(plan=office.plans.get())


@pytest.fixture
def graded(office):
    return IndicatorFactory(plan=office.plans.get(), code="SK1.1", graded=True)


def lock(office, **options):
    head = UserFactory(unit=office, first_name="Siti", last_name="Rumate")
    return LockFactory(unit=office, locked_by=head, **options)


def outside_every_plan(office):
    return f"Tahun 2022 di luar tahun-tahun renstra {office.name}."


def test_a_realization_belongs_to_a_year_of_the_office(office, indicator):
    row = RealizationFactory.build(indicator=indicator, year=2022)
    assert refusal_of(row) == {"year": [outside_every_plan(office)]}


def test_a_realization_belongs_to_the_plan_that_counts_in_its_year(office, indicator):
    PlanYear.objects.create(unit=office, year=2022, plan=PlanFactory(unit=office))
    row = RealizationFactory.build(indicator=indicator, year=2022)
    assert refusal_of(row) == {
        "year": [f"Tahun 2022 memakai renstra lain, bukan {indicator.plan.code}."]
    }


def test_a_plan_target_needs_only_the_period_of_the_plan(indicator):
    for year in (2021, 2024):
        TargetFactory.build(indicator=indicator, year=year).full_clean()
    code = indicator.plan.code
    for year in (2020, 2025):
        assert refusal_of(TargetFactory.build(indicator=indicator, year=year)) == {
            "year": [f"Tahun {year} di luar periode renstra {code} (2021–2024)."]
        }


def test_an_agreement_target_needs_the_plan_of_its_year(office, indicator):
    agreement = AgreementFactory(unit=office, year=2022)
    row = TargetFactory.build(indicator=indicator, year=2022, agreement=agreement)
    assert refusal_of(row) == {"year": [outside_every_plan(office)]}


def test_an_agreement_is_of_the_same_office_and_year(office, indicator):
    sentence = ["Perjanjian kinerja harus dari unit kerja dan tahun yang sama."]
    for agreement in (AgreementFactory(), AgreementFactory(unit=office, year=2024)):
        row = TargetFactory.build(indicator=indicator, agreement=agreement)
        assert refusal_of(row) == {"agreement": sentence}
    own = AgreementFactory(unit=office, year=2023)
    TargetFactory.build(indicator=indicator, agreement=own).full_clean()


@pytest.mark.parametrize("factory", [RealizationFactory, TargetFactory])
def test_a_grade_stands_on_the_scale_of_the_indicator(graded, factory):
    factory.build(indicator=graded, value=None, grade="B-").full_clean()
    for grade in ("BB", "b-", "B -"):
        row = factory.build(indicator=graded, value=None, grade=grade)
        assert refusal_of(row) == {
            "grade": [f"Predikat “{grade}” tidak ada pada skala indikator SK1.1."]
        }


def test_a_grade_of_another_scale_is_not_on_this_one(graded):
    other = ScaleFactory(unit=graded.plan.unit)
    other.bands.create(rank=9, label="AA")
    row = RealizationFactory.build(indicator=graded, value=None, grade="AA")
    assert set(refusal_of(row)) == {"grade"}


@pytest.mark.parametrize("factory", [RealizationFactory, TargetFactory])
def test_an_indicator_without_a_scale_takes_no_grade(indicator, factory):
    row = factory.build(indicator=indicator, value=None, grade="B")
    assert refusal_of(row) == {
        "grade": [f"Indikator {indicator.code} tidak memakai predikat."]
    }


EVERY_PERIOD = list(Period.values)


@pytest.mark.parametrize(
    ("locked", "closed"),
    [
        (Period.YEAR, EVERY_PERIOD),
        (Period.Q1, [Period.Q1]),
        (Period.Q4, [Period.Q4]),
    ],
)
def test_a_lock_closes_its_period_and_the_year_all_its_quarters(
    office, indicator, locked, closed
):
    lock(office, period=locked)
    rows = [
        RealizationFactory.build(indicator=indicator, period=period)
        for period in EVERY_PERIOD
    ]
    refused = {problem.index for problem in realization_problems(rows)}
    assert [period for n, period in enumerate(EVERY_PERIOD) if n in refused] == closed


def test_a_lock_leaves_other_years_and_other_offices_open(office, indicator):
    lock(office, year=2024)
    lock(UnitFactory())
    RealizationFactory.build(indicator=indicator).full_clean()
    TargetFactory.build(indicator=indicator).full_clean()


def test_a_refusal_names_who_locked_when_by_our_clock_and_what_to_do(office, indicator):
    with time_machine.travel("2024-01-31T22:30:00Z", tick=False):
        lock(office)
    assert refusal_of(RealizationFactory.build(indicator=indicator)) == {
        "year": [
            "Tahun 2023 dikunci oleh Siti Rumate pada 01-02-2024; mintalah kepadanya untuk membuka kunci."
        ]
    }


def test_a_locked_year_closes_targets_of_both_bases_and_a_quarter_does_not(
    office, indicator
):
    agreement = AgreementFactory(unit=office)
    rows = [
        TargetFactory.build(indicator=indicator),
        TargetFactory.build(indicator=indicator, agreement=agreement),
    ]
    quarter = lock(office, period=Period.Q1)
    assert target_problems(rows) == []
    with acting(None, "Koreksi"):
        quarter.delete()
    lock(office)
    assert [problem.index for problem in target_problems(rows)] == [0, 1]


def test_a_measurement_is_as_closed_as_its_realization(office, indicator):
    row = RealizationFactory(indicator=indicator, period=Period.Q1, value=Decimal(50))
    measured = MeasurementFactory.build(realization=row)
    measured.full_clean()
    lock(office, period=Period.Q1)
    assert "Triwulan I 2023 dikunci" in refusal_of(measured)["__all__"][0]


def test_a_figure_is_not_moved_out_of_a_locked_year(office, indicator):
    row = RealizationFactory(indicator=indicator)
    lock(office)
    row.year = 2024
    assert set(refusal_of(row)) == {"year"}


def test_a_target_is_not_moved_out_of_a_locked_year(office, indicator):
    row = TargetFactory(indicator=indicator)
    lock(office)
    row.year = 2024
    assert set(refusal_of(row)) == {"year"}


def test_a_figure_is_not_moved_out_of_a_locked_quarter_nor_to_another_indicator(
    office, indicator
):
    row = RealizationFactory(indicator=indicator, period=Period.Q1)
    lock(office, period=Period.Q1)
    row.period = Period.Q2
    assert set(refusal_of(row)) == {"year"}
    row.refresh_from_db()
    row.indicator, row.year = IndicatorFactory(plan=indicator.plan), 2024
    assert set(refusal_of(row)) == {"year"}


def test_a_measurement_is_not_moved_out_of_a_locked_period(office, indicator):
    row = MeasurementFactory(realization=RealizationFactory(indicator=indicator))
    lock(office)
    row.realization = RealizationFactory(indicator=indicator, year=2024)
    assert refusal_of(row)


def test_a_figure_moves_between_open_periods(office, indicator):
    row = RealizationFactory(indicator=indicator, period=Period.Q1)
    lock(office, period=Period.Q4)
    row.period, row.year = Period.Q2, 2024
    row.full_clean()


def locked_indicator(**changes):
    def make(office):
        row = IndicatorFactory(plan=office.plans.get())
        for name, value in changes.items():
            setattr(row, name, value)
        return row

    return make


def locked_plan(office):
    row = office.plans.get()
    row.cap = Decimal(150)
    return row


def plan_with_another_scale(office):
    row = office.plans.get()
    row.achievement_scale = ScaleFactory(unit=office, traffic=True)
    return row


def graded_scale(office):
    return IndicatorFactory(plan=office.plans.get(), graded=True).scale


def moved_bound(office):
    row = graded_scale(office).bands.get(label="B")
    row.lower = Decimal("3.6")
    return row


def new_band(office):
    return graded_scale(office).bands.model(
        scale=office.scales.get(), rank=9, label="AA"
    )


def band_moved_to_another_scale(office):
    row = graded_scale(office).bands.get(label="B")
    other = ScaleFactory(unit=office)
    other.bands.filter(label="B").delete()
    row.scale, row.rank = other, 9
    return row


def new_plan_year(office):
    PlanYear.objects.filter(unit=office, year=2023).delete()
    return PlanYear(unit=office, year=2023, plan=office.plans.get())


def plan_year_moved_away(office):
    row = PlanYear.objects.get(unit=office, year=2023)
    row.year = 2022
    return row


MEANINGS = [
    locked_indicator(polarity="minimize"),
    locked_indicator(aggregation="sum"),
    locked_indicator(accumulation="sum"),
    locked_indicator(tolerance=Decimal(1)),
    locked_indicator(unit_of_measure="Indeks"),
    locked_indicator(derived_source="pnbp_growth"),
    locked_plan,
    plan_with_another_scale,
    moved_bound,
    new_band,
    band_moved_to_another_scale,
    new_plan_year,
    plan_year_moved_away,
]


@pytest.mark.parametrize("change", MEANINGS)
def test_a_locked_year_freezes_what_gives_its_figures_their_meaning(office, change):
    row = change(office)
    row.full_clean()
    closed = lock(office)
    assert refusal_of(row) == {"__all__": [closed.refusal()]}


@pytest.mark.parametrize("change", MEANINGS)
def test_a_quarter_another_year_or_another_office_freezes_nothing(office, change):
    row = change(office)
    lock(office, period=Period.Q1)
    lock(office, year=2020)
    lock(UnitFactory())
    row.full_clean()


def test_words_may_be_mended_in_a_locked_year(office, indicator):
    lock(office)
    indicator.name, indicator.definition = "Nama yang benar", "Penjelasan"
    indicator.full_clean()
    indicator.plan.title = "Judul yang benar"
    indicator.plan.full_clean()


def mixed_rows(indicator, graded, build):
    return [
        build(indicator=indicator),
        build(indicator=indicator, year=2019),
        build(indicator=graded, value=None, grade="Z"),
        build(indicator=graded, value=None, grade="A"),
        build(indicator=indicator, value=None, grade="A", year=2024),
    ]


def test_a_set_tells_which_row_has_which_problem(office, indicator, graded):
    lock(office, year=2024)
    rows = mixed_rows(indicator, graded, RealizationFactory.build)
    found = realization_problems(rows)
    places = [(problem.index, problem.field) for problem in found]
    assert places == [(1, "year"), (2, "grade"), (4, "grade"), (4, "year")]


def test_targets_of_a_set_tell_the_same(office, indicator, graded):
    lock(office, year=2024)
    rows = mixed_rows(indicator, graded, TargetFactory.build)
    places = [(problem.index, problem.field) for problem in target_problems(rows)]
    assert places == [(1, "year"), (2, "grade"), (4, "grade"), (4, "year")]


@pytest.mark.parametrize(
    ("factory", "problems"),
    [(RealizationFactory, realization_problems), (TargetFactory, target_problems)],
)
def test_a_set_says_of_each_row_what_the_row_says_alone(
    office, indicator, graded, factory, problems
):
    lock(office, year=2024)
    rows = mixed_rows(indicator, graded, factory.build)
    together = problems(rows)
    for index, row in enumerate(rows):
        alone = [Problem(index, p.field, p.message) for p in problems([row])]
        assert [p for p in together if p.index == index] == alone


def test_an_empty_set_has_no_problems():
    assert realization_problems([]) == target_problems([]) == []


def many(graded, count):
    """Return this many good and bad rows of as many graded indicators, read as an import reads them."""
    Indicator.objects.bulk_create(
        Indicator(
            plan=graded.plan,
            activity_target=graded.activity_target,
            code=f"B{n}",
            name=f"Indikator {n}",
            unit_of_measure="Nilai",
            scale=graded.scale,
        )
        for n in range(count)
    )
    found = Indicator.objects.select_related("plan__unit").filter(code__startswith="B")
    return list(found.order_by("pk"))


@pytest.mark.parametrize("count", [3, 300])
def test_realizations_ask_the_database_four_times_whatever_their_number(
    office, graded, count, django_assert_num_queries
):
    lock(office, year=2024)
    rows = [
        Realization(indicator=row, year=2022 + n % 3, grade="Z")
        for n, row in enumerate(many(graded, count))
    ]
    with django_assert_num_queries(4):
        found = realization_problems(rows)
    # Each grade is unknown; of three years one is outside the plan, one locked.
    assert len(found) == count + 2 * count // 3


@pytest.mark.parametrize("count", [3, 300])
def test_targets_ask_the_database_four_times_whatever_their_number(
    office, graded, count, django_assert_num_queries
):
    lock(office, year=2024)
    agreement = AgreementFactory(unit=office)
    rows = [
        TargetFactory.build(
            indicator=row,
            year=2022 + n % 3,
            agreement=agreement if n % 3 == 1 else None,
        )
        for n, row in enumerate(many(graded, count))
    ]
    with django_assert_num_queries(4):
        found = target_problems(rows)
    assert len(found) == count // 3


def test_locks_of_many_offices_come_in_two_queries(office, django_assert_num_queries):
    closed, other = lock(office), LockFactory(year=2024)
    pairs = [(office.pk, 2023), (office.pk, 2024), (other.unit_id, 2024)]
    with django_assert_num_queries(2):
        found = load_locks(pairs)
    assert [found[pair] for pair in pairs] == [[closed], [], [other]]
