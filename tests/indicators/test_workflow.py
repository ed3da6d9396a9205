"""Submit, withdraw, return, verify: who may, when, and that it is all of the chosen rows or none."""

import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from accounts.models import AuditBatch, Role
from indicators import sources
from indicators.models import Realization
from indicators.refusals import NO_FIGURE
from indicators.seals import seals
from indicators.workflow import (
    MAX_NOTE,
    NOTE_NEEDED,
    OWN_FIGURE,
    UNPRINTABLE,
    Asked,
    Deed,
    perform,
)
from tests.factories import (
    LockExceptionFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    RealizationFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023,))


@pytest.fixture
def operator(unit):
    return UserFactory(role=Role.OPERATOR, unit=unit, first_name="Rina", last_name="")


@pytest.fixture
def checker(unit):
    return UserFactory(
        role=Role.VERIFIKATOR, unit=unit, first_name="Sari", last_name=""
    )


@pytest.fixture
def row(plan):
    return RealizationFactory(indicator__plan=plan)


def do(deed, user, *rows, note=""):
    """Do the deed to the rows as they stand now."""
    stored = list(Realization.objects.filter(pk__in=[row.pk for row in rows]))
    return perform(Asked(Deed(deed), user, seals(stored), note))


def stage(row):
    row.refresh_from_db()
    return row.workflow


@pytest.fixture
def submitted(row, operator):
    assert do("submit", operator, row).is_done
    return row


@pytest.fixture
def verified(submitted, checker):
    assert do("verify", checker, submitted).is_done
    return submitted


def test_a_figure_goes_from_draft_to_verified(row, operator, checker):
    assert do("submit", operator, row).sentence == "1 realisasi diajukan."
    assert stage(row) == "submitted"
    assert (row.submitted_by, row.submitted_at is not None) == (operator, True)
    assert do("verify", checker, row).sentence == "1 realisasi diverifikasi."
    assert stage(row) == "verified"
    assert row.verified_by == checker


def test_a_deed_over_many_rows_is_one_batch_with_history_and_reason(plan, operator):
    rows = [RealizationFactory(indicator__plan=plan) for _ in range(3)]
    do("submit", operator, *rows)
    opened = AuditBatch.objects.get()
    assert (opened.path, opened.user) == ("action", operator)
    history = Realization.history.filter(batch=opened)
    assert {record.id for record in history} == {row.pk for row in rows}
    assert {record.history_change_reason for record in history} == {"Diajukan"}
    assert {record.history_user for record in history} == {operator}
    assert {record.workflow for record in history} == {"submitted"}


def test_what_is_returned_says_why_and_by_whom(submitted, checker):
    assert do("return", checker, submitted, note=" Bukti\r\nkurang ").is_done
    assert stage(submitted) == "returned"
    assert (submitted.return_note, submitted.returned_by) == ("Bukti\nkurang", checker)
    assert AuditBatch.objects.first().reason == "Bukti\nkurang"
    record = Realization.history.filter(id=submitted.pk).first()
    assert record.history_change_reason == "Dikembalikan: Bukti\nkurang"


def test_a_verified_figure_is_returned_and_no_longer_verified(verified, checker):
    assert do("return", checker, verified, note="Salah tahun").is_done
    assert stage(verified) == "returned"
    assert (verified.verified_by, verified.verified_at) == (None, None)
    assert do("submit", verified.submitted_by, verified).is_done


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        ("", NOTE_NEEDED),
        (" \n ", NOTE_NEEDED),
        ("a\x00b", UNPRINTABLE),
        (
            "x" * (MAX_NOTE + 1),
            f"Catatan paling panjang {MAX_NOTE} karakter; sekarang {MAX_NOTE + 1}.",
        ),
    ],
    ids=["empty", "blank", "nul", "long"],
)
def test_a_return_needs_a_note(submitted, checker, note, problem):
    outcome = do("return", checker, submitted, note=note)
    assert outcome.problem == problem
    assert outcome.sentence == f"Tidak ada yang dikembalikan. {problem}"
    assert stage(submitted) == "submitted"


def test_a_figure_is_withdrawn_before_it_is_verified_and_stays_known_as_handed_in(
    submitted, operator
):
    assert do("withdraw", operator, submitted).is_done
    assert stage(submitted) == "draft"
    assert submitted.was_submitted


def test_a_verified_figure_is_not_withdrawn(verified, operator):
    [refusal] = do("withdraw", operator, verified).refusals.values()
    assert refusal.startswith("Sudah diverifikasi oleh Sari pada ")
    assert refusal.endswith("mintalah agar dikembalikan dahulu.")


