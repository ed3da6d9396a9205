"""The page "Kunci periode": locking, opening again with a reason, opening for a while."""

import datetime

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from indicators.lock_page import LockPage
from indicators.models import LockException, Origin, Period, PeriodLock
from indicators.models.guard import realization_problems
from tests.factories import (
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    PlanFactory,
    RealizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LOCKS = reverse("locks")
WHOLE_YEAR = {"year": "2023", "period": "TAHUN", "reason": "LAKIP sudah dikirim"}
NOW = timezone.now()


@pytest.fixture
def indicator(unit):
    return IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2023,)), code="SK1.1")


@pytest.fixture
def head(sign_in):
    return sign_in("verifikator")


def verified(indicator, **options):
    stage = {"workflow": "verified", "submitted_at": NOW, "verified_at": NOW}
    return RealizationFactory(indicator=indicator, **stage | options)


def test_a_year_is_locked_with_who_and_why(head, indicator):
    verified(indicator)
    RealizationFactory(indicator=indicator, period="TW1", origin=Origin.PUBLISHED)
    reply = head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR}, follow=True)
    row = PeriodLock.objects.get()
    assert (row.locked_by, row.period, row.reason) == (
        head.user,
        Period.YEAR,
        "LAKIP sudah dikirim",
    )
    assert row.history.get().batch.reason == "LAKIP sudah dikirim"
    assert "Tahun 2023 dikunci." in reply.content.decode()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({}, "draf"),
        ({"value": None, "printed_text": "-"}, "draf"),
        ({"workflow": "submitted", "submitted_at": NOW}, "diajukan"),
        (
            {"workflow": "returned", "submitted_at": NOW, "return_note": "Periksa"},
            "dikembalikan",
        ),
    ],
)
def test_a_period_with_unfinished_figures_is_not_locked(head, indicator, options, word):
    RealizationFactory(indicator=indicator, period="TW2", **options)
    reply = head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR})
    assert reply.status_code == 422
    assert f"SK1.1 Triwulan II ({word})" in reply.content.decode()
    assert not PeriodLock.objects.exists()
    quarter = {"deed": "lock", **WHOLE_YEAR, "period": "TW1"}
    assert head.post(LOCKS, quarter).status_code == 302


def test_many_unfinished_figures_are_counted(head, indicator):
    for number in range(7):
        other = IndicatorFactory(plan=indicator.plan, code=f"SK9.{number}")
        RealizationFactory(indicator=other)
    page = head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR}).content.decode()
    assert "SK9.4 Tahun (draf) dan 2 lainnya" in page


def test_an_empty_row_keeps_nothing_open(head, indicator):
    RealizationFactory(indicator=indicator, value=None)
    assert head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR}).status_code == 302


def test_a_period_that_is_not_over_is_not_locked(head, indicator, time_machine):
    time_machine.move_to("2023-12-31T10:00:00+08:00")
    reply = head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR})
    assert "Tahun 2023 belum berakhir." in reply.content.decode()
    time_machine.move_to("2024-01-01T10:00:00+08:00")
    assert head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR}).status_code == 302


@pytest.mark.parametrize("deed", ["lock", "unlock"])
def test_without_a_reason_nothing_happens_and_the_form_stays_open(
    head, indicator, unit, deed
):
    if deed == "unlock":
        LockFactory(unit=unit)
    before = PeriodLock.objects.count()
    reply = head.post(LOCKS, {"deed": deed, **WHOLE_YEAR, "reason": "  "})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Alasan harus diisi." in page
    assert '<details class="deed" open>' in page
    assert PeriodLock.objects.count() == before


def test_a_reason_that_is_too_long_stays_typed(head, indicator):
    long = "a" * 301
    reply = head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR, "reason": long})
    assert f'value="{long}"' in reply.content.decode()


def test_a_period_is_locked_once(head, indicator, unit):
    LockFactory(unit=unit)
    reply = head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR})
    assert reply.status_code == 422
    assert "Periode ini sudah dikunci." in reply.content.decode()


def test_opening_again_keeps_the_reason(head, indicator, unit):
    LockFactory(unit=unit)
    reply = head.post(
        LOCKS, {"deed": "unlock", **WHOLE_YEAR, "reason": "Temuan auditor"}
    )
    assert reply.status_code == 302
    assert not PeriodLock.objects.exists()
    gone = PeriodLock.history.latest()
    assert (gone.history_type, gone.batch.reason) == ("-", "Temuan auditor")
    assert gone.batch.user == head.user


def test_a_lock_is_not_deleted_without_a_reason(unit):
    with pytest.raises(ProtectedError, match="halaman Kunci periode"):
        LockFactory(unit=unit).delete()


def test_a_lock_that_is_gone_answers_404(head, indicator):
    assert head.post(LOCKS, {"deed": "unlock", **WHOLE_YEAR}).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"year": "abc"},
        {"year": "99999999999999999999"},
        {"period": "TW9"},
        {"period": ""},
        {"year": ""},
    ],
)
def test_a_period_that_does_not_exist_is_refused(head, indicator, typed):
    assert head.post(LOCKS, {"deed": "lock", **WHOLE_YEAR, **typed}).status_code == 422


def test_an_unknown_deed_is_refused(head, indicator):
    assert head.post(LOCKS, {"deed": "hapus"}).status_code == 403


