"""Money: what the database and ``clean()`` refuse, and what may be deleted."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from budgets.models import (
    AnnualBudget,
    BudgetAllocation,
    BudgetLine,
    NonTaxRevenue,
    StaffCategory,
    StaffCount,
)
from indicators.models import Period
from indicators.models.base import CARRIES_FIGURES
from tests.constraint_cases import (
    constraints_of,
    has_own_sentence,
    is_no_choice,
    is_refused_by_the_database,
    refusal_of,
    sentences_of,
)
from tests.factories import (
    ActivityTargetFactory,
    AllocationFactory,
    BudgetFactory,
    BudgetLineFactory,
    FundingFactory,
    IndicatorFactory,
    LockFactory,
    PlanFactory,
    RevenueFactory,
    RevenueTotalFactory,
    ServiceTypeFactory,
    UnitFactory,
)
from tests.factories_of_tables import StaffCategoryFactory, StaffCountFactory

pytestmark = pytest.mark.django_db
MINUS = Decimal(-1)


def twin(row):
    """Return an unsaved copy of a row."""
    row.pk = None
    row._state.adding = True
    return row


def revenue(**options):
    return RevenueFactory.build(service_type=ServiceTypeFactory(), **options)


def revenue_total(**options):
    return RevenueTotalFactory.build(unit=UnitFactory(), **options)


def budget(**options):
    return BudgetFactory.build(unit=UnitFactory(), **options)


def funding(**options):
    return FundingFactory.build(plan=PlanFactory(), **options)


def allocation(**options):
    return AllocationFactory.build(line=BudgetLineFactory(), **options)


def staff(**options):
    return StaffCountFactory.build(category=StaffCategoryFactory(), **options)


def line(**options):
    plan = PlanFactory()
    options.setdefault("activity_target", ActivityTargetFactory(plan=plan))
    return BudgetLineFactory.build(plan=plan, **options)


# Constraint → a row that violates it.
CASES = {
    "service_type_code_once_per_unit": lambda: twin(ServiceTypeFactory()),
    "revenue_once_per_year": lambda: twin(RevenueFactory()),
    "revenue_amount_not_negative": lambda: revenue(amount=MINUS),
    "revenue_target_not_negative": lambda: revenue(target=MINUS),
    "revenue_total_once_per_year": lambda: twin(RevenueTotalFactory()),
    "revenue_total_amount_not_negative": lambda: revenue_total(amount=MINUS),
    "budget_once_per_year": lambda: twin(BudgetFactory()),
    "budget_initial_ceiling_not_negative": lambda: budget(initial_ceiling=MINUS),
    "budget_revised_ceiling_not_negative": lambda: budget(revised_ceiling=MINUS),
    "budget_spending_not_negative": lambda: budget(spending=MINUS),
    "funding_once_per_source_and_year": lambda: twin(FundingFactory()),
    "funding_source_known": lambda: funding(fund="x"),
    "funding_amount_not_negative": lambda: funding(amount=MINUS),
    "budget_line_order_once_per_plan": lambda: twin(BudgetLineFactory()),
    "allocation_once_per_year": lambda: twin(AllocationFactory()),
    "allocation_amount_not_negative": lambda: allocation(amount=MINUS),
    "allocation_spending_not_negative": lambda: allocation(spending=MINUS),
    "allocation_output_target_not_negative": lambda: allocation(output_target=MINUS),
    "allocation_output_realized_not_negative": lambda: allocation(
        output_realized=MINUS
    ),
    "staff_category_code_once_per_kind": lambda: twin(StaffCategoryFactory()),
    "staff_category_kind_known": lambda: StaffCategoryFactory.build(
        unit=UnitFactory(), kind="x"
    ),
    "staff_count_once_per_year": lambda: twin(StaffCountFactory()),
    "staff_count_not_negative": lambda: staff(count=MINUS),
}
# A list of choices refuses the value before the constraint is asked; the words are Django's, in Indonesian.
CHOICES_ONLY = {"funding_source_known", "staff_category_kind_known"}
CONSTRAINTS = constraints_of("budgets")


def test_every_constraint_has_a_case_and_no_case_is_left_over():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", sorted(set(CONSTRAINTS) - CHOICES_ONLY))
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert has_own_sentence(CONSTRAINTS[name][1])


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_database_refuses_what_the_constraint_forbids(name):
    assert is_refused_by_the_database(CASES[name](), *CONSTRAINTS[name])


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_form_says_why_in_indonesian(name):
    said = sentences_of(CASES[name]())
    if name in CHOICES_ONLY:
        assert is_no_choice(said)
    else:
        assert said == [CONSTRAINTS[name][1].violation_error_message]


@pytest.mark.parametrize("make", [revenue, budget, funding, allocation])
@pytest.mark.parametrize("amount", [Decimal(0), None, Decimal(999_999_999_999_999)])
def test_zero_nothing_and_very_much_money_pass(make, amount):
    name = "initial_ceiling" if make is budget else "amount"
    make(**{name: amount}).full_clean()


@pytest.mark.parametrize("amount", ["0.5", "1000000000000000", "1e30", "NaN", "sejuta"])
def test_money_is_whole_rupiah_of_at_most_fifteen_digits(amount):
    assert set(refusal_of(revenue(amount=amount))) == {"amount"}


@pytest.mark.parametrize("year", [2020, 2025])
@pytest.mark.parametrize("make", [funding, allocation])
def test_a_need_lies_in_a_year_of_its_plan(make, year):
    row = make(year=year)
    plan = row.plan if make is funding else row.line.plan
    assert refusal_of(row) == {
        "year": [f"Tahun {year} di luar periode renstra {plan.code} (2021–2024)."]
    }


@pytest.mark.parametrize("count", ["0.5", "1000000", "NaN", "lima"])
def test_people_are_counted_whole(count):
    staff(count=Decimal(54)).full_clean()
    assert set(refusal_of(staff(count=count))) == {"count"}


def test_a_code_of_staff_comes_again_for_the_other_kind():
    row = StaffCategoryFactory()
    row.kind = StaffCategory.Kind.EDUCATION
    twin(row).full_clean()


def test_revenue_staff_and_budget_have_years_outside_every_plan():
    revenue(year=2018).full_clean()
    staff(year=2018).full_clean()
    budget(year=2018).full_clean()


def test_a_component_stands_under_an_activity_target_of_its_plan():
    assert refusal_of(line(activity_target=ActivityTargetFactory())) == {
        "activity_target": ["Sasaran kegiatan harus dari renstra yang sama."]
    }


def test_a_component_may_name_an_indicator_of_an_earlier_plan_but_not_of_another_unit():
    row = line()
    row.indicator = IndicatorFactory(plan=PlanFactory(unit=row.plan.unit))
    row.full_clean()
    row.indicator = IndicatorFactory()
    assert refusal_of(row) == {
        "indicator": ["Indikator harus dari unit kerja yang sama."]
    }


def owner(row):
    """Return the unit of an unsaved row."""
    return row.owner_unit


LOCKABLE = [revenue, revenue_total, budget, funding, allocation, staff]


@pytest.mark.parametrize("make", LOCKABLE)
def test_a_locked_year_closes_money(make):
    row = make()
    LockFactory(unit=owner(row), year=2023)
    said = refusal_of(row)
    assert list(said) == ["__all__"]
    assert said["__all__"][0].startswith("Tahun 2023 dikunci oleh ")


@pytest.mark.parametrize("make", LOCKABLE)
def test_a_locked_quarter_another_year_and_another_unit_leave_money_open(make):
    row = make()
    LockFactory(unit=owner(row), year=2023, period=Period.Q1)
    LockFactory(unit=owner(row), year=2024)
    LockFactory(year=2023)
    row.full_clean()


@pytest.mark.parametrize("make", LOCKABLE)
def test_money_is_not_moved_out_of_a_locked_year(make):
    row = make()
    row.save()
    LockFactory(unit=owner(row), year=2023)
    row.year = 2024
    assert refusal_of(row)


@pytest.mark.parametrize(
    "model",
    list(apps.get_app_config("budgets").get_models()),
    ids=lambda model: model.__name__,
)
def test_an_empty_form_is_refused_and_never_fails(model):
    with pytest.raises(ValidationError):
        model().full_clean()


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        pytest.param(NonTaxRevenue(year=2023), "service_type", id="revenue"),
        pytest.param(AnnualBudget(year=2023), "unit", id="budget"),
        pytest.param(BudgetAllocation(year=2023), "line", id="allocation"),
        pytest.param(StaffCount(year=2023), "category", id="staff"),
        pytest.param(BudgetLine(order=1, name="Komponen"), "plan", id="component"),
    ],
)
def test_a_form_without_its_owner_is_refused_and_never_fails(row, missing):
    assert missing in refusal_of(row)


@pytest.mark.parametrize(
    ("factory", "figures"),
    [
        pytest.param(RevenueFactory, {"amount": Decimal(0)}, id="revenue zero"),
        pytest.param(RevenueFactory, {"amount": None, "target": 5}, id="its target"),
        pytest.param(RevenueTotalFactory, {"amount": Decimal(0)}, id="stated zero"),
        pytest.param(BudgetFactory, {}, id="budget"),
        pytest.param(
            BudgetFactory,
            {"initial_ceiling": None, "spending": Decimal(1)},
            id="spending alone",
        ),
        pytest.param(FundingFactory, {}, id="funding"),
        pytest.param(AllocationFactory, {}, id="allocation"),
        pytest.param(StaffCountFactory, {"count": Decimal(0)}, id="staff zero"),
        pytest.param(
            AllocationFactory,
            {"amount": None, "output_realized": Decimal(0)},
            id="volume zero",
        ),
    ],
)
def test_a_row_with_a_figure_is_not_deleted_alone_nor_in_a_set(factory, figures):
    row = factory(**figures)
    model = type(row)
    for delete in (row.delete, model.objects.filter(pk=row.pk).delete):
        with pytest.raises(ProtectedError) as refusal, transaction.atomic():
            delete()
        assert refusal.value.args[0] == (CARRIES_FIGURES)
    assert model.objects.filter(pk=row.pk).exists()


def test_the_figures_of_a_parent_are_kept_from_its_side_too():
    unit = BudgetFactory().unit
    with pytest.raises(ProtectedError):
        unit.budgets.all().delete()


def test_an_empty_row_may_be_deleted():
    RevenueFactory(amount=None).delete()
    AllocationFactory(amount=None).delete()
    assert not NonTaxRevenue.objects.exists()
    assert not BudgetAllocation.objects.exists()


def test_what_money_stands_on_stays():
    row = AllocationFactory(amount=None)
    for parent in (
        row.line,
        row.line.activity_target,
        row.line.plan,
        RevenueFactory(amount=None).service_type,
        FundingFactory(amount=None).plan,
        BudgetFactory().unit,
        StaffCountFactory(count=None).category,
    ):
        with pytest.raises(ProtectedError), transaction.atomic():
            parent.delete()


@pytest.mark.parametrize(
    ("initial", "revised", "ceiling"),
    [(10, None, 10), (10, 8, 8), (10, 0, 0), (None, 8, 8), (None, None, None)],
)
def test_the_ceiling_in_force_is_the_revised_one_even_zero(initial, revised, ceiling):
    row = AnnualBudget(initial_ceiling=initial, revised_ceiling=revised)
    assert row.ceiling == ceiling