@pytest.mark.parametrize(
    ("deed", "start", "refusal"),
    [
        ("submit", "submitted", "Sudah diajukan oleh Rina pada"),
        ("withdraw", "draft", "Belum diajukan."),
        ("return", "draft", "Belum diajukan."),
        ("verify", "draft", "Belum diajukan."),
        ("verify", "verified", "Sudah diverifikasi oleh Sari pada"),
        ("verify", "returned", "Sudah dikembalikan oleh Sari pada"),
        ("withdraw", "returned", "Sudah dikembalikan oleh Sari pada"),
        ("return", "returned", "Sudah dikembalikan oleh Sari pada"),
        ("submit", "verified", "Sudah diverifikasi oleh Sari pada"),
    ],
)
def test_a_deed_out_of_turn_is_refused(row, operator, checker, deed, start, refusal):
    if start != "draft":
        do("submit", operator, row)
    if start in ("verified", "returned"):
        do(
            start.removesuffix("ed").replace("verifi", "verify"),
            checker,
            row,
            note="Cek",
        )
    user = operator if deed in ("submit", "withdraw") else checker
    outcome = do(deed, user, row, note="Cek")
    assert outcome.refusals[row.pk].startswith(refusal)
    assert stage(row) == start


def test_nobody_verifies_what_he_handed_in(unit, row):
    both = UserFactory(role=Role.OPERATOR, unit=unit, is_superuser=True)
    do("submit", both, row)
    assert do("verify", both, row).refusals == {row.pk: OWN_FIGURE}
    assert stage(row) == "submitted"


def test_an_empty_row_is_not_handed_in_but_a_declared_one_is(plan, operator):
    empty = RealizationFactory(indicator__plan=plan, value=None)
    declared = RealizationFactory(indicator__plan=plan, value=None, printed_text="-")
    assert do("submit", operator, empty).refusals == {empty.pk: NO_FIGURE}
    assert do("submit", operator, declared).is_done


@pytest.fixture
def revenue(monkeypatch):
    """The growth of revenue by year, which somebody may correct after a figure was entered."""
    growth = {2023: Decimal("8.22")}
    source = sources.FigureSource("uji", "pertumbuhan PNBP", lambda unit: growth)
    monkeypatch.setitem(sources._sources, "uji", source)
    return growth


@pytest.fixture
def derived(plan, revenue):
    return RealizationFactory(
        indicator__plan=plan, indicator__derived_source="uji", value=Decimal("8.22")
    )


def test_what_is_no_longer_the_computed_figure_is_handed_in_with_a_reason(
    derived, revenue, operator
):
    revenue[2023] = Decimal("9.5")
    assert do("submit", operator, derived).refusals == {
        derived.pk: "Nilai 8,22 berbeda dari hasil hitungan 9,5 (pertumbuhan PNBP); "
        "tulis alasannya atau samakan."
    }
    Realization.objects.update(deviation_reason="PNBP belum direkonsiliasi")
    assert do("submit", operator, derived).is_done


def test_what_differs_or_was_emptied_since_it_was_handed_in_is_not_verified(
    derived, revenue, operator, checker
):
    assert do("submit", operator, derived).is_done
    revenue[2023] = Decimal("9.5")
    assert "hasil hitungan 9,5" in do("verify", checker, derived).refusals[derived.pk]
    Realization.objects.update(value=None)
    assert do("verify", checker, derived).refusals == {derived.pk: NO_FIGURE}
    assert do("return", checker, derived, note="Isi lagi").is_done


def test_a_published_figure_is_handed_in_like_any_other(plan, operator):
    row = RealizationFactory(indicator__plan=plan, origin="published")
    assert row.workflow_label == "Menurut dokumen"
    assert do("submit", operator, row).is_done
    assert Realization.objects.get().workflow_label == "Diajukan"


def test_one_refused_row_keeps_all_from_being_written(plan, operator):
    good, empty = (
        RealizationFactory(indicator__plan=plan),
        RealizationFactory(indicator__plan=plan, value=None),
    )
    outcome = do("submit", operator, good, empty)
    assert outcome.sentence == "Tidak ada yang diajukan. 1 dari 2 tidak dapat diajukan."
    assert [stage(good), stage(empty)] == ["draft", "draft"]
    assert not AuditBatch.objects.exists()


