"""Rows with figures stay where they stand: in their plan, their year, their agreement."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from indicators.models import PlanYear
from tests.admin_pages import address, change
from tests.factories import (
    AgreementFactory,
    IndicatorFactory,
    LockFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023,))


@pytest.fixture
def indicator(plan):
    return IndicatorFactory(plan=plan)


@pytest.fixture
def agreement(unit, indicator):
    found = AgreementFactory(unit=unit)
    TargetFactory(indicator=indicator, agreement=found)
    return found


def refusal_of(row, **changes):
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return str(refused.value)


def test_a_year_with_realizations_keeps_its_plan(unit, plan, indicator):
    RealizationFactory(indicator=indicator)
    row = PlanYear.objects.get()
    other = PlanFactory(unit=unit)
    assert "sudah memuat realisasi" in refusal_of(row, plan=other)
    assert "sudah memuat realisasi" in refusal_of(row, plan=plan, year=2024)
    with pytest.raises(ProtectedError, match="sudah memuat realisasi"):
        PlanYear.objects.get().delete()


def test_a_year_with_agreement_targets_keeps_its_plan(unit, agreement):
    assert "target PK" in refusal_of(
        PlanYear.objects.get(), plan=PlanFactory(unit=unit)
    )


def test_a_year_with_plan_targets_alone_may_change_its_plan(unit, indicator):
    TargetFactory(indicator=indicator)
    row = PlanYear.objects.get()
    row.plan = PlanFactory(unit=unit)
    row.full_clean()
    row.delete()


def test_a_year_with_figures_may_be_seen_to_again(indicator):
    RealizationFactory(indicator=indicator)
    PlanYear.objects.get().full_clean()


def test_a_plan_keeps_the_years_in_which_it_counts_or_has_targets(plan, indicator):
    assert plan.years_left_out() == []
    TargetFactory(indicator=indicator, year=2021)
    assert "2021, 2023" in refusal_of(plan, start_year=2024)


def test_an_agreement_with_targets_stays_in_its_year(agreement):
    assert "tidak dapat pindah" in refusal_of(agreement, year=2024)


def test_an_agreement_changes_its_turn_until_the_year_is_locked(unit, agreement):
    agreement.version = 2
    agreement.full_clean()
    LockFactory(unit=unit)
    assert "dikunci oleh" in refusal_of(agreement)
    agreement.version, agreement.number = 1, "PK/1/2023"
    agreement.full_clean()


def test_an_agreement_without_targets_is_free(unit, plan):
    agreement = AgreementFactory(unit=unit)
    agreement.year = 2024
    agreement.full_clean()


def test_rows_are_not_moved_to_another_plan_in_the_administration(
    sign_in, unit, indicator
):
    client, other = sign_in("operator"), PlanFactory(unit=unit)
    for row in (indicator, indicator.activity_target, indicator.plan):
        page = client.get(address(type(row), "change", row.pk)).content.decode()
        assert 'name="plan"' not in page
        assert 'name="unit"' not in page
    assert change(client, indicator, plan=other.pk, name="Baru").status_code == 302
    indicator.refresh_from_db()
    assert (indicator.plan, indicator.name) == (
        indicator.activity_target.plan,
        "Baru",
    )


def test_closed_rows_in_a_page_do_not_close_its_words(sign_in, unit, indicator):
    TargetFactory(indicator=indicator)
    RealizationFactory(indicator=indicator)
    LockFactory(unit=unit)
    client = sign_in("operator")
    reply = change(client, indicator, definition="Diperjelas")
    assert reply.status_code == 302
    reply = change(client, indicator.plan, note="Diperjelas")
    assert reply.status_code == 302
    reply = change(client, indicator, **{"targets-0-value": "9"})
    assert "dikunci oleh" in reply.content.decode()