def opening(row, until="2026-12-01", **changes):
    typed = {
        "deed": "open",
        "year": "2023",
        "period": "TAHUN",
        "indicator": row.pk,
        "until": until,
        "reason": "Koreksi",
    }
    return typed | changes


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-11-23T10:00:00+08:00")


def problems(indicator):
    return realization_problems([RealizationFactory.build(indicator=indicator)])


def test_an_exception_ends_with_its_last_day(
    head, indicator, unit, today, time_machine
):
    LockFactory(unit=unit)
    other = IndicatorFactory(plan=indicator.plan)
    reply = head.post(LOCKS, opening(indicator), follow=True)
    assert "2023: SK1.1 dibuka sampai 01-12-2026" in reply.content.decode()
    assert problems(indicator) == []
    assert len(problems(other)) == 1
    time_machine.move_to("2026-12-01T23:59:00+08:00")
    assert problems(indicator) == []
    time_machine.move_to("2026-12-02T00:00:30+08:00")
    assert len(problems(indicator)) == 1


def test_an_exception_can_be_ended_early(head, indicator, unit, today, time_machine):
    LockFactory(unit=unit)
    head.post(LOCKS, opening(indicator, indicator=""))
    row = LockException.objects.get()
    assert (row.indicator, row.opened_by) == (None, head.user)
    time_machine.shift(60)
    assert head.post(LOCKS, {"deed": "end", "exception": row.pk}).status_code == 302
    assert len(problems(indicator)) == 1
    assert head.post(LOCKS, {"deed": "end", "exception": row.pk}).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "²"])
def test_an_exception_that_does_not_exist_answers_404(head, indicator, number):
    reply = head.post(LOCKS, {"deed": "end", "exception": number})
    assert reply.status_code == 404


def test_an_exception_of_another_unit_does_not_exist(head, indicator):
    row = LockExceptionFactory()
    assert head.post(LOCKS, {"deed": "end", "exception": row.pk}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": "2026-11-22"}, "Batas waktu harus sesudah sekarang."),
        ({"until": ""}, "Batas waktu harus diisi."),
        ({"until": "besok"}, "Batas waktu harus berupa tanggal."),
        ({"reason": ""}, "Alasan harus diisi."),
        ({"indicator": "0"}, "Indikator ini bukan milik unit kerja Anda."),
    ],
)
def test_a_bad_exception_is_refused_in_words(
    head, indicator, unit, today, changes, said
):
    LockFactory(unit=unit)
    reply = head.post(LOCKS, opening(indicator, **changes))
    page = reply.content.decode()
    assert reply.status_code == 422
    assert said in page
    assert '<details class="opening" open>' in page
    assert not LockException.objects.exists()


def test_a_year_that_is_open_gets_no_exception_in_advance(head, indicator, today):
    reply = head.post(LOCKS, opening(indicator))
    assert "Tahun 2023 tidak terkunci." in reply.content.decode()
    assert not LockException.objects.exists()


def test_an_indicator_of_another_unit_gets_no_exception(head, indicator, unit, today):
    LockFactory(unit=unit)
    theirs = IndicatorFactory()
    assert head.post(LOCKS, opening(theirs)).status_code == 422


def test_only_indicators_of_the_years_plan_are_offered_and_opened(
    head, indicator, unit, today
):
    before = IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2022,)))
    LockFactory(unit=unit)
    offered = '<option value="{}">'.format
    page = head.get(LOCKS).content.decode()
    assert offered(indicator.pk) in page
    assert offered(before.pk) not in page
    reply = head.post(LOCKS, opening(before))
    assert "Tahun 2023 tidak memakai renstra indikator ini." in reply.content.decode()
    assert not LockException.objects.exists()


def test_an_exception_is_never_deleted(unit):
    with pytest.raises(ProtectedError):
        LockExceptionFactory(unit=unit).delete()


def test_the_page_counts_what_is_finished(unit, indicator):
    verified(indicator)
    verified(indicator, period="TW1")
    RealizationFactory(indicator=indicator, period="TW2")
    [year] = LockPage(unit).years
    counts = {
        row.period: (row.total, row.verified, row.unfinished) for row in year.rows
    }
    assert counts[Period.Q1] == (1, 1, 0)
    assert counts[Period.Q2] == (1, 0, 1)
    assert counts[Period.Q3] == (0, 0, 0)
    assert counts[Period.YEAR] == (1, 1, 1)
    assert [row.may_be_locked for row in year.rows] == [True, False, True, True, False]


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow(head, unit, count, django_assert_max_num_queries):
    plan = PlanFactory(unit=unit, in_force=(2021, 2022, 2023))
    for _ in range(count):
        row = IndicatorFactory(plan=plan)
        RealizationFactory(indicator=row, origin=Origin.PUBLISHED)
        LockExceptionFactory(unit=unit, indicator=row)
    LockFactory(unit=unit, locked_by=UserFactory(unit=unit))
    with django_assert_max_num_queries(11):
        assert head.get(LOCKS).status_code == 200


def test_until_is_the_end_of_the_day_here(head, indicator, unit, today):
    LockFactory(unit=unit)
    head.post(LOCKS, opening(indicator))
    until = timezone.localtime(LockException.objects.get().until)
    assert until.date() == datetime.date(2026, 12, 1)
