"""Isi realisasi by quarters: stages, locks, people in charge, reasons."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditBatch
from indicators.models import Period, Realization, WorkflowState
from tests.entry_sheet import ADDRESS, YEAR, fields_of, fill, stored
from tests.factories import (
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    MeasurementFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TeamFactory,
    UserFactory,
)

QUARTERS = f"{ADDRESS}?tampilan=triwulan"
YEARS = f"{ADDRESS}?tampilan=tahunan"


def html_of(client, address=QUARTERS):
    return client.get(address).content.decode()


def send(client, address=QUARTERS, **typed):
    """Open the page, type, send; names are ``value_<key>`` with the key's dash as written."""
    fields = fields_of(client.get(address))
    return client.post(
        address,
        {**fields, **{name.replace("_", "-"): text for name, text in typed.items()}},
    )


def quarter(indicator, period="TW1"):
    return Realization.objects.get(indicator=indicator, year=YEAR, period=period)


def realized(indicator, period="TW1", workflow="draft", **options):
    people = {}
    if workflow != "draft":
        people["submitted_at"] = timezone.now()
    if workflow == "verified":
        people |= {
            "verified_at": timezone.now(),
            "verified_by": UserFactory(first_name="Ibu", last_name="Verifikator"),
        }
    if workflow == "returned":
        people |= {
            "returned_at": timezone.now(),
            "returned_by": UserFactory(first_name="Ibu", last_name="Verifikator"),
            "return_note": "Lampirkan laporan",
        }
    options = {"value": Decimal(3), **options, **people}
    return RealizationFactory(
        indicator=indicator, year=YEAR, period=period, workflow=workflow, **options
    )


# Layout


def test_quarters_are_shown_where_there_are_any(operator, number):
    assert "by-quarters" not in html_of(operator, ADDRESS)
    assert "by-quarters" in html_of(operator)
    QuarterlyTargetFactory(indicator=number, year=YEAR, value=Decimal("2.5"))
    html = html_of(operator, ADDRESS)
    assert "by-quarters" in html
    assert "Target 2,5" in html
    assert "by-quarters" not in html_of(operator, YEARS)


def test_saving_leads_back_to_what_was_seen(operator, number):
    reply = send(operator, f"{QUARTERS}&tugas=semua", **{f"value_{number.pk}": "4"})
    assert reply.url == f"{ADDRESS}?tampilan=triwulan&tugas=semua"
    assert "tampilan" not in fill(operator, **{f"value_{number.pk}": "5"}).url


@pytest.mark.parametrize("query", ["tampilan=%00", "tampilan=x&tugas=%00", "tugas=x"])
def test_odd_questions_are_no_error(operator, number, query):
    assert operator.get(f"{ADDRESS}?{query}").status_code == 200
    assert operator.post(f"{ADDRESS}?{query}").status_code == 302


# Saving


def test_quarters_and_the_year_are_saved_together(operator, number):
    reply = send(
        operator,
        **{
            f"value_{number.pk}-TW1": "3,1",
            f"value_{number.pk}-TW4": "3,5",
            f"value_{number.pk}": "3,5",
            f"note_{number.pk}-TW1": "Survei awal",
        },
    )
    assert reply.status_code == 302
    values = {row.period: row.value for row in Realization.objects.all()}
    assert values == {
        "TW1": Decimal("3.1"),
        "TW4": Decimal("3.5"),
        "TAHUN": Decimal("3.5"),
    }
    assert quarter(number).note == "Survei awal"
    assert AuditBatch.objects.get().path == AuditBatch.Path.GRID


def test_a_mistake_in_one_quarter_saves_none_and_keeps_all(operator, number):
    first, second = f"value-{number.pk}-TW1", f"value-{number.pk}-TW2"
    reply = send(
        operator, **{first.replace("-", "_", 1): "3", second.replace("-", "_", 1): "x"}
    )
    assert reply.status_code == 422
    assert not Realization.objects.exists()
    sent = fields_of(reply)
    assert (sent[first], sent[second]) == ("3", "x")
    assert f'id="error-{number.pk}-TW2"' in reply.content.decode()


