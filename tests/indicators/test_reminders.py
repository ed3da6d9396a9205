"""The command that reminds people: once before, once after, then weekly; one mail a person."""

import datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import Role
from indicators.models import Notice
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    TeamFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DUE = datetime.date(2024, 1, 31)


@pytest.fixture
def operator(unit):
    return UserFactory(role=Role.OPERATOR, unit=unit, email="rina@kantor.go.id")


@pytest.fixture
def indicator(unit):
    found = IndicatorFactory(
        plan=PlanFactory(unit=unit, in_force=(2023,)), code="SK1.1", name="Mutu"
    )
    TargetFactory(indicator=found)
    return found


def remind(day, *options):
    out = StringIO()
    call_command("send_reminders", *options, date=str(day), stdout=out)
    return out.getvalue()


def told(days_after_due):
    """Remind on that day; return the kinds of the notices that were made then."""
    before = set(Notice.objects.values_list("pk", flat=True))
    remind(DUE + datetime.timedelta(days=days_after_due))
    return [each.kind for each in Notice.objects.exclude(pk__in=before)]


def test_people_are_reminded_a_week_before_then_after_and_then_weekly(
    operator, indicator
):
    days = {day: told(day) for day in range(-9, 17)}
    assert {day: kinds for day, kinds in days.items() if kinds} == {
        -7: ["due_soon"],
        1: ["overdue"],
        8: ["overdue"],
        15: ["overdue"],
    }


def test_how_long_before_is_a_setting(operator, indicator, settings):
    settings.REMIND_DAYS_BEFORE = 3
    assert told(-4) == []
    assert told(-3) == ["due_soon"]


def test_a_person_gets_one_mail_and_the_same_day_twice_is_one(operator, indicator):
    other = IndicatorFactory(plan=indicator.plan, code="SK2.1", due_days=400)
    TargetFactory(indicator=other)
    late = DUE + datetime.timedelta(days=365)
    assert remind(late) == "2 pemberitahuan baru, 1 surel terkirim.\n"
    assert remind(late) == "0 pemberitahuan baru, 0 surel terkirim.\n"
    [message] = mail.outbox
    assert message.subject == "Kinerja: 1 terlambat, 1 segera jatuh tempo"
    assert "- SK1.1 Mutu, 2023: belum diisi, jatuh tempo 31-01-2024." in message.body
    assert message.body.index("Terlambat") < message.body.index("Segera jatuh tempo")


def test_a_day_on_which_the_command_did_not_run_is_made_up_for(operator, indicator):
    assert told(5) == ["overdue"]
    assert told(6) == []
    assert told(11) == ["overdue"]


def test_who_is_in_charge_is_reminded_instead_of_everybody(operator, indicator, unit):
    person, member = UserFactory(unit=unit), UserFactory(unit=unit)
    indicator.person_in_charge = person
    indicator.team = TeamFactory(unit=unit)
    indicator.team.members.add(member)
    indicator.save()
    remind(DUE)
    assert {each.user for each in Notice.objects.all()} == {person, member}


def test_operators_stand_in_for_people_who_have_left(operator, indicator, unit):
    indicator.person_in_charge = UserFactory(unit=unit, is_active=False)
    indicator.save()
    remind(DUE)
    assert Notice.objects.get().user == operator


def test_verifikators_hear_what_waits_for_them_once(operator, indicator, unit):
    checker = UserFactory(role=Role.VERIFIKATOR, unit=unit, email="sari@kantor.go.id")
    RealizationFactory(
        indicator=indicator,
        workflow="submitted",
        submitted_by=operator,
        submitted_at=datetime.datetime(2024, 1, 20, tzinfo=datetime.UTC),
    )
    remind(DUE)
    remind(DUE)
    assert Notice.objects.get().user == checker
    assert [message.subject for message in mail.outbox] == [
        "Kinerja: 1 menunggu verifikasi"
    ]


def test_other_units_and_people_without_duty_hear_nothing(operator, indicator):
    UserFactory(role=Role.OPERATOR, unit=UnitFactory())
    UserFactory(role=Role.AUDITOR, unit=operator.unit)
    remind(DUE)
    assert {each.user for each in Notice.objects.all()} == {operator}


def test_looking_only_writes_and_sends_nothing(operator, indicator):
    said = remind(DUE, "--dry-run")
    assert f"{operator.first_name} · Segera jatuh tempo · SK1.1 Mutu, 2023:" in said
    assert "1 pemberitahuan; tidak ada yang dikirim." in said
    assert not Notice.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("text", ["besok", "2024-13-01", "", "31-01-2024"])
def test_an_unknown_day_is_refused_in_words(db, text):
    with pytest.raises(CommandError, match="Tanggal tidak dikenal"):
        call_command("send_reminders", date=text)


@pytest.mark.parametrize("count", [2, 25])
def test_the_number_of_queries_does_not_grow(
    operator, indicator, count, django_assert_max_num_queries
):
    for _ in range(count):
        TargetFactory(indicator=IndicatorFactory(plan=indicator.plan))
    with django_assert_max_num_queries(28):
        remind(DUE)
    assert Notice.objects.count() == count + 1
