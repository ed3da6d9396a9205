"""Preparing, amending, fixing and throwing away a year's agreement."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditBatch, Role
from indicators import scorecard
from indicators.agreements import deeds
from indicators.agreements.grid import build
from indicators.models import AgreementState, AnnualTarget, PerformanceAgreement
from indicators.scorecard import Basis
from tests.factories import (
    AgreementFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    PlanFactory,
    TargetFactory,
    UserFactory,
)
from tests.many import multiply_indicators
from tests.workbook.books import reasons, run, write_csv

DAY = datetime.date(2023, 1, 31)


@pytest.fixture
def person(unit):
    return UserFactory(unit=unit)


def fix(draft, person, number="PK/1/2023", date=DAY):
    mark = build(draft.unit, draft.year, draft).mark
    deeds.fix(draft, person, mark, number=number, date=date)


def refusal(deed, *args, **options):
    with pytest.raises(ValidationError) as refused:
        deed(*args, **options)
    return " ".join(refused.value.messages)


def test_an_agreement_begins_with_the_targets_of_the_plan_in_force(
    unit, person, number, graded
):
    GoalIndicatorFactory(plan=number.plan)
    draft = deeds.create(unit, 2023, person)
    copied = {
        row.indicator: (row.value, row.grade, row.source) for row in draft.targets.all()
    }
    assert copied == {
        number: (Decimal(6), "", "Target Renstra 2021–2024"),
        graded: (None, "B-", "Target Renstra 2021–2024"),
    }
    assert (draft.version, draft.state) == (1, AgreementState.DRAFT)
    batch = AuditBatch.objects.get(path=AuditBatch.Path.ACTION)
    assert batch.user == person
    history = AnnualTarget.history.filter(agreement=draft)
    assert {row.batch_id for row in history} == {batch.pk}
    assert len(history) == 2


def test_a_draft_governs_nothing_until_it_is_fixed(unit, person, number):
    draft = deeds.create(unit, 2023, person)
    assert scorecard.load(unit).years[2023].basis is Basis.RENSTRA
    fix(draft, person)
    year = scorecard.load(unit).years[2023]
    assert (year.basis, year.agreement) == (Basis.PK, draft)
    stored = PerformanceAgreement.objects.get()
    assert (stored.number, stored.date, stored.fixed_by) == ("PK/1/2023", DAY, person)
    assert stored.fixed_at is not None


def test_a_year_has_one_first_agreement(unit, person, number):
    AgreementFactory(unit=unit, year=2023)
    assert "sudah ada" in refusal(deeds.create, unit, 2023, person)
    assert PerformanceAgreement.objects.count() == 1


def test_a_year_without_a_plan_gets_no_agreement(unit, person, number):
    assert "belum mempunyai renstra" in refusal(deeds.create, unit, 2022, person)


def test_a_differing_target_needs_a_reason_before_it_is_fixed(unit, person, number):
    draft = deeds.create(unit, 2023, person)
    target = draft.targets.get()
    target.value = Decimal(4)
    target.save()
    assert "SK1.1" in refusal(fix, draft, person)
    draft.refresh_from_db()
    assert draft.is_draft
    target.deviation_reason = "Anggaran dipotong"
    target.save()
    fix(draft, person)
    assert PerformanceAgreement.objects.get().is_frozen


def test_leaving_out_an_indicator_that_the_plan_targets_needs_a_reason(
    unit, person, number, graded
):
    draft = deeds.create(unit, 2023, person)
    draft.targets.get(indicator=graded).delete()
    assert "SK2.1" in refusal(fix, draft, person)


def test_leaving_out_what_the_plan_does_not_target_needs_none(unit, person, number):
    other = IndicatorFactory(plan=number.plan)
    TargetFactory(indicator=other, year=2023, value=None, printed_text="-")
    fix(deeds.create(unit, 2023, person), person)
    assert PerformanceAgreement.objects.get().is_frozen


def test_an_agreement_without_any_target_is_not_fixed(unit, person, plan):
    IndicatorFactory(plan=plan)
    draft = deeds.create(unit, 2023, person)
    assert "belum memuat target" in refusal(fix, draft, person)


def test_who_fixes_has_seen_what_is_fixed(unit, person, number):
    draft = deeds.create(unit, 2023, person)
    mark = build(unit, 2023, draft).mark
    target = draft.targets.get()
    target.value, target.deviation_reason = Decimal(4), "Lain"
    target.save()
    assert "berubah sejak" in refusal(
        deeds.fix, draft, person, mark, number="PK/1", date=DAY
    )


def test_fixing_wants_number_and_date(unit, person, number):
    draft = deeds.create(unit, 2023, person)
    assert "nomor dan tanggal" in refusal(fix, draft, person, "", None)


def test_what_is_fixed_is_not_fixed_or_thrown_away_again(unit, person, number):
    draft = deeds.create(unit, 2023, person)
    fix(draft, person)
    assert "bukan draf" in refusal(fix, draft, person)
    assert "bukan draf" in refusal(deeds.discard, draft, person, "Keliru")


def test_a_fixed_agreement_refuses_changes_everywhere(unit, person, number):
    fix(deeds.create(unit, 2023, person), person)
    target = AnnualTarget.objects.get(agreement__isnull=False)
    target.value = Decimal(9)
    assert "sudah ditetapkan" in refusal(target.full_clean)
    agreement = PerformanceAgreement.objects.get()
    agreement.number = "PK/2/2023"
    assert "sudah ditetapkan" in refusal(agreement.full_clean)


def test_nothing_but_the_deed_fixes_a_draft_and_nothing_makes_one_of_a_fixed_one(
    unit, person, number
):
    draft = deeds.create(unit, 2023, person)
    draft.state, draft.number, draft.date = AgreementState.FIXED, "PK/1", DAY
    assert "ditetapkan verifikator" in refusal(draft.full_clean)
    printed = AgreementFactory(unit=unit, year=2024)
    printed.state = AgreementState.DRAFT
    assert "tidak kembali" in refusal(printed.full_clean)


def test_no_workbook_fixes_a_draft(unit, person, number, tmp_path):
    deeds.create(unit, 2023, person)
    call_command("export_workbook", tmp_path / "buku")
    sheet = tmp_path / "buku" / "perjanjian.csv"
    text = sheet.read_text(encoding="utf-8")
    assert ",Draf," in text
    fixed = text.replace(",,,Draf,", ",PK/1,2023-01-31,Ditetapkan,")
    sheet.write_text(fixed, encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_workbook", tmp_path / "buku", verbosity=0)
    assert PerformanceAgreement.objects.get().is_draft


def test_nothing_takes_the_place_of_what_was_fixed_but_an_amendment(
    unit, person, number, tmp_path
):
    early = AgreementFactory(unit=unit, year=2023)
    TargetFactory(indicator=number, agreement=early, value=Decimal(6))
    fix(deeds.amend(unit, 2023, person, "Refocusing"), person)
    early.version = 3
    assert "disiapkan di aplikasi" in refusal(early.full_clean)
    call_command("export_workbook", tmp_path / "buku")
    sheet = tmp_path / "buku" / "perjanjian.csv"
    row = "BALAI-UJI,2023,3,,,Ditetapkan,\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + row, encoding="utf-8")
    with pytest.raises(CommandError, match="ditetapkan di halaman Perjanjian kinerja"):
        call_command("load_workbook", tmp_path / "buku", verbosity=0)
    assert [row.version for row in PerformanceAgreement.objects.all()] == [1, 2]
    AgreementFactory.build(unit=unit, year=2024, version=2).full_clean()


@pytest.mark.parametrize("is_fixed", [True, False])
def test_no_workbook_lets_another_version_govern(
    unit, person, number, tmp_path, is_fixed
):
    draft = deeds.create(unit, 2023, person)
    if is_fixed:
        fix(draft, person)
    row = {"unit": unit.code, "tahun": 2023, "versi": 2, "tahap": "Ditetapkan"}
    findings = run(write_csv(tmp_path / "b", perjanjian=[row]))
    assert "disiapkan di aplikasi" in reasons(findings)[0]
    assert PerformanceAgreement.objects.count() == 1
    row["tahun"] = 2024
    assert run(write_csv(tmp_path / "b", perjanjian=[row])).written


def test_a_person_is_asked_whether_an_agreement_is_fixed_on_paper(
    unit, number, tmp_path
):
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    row = {"unit": unit.code, "tahun": 2023, "versi": 1, "tahap": "Ditetapkan"}
    path = write_csv(tmp_path / "b", perjanjian=[row])
    assert [each.column for each in run(path, user=operator).readings] == ["tahap"]
    assert run(path, user=operator, accepted=True).written
    assert not run(path, user=operator).readings
    row |= {"versi": 2, "tahap": "Draf"}
    assert run(write_csv(tmp_path / "b", perjanjian=[row]), user=operator).written


def test_an_amendment_is_a_new_version_and_the_old_one_stays(unit, person, number):
    fix(deeds.create(unit, 2023, person), person)
    second = deeds.amend(unit, 2023, person, "Refocusing anggaran")
    assert (second.version, str(second)) == (2, "PK 2023 perubahan 1")
    assert AuditBatch.objects.filter(reason="Refocusing anggaran").exists()
    target = second.targets.get()
    assert target.value == 6
    target.value, target.deviation_reason = Decimal(5), "Refocusing"
    target.full_clean()
    target.save()
    assert scorecard.load(unit).years[2023].rows[0].pk.text == "6"
    fix(second, person, "PK/2/2023")
    assert scorecard.load(unit).years[2023].rows[0].pk.text == "5"
    assert AnnualTarget.objects.get(agreement__version=1).value == 6


def test_one_draft_at_a_time(unit, person, number):
    assert "Belum ada" in refusal(deeds.amend, unit, 2023, person, "Alasan")
    deeds.create(unit, 2023, person)
    assert "Masih ada draf" in refusal(deeds.amend, unit, 2023, person, "Alasan")


def test_an_amendment_keeps_reasons_and_leaves_out_indicators_of_another_plan(
    unit, person, number
):
    printed = AgreementFactory(unit=unit, year=2023)
    TargetFactory(
        indicator=number, agreement=printed, value=4, deviation_reason="Terbatas"
    )
    TargetFactory(
        indicator=IndicatorFactory(plan=PlanFactory(unit=unit)), agreement=printed
    )
    rows = deeds.amend(unit, 2023, person, "Alasan").targets.all()
    assert [(row.indicator, row.deviation_reason) for row in rows] == [
        (number, "Terbatas")
    ]


def test_a_draft_goes_with_its_targets_and_history_keeps_them(unit, person, number):
    draft = deeds.create(unit, 2023, person)
    deeds.discard(draft, person, "Salah tahun")
    assert not PerformanceAgreement.objects.exists()
    assert AnnualTarget.objects.count() == 2
    gone = AnnualTarget.history.get(history_type="-")
    assert (gone.value, gone.batch.reason) == (Decimal(6), "Salah tahun")
    assert deeds.create(unit, 2023, person).version == 1


@pytest.mark.parametrize("is_opened", [False, True], ids=["locked", "exception"])
def test_a_locked_year_keeps_its_agreement(unit, person, number, is_opened):
    draft = deeds.create(unit, 2023, person)
    LockFactory(unit=unit, year=2023)
    if is_opened:
        LockExceptionFactory(unit=unit, year=2023)
    for deed, *args in (
        (fix, draft, person),
        (deeds.discard, draft, person, "Alasan"),
        (deeds.create, unit, 2023, person),
        (deeds.amend, unit, 2023, person, "Alasan"),
    ):
        assert "dikunci oleh" in refusal(deed, *args)
    assert draft.targets.count() == 1


def test_deeds_do_not_ask_more_with_more_indicators(unit, person, number):
    def count(year):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            draft = deeds.create(unit, year, person)
            fix(draft, person)
        return len(asked)

    few = count(2023)
    multiply_indicators(unit, 5)
    assert count(2024) <= few