def test_what_was_typed_into_a_quarter_is_shown_whatever_the_address_says(
    operator, number
):
    fields = {**fields_of(operator.get(QUARTERS)), f"value-{number.pk}-TW1": "x"}
    reply = operator.post(YEARS, fields)
    assert fields_of(reply)[f"value-{number.pk}-TW1"] == "x"


@pytest.mark.parametrize("key", ["{}-TW9", "{}-TAHUN", "{}-TW1-", "-TW1"])
def test_fields_that_are_no_cells_are_left_aside(operator, number, key):
    name = f"value-{key.format(number.pk)}"
    assert operator.post(QUARTERS, {name: "5"}).status_code == 302
    assert not Realization.objects.exists()


def test_two_people_in_one_quarter_are_a_conflict_and_in_two_are_none(operator, number):
    realized(number, value=Decimal(1))
    mine = fields_of(operator.get(QUARTERS))
    send(operator, **{f"value_{number.pk}-TW1": "2"})
    other = operator.post(QUARTERS, {**mine, f"value-{number.pk}-TW2": "9"})
    assert other.status_code == 302
    reply = operator.post(QUARTERS, {**mine, f"value-{number.pk}-TW1": "3"})
    assert reply.status_code == 422
    assert "tersimpan sementara itu <b>2</b>" in reply.content.decode()
    chosen = {**fields_of(reply), f"choice-{number.pk}-TW1": "mine"}
    assert operator.post(QUARTERS, chosen).status_code == 302
    assert quarter(number).value == 3


# Locks and stages


def test_a_locked_quarter_is_read_only_and_the_others_stay_open(operator, unit, number):
    page = operator.get(QUARTERS)
    LockFactory(unit=unit, year=YEAR, period=Period.Q1)
    html = html_of(operator)
    assert html.count("Triwulan I 2023 dikunci oleh") == 1
    assert '<span class="closed">terkunci</span>' in html
    assert f'name="value-{number.pk}-TW1"' not in html
    assert f'name="value-{number.pk}-TW2"' in html
    fields = {**fields_of(page), f"value-{number.pk}-TW1": "5"}
    reply = operator.post(QUARTERS, fields)
    assert reply.status_code == 422
    assert fields_of(reply)[f"value-{number.pk}-TW1"] == "5"
    assert not Realization.objects.exists()


def test_an_exception_opens_one_indicator_of_a_locked_year(operator, unit, number):
    LockFactory(unit=unit, year=YEAR)
    other = IndicatorFactory(plan=number.plan)
    LockExceptionFactory(unit=unit, indicator=number)
    html = html_of(operator)
    assert f'name="value-{number.pk}-TW1"' in html
    assert f'name="value-{other.pk}-TW1"' not in html
    until = "dibuka sementara sampai "
    assert f"{number.code} {until}" in html
    assert "2023 dikunci oleh" in html
    assert send(operator, **{f"value_{number.pk}-TW1": "5"}).status_code == 302
    LockExceptionFactory(unit=unit)
    html = html_of(operator)
    assert f"Seluruh unit kerja {until}" in html
    assert "2023 dikunci oleh" not in html
    where = f"/realisasi/{YEAR}/{number.plan.code}/{other.code}/"
    html = operator.get(where).content.decode()
    assert f"Seluruh unit kerja {until}" in html
    assert f"{number.code} {until}" not in html


def test_a_verified_figure_of_a_locked_year_names_the_lock_first(
    operator, unit, number
):
    realized(number, workflow="verified")
    lock = LockFactory(unit=unit, year=YEAR, period=Period.Q1)
    assert lock.refusal() in html_of(operator)
    where = f"/realisasi/{YEAR}/{number.plan.code}/{number.code}/?periode=TW1"
    html = operator.get(where).content.decode()
    assert f'<p class="alert warning">{lock.refusal()}</p>' in html


def test_a_verified_figure_is_read_only_with_who_and_when(operator, number):
    realized(number, workflow="verified")
    html = html_of(operator)
    assert "Sudah diverifikasi oleh Ibu Verifikator pada" in html
    assert f'name="value-{number.pk}-TW1"' not in html
    assert "Terverifikasi" in html
    assert (
        operator.post(
            QUARTERS, {f"value-{number.pk}-TW1": "9", f"mark-{number.pk}-TW1": "x.y"}
        ).status_code
        == 422
    )
    assert quarter(number).value == 3


