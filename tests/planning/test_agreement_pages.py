"""The pages of the yearly agreement: typing targets, reasons, versions, refusals."""

import datetime
from decimal import Decimal

import pytest

from accounts.models import AuditBatch
from indicators.agreements import deeds
from indicators.models import AnnualTarget, PerformanceAgreement
from tests.factories import (
    AgreementFactory,
    IndicatorFactory,
    LockFactory,
    TargetFactory,
    UserFactory,
)
from tests.many import multiply_indicators
from tests.planning.pages import fields_of, fill, text_of

ADDRESS = "/pk/2023/"
DEED = "/pk/2023/tahap/"


@pytest.fixture
def operator(sign_in):
    return sign_in("operator")


@pytest.fixture
def draft(unit, number, graded):
    return deeds.create(unit, 2023, UserFactory(unit=unit))


def target(indicator):
    return AnnualTarget.objects.get(indicator=indicator, agreement__isnull=False)


def figures(indicator):
    row = target(indicator)
    return (row.value, row.lower, row.upper, row.grade, row.printed_text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("5,5", (Decimal("5.5"), None, None, "", "5,5")),
        ("80–90", (None, Decimal(80), Decimal(90), "", "80–90")),
        ("80 - 90 %", (None, Decimal(80), Decimal(90), "", "80 - 90 %")),
        ("80 s.d. 90", (None, Decimal(80), Decimal(90), "", "80 s.d. 90")),
        ("-3,5", (Decimal("-3.5"), None, None, "", "-3,5")),
        ("-", (None, None, None, "", "-")),
        ("", (None, None, None, "", "")),
    ],
)
def test_a_target_is_typed_as_people_write_it(operator, draft, number, typed, stored):
    reply = fill(operator, ADDRESS, **{f"target_{number.pk}": typed})
    assert reply.status_code == 302
    assert figures(number) == stored
    page = operator.get(ADDRESS)
    again = fields_of(page)
    assert operator.post(ADDRESS, again).status_code == 302
    assert figures(number) == stored
    assert AuditBatch.objects.filter(path=AuditBatch.Path.FORM).count() == 1


def test_a_target_that_the_plan_does_not_have_is_written_once(operator, draft, number):
    other = IndicatorFactory(plan=number.plan)
    assert fill(operator, ADDRESS, **{f"target_{other.pk}": "3"}).status_code == 302
    assert [record.history_type for record in target(other).history.all()] == ["+"]


def test_a_grade_is_typed_as_the_scale_spells_it(operator, draft, graded):
    assert fill(operator, ADDRESS, **{f"target_{graded.pk}": "b"}).status_code == 302
    assert target(graded).grade == "B"


def test_what_differs_is_marked_and_wants_a_reason(operator, draft, number):
    fill(operator, ADDRESS, **{f"target_{number.pk}": "4"})
    page = text_of(operator.get(ADDRESS))
    assert "Berbeda dari Renstra alasan belum ditulis" in page
    fill(operator, ADDRESS, **{f"reason_{number.pk}": "Anggaran dipotong"})
    page = text_of(operator.get(ADDRESS))
    assert "alasan belum ditulis" not in page
    assert "siap ditetapkan" in page
    fill(operator, ADDRESS, **{f"target_{number.pk}": ""})
    assert "Tidak dimasukkan" in text_of(operator.get(ADDRESS))


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("target", "enam", "bukan angka"),
        ("target", "90–80", "batas bawah melebihi"),
        ("target", "80–B", "tidak dapat diterima"),
        ("target", "Z", "bukan angka"),
        ("target", "12,530", "pastikan benar"),
        ("target", "9" * 101, "Paling banyak 100 karakter"),
        ("target", "6\x00", "tidak dapat disimpan"),
        ("target", "A", "tidak memakai predikat"),
        ("reason", "x" * 501, "Alasan paling banyak 500"),
        ("reason", "a\x00", "tidak dapat disimpan"),
    ],
)
def test_a_fault_stands_beside_its_cell_and_nothing_is_lost_or_written(
    operator, draft, number, graded, name, typed, sentence
):
    reply = fill(
        operator,
        ADDRESS,
        **{f"{name}_{number.pk}": typed, f"target_{graded.pk}": "A"},
    )
    page = text_of(reply)
    assert reply.status_code == 422
    assert sentence in page
    assert "1 isian perlu diperiksa" in page
    fields = fields_of(reply)
    assert fields[f"target-{graded.pk}"] == "A"
    assert fields[f"{name}-{number.pk}"].replace("�", "\x00") == typed.replace(
        "�", "\x00"
    )
    assert figures(number)[:1] == (Decimal(6),)
    assert target(graded).grade == "B-"


