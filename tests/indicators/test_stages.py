"""What closes a figure besides a lock: verification, another person's charge, a fixed agreement; and exceptions."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.acting import acting
from accounts.models import Role
from indicators.models import Measurement, Period, Realization
from indicators.models.guard import (
    REASON_NEEDED,
    measurement_problems,
    quarterly_target_problems,
    realization_problems,
)
from tests.factories import (
    AgreementFactory,
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TargetFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2024, 1, 20, 1, tzinfo=datetime.UTC)


@pytest.fixture
def indicator(unit):
    return IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2023,)))


def messages(row):
    return [problem.message for problem in realization_problems([row])]


def submitted(indicator, **options):
    return RealizationFactory(
        indicator=indicator, workflow="submitted", submitted_at=NOW, **options
    )


def verified(indicator):
    checker = UserFactory(first_name="Sari", last_name="", unit=indicator.plan.unit)
    return submitted(indicator), checker


def test_a_verified_figure_stands(indicator):
    row, checker = verified(indicator)
    Realization.objects.filter(pk=row.pk).update(
        workflow="verified", verified_at=NOW, verified_by=checker
    )
    row.value = Decimal(57)
    row._change_reason = "Salah ketik"
    [said] = messages(row)
    assert said == (
        "Sudah diverifikasi oleh Sari pada 20-01-2024; mintalah agar dikembalikan dahulu."
    )
    row.value = Decimal(56)
    assert messages(row) == []
    row.note = "Catatan baru"
    assert messages(row) == [said]
    case = Measurement(realization=row, label="A", method="recorded", result=1)
    assert [problem.message for problem in measurement_problems([case])] == [said]


def test_a_submitted_figure_changes_with_a_reason_only(indicator):
    row = submitted(indicator)
    row.value = Decimal(57)
    assert messages(row) == [REASON_NEEDED]
    with acting(None, "Koreksi dokumen"):
        assert messages(row) == []
    row._change_reason = "Salah ketik"
    assert messages(row) == []


def test_words_about_a_submitted_figure_need_no_reason(indicator):
    row = submitted(indicator)
    row.cause = "Banyak pelanggan baru"
    assert messages(row) == []


@pytest.mark.parametrize(
    "change", [{"uses_previous_year": True}, {"origin": "published"}]
)
def test_whose_data_it_is_belongs_to_the_figure(indicator, change):
    row = submitted(indicator)
    for name, value in change.items():
        setattr(row, name, value)
    assert messages(row) == [REASON_NEEDED]


def test_a_declared_dash_is_a_figure_that_changes_with_a_reason(indicator):
    row = submitted(indicator, value=None, printed_text="-")
    row.printed_text = "N/A"
    assert messages(row) == []
    row.printed_text = ""
    assert messages(row) == [REASON_NEEDED]


@pytest.fixture
def operator(unit):
    return UserFactory(role=Role.OPERATOR, unit=unit)


def test_without_a_person_in_charge_the_whole_unit_enters(indicator, operator):
    with acting(operator):
        assert messages(RealizationFactory.build(indicator=indicator)) == []


def test_only_the_person_in_charge_enters(indicator, operator):
    indicator.person_in_charge = UserFactory(first_name="Rina", last_name="Tumbel")
    row = RealizationFactory.build(indicator=indicator)
    quarter = QuarterlyTargetFactory.build(indicator=indicator)
    with acting(operator):
        assert messages(row) == [
            f"Indikator {indicator.code} menjadi tugas Rina Tumbel; hanya petugasnya yang mengisi."
        ]
        assert len(quarterly_target_problems([quarter])) == 1
    with acting(indicator.person_in_charge):
        assert messages(row) == []
        assert quarterly_target_problems([quarter]) == []


def test_the_members_of_the_team_in_charge_enter(indicator, operator, unit):
    indicator.team = TeamFactory(unit=unit, name="Mutu")
    row = RealizationFactory.build(indicator=indicator)
    with acting(operator):
        assert "tim Mutu" in messages(row)[0]
        indicator.team.members.add(operator)
        assert messages(row) == []


def test_people_in_charge_are_of_the_unit(indicator):
    indicator.person_in_charge = UserFactory()
    with pytest.raises(ValidationError) as refusal:
        indicator.full_clean()
    assert refusal.value.message_dict == {
        "person_in_charge": ["Harus dari unit kerja yang sama."]
    }


@pytest.mark.parametrize("count", [2, 40])
def test_asking_who_is_in_charge_costs_the_same_for_many(
    unit, operator, count, django_assert_num_queries
):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    team = TeamFactory(unit=unit)
    rows = [
        RealizationFactory.build(indicator=IndicatorFactory(plan=plan, team=team))
        for _ in range(count)
    ]
    with acting(operator), django_assert_num_queries(4):
        assert len(realization_problems(rows)) == count


def test_an_exception_opens_one_indicator_until_it_ends(indicator, unit):
    LockFactory(unit=unit)
    other = IndicatorFactory(plan=indicator.plan)
    opening = LockExceptionFactory(unit=unit, indicator=indicator)
    assert messages(RealizationFactory.build(indicator=indicator)) == []
    assert len(messages(RealizationFactory.build(indicator=other))) == 1
    opening.until = timezone.now() - datetime.timedelta(seconds=1)
    opening.save()
    assert len(messages(RealizationFactory.build(indicator=indicator))) == 1


def test_an_exception_for_the_unit_opens_quarters_too_but_no_meaning(indicator, unit):
    LockFactory(unit=unit)
    LockFactory(unit=unit, period=Period.Q1)
    LockExceptionFactory(unit=unit)
    row = RealizationFactory.build(indicator=indicator, period=Period.Q1)
    assert messages(row) == []
    indicator.polarity = "minimize"
    with pytest.raises(ValidationError, match="dikunci oleh"):
        indicator.full_clean()


def test_an_exception_of_another_year_or_unit_opens_nothing(indicator, unit):
    LockFactory(unit=unit)
    LockExceptionFactory(unit=unit, year=2022)
    LockExceptionFactory()
    assert len(messages(RealizationFactory.build(indicator=indicator))) == 1


def test_a_fixed_agreement_keeps_its_targets(indicator, unit):
    agreement = AgreementFactory(unit=unit, number="1/PK", date=NOW.date())
    row = TargetFactory(indicator=indicator, agreement=agreement)
    row.full_clean()
    agreement.fixed_at = NOW
    agreement.save()
    with pytest.raises(ValidationError, match="PK 2023 sudah ditetapkan"):
        row.full_clean()