def test_a_returned_figure_shows_the_note_at_its_row_and_above_all(operator, number):
    realized(number, "TW2", workflow="returned")
    html = html_of(operator)
    assert html.count("Lampirkan laporan") == 2
    assert html.index("1 realisasi dikembalikan verifikator") < html.index("<table")
    assert "Triwulan II: Sudah dikembalikan oleh Ibu Verifikator" in html
    assert html_of(operator, YEARS).count("Lampirkan laporan") == 2


def test_a_figure_that_was_submitted_changes_with_a_reason_only(operator, number):
    realized(number, workflow="submitted")
    name = f"value_{number.pk}-TW1"
    reply = send(operator, **{name: "4"})
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "alasan perubahan harus diisi" in html
    assert quarter(number).value == 3
    too_long = {**fields_of(reply), f"reason-{number.pk}-TW1": "x" * 501}
    reply = operator.post(QUARTERS, too_long)
    assert "paling banyak 500 karakter" in reply.content.decode()
    assert "x" * 501 in reply.content.decode()
    explained = {**fields_of(reply), f"reason-{number.pk}-TW1": "Salah ketik"}
    assert operator.post(QUARTERS, explained).status_code == 302
    record = quarter(number).history.first()
    assert (record.value, record.history_change_reason) == (4, "Salah ketik")


def test_a_note_on_what_was_submitted_needs_no_reason(operator, number):
    realized(number, workflow="submitted")
    reply = send(operator, **{f"note_{number.pk}-TW1": "Sesuai laporan"})
    assert reply.status_code == 302
    assert quarter(number).note == "Sesuai laporan"


def test_the_stage_of_a_figure_is_named(operator, number):
    realized(number, "TW1")
    realized(number, "TW2", workflow="submitted")
    realized(number, "TW3", origin="published")
    html = html_of(operator)
    for stage in ("Draf", "Diajukan", "Menurut dokumen"):
        assert f">{stage}<" in html


def test_a_figure_that_uses_last_years_data_says_so(operator, number):
    realized(number, uses_previous_year=True)
    assert "memakai data tahun sebelumnya (2022)" in html_of(operator)


# Computed


@pytest.fixture
def measured(number):
    row = realized(number, value=Decimal(50))
    MeasurementFactory(realization=row, order=1, result=Decimal(50))
    return row


def test_a_figure_that_differs_from_its_measurements_asks_why(
    operator, number, measured
):
    reply = send(operator, **{f"value_{number.pk}-TW1": "60"})
    assert reply.status_code == 422
    assert "Nilai 60 berbeda dari hasil hitungan 50" in reply.content.decode()
    explained = {**fields_of(reply), f"deviation-{number.pk}-TW1": "Berita acara"}
    assert operator.post(QUARTERS, explained).status_code == 302
    assert quarter(number).deviation_reason == "Berita acara"
    html = html_of(operator)
    assert "hasil hitungan 50 (tunggal dari 1 pengukuran); alasan: Berita acara" in html


def test_the_year_that_its_quarters_give_stands_beside_the_years_cell(operator, number):
    number.accumulation = "mean"
    number.save()
    for value, period in enumerate(("TW1", "TW2", "TW3", "TW4"), start=11):
        realized(number, period, value=Decimal(value))
    for address in (QUARTERS, YEARS):
        html = html_of(operator, address)
        assert "dihitung dari triwulan: 12,5<" in html
        assert 'placeholder="12,5"' in html
    realized(number, "TAHUN", value=Decimal(14))
    assert 'class="computed differs">dihitung dari triwulan: 12,5' in html_of(operator)


# People in charge


@pytest.fixture
def theirs(plan, unit):
    team = TeamFactory(unit=unit, name="Mutu")
    return IndicatorFactory(plan=plan, code="SK9.1", name="Milik tim lain", team=team)


def test_own_indicators_are_shown_first_and_others_are_read_only(
    operator, number, theirs
):
    assert "Milik tim lain" not in html_of(operator)
    html = html_of(operator, f"{QUARTERS}&tugas=semua")
    assert "Tugas tim Mutu" in html
    assert f'name="value-{theirs.pk}"' not in html
    assert f'name="value-{number.pk}"' in html