def test_verification_is_bound_to_what_was_seen(submitted, checker):
    seen = seals([submitted])
    Realization.objects.filter(pk=submitted.pk).update(value=Decimal("57.5"))
    outcome = perform(Asked(Deed.VERIFY, checker, seen))
    assert outcome.refusals == {
        submitted.pk: "Berubah setelah Anda membukanya; sekarang 57,5. Periksa lalu pilih lagi."
    }
    assert stage(submitted) == "submitted"


@pytest.mark.parametrize("change", ["cause", "measurement"])
def test_what_was_seen_is_more_than_the_value(submitted, checker, change):
    seen = seals([submitted])
    if change == "cause":
        Realization.objects.filter(pk=submitted.pk).update(cause="Lain")
    else:
        MeasurementFactory(realization=submitted)
    assert perform(Asked(Deed.VERIFY, checker, seen)).refusals


def test_verification_without_having_seen_is_refused(submitted, checker):
    assert perform(Asked(Deed.VERIFY, checker, {submitted.pk: ""})).refusals


def test_only_who_is_in_charge_hands_in_and_withdraws(row, operator, unit):
    row.indicator.person_in_charge = operator
    row.indicator.save()
    other = UserFactory(role=Role.OPERATOR, unit=unit)
    [refusal] = do("submit", other, row).refusals.values()
    assert "menjadi tugas Rina" in refusal
    assert do("submit", operator, row).is_done
    assert "menjadi tugas Rina" in do("withdraw", other, row).refusals[row.pk]


def test_the_verifikator_verifies_what_others_are_in_charge_of(row, operator, checker):
    row.indicator.person_in_charge = operator
    row.indicator.save()
    do("submit", operator, row)
    assert do("verify", checker, row).is_done


@pytest.mark.parametrize("deed", ["submit", "withdraw", "return", "verify"])
def test_nothing_happens_in_a_locked_period(unit, row, operator, checker, deed):
    if deed != "submit":
        do("submit", operator, row)
    lock = LockFactory(unit=unit)
    user = operator if deed in ("submit", "withdraw") else checker
    assert do(deed, user, row, note="Cek").refusals == {row.pk: lock.refusal()}
    LockExceptionFactory(unit=unit, indicator=row.indicator)
    assert do(deed, user, row, note="Cek").is_done


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("deed", ["submit", "withdraw", "return", "verify"])
def test_deeds_need_the_right(unit, row, role, deed):
    user = UserFactory(role=role, unit=unit)
    allowed = Role.OPERATOR if deed in ("submit", "withdraw") else Role.VERIFIKATOR
    if role == allowed:
        do(deed, user, row)
    else:
        with pytest.raises(PermissionDenied):
            do(deed, user, row)


def test_rows_of_lower_units_are_read_and_those_of_others_do_not_exist(unit, operator):
    lower = PlanFactory(unit=UnitFactory(parent=unit), in_force=(2023,))
    with pytest.raises(PermissionDenied):
        do("submit", operator, RealizationFactory(indicator__plan=lower))
    with pytest.raises(Http404):
        do("submit", operator, RealizationFactory())
    with pytest.raises(Http404):
        perform(Asked(Deed.SUBMIT, operator, {987654321: ""}))


def test_no_choice_is_no_deed(operator):
    outcome = do("submit", operator)
    assert outcome.sentence == "Tidak ada yang diajukan. Belum ada yang dipilih."


@pytest.mark.parametrize("count", [2, 30])
def test_a_deed_costs_the_same_for_many(
    plan, operator, count, django_assert_max_num_queries
):
    rows = [RealizationFactory(indicator__plan=plan) for _ in range(count)]
    do("submit", operator, *rows)  # begins the chain of batches
    with django_assert_max_num_queries(24):
        do("withdraw", operator, *rows)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one person write at a time"
)
def test_of_two_verifikators_at_the_same_time_one_is_told_about_the_other(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    rows = [RealizationFactory(indicator__plan=plan) for _ in range(5)]
    do("submit", UserFactory(role=Role.OPERATOR, unit=unit), *rows)
    people = [UserFactory(role=Role.VERIFIKATOR, unit=unit) for _ in range(2)]
    seen, outcomes, gate = seals(rows), [], threading.Barrier(2)

    def verify(user):
        try:
            gate.wait()
            outcomes.append(perform(Asked(Deed.VERIFY, user, seen)))
        finally:
            connection.close()

    threads = [threading.Thread(target=verify, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.is_done for outcome in outcomes) == [False, True]
    refused = next(outcome for outcome in outcomes if not outcome.is_done)
    assert len(refused.refusals) == 5
    assert Realization.history.filter(workflow="verified").count() == 5