def test_a_doubtful_reading_is_confirmed(operator, draft, number):
    reply = fill(operator, ADDRESS, **{f"target_{number.pk}": "12,530"})
    fields = fields_of(reply)
    reply = operator.post(ADDRESS, {**fields, f"confirmed-{number.pk}": "12,53"})
    assert reply.status_code == 302
    assert target(number).value == Decimal("12.53")


def test_what_another_person_saved_meanwhile_is_not_overwritten_unseen(
    operator, draft, number
):
    fields = fields_of(operator.get(ADDRESS))
    row = target(number)
    row.value = Decimal(9)
    row.save()
    reply = operator.post(ADDRESS, {**fields, f"target-{number.pk}": "4"})
    assert "Sementara itu orang lain menyimpan “9”" in text_of(reply)
    assert target(number).value == 9
    assert operator.post(ADDRESS, fields_of(reply)).status_code == 302
    assert target(number).value == 4


def test_a_page_that_was_only_looked_at_changes_nothing(operator, draft, number):
    fields = fields_of(operator.get(ADDRESS))
    row = target(number)
    row.value = Decimal(9)
    row.save()
    assert operator.post(ADDRESS, fields).status_code == 302
    assert target(number).value == 9


def test_a_draft_that_was_fixed_meanwhile_is_refused_and_what_was_typed_stays(
    operator, draft, number
):
    fields = fields_of(operator.get(ADDRESS))
    stored = PerformanceAgreement.objects.get()
    person = UserFactory(unit=stored.unit)
    mark = deeds.build(stored.unit, 2023, stored).mark
    deeds.fix(stored, person, mark, number="PK/1", date=datetime.date(2023, 1, 31))
    reply = operator.post(ADDRESS, {**fields, f"target-{number.pk}": "4"})
    assert reply.status_code == 422
    assert "bukan draf lagi" in text_of(reply)
    assert fields_of(reply)[f"target-{number.pk}"] == "4"
    assert target(number).value == 6


def test_a_locked_year_is_read_only_and_refuses_what_is_sent(
    operator, unit, draft, number
):
    fields = fields_of(operator.get(ADDRESS))
    LockFactory(unit=unit)
    page = operator.get(ADDRESS)
    assert "dikunci oleh" in text_of(page)
    assert f"target-{number.pk}" not in fields_of(page)
    reply = operator.post(ADDRESS, {**fields, f"target-{number.pk}": "4"})
    assert (reply.status_code, target(number).value) == (422, 6)


def test_the_deeds_are_done_on_the_page(operator, sign_in, unit, number):
    assert operator.post(DEED, {"deed": "create"}).status_code == 302
    assert operator.post(DEED, {"deed": "fix"}).status_code == 403
    reply = operator.post(DEED, {"deed": "discard", "reason": " "})
    assert (reply.status_code, "Alasan harus diisi" in text_of(reply)) == (422, True)
    verifikator = sign_in("verifikator")
    page = verifikator.get(ADDRESS)
    assert f"target-{number.pk}" not in fields_of(page)
    data = {**fields_of(page), "deed": "fix", "number": "PK/7", "date": "kemarin"}
    reply = verifikator.post(DEED, data)
    assert reply.status_code == 422
    assert "Tanggal tidak dikenali" in text_of(reply)
    assert fields_of(reply)["number"] == "PK/7"
    assert verifikator.post(DEED, {**data, "date": "31-01-2023"}).status_code == 302
    page = text_of(verifikator.get(ADDRESS))
    assert "PK/7" in page
    assert "31 Januari 2023" in page
    assert verifikator.post(DEED, {"deed": "amend", "reason": "x"}).status_code == 403


