"""Two people at the same moment, in two real transactions: one is first, nothing is lost or doubled.

The row that both need, as a rule the plan year's, is held until both wait in the database;
then they go on in the order in which they came.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import audit
from accounts.chain_check import check_chain
from accounts.models import AuditBatch, AuditHead, Role, Unit
from indicators.models import AnnualTarget, PeriodLock, PlanYear, Realization
from indicators.revisions.revising import begin, revise
from tests.factories import (
    ActivityTargetFactory,
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)
from tests.phone import give_phone
from tests.workbook.books import realization, xlsx_book, xlsx_bytes

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite lets one person write at a time",
    ),
]
LONGEST_WAIT = 20


@pytest.fixture
def indicator(unit):
    plan = PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2023,))
    target = ActivityTargetFactory(plan=plan, code="SK1")
    row = IndicatorFactory(plan=plan, activity_target=target, code="SK1.1")
    TargetFactory(indicator=row)
    return row


def person(unit, role):
    client = Client()
    client.user = UserFactory(role=role, unit=unit)
    client.force_login(client.user)
    return client


def waiting():
    """Return how many transactions wait for a lock of another one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
            " AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def wait_for(number):
    end = time.monotonic() + LONGEST_WAIT
    while waiting() < number:
        assert time.monotonic() < end, "nobody waits: the two do not meet"
        time.sleep(0.02)


def in_thread(deed, started):
    started.set()
    try:
        return deed()
    finally:
        connection.close()


def together(first, second, held=PlanYear):
    """Do both while rows are held, of the plan year as a rule; return their answers. ``first`` came first."""
    with ThreadPoolExecutor(2) as pool, transaction.atomic():
        list(held.objects.select_for_update())
        answers = []
        for number, deed in enumerate((first, second), start=1):
            started = threading.Event()
            answers.append(pool.submit(in_thread, deed, started))
            started.wait(LONGEST_WAIT)
            wait_for(number)
        transaction.set_rollback(True)
    return [answer.result(LONGEST_WAIT) for answer in answers]


def typed(client, indicator, value):
    """Return the grid's form with another value in the year's field, as the page was seen."""
    page = client.get(reverse("entry_year", args=[2023])).context["sheet"]
    row = page.cells[str(indicator.pk)]
    number = indicator.pk
    return {f"value-{number}": value, f"note-{number}": "", f"mark-{number}": row.mark}


def save(client, form):
    return lambda: client.post(reverse("entry_year", args=[2023]), form)


def test_of_two_who_edit_one_figure_the_second_sees_the_first(unit, indicator):
    RealizationFactory(indicator=indicator)
    rina, sari = person(unit, Role.OPERATOR), person(unit, Role.OPERATOR)
    forms = [typed(rina, indicator, "57"), typed(sari, indicator, "58")]
    answers = together(save(rina, forms[0]), save(sari, forms[1]))
    assert [answer.status_code for answer in answers] == [302, 422]
    page = answers[1].content.decode()
    assert "57" in page
    assert "58" in page
    assert Realization.objects.get().value == 57
    assert Realization.history.filter(history_type="~").count() == 1


def test_of_two_who_enter_a_first_figure_only_one_row_is_made(unit, indicator):
    rina, sari = person(unit, Role.OPERATOR), person(unit, Role.OPERATOR)
    forms = [typed(rina, indicator, "57"), typed(sari, indicator, "58")]
    answers = together(save(rina, forms[0]), save(sari, forms[1]))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert Realization.objects.count() == 1


LOCK = {"deed": "lock", "year": "2023", "period": "TAHUN", "reason": "Selesai"}


def test_who_locks_first_keeps_the_editor_out(unit, indicator):
    head, rina = person(unit, Role.VERIFIKATOR), person(unit, Role.OPERATOR)
    form = typed(rina, indicator, "57")
    lock = lambda: head.post(reverse("locks"), LOCK)  # noqa: E731 - a deed to be done later
    locked, saved = together(lock, save(rina, form))
    assert (locked.status_code, saved.status_code) == (302, 422)
    assert "dikunci oleh" in saved.content.decode()
    assert not Realization.objects.exists()


def test_who_edits_first_keeps_the_period_open(unit, indicator):
    head, rina = person(unit, Role.VERIFIKATOR), person(unit, Role.OPERATOR)
    form = typed(rina, indicator, "57")
    lock = lambda: head.post(reverse("locks"), LOCK)  # noqa: E731 - a deed to be done later
    saved, locked = together(save(rina, form), lock)
    assert (saved.status_code, locked.status_code) == (302, 422)
    assert "belum dapat dikunci" in locked.content.decode()
    assert not PeriodLock.objects.exists()