def test_what_was_typed_for_others_is_refused_and_stays_to_be_seen(
    operator, number, theirs
):
    fields = {f"value-{theirs.pk}": "5", f"mark-{theirs.pk}": ".x"}
    reply = operator.post(QUARTERS, fields)
    assert reply.status_code == 422
    assert "menjadi tugas tim Mutu; hanya petugasnya yang mengisi" in (
        reply.content.decode()
    )
    assert not Realization.objects.exists()


def test_the_choice_is_offered_where_others_are_in_charge(operator, number, theirs):
    assert "Tugas saya" in html_of(operator)
    theirs.team.members.add(operator.user)
    html = html_of(operator)
    assert "Tugas saya" not in html
    assert f'name="value-{theirs.pk}"' in html


def test_readers_see_everything(sign_in, number, theirs):
    html = html_of(sign_in("auditor"))
    assert "Milik tim lain" in html
    assert "Tugas saya" not in html
    assert "Sisa tugas" not in html


# What is left


def test_the_page_says_what_is_left(operator, number, grade, theirs):
    realized(number, "TW1")
    QuarterlyTargetFactory(indicator=number, year=YEAR, period="TW2", value=Decimal(1))
    QuarterlyTargetFactory(indicator=theirs, year=YEAR, period="TW2", value=Decimal(1))
    html = html_of(operator)
    # The year of grade, and TW II of number, from which its year follows; the other team's is not the person's.
    assert "2 lewat jatuh tempo dan belum diisi" in html
    assert "1 draf belum diajukan" in html


def test_a_locked_period_leaves_nothing_to_do(operator, unit, number):
    QuarterlyTargetFactory(indicator=number, year=YEAR, value=Decimal(1))
    LockFactory(unit=unit, year=YEAR)
    assert "Tidak ada yang tersisa untuk tahun 2023" in html_of(operator)


def test_a_year_in_which_everything_is_done_says_so(operator, number):
    realized(number, "TAHUN", workflow="verified")
    assert "Tidak ada yang tersisa untuk tahun 2023" in html_of(operator)


# Cost


def test_the_number_of_queries_does_not_grow(operator, plan, unit):
    def fill_up(count):
        team = TeamFactory(unit=unit)
        for indicator in IndicatorFactory.create_batch(count, plan=plan, team=team):
            QuarterlyTargetFactory(indicator=indicator, year=YEAR)
            for period in ("TW1", "TW2", "TAHUN"):
                row = realized(indicator, period, workflow="verified")
                MeasurementFactory(realization=row, order=1)
        for indicator in IndicatorFactory.create_batch(count, plan=plan):
            realized(indicator, "TW1", workflow="submitted")

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert operator.get(f"{QUARTERS}&tugas=semua").status_code == 200
        return len(captured)

    fill_up(1)
    count()
    few = count()
    fill_up(8)
    assert count() == few
    assert few <= 21


def test_saving_many_quarters_costs_the_same(operator, plan):
    def count(indicators):
        typed = {f"value_{each.pk}-TW1": "5" for each in indicators}
        fields = fields_of(operator.get(QUARTERS))
        sent = {**fields, **{k.replace("_", "-"): v for k, v in typed.items()}}
        with CaptureQueriesContext(connection) as captured:
            assert operator.post(QUARTERS, sent).status_code == 302
        return len(captured)

    few = count(IndicatorFactory.create_batch(2, plan=plan))
    assert count(IndicatorFactory.create_batch(20, plan=plan)) <= few + 1
    assert stored_count() == 22


def stored_count():
    return Realization.objects.filter(period=Period.Q1).count()


def test_the_workflow_is_left_alone(operator, number):
    realized(number, workflow="returned")
    reply = send(
        operator,
        **{f"value_{number.pk}-TW1": "4", f"reason_{number.pk}-TW1": "Diperbaiki"},
    )
    assert reply.status_code == 302
    row = quarter(number)
    assert (row.workflow, row.value) == (WorkflowState.RETURNED, 4)
    assert not Realization.objects.filter(period=Period.YEAR).exists()
    with pytest.raises(Realization.DoesNotExist):
        stored(number)