@pytest.mark.parametrize("query", ["", "?versi=1"])
def test_what_was_typed_into_a_draft_that_was_thrown_away_is_still_there(
    operator, draft, number, query
):
    fields = fields_of(operator.get(ADDRESS + query))
    deeds.discard(draft, UserFactory(unit=draft.unit), "Keliru")
    reply = operator.post(ADDRESS + query, {**fields, f"target-{number.pk}": "4"})
    assert reply.status_code == 422
    assert "bukan draf lagi" in text_of(reply)
    assert fields_of(reply)[f"target-{number.pk}"] == "4"
    assert not PerformanceAgreement.objects.exists()


def test_a_refused_deed_says_why(operator, sign_in, draft, number):
    fill(operator, ADDRESS, **{f"target_{number.pk}": "4"})
    verifikator = sign_in("verifikator")
    fields = fields_of(verifikator.get(ADDRESS))
    data = {**fields, "deed": "fix", "number": "PK/7", "date": "2023-01-31"}
    reply = verifikator.post(DEED, data)
    assert reply.status_code == 422
    page = text_of(reply)
    assert "memerlukan alasan: SK1.1" in page
    assert "Nomor – Tanggal –" in page
    assert fields_of(reply)["number"] == "PK/7"
    assert PerformanceAgreement.objects.get().is_draft


def test_versions_are_compared_side_by_side(operator, unit, number, graded):
    first = AgreementFactory(unit=unit)
    second = AgreementFactory(unit=unit, version=2)
    TargetFactory(indicator=number, agreement=first, value=6)
    TargetFactory(
        indicator=number, agreement=second, value=5, deviation_reason="Refocusing"
    )
    TargetFactory(indicator=graded, agreement=second, value=None, grade="B")
    page = operator.get("/pk/2023/versi/").content.decode()
    assert "<del>6</del>" in page
    assert "<ins>5</ins>" in page
    assert "<del>–</del>" in page
    assert "Refocusing" in page
    same = operator.get("/pk/2023/versi/?dari=2&ke=2").content.decode()
    assert "<del>5" not in same
    assert operator.get("/pk/2023/versi/?dari=9").status_code == 404
    assert operator.get("/pk/2024/versi/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/pk/1999/", "/pk/2023/?versi=9", "/pk/2023/?versi=%00", f"/pk/{'9' * 30}/"],
)
def test_what_does_not_exist_answers_404(operator, draft, address):
    assert operator.get(address).status_code == 404
    assert operator.post(DEED, {"deed": "?"}).status_code == 404


def test_strange_fields_are_left_aside(operator, draft, number):
    fields = fields_of(operator.get(ADDRESS))
    strange = {
        "target-²": "1",
        "target-" + "9" * 30: "1",
        "target-": "1",
        "target-0": "1",
    }
    assert operator.post(ADDRESS, {**fields, **strange}).status_code == 302


def test_a_draft_is_named_as_one_beside_the_indicator(operator, draft, number):
    page = text_of(operator.get(f"/indikator/RENSTRA-A/{number.code}/"))
    assert "2023 PK 2023 (draf) 6" in page


def test_the_list_shows_every_year_with_its_versions(operator, unit, plan):
    AgreementFactory(unit=unit, number="PK/9/2023")
    page = text_of(operator.get("/pk/"))
    assert "PK/9/2023" in page
    assert "menurut dokumen" in page
    assert "Buat PK 2024" in page


def test_pages_do_not_ask_more_with_more_indicators(
    operator, unit, draft, django_assert_max_num_queries
):
    multiply_indicators(unit, 10)
    with django_assert_max_num_queries(25):
        operator.get(ADDRESS)
    fields = fields_of(operator.get(ADDRESS))
    typed = {name: "5" for name in fields if name.startswith("target-")}
    graded = {name: "B" for name in typed if fields[name].startswith("B")}
    with django_assert_max_num_queries(60):
        reply = operator.post(ADDRESS, {**fields, **typed, **graded})
    assert reply.status_code == 302
