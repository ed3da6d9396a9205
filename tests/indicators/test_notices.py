"""What people are told about deeds: rows at once, mail after the commit, never at the deed's expense."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from indicators.models import Notice, Realization
from indicators.notices import deliver, recent, record
from indicators.seals import seals
from indicators.workflow import Asked, Deed, perform
from tests.factories import (
    NoticeFactory,
    PlanFactory,
    RealizationFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class Unreachable(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("no mail server")


class Refusing(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if messages[0].to == ["rina@kantor.go.id"]:
            raise smtplib.SMTPRecipientsRefused({"rina@kantor.go.id": (550, b"no")})
        return super().send_messages(messages)


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023,))


@pytest.fixture
def operator(unit):
    return UserFactory(
        role=Role.OPERATOR,
        unit=unit,
        first_name="Rina",
        last_name="Tumbel",
        email="rina@kantor.go.id",
    )


@pytest.fixture
def checker(unit):
    return UserFactory(
        role=Role.VERIFIKATOR,
        unit=unit,
        first_name="Sari",
        last_name="",
        email="sari@kantor.go.id",
    )


def do(deed, user, rows, note=""):
    stored = list(Realization.objects.filter(pk__in=[row.pk for row in rows]))
    outcome = perform(Asked(Deed(deed), user, seals(stored), note))
    assert outcome.is_done, outcome


@pytest.fixture
def rows(plan, operator):
    found = [
        RealizationFactory(
            indicator__plan=plan, indicator__code=f"SK{n}.1", indicator__name="Mutu"
        )
        for n in (1, 2)
    ]
    do("submit", operator, found)
    return found


def test_a_return_is_told_with_its_note_in_one_mail(
    rows, operator, checker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        do("return", checker, rows, "Lampirkan laporan.")
    assert [(each.user, each.kind) for each in Notice.objects.all()] == [
        (operator, "returned")
    ] * 2
    [message] = mail.outbox
    assert message.to == ["rina@kantor.go.id"]
    assert message.subject == "Kinerja: 2 dikembalikan"
    assert "Yth. Rina Tumbel," in message.body
    assert (
        "- SK1.1 Mutu, 2023: dikembalikan oleh Sari. Catatan: Lampirkan laporan."
        in message.body
    )
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_verification_is_told(
    rows, operator, checker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        do("verify", checker, rows[:1])
    assert mail.outbox[0].subject == "Kinerja: 1 terverifikasi"
    assert "SK1.1 Mutu, 2023: diverifikasi oleh Sari." in mail.outbox[0].body


def test_submitting_and_withdrawing_is_told_to_nobody(rows, operator):
    do("withdraw", operator, rows)
    assert not Notice.objects.exists()


def test_links_are_in_the_mail_where_the_installation_knows_its_name(
    rows, checker, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        do("verify", checker, rows[:1])
    assert "http" not in mail.outbox[0].body
    settings.PUBLIC_BASE_URL = "https://kinerja.kantor.go.id/"
    with django_capture_on_commit_callbacks(execute=True):
        do("verify", checker, rows[1:])
    assert "https://kinerja.kantor.go.id/beranda/" in mail.outbox[1].body


def test_who_is_in_charge_is_told_as_well_and_the_one_who_acts_is_not(
    rows, operator, checker, unit
):
    member = UserFactory(unit=unit)
    team = TeamFactory(unit=unit)
    team.members.add(member, checker, UserFactory(unit=unit, is_active=False))
    indicator = rows[0].indicator
    indicator.team = team
    indicator.save()
    do("verify", checker, rows[:1])
    assert {each.user for each in Notice.objects.all()} == {operator, member}


def test_a_mail_server_that_does_not_answer_undoes_nothing(
    rows, checker, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    with django_capture_on_commit_callbacks(execute=True):
        do("verify", checker, rows)
    assert {row.workflow for row in Realization.objects.all()} == {"verified"}
    assert Notice.objects.filter(sent_at=None).count() == 2
    assert "cannot be reached" in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(recent()) == 1
    assert deliver(recent()) == 0
    assert len(mail.outbox) == 1


def test_an_address_that_is_refused_does_not_keep_the_others_back(
    operator, settings, caplog
):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    refused = NoticeFactory(user=operator)
    other = NoticeFactory(user=UserFactory(email="lain@kantor.go.id"))
    assert deliver(recent()) == 1
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.sent_at, other.sent_at is None) == (None, False)


@pytest.mark.parametrize(
    "options",
    [{"email": ""}, {"receives_notices": False}, {"is_active": False}],
    ids=["no address", "turned off", "no account any more"],
)
def test_who_gets_no_mail_keeps_the_notice(options):
    user = UserFactory(**{"email": "a@kantor.go.id", **options})
    NoticeFactory(user=user)
    assert deliver(recent()) == 0
    assert mail.outbox == []
    assert Notice.objects.get().sent_at is None


def test_old_notices_are_not_sent_any_more():
    old = NoticeFactory(user__email="a@kantor.go.id")
    long_ago = timezone.now() - datetime.timedelta(days=8)
    Notice.objects.filter(pk=old.pk).update(created_at=long_ago)
    assert deliver(recent()) == 0


def test_the_same_occasion_is_told_once():
    first = NoticeFactory()
    same = {
        name: getattr(first, name)
        for name in ("user", "kind", "indicator", "year", "period", "occasion", "text")
    }
    with transaction.atomic():
        record([Notice(**same)])
    assert Notice.objects.count() == 1


def test_a_note_cannot_forge_headers_of_the_mail(
    rows, checker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        do("return", checker, rows[:1], "x\nBcc: semua@kantor.go.id\n\n<b>&</b>")
    [message] = mail.outbox
    assert message.recipients() == ["rina@kantor.go.id"]
    assert "<b>&</b>" in message.body
    assert "Bcc" not in message.message()


@pytest.mark.parametrize("count", [2, 25])
def test_telling_costs_the_same_for_many(
    plan, operator, checker, count, django_assert_max_num_queries
):
    rows = [RealizationFactory(indicator__plan=plan) for _ in range(count)]
    do("submit", operator, rows)
    with django_assert_max_num_queries(34):
        do("verify", checker, rows)
    assert Notice.objects.count() == count
