"""The page of one realization: the figure, its measurements, its reasons."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import AuditBatch
from indicators import sources
from indicators.models import Measurement, Period, Realization, WorkflowState
from tests.admin_pages import fields_of
from tests.entry_sheet import YEAR, stored
from tests.factories import (
    IndicatorFactory,
    LockFactory,
    MeasurementFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TeamFactory,
    UserFactory,
)

PNBP = "(1.026.571.632 − 681.662.000) / 681.662.000 × 100 = 50,60"


@pytest.fixture
def growing(plan):
    return IndicatorFactory(plan=plan, code="SK3.1", aggregation="mean")


def where(indicator, period="TAHUN", year=YEAR):
    return f"/realisasi/{year}/{indicator.plan.code}/{indicator.code}/?periode={period}"


def fill(client, indicator, period="TAHUN", **typed):
    """Open the page, type, send; names of rows are ``r0_label`` and the like."""
    address = where(indicator, period)
    return client.post(address, sent(client.get(address), **typed))


def sent(page, **typed):
    fields = fields_of(page)
    for name, text in typed.items():
        place, _, field = name.partition("_")
        is_row = place[0] == "r" and place[1:].isdigit()
        fields[f"ukur-{place[1:]}-{field}" if is_row else name] = text
    return {name: text for name, text in fields.items() if text is not None}


PNBP_ROW = {
    "r0_label": "PNBP",
    "r0_method": "growth",
    "r0_before": "681.662.000",
    "r0_after": "1.026.571.632",
}


def measured(indicator, *results, **options):
    row = RealizationFactory(indicator=indicator, year=YEAR, **options)
    for order, result in enumerate(results, start=1):
        MeasurementFactory(
            realization=row, order=order, label=f"Kegiatan {order}", result=result
        )
    return row


# Saving


def test_measurements_are_saved_with_the_figure_that_they_give(operator, growing):
    reply = fill(operator, growing, "TW1", **PNBP_ROW, cause="Tarif baru")
    assert reply.status_code == 302
    assert reply.url == where(growing, "TW1")
    row = Realization.objects.get()
    assert (row.period, row.value, row.cause) == (
        Period.Q1,
        Decimal("50.5983"),
        "Tarif baru",
    )
    assert (row.origin, row.printed_text) == ("entered", "")
    html = operator.get(reply.url).content.decode()
    assert PNBP in html
    assert "hasil pengukuran = 50,5983" in html
    assert "SK3.1 Triwulan I 2023 disimpan: 50,5983 Persen." in html


def test_everything_stands_under_one_batch_with_the_person(operator, growing):
    fill(operator, growing, **PNBP_ROW)
    records = [Realization.history.get(), Measurement.history.get()]
    assert {record.batch for record in records} == {AuditBatch.objects.get()}
    assert {record.history_user for record in records} == {operator.user}
    assert AuditBatch.objects.get().path == AuditBatch.Path.GRID


def test_the_mean_of_several_measurements_is_shown_with_its_terms(operator, growing):
    measured(growing, Decimal(50), Decimal(40), value=Decimal(45))
    html = operator.get(where(growing)).content.decode()
    assert "(50 + 40) / 2 = 45" in html
    assert 'value="45"' in html


def test_a_value_follows_its_measurements_while_nobody_types_another(operator, growing):
    measured(growing, Decimal(50), Decimal(40), value=Decimal(45))
    assert fill(operator, growing, r1_result="60").status_code == 302
    assert stored(growing).value == 55
    assert fill(operator, growing, value="").status_code == 302
    assert stored(growing).value == 55


def test_another_value_than_the_computed_one_needs_a_reason(operator, growing):
    measured(growing, Decimal(50), Decimal(40), value=Decimal(45))
    reply = fill(operator, growing, value="47")
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "Nilai 47 berbeda dari hasil hitungan 45" in html
    assert fields_of(reply)["value"] == "47"
    assert stored(growing).value == 45
    again = operator.post(
        where(growing), sent(reply, deviation_reason="Menurut berita acara")
    )
    assert again.status_code == 302
    html = operator.get(where(growing)).content.decode()
    assert "Yang tercatat 47, hasil hitungan 45" in html
    assert "Alasan: Menurut berita acara" in html
    # A value that is not the computed one stays when a measurement changes.
    fill(operator, growing, r1_result="60")
    assert stored(growing).value == 47


def test_rows_are_emptied_deleted_added_and_change_places(operator, growing):
    measured(growing, Decimal(50), Decimal(40), Decimal(30), value=Decimal(40))
    fill(operator, growing, r0_order="3", r2_order="1")
    rows = stored(growing).measurements.order_by("order")
    assert [row.label for row in rows] == ["Kegiatan 3", "Kegiatan 2", "Kegiatan 1"]
    changed = Measurement.history.filter(history_type="~")
    assert sorted(record.order for record in changed) == [1, 3]
    fill(operator, growing, r0_gone="on", r1_label="", r1_result="")
    assert [row.label for row in stored(growing).measurements.all()] == ["Kegiatan 1"]
    assert stored(growing).value == 50
    fill(
        operator,
        growing,
        r1_label="Baru",
        r1_method="recorded",
        r1_result="70",
        r1_order="9",
    )
    rows = stored(growing).measurements.order_by("order")
    assert [(row.label, row.order) for row in rows] == [("Kegiatan 1", 3), ("Baru", 9)]


def test_rows_with_the_same_order_keep_their_place(operator, growing):
    measured(growing, Decimal(50), Decimal(40), value=Decimal(45))
    fill(operator, growing, r0_order="1", r1_order="1", r1_label="Kedua")
    rows = stored(growing).measurements.order_by("order")
    assert [(row.order, row.label) for row in rows] == [(1, "Kegiatan 1"), (2, "Kedua")]


def test_nothing_typed_writes_nothing(operator, growing):
    assert fill(operator, growing).status_code == 302
    assert not Realization.objects.exists()
    assert not AuditBatch.objects.exists()
    row = measured(growing, Decimal(50), value=Decimal(50))
    before = row.history.count()
    reply = fill(operator, growing)
    assert "tidak ada yang disimpan" in operator.get(reply.url).content.decode()
    assert row.history.count() == before


@pytest.mark.parametrize("text", ["-", "B-", "12,530", "#REF!", "3\x00"])
def test_the_figure_is_read_as_in_the_grid(operator, number, text):
    reply = fill(operator, number, value=text)
    if text == "-":
        assert (reply.status_code, stored(number).printed_text) == (302, "-")
    else:
        assert reply.status_code == 422
        assert not Realization.objects.exists()
    if text == "12,530":
        confirmed = sent(reply, **{"value-dibaca": "12,53"})
        assert operator.post(where(number), confirmed).status_code == 302
        assert stored(number).value == Decimal("12.53")


def test_a_grade_is_saved_and_never_computed(operator, grade):
    assert fill(operator, grade, value="b").status_code == 302
    assert stored(grade).grade == "B"
    row = {"r0_label": "Survei", "r0_method": "recorded", "r0_result": "3,6"}
    assert fill(operator, grade, **row).status_code == 302
    assert (stored(grade).grade, stored(grade).value) == ("B", None)


def test_a_computed_value_that_is_too_large_is_refused(operator, growing):
    row = PNBP_ROW | {"r0_before": "0,01", "r0_after": "9.999.999.999.999"}
    reply = fill(operator, growing, **row)
    assert reply.status_code == 422
    assert "terlalu besar" in reply.content.decode()


# Refusing


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"r0_label": "A", "r0_method": "growth", "r0_before": "1"}, "Wajib diisi"),
        ({"r0_label": "A", "r0_method": "recorded", "r0_before": "1"}, "Kosongkan"),
        ({"r0_method": "value", "r0_after": "1"}, "Tuliskan uraiannya"),
        ({"r0_label": "A", "r0_method": "?", "r0_after": "1"}, "Masukkan pilihan"),
        ({"r0_label": "A", "r0_method": "value", "r0_after": "x"}, "tidak dapat"),
        ({"r0_label": "A" * 301, "r0_method": "value", "r0_after": "1"}, "301"),
        (
            {"r0_label": "A", "r0_method": "value", "r0_after": "1", "r0_order": "x"},
            "bilangan",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_beside_it(
    operator, growing, row, message
):
    reply = fill(operator, growing, **row, note="Tetap ada")
    html = reply.content.decode()
    assert reply.status_code == 422
    assert message in html
    assert "Tetap ada" in html
    assert not Realization.objects.exists()


def test_rows_that_do_not_stay_are_asked_for_nothing(operator, growing):
    measured(growing, Decimal(50), Decimal(40), value=Decimal(45))
    reply = fill(operator, growing, r1_gone="on", r1_label="", value="x", order="x")
    rows = reply.context["page"].rows.forms
    assert reply.status_code == 422
    assert [bool(row.errors) for row in rows] == [False] * len(rows)
    assert "Tuliskan uraiannya." not in reply.content.decode()


@pytest.mark.parametrize("count", ["", "x", "-1", "9" * 30, "99999", "²"])
def test_a_broken_count_of_rows_is_no_error(operator, growing, count):
    reply = fill(operator, growing, **{"ukur-jumlah": count}, value="5")
    assert reply.status_code in (302, 422)


def test_another_realizations_measurement_is_not_touched(operator, growing, plan):
    other = measured(IndicatorFactory(plan=plan), Decimal(7), value=Decimal(7))
    theirs = other.measurements.get()
    row = {"r0_label": "Baru", "r0_method": "recorded", "r0_result": "8"}
    fill(operator, growing, **row, r0_id=str(theirs.pk))
    theirs.refresh_from_db()
    assert (theirs.label, theirs.realization) == ("Kegiatan 1", other)
    assert stored(growing).measurements.get().label == "Baru"


def test_a_claim_of_another_indicator_is_refused_with_its_name(operator, growing, plan):
    other = IndicatorFactory(plan=plan, code="SK9.9", name="Kolaborasi")
    measured(other, Decimal(50), value=Decimal(50))
    row = {"r0_label": "Kegiatan 1", "r0_method": "recorded", "r0_result": "50"}
    reply = fill(operator, growing, **row)
    assert reply.status_code == 422
    assert "sudah diklaim pada indikator SK9.9 Kolaborasi" in reply.content.decode()
    assert fill(operator, growing, **{**row, "r0_result": "51"}).status_code == 302


# Stages, locks, people in charge


@pytest.fixture
def submitted(growing):
    row = measured(growing, Decimal(50), value=Decimal(50))
    row.workflow, row.submitted_at = WorkflowState.SUBMITTED, timezone.now()
    row.save()
    return row


def test_a_change_of_what_was_submitted_needs_a_reason(operator, growing, submitted):
    reply = fill(operator, growing, r0_result="60")
    assert reply.status_code == 422
    assert "alasan perubahan harus diisi" in reply.content.decode()
    again = operator.post(where(growing), sent(reply, change_reason="Salah ketik"))
    assert again.status_code == 302
    assert stored(growing).history.first().history_change_reason == "Salah ketik"
    assert fill(operator, growing, note="Hanya catatan").status_code == 302


def test_what_is_verified_stands(operator, growing, submitted):
    page = operator.get(where(growing))
    submitted.workflow, submitted.verified_at = WorkflowState.VERIFIED, timezone.now()
    submitted.verified_by = UserFactory(first_name="Ibu", last_name="Verifikator")
    submitted.save()
    html = operator.get(where(growing)).content.decode()
    assert "Sudah diverifikasi oleh Ibu Verifikator" in html
    assert "<textarea" not in html
    assert PNBP not in html
    reply = operator.post(where(growing), sent(page, r0_result="60", choice="mine"))
    assert reply.status_code == 422
    assert stored(growing).value == 50


def test_what_was_returned_shows_the_note_first(operator, growing, submitted):
    submitted.workflow, submitted.return_note = (
        WorkflowState.RETURNED,
        "Lampirkan bukti",
    )
    submitted.returned_by, submitted.returned_at = operator.user, timezone.now()
    submitted.save()
    html = operator.get(where(growing)).content.decode()
    assert html.index("Lampirkan bukti") < html.index('id="entry-one"')
    assert "Sudah dikembalikan oleh" in html


def test_a_locked_quarter_is_read_only_and_the_others_stay_open(
    operator, unit, growing
):
    LockFactory(unit=unit, year=YEAR, period=Period.Q1)
    assert "Triwulan I 2023 dikunci" in (
        operator.get(where(growing, "TW1")).content.decode()
    )
    page = operator.get(where(growing, "TW2"))
    assert "<textarea" in page.content.decode()
    reply = operator.post(where(growing, "TW1"), sent(page, value="5"))
    assert reply.status_code == 422
    assert fields_of(reply)["value"] == "5"


def test_anothers_indicator_is_read_only_and_says_whose_it_is(operator, unit, growing):
    growing.team = TeamFactory(unit=unit, name="Mutu")
    growing.save()
    html = operator.get(where(growing)).content.decode()
    assert "menjadi tugas tim Mutu" in html
    assert "<textarea" not in html


# Two people


def test_the_second_person_chooses_between_both(operator, growing):
    row = measured(growing, Decimal(50), value=Decimal(50))
    mine = operator.get(where(growing))
    fill(operator, growing, r0_result="60", note="Dari rekan")
    reply = operator.post(where(growing), sent(mine, r0_result="70"))
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "Kegiatan 1: 70" in html
    assert "Kegiatan 1: 60" in html
    assert "Dari rekan" in html
    assert stored(growing).value == 60
    kept = operator.post(where(growing), {**sent(reply), "choice": "stored"})
    assert (kept.status_code, stored(growing).value) == (302, 60)
    taken = operator.post(where(growing), {**sent(reply), "choice": "mine"})
    assert (taken.status_code, stored(growing).value) == (302, 70)
    assert row.measurements.get().result == 70


def test_a_choice_about_an_older_value_asks_again(operator, growing):
    measured(growing, Decimal(50), value=Decimal(50))
    mine = operator.get(where(growing))
    fill(operator, growing, note="Satu")
    reply = operator.post(where(growing), sent(mine, note="Punya saya"))
    fill(operator, growing, note="Dua")
    again = operator.post(where(growing), {**sent(reply), "choice": "mine"})
    assert again.status_code == 422
    assert stored(growing).note == "Dua"


# Sources and quarters


@pytest.fixture
def derived(plan, monkeypatch):
    source = sources.FigureSource(
        "uji",
        "angka uji",
        lambda unit: {YEAR: Decimal("8.21994")},
        lambda unit, year: "(2 − 1) / 1",
    )
    monkeypatch.setitem(sources._sources, "uji", source)
    return IndicatorFactory(plan=plan, code="SK4.1", derived_source="uji")


def test_a_source_is_shown_with_its_formula_and_used_by_a_button(operator, derived):
    html = operator.get(where(derived)).content.decode()
    assert "(2 − 1) / 1" in html
    assert "Pakai nilai ini" in html
    assert "Pakai nilai ini" not in operator.get(where(derived, "TW1")).content.decode()
    reply = fill(operator, derived, value="", use_derived="1", note="Dari PNBP")
    assert reply.status_code == 302
    assert (stored(derived).value, stored(derived).note) == (
        Decimal("8.2199"),
        "Dari PNBP",
    )
    assert "Pakai nilai ini" not in operator.get(where(derived)).content.decode()


def test_the_year_shows_what_its_quarters_give(operator, plan):
    indicator = IndicatorFactory(plan=plan, code="SK5.1", accumulation="mean")
    for number, period in enumerate(("TW1", "TW2", "TW3", "TW4"), start=11):
        RealizationFactory(
            indicator=indicator, year=YEAR, period=period, value=Decimal(number)
        )
    assert "Dihitung dari triwulan: <b>12,5</b>" in (
        operator.get(where(indicator)).content.decode()
    )


def test_the_year_before_says_whose_data_it_is_wherever_it_stands_beside(
    operator, growing
):
    RealizationFactory(indicator=growing, year=YEAR - 1, uses_previous_year=True)
    said = f"memakai data tahun sebelumnya ({YEAR - 2})"
    assert said in operator.get(where(growing)).content.decode()
    assert said in operator.get(f"/realisasi/{YEAR}/").content.decode()


def test_a_quarter_shows_its_target_and_activity(operator, growing):
    QuarterlyTargetFactory(
        indicator=growing, year=YEAR, value=Decimal("2.5"), activity="Survei awal"
    )
    html = operator.get(where(growing, "TW1")).content.decode()
    assert "<b>2,5</b>" in html
    assert "Survei awal" in html


def test_the_page_says_what_is_left_and_leads_on(operator, number, growing):
    QuarterlyTargetFactory(indicator=growing, year=YEAR, value=Decimal(1))
    html = operator.get(where(growing, "TW1")).content.decode()
    assert "Lewat jatuh tempo dan belum diisi" not in html
    assert "2 lewat jatuh tempo dan belum diisi" in html
    assert f'href="{where(number)}"' in html


# Live results


def ask(client, indicator, **typed):
    address = where(indicator).replace("/?", "/hitung/?")
    return client.post(address, sent(client.get(where(indicator)), **typed)).json()


def test_the_live_result_is_what_saving_gives(operator, growing):
    found = ask(operator, growing, **PNBP_ROW)
    assert found == {
        "rows": {"ukur-0": PNBP},
        "sum": "hasil pengukuran = 50,5983",
        "value": "50,5983",
        "differs": "",
    }
    assert not Realization.objects.exists()


def test_the_live_result_says_what_differs_and_what_is_missing(operator, growing):
    found = ask(operator, growing, **PNBP_ROW, value="51,5")
    assert found["differs"] == "50,5983 (rata-rata dari 1 pengukuran)"
    found = ask(operator, growing, **{**PNBP_ROW, "r0_after": ""})
    assert (found["rows"], found["value"]) == ({"ukur-0": ""}, "")
    assert "Lengkapi" in found["sum"]
    assert ask(operator, growing, value="#REF!")["value"] == ""


def test_the_live_result_is_for_those_who_enter(sign_in, growing):
    client = sign_in("auditor")
    assert client.post(where(growing).replace("/?", "/hitung/?")).status_code == 403


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "/realisasi/2023/{plan}/TIDAK/",
        "/realisasi/2023/TIDAK/SK3.1/",
        "/realisasi/2019/{plan}/SK3.1/",
        "/realisasi/" + "9" * 40 + "/{plan}/SK3.1/",
        "/realisasi/2023/{plan}/SK3.1/?periode=TW9",
    ],
)
def test_what_does_not_exist_is_not_found(operator, growing, address):
    where_to = address.format(plan=growing.plan.code)
    assert operator.get(where_to).status_code == 404
    assert operator.post(where_to).status_code == 404


def test_the_number_of_queries_does_not_grow(
    operator, growing, plan, django_assert_max_num_queries
):
    measured(growing, *[Decimal(n) for n in range(20)], value=Decimal("9.5"))
    IndicatorFactory.create_batch(20, plan=plan)
    operator.get(where(growing))
    with django_assert_max_num_queries(30):
        operator.get(where(growing))
