"""The page "Verifikasi" and the address to which the deeds are sent."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Role
from indicators.models import Realization
from indicators.seals import seals
from indicators.workflow import NOTE_NEEDED, Asked, Deed, perform
from tests.factories import (
    IndicatorFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS, DEED = "/verifikasi/", "/realisasi/tahap/"


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2022, 2023))


@pytest.fixture
def operator(unit):
    return UserFactory(role=Role.OPERATOR, unit=unit, first_name="Rina", last_name="")


def hand_in(row, by):
    assert perform(Asked(Deed.SUBMIT, by, seals([row]))).is_done
    return Realization.objects.get(pk=row.pk)


@pytest.fixture
def submitted(plan, operator):
    indicator = IndicatorFactory(plan=plan, code="SK1.1", name="Kepuasan")
    TargetFactory(indicator=indicator, value=Decimal(50))
    return hand_in(RealizationFactory(indicator=indicator), operator)


@pytest.fixture
def checker(sign_in):
    return sign_in(Role.VERIFIKATOR, first_name="Sari", last_name="")


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def send(client, deed, *rows, **data):
    seen = {f"seen-{pk}": mark for pk, mark in seals(rows).items()}
    chosen = {"deed": deed, "id": [row.pk for row in rows], **seen}
    return client.post(DEED, {**chosen, "next": ADDRESS, **data})


def stage(row):
    row.refresh_from_db()
    return row.workflow


def test_the_page_shows_what_checking_needs(checker, submitted, operator):
    RealizationFactory(
        indicator=submitted.indicator,
        year=2022,
        value=Decimal(40),
        uses_previous_year=True,
    )
    MeasurementFactory(
        realization=submitted, method="growth", before=100, after=150, result=None
    )
    Realization.objects.filter(pk=submitted.pk).update(
        cause="Pelanggan baru", uses_previous_year=True, origin="published"
    )
    page = text_of(checker.get(ADDRESS))
    assert "1 realisasi menunggu verifikasi" in page
    assert "SK1.1 Kepuasan Diajukan" in page
    assert "Target 50" in page
    assert "Realisasi 56 Persen Menurut dokumen memakai data tahun sebelumnya" in page
    assert "112,00 % Melampaui" in page
    assert "2022 40 memakai data tahun sebelumnya (2021)" in page
    assert "(150 − 100) / 100 × 100 = 50,00" in page
    assert "Berbeda dari hasil hitungan 50 (tunggal dari 1 pengukuran)." in page
    assert "Sebab berhasil atau gagal Pelanggan baru" in page
    today = timezone.localdate()
    assert f"Sudah diajukan oleh Rina pada {today:%d-%m-%Y}." in page


def test_a_quarter_is_shown_against_the_action_plan_and_the_quarter_before(
    checker, submitted, operator
):
    indicator = submitted.indicator
    QuarterlyTargetFactory(indicator=indicator, period="TW2", value=Decimal(20))
    RealizationFactory(indicator=indicator, period="TW1", value=Decimal(7))
    row = RealizationFactory(indicator=indicator, period="TW2", value=Decimal(25))
    hand_in(row, operator)
    page = text_of(checker.get(f"{ADDRESS}?periode=TW2"))
    assert "2023 · Triwulan II" in page
    assert "Target 20 Rencana aksi Realisasi 25" in page
    assert "125,00 %" in page
    assert "Triwulan I 7" in page


def test_what_was_changed_since_the_last_verification_is_shown(
    checker, submitted, operator
):
    send(checker, "verify", submitted)
    send(checker, "return", submitted, note="Periksa lagi")
    Realization.objects.filter(pk=submitted.pk).update(value=Decimal(60))
    hand_in(Realization.objects.get(pk=submitted.pk), operator)
    page = text_of(checker.get(ADDRESS))
    assert "Berubah sejak verifikasi terakhir: 56 → 60" in page
    assert "Catatan pengembalian: Periksa lagi" in page


def test_chosen_rows_are_verified_together(checker, submitted, operator, plan):
    other = hand_in(RealizationFactory(indicator__plan=plan), operator)
    answer = send(checker, "verify", submitted, other)
    assert (answer.status_code, answer.url) == (302, ADDRESS)
    assert [stage(submitted), stage(other)] == ["verified", "verified"]
    assert "2 realisasi diverifikasi." in text_of(checker.get(ADDRESS))


def test_refused_rows_are_shown_beside_the_kept_choice_and_nothing_is_written(
    checker, submitted, operator, plan
):
    other = hand_in(RealizationFactory(indicator__plan=plan), operator)
    marks = seals([submitted, other])
    Realization.objects.filter(pk=other.pk).update(value=Decimal("57.5"))
    data = {f"seen-{pk}": mark for pk, mark in marks.items()}
    answer = checker.post(DEED, {"deed": "verify", "id": list(marks), **data})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Tidak ada yang diverifikasi. 1 dari 2 tidak dapat diverifikasi." in page
    assert "Berubah setelah Anda membukanya; sekarang 57,5." in page
    html = answer.content.decode()
    assert re.search(rf'name="id" value="{submitted.pk}"[^>]* checked', html)
    assert not re.search(rf'name="id" value="{other.pk}"[^>]* checked', html)
    # Seen now, the new value can be verified from here.
    assert f'name="seen-{other.pk}" value="{seals([reread(other)])[other.pk]}"' in html
    assert [stage(submitted), stage(other)] == ["submitted", "submitted"]


def reread(row):
    return Realization.objects.get(pk=row.pk)


def test_what_another_verifikator_did_meanwhile_is_said(checker, submitted, unit):
    perform(
        Asked(
            Deed.VERIFY,
            UserFactory(
                role=Role.VERIFIKATOR, unit=unit, first_name="Budi", last_name=""
            ),
            seals([submitted]),
        )
    )
    page = text_of(send(checker, "verify", submitted))
    assert "Sudah diverifikasi oleh Budi pada" in page


def test_a_return_without_a_note_keeps_the_choice(checker, submitted):
    answer = send(checker, "return", submitted, note="  ")
    assert answer.status_code == 422
    assert NOTE_NEEDED in text_of(answer)
    assert f'name="id" value="{submitted.pk}"' in answer.content.decode()
    assert stage(submitted) == "submitted"


def test_what_was_returned_is_listed_with_its_note(checker, submitted):
    send(checker, "return", submitted, note="Bukti kurang <b>jelas</b>")
    html = checker.get(f"{ADDRESS}?tahap=returned").content.decode()
    assert "Bukti kurang &lt;b&gt;jelas&lt;/b&gt;" in html


def test_a_verified_figure_is_offered_to_be_returned(checker, submitted):
    send(checker, "verify", submitted)
    html = checker.get(f"{ADDRESS}?tahap=verified").content.decode()
    assert 'value="return"' in html
    assert 'value="verify"' not in html


@pytest.mark.parametrize(
    ("rule", "confirmed", "done"),
    [
        ("optional", False, True),
        ("warn", False, False),
        ("warn", True, True),
        ("required", False, False),
        ("required", True, False),
    ],
)
def test_a_figure_without_evidence_is_verified_as_its_indicator_says(
    checker, submitted, rule, confirmed, done
):
    submitted.indicator.evidence_rule = rule
    submitted.indicator.save()
    extra = {"confirmed": [submitted.pk]} if confirmed else {}
    answer = send(checker, "verify", submitted, **extra)
    assert answer.status_code == (302 if done else 422)
    assert stage(submitted) == ("verified" if done else "submitted")
    if not done:
        assert ("Verifikasi tanpa bukti" in text_of(answer)) == (rule == "warn")


def test_an_operator_reads_and_withdraws(sign_in, submitted):
    client = sign_in(Role.OPERATOR)
    html = client.get(ADDRESS).content.decode()
    assert 'value="withdraw"' in html
    assert 'value="verify"' not in html
    assert send(client, "withdraw", submitted).status_code == 302
    assert stage(submitted) == "draft"


def test_an_operator_hands_in_drafts_of_a_year_together(sign_in, plan):
    rows = [RealizationFactory(indicator__plan=plan) for _ in range(2)]
    client = sign_in(Role.OPERATOR)
    assert 'value="submit"' in client.get(f"{ADDRESS}?tahap=draft").content.decode()
    send(client, "submit", *rows)
    assert [stage(row) for row in rows] == ["submitted", "submitted"]


def test_those_who_only_read_are_offered_nothing(sign_in, submitted):
    html = sign_in(Role.AUDITOR).get(ADDRESS).content.decode()
    assert "Kepuasan" in html
    assert 'name="deed"' not in html
    assert 'type="checkbox"' not in html


def test_nothing_is_offered_in_a_locked_period_and_the_lock_is_named(
    checker, submitted, unit
):
    lock = LockFactory(unit=unit)
    page = checker.get(ADDRESS)
    assert lock.refusal() in text_of(page)
    assert 'name="deed"' not in page.content.decode()
    assert f"terkunci {timezone.localdate():%d-%m-%Y}" in text_of(page)


def test_every_stage_is_counted_by_period(checker, submitted, plan):
    RealizationFactory(indicator__plan=plan, origin="published")
    RealizationFactory(indicator__plan=plan)
    assert "2023 1 1 1 – –" in text_of(checker.get(ADDRESS))


def test_a_period_in_which_all_is_verified_is_ready_to_lock(
    checker, submitted, time_machine
):
    quarter = RealizationFactory(indicator=submitted.indicator, period="TW1")
    send(checker, "verify", submitted)
    # The year waits for its quarters, as it does where it is locked.
    assert "siap dikunci" not in text_of(checker.get(ADDRESS))
    Realization.objects.filter(pk=quarter.pk).update(value=None)
    assert "siap dikunci" in text_of(checker.get(ADDRESS))
    time_machine.move_to("2023-12-31T10:00:00+08:00")
    checker.force_login(checker.user)
    assert "siap dikunci" not in text_of(checker.get(ADDRESS))


@pytest.mark.parametrize(
    "query",
    [
        "tahap=x",
        "tahap=%00",
        "tahun=abc",
        "tahun=20230",
        "tahun=²",
        "periode=TW9",
        "unit=TIDAK",
    ],
)
def test_unknown_filters_are_not_found(checker, query):
    assert checker.get(f"{ADDRESS}?{query}").status_code == 404


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"deed": "delete"}, 400),
        ({"deed": "verify\x00"}, 400),
        ({"deed": "verify", "id": "abc"}, 404),
        ({"deed": "verify", "id": "²"}, 404),
        ({"deed": "verify", "id": "9" * 40}, 404),
        ({"deed": "verify", "id": "999999"}, 404),
        ({"deed": "verify", "id": "-1"}, 404),
        ({"deed": "submit", "id": "1"}, 403),
        ({"deed": "verify"}, 302),
    ],
)
def test_hostile_input_is_answered(checker, data, status):
    assert checker.post(DEED, data).status_code == status


def test_a_long_or_unprintable_note_is_refused_and_kept(checker, submitted):
    for note in ("x" * 501, "a\x00b"):
        answer = send(checker, "return", submitted, note=note)
        assert answer.status_code == 422
        assert note.replace("\x00", "") in answer.content.decode().replace("\x00", "")


@pytest.mark.parametrize(
    "wanted", ["https://lain.example/", "//lain.example", "javascript:x"]
)
def test_a_deed_leads_to_pages_of_this_site_only(checker, submitted, wanted):
    assert send(checker, "verify", submitted, next=wanted).url == ADDRESS


def test_rows_of_other_units_do_not_exist_and_those_of_lower_ones_are_read(
    checker, unit
):
    lower = PlanFactory(unit=UnitFactory(parent=unit, code="BAWAH"), in_force=(2023,))
    below = RealizationFactory(indicator__plan=lower)
    assert send(checker, "verify", below).status_code == 403
    assert send(checker, "verify", RealizationFactory()).status_code == 404
    assert checker.get(f"{ADDRESS}?unit=BAWAH").status_code == 200


@pytest.mark.parametrize("role", [Role.VERIFIKATOR, Role.OPERATOR])
def test_the_number_of_queries_does_not_grow(
    sign_in, plan, operator, role, django_assert_max_num_queries
):
    client = sign_in(role)
    for _ in range(25):
        row = RealizationFactory(
            indicator__plan=plan, indicator__evidence_rule="warn", value=Decimal(50)
        )
        TargetFactory(indicator=row.indicator)
        MeasurementFactory(realization=row)
        hand_in(row, operator)
    client.get(ADDRESS)
    with django_assert_max_num_queries(32):
        client.get(ADDRESS)