@pytest.fixture
def revision(indicator):
    """A revision of the plan that could count from 2023 on, and could be thrown away."""
    plan = indicator.plan
    new = begin(plan)
    new.code, new.decree_number, new.decree_date = "REVISI", "1/SK", "2023-05-02"
    revise(new, UserFactory(unit=plan.unit), "Reviu")
    return new


def counting(head):
    """Return the deed that lets the revision count, as the page was seen."""
    where = f"{reverse('revision_enforce', args=['REVISI'])}?tahun=2023"
    mark = head.get(where).context["found"].mark
    return lambda: head.post(where, {"reason": "Reviu", "seen": mark})


def throwing_away(rina):
    where = reverse("revision_discard", args=["REVISI"])
    return lambda: rina.post(where, {"reason": "Keliru"})


def test_a_revision_that_begins_to_count_is_not_thrown_away(unit, revision):
    head, rina = person(unit, Role.VERIFIKATOR), person(unit, Role.OPERATOR)
    begun, thrown = together(counting(head), throwing_away(rina))
    assert (begun.status_code, thrown.status_code) == (302, 422)
    assert PlanYear.objects.get(year=2023).plan == revision


def test_a_revision_that_is_thrown_away_does_not_begin_to_count(unit, revision):
    head, rina = person(unit, Role.VERIFIKATOR), person(unit, Role.OPERATOR)
    thrown, begun = together(throwing_away(rina), counting(head))
    assert (thrown.status_code, begun.status_code) == (302, 422)
    assert PlanYear.objects.get(year=2023).plan == revision.predecessor


def test_who_locks_first_keeps_the_lineage_as_it_is(unit, indicator, revision):
    """The plan before says no target of the year, so the revision's would come over the link."""
    head, rina = person(unit, Role.VERIFIKATOR), person(unit, Role.OPERATOR)
    AnnualTarget.objects.filter(indicator=indicator).delete_with_draft()
    where = reverse("revision_lineage", args=["REVISI"])
    sheet = rina.get(where).context["sheet"]
    link = {f"kind-{indicator.pk}-0": "renamed", "seen": sheet.mark}
    link[f"to-{indicator.pk}-0"] = sheet.rows[0].first.to
    lock = lambda: head.post(reverse("locks"), LOCK)  # noqa: E731 - a deed to be done later
    locked, saved = together(lock, lambda: rina.post(where, link))
    assert (locked.status_code, saved.status_code) == (302, 422)
    assert "dikunci oleh" in saved.content.decode()


def test_an_import_confirmed_twice_is_written_once(unit, indicator, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    rina = person(unit, Role.OPERATOR)
    book = xlsx_bytes(xlsx_book(realisasi=[realization(nilai="16,85")]))
    upload = SimpleUploadedFile("buku.xlsx", book)
    preview = rina.post(reverse("workbook_import"), {"berkas": upload})
    sealed = preview.context["form"]["pratinjau"].value()
    again = Client()
    again.cookies = rina.cookies

    def confirm(client):
        where = reverse("workbook_confirm")
        return lambda: client.post(where, {"pratinjau": sealed, "diperiksa": "on"})

    answers = together(confirm(rina), confirm(again))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert AuditBatch.objects.filter(path="import").count() == 1
    assert Realization.history.count() == 1


def test_one_code_of_a_phone_lets_one_browser_in(unit):
    siti = UserFactory(unit=unit, username="siti")
    phone = give_phone(siti)
    # As if it had been turned on long ago: the phone's code of now is not used yet.
    device = TOTPDevice.objects.get()
    device.last_t = -1
    device.save()
    code = phone.code()

    def second_step():
        client = Client()
        data = {"username": "siti", "password": "sandi-uji-123"}
        client.post(reverse("login"), data)
        return lambda: client.post(reverse("login_code"), {"code": code})

    answers = together(second_step(), second_step(), held=TOTPDevice)
    assert sorted(answer.status_code for answer in answers) == [200, 302]


def renaming(unit, name):
    """Return a deed that renames the unit under a batch of its own."""

    def rename():
        with audit.batch(AuditBatch.Path.COMMAND, user=None):
            row = Unit.objects.select_for_update().get(pk=unit.pk)
            row.name = name
            row.save()

    return rename


@pytest.mark.parametrize("held", [AuditHead, Unit], ids=["a seal", "the first seal"])
def test_of_two_who_seal_each_gets_a_number_of_its_own(unit, held):
    other = UnitFactory()
    if held is AuditHead:
        renaming(unit, "Sebelumnya")()
    count = AuditBatch.objects.count()
    together(renaming(unit, "Satu"), renaming(other, "Dua"), held)
    assert AuditBatch.objects.count() == count + 2
    assert list(check_chain()) == []
