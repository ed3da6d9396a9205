"""The page "Rencana aksi": quarterly targets seen, typed and saved together."""

from decimal import Decimal

import pytest

from accounts.models import AuditBatch
from indicators.models import QuarterlyTarget
from tests.action_plan_sheet import ADDRESS, fill, row_of, stored
from tests.entry_sheet import YEAR, fields_of
from tests.factories import (
    AgreementFactory,
    GoalIndicatorFactory,
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    QuarterlyTargetFactory,
    TargetFactory,
    TeamFactory,
    UnitFactory,
    UserFactory,
)
from tests.many import multiply_indicators

D = Decimal


@pytest.fixture
def companies(plan):
    """An indicator whose quarters are summed; 10 in the plan."""
    indicator = IndicatorFactory(
        plan=plan, code="SK3.1", accumulation="sum", unit_of_measure="Perusahaan"
    )
    TargetFactory(indicator=indicator, year=YEAR, value=D(10))
    return indicator


# Reading


def test_the_page_shows_the_target_whose_it_is_and_how_quarters_add_up(
    operator, number, companies, plan
):
    agreement = AgreementFactory(unit=plan.unit, year=YEAR)
    TargetFactory(indicator=number, year=YEAR, agreement=agreement, value=D("3.7"))
    goal = GoalIndicatorFactory(plan=plan, code="T1.1")
    TargetFactory(indicator=goal, year=YEAR, value=D(62))
    html = operator.get(ADDRESS).content.decode()
    for text in (
        "<b>3,7</b>",
        "PK 2023",
        f"Renstra {plan.short_title}",
        "Perusahaan · dijumlahkan: tiap triwulan berdiri sendiri",
        "kumulatif: triwulan terakhir yang dipakai",
        "Rencana kegiatan SK3.1",
        "Indikator tujuan",
    ):
        assert text in html


def test_a_difference_from_the_printed_target_is_marked_not_mended(operator, companies):
    fill(operator, row_of(companies, "2", "2", "3", "4"))
    html = operator.get(ADDRESS).content.decode()
    assert "<b>11</b>" in html
    assert "berbeda dari target 10" in html
    assert companies.targets.get().value == 10


def test_quarters_that_give_the_target_are_not_marked(operator, companies):
    fill(operator, row_of(companies, "2", "2", "3", "3"))
    assert "berbeda dari target" not in operator.get(ADDRESS).content.decode()


def test_the_first_address_leads_to_the_latest_year_that_has_begun(operator, plan):
    assert operator.get("/rencana-aksi/").url == ADDRESS


@pytest.mark.parametrize("year", [2019, 99999, 10**30])
def test_a_year_without_a_plan_does_not_exist(operator, plan, year):
    assert operator.get(f"/rencana-aksi/{year}/").status_code == 404
    assert operator.post(f"/rencana-aksi/{year}/").status_code == 404


def test_an_office_without_a_plan_is_told_so(operator):
    assert operator.get("/rencana-aksi/").status_code == 404


# Writing


def test_targets_activities_ranges_grades_and_dashes_are_saved_together(
    operator, number, grade, companies
):
    reply = fill(
        operator,
        row_of(companies, "2", "2,5", "80–90", "-")
        | row_of(grade, "B-", "", "", "A")
        | row_of(number, "", "", "", "3,6")
        | row_of(companies, "", "Bimtek\r\nSurvei", kind="activity"),
    )
    assert reply.status_code == 302
    assert stored(companies, "TW2").value == D("2.5")
    assert stored(companies, "TW2").activity == "Bimtek\nSurvei"
    third, fourth = stored(companies, "TW3"), stored(companies, "TW4")
    assert (third.lower, third.upper, third.value) == (D(80), D(90), None)
    assert (fourth.carries_figure, fourth.printed_text) == (False, "-")
    assert [stored(grade).grade, stored(grade, "TW4").grade] == ["B-", "A"]
    assert QuarterlyTarget.objects.count() == 7
    batch = AuditBatch.objects.latest("pk")
    assert (batch.path, batch.user) == (AuditBatch.Path.FORM, operator.user)
    assert stored(number, "TW4").history.get().batch == batch


def test_what_is_stored_stands_in_the_fields_and_is_not_written_again(
    operator, companies
):
    fill(operator, row_of(companies, "1.200,5", "80–90", "-", ""))
    fields = fields_of(operator.get(ADDRESS))
    shown = [fields[name] for name in row_of(companies, *"1234")]
    assert shown == ["1.200,5", "80–90", "-", ""]
    assert operator.post(ADDRESS, fields).status_code == 302
    same = row_of(companies, "1200,50", "80 - 90", "n/a")
    assert operator.post(ADDRESS, {**fields, **same}).status_code == 302
    assert stored(companies).history.count() == 1
    assert stored(companies, "TW2").history.count() == 1
    assert stored(companies, "TW3").history.count() == 1


def test_emptying_a_target_keeps_the_row_and_asks_nothing(operator, companies):
    fill(operator, row_of(companies, "2", "2", "3", "3"))
    fill(operator, row_of(companies, "", "", "", ""))
    assert stored(companies).value is None
    assert stored(companies).history.count() == 2
    html = operator.get(ADDRESS).content.decode()
    assert "0 dari 1" in html


def test_an_activity_alone_is_no_target(operator, companies):
    fill(operator, row_of(companies, "Survei", kind="activity"))
    assert (stored(companies).activity, stored(companies).value) == ("Survei", None)
    assert "1 dari 4 triwulan" in operator.get(ADDRESS).content.decode()
    assert fields_of(operator.get(ADDRESS))[f"target-{companies.pk}-TW1"] == ""


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ngawur", "tidak dapat diterima"),
        ("90–80", "batas bawah melebihi batas atas"),
        ("#REF!", "galat lembar kerja"),
        ("12,530", "pastikan benar"),
        ("5–12,530", "pastikan benar"),
        ("B-", "tidak memakai predikat"),
        ("9" * 101, "Paling banyak 100 karakter"),
        ("1\x00", "tidak dapat disimpan"),
        ("123456789012", "paling banyak 11 angka"),
        ("80–B", "tidak dapat diterima"),
    ],
)
def test_one_wrong_cell_keeps_everything_from_being_saved(
    operator, companies, number, text, error
):
    reply = fill(
        operator,
        row_of(companies, text, "2")
        | row_of(number, "3,5")
        | row_of(number, "Rencana yang panjang", kind="activity"),
    )
    html = reply.content.decode()
    assert reply.status_code == 422
    assert error in html
    assert 'value="3,5"' in html
    assert "Rencana yang panjang" in html
    assert "Belum ada yang disimpan" in html
    assert not QuarterlyTarget.objects.exists()


def test_a_doubtful_reading_is_saved_once_confirmed(operator, companies):
    refused = fields_of(fill(operator, row_of(companies, "12,530", "5–12,530")))
    refused[f"confirmed-{companies.pk}-TW1"] = "12,53"
    assert operator.post(ADDRESS, refused).status_code == 422
    refused[f"confirmed-{companies.pk}-TW2"] = "5 12,53"
    assert operator.post(ADDRESS, refused).status_code == 302
    assert stored(companies).value == D("12.53")
    assert stored(companies, "TW2").upper == D("12.53")


def test_a_plan_of_activities_that_is_too_long_is_shown_open(operator, companies):
    reply = fill(operator, row_of(companies, "x" * 2001, kind="activity"))
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "sekarang 2001" in html
    assert "<details open>" in html


def test_foreign_fields_are_left_aside(operator, companies, plan):
    other = IndicatorFactory()
    odd = {
        f"target-{other.pk}-TW1": "5",
        f"target-{companies.pk}-TAHUN": "5",
        f"target-{companies.pk}-TW9": "5",
        "target-x-TW1": "5",
        f"target-{'9' * 40}-TW1": "5",
        "target-": "5",
        f"mark-{companies.pk}-TW1": "\x00" * 5,
        f"target-{companies.pk}-TW2-TW2": "1",
    }
    assert operator.post(ADDRESS, odd).status_code == 302
    assert not QuarterlyTarget.objects.exists()


# Who, and when


def test_others_read_only(sign_in, companies):
    QuarterlyTargetFactory(indicator=companies, year=YEAR, value=3, activity="Survei")
    for role in ("verifikator", "pimpinan", "auditor", "administrator"):
        client = sign_in(role)
        html = client.get(ADDRESS).content.decode()
        assert "hanya dapat dibaca" in html
        assert "Survei" in html
        assert "<textarea" not in html
        assert client.post(ADDRESS, row_of(companies, "9")).status_code == 403
    assert stored(companies).value == 3


def test_a_row_of_somebody_else_has_no_fields_and_cannot_be_written(
    operator, companies, number, unit
):
    companies.person_in_charge = UserFactory(unit=unit, first_name="Budi", last_name="")
    companies.save()
    page = operator.get(ADDRESS)
    assert f"target-{number.pk}-TW1" in fields_of(page)
    assert f"target-{companies.pk}-TW1" not in fields_of(page)
    assert "menjadi tugas petugas lain" in page.content.decode()
    forged = {**fields_of(page), **row_of(companies, "5"), **row_of(number, "3")}
    reply = operator.post(ADDRESS, forged)
    assert reply.status_code == 422
    assert "menjadi tugas Budi" in reply.content.decode()
    assert not QuarterlyTarget.objects.exists()


def test_the_team_in_charge_writes(operator, companies, unit):
    companies.team = TeamFactory(unit=unit)
    companies.team.members.add(operator.user)
    companies.save()
    assert fill(operator, row_of(companies, "5")).status_code == 302
    assert stored(companies).value == 5


def test_a_locked_year_is_read_only_and_keeps_what_was_typed(operator, companies, unit):
    fields = fields_of(operator.get(ADDRESS))
    LockFactory(unit=unit, year=YEAR)
    html = operator.get(ADDRESS).content.decode()
    assert "dikunci oleh" in html
    assert "<textarea" not in html
    reply = operator.post(ADDRESS, {**fields, **row_of(companies, "7")})
    assert reply.status_code == 422
    assert "dikunci oleh" in reply.content.decode()
    assert fields_of(reply)[f"target-{companies.pk}-TW1"] == "7"
    assert not QuarterlyTarget.objects.exists()


def test_a_locked_quarter_closes_its_column_only(operator, companies, unit):
    LockFactory(unit=unit, year=YEAR, period="TW1")
    page = operator.get(ADDRESS)
    assert page.content.decode().count("Triwulan I 2023 dikunci oleh") == 1
    assert f"target-{companies.pk}-TW1" not in fields_of(page)
    assert fill(operator, row_of(companies, "", "4")).status_code == 302
    assert fill(operator, row_of(companies, "4")).status_code == 422
    assert [row.period for row in QuarterlyTarget.objects.all()] == ["TW2"]


def test_an_exception_opens_one_indicator(operator, companies, number, unit):
    LockFactory(unit=unit, year=YEAR)
    LockExceptionFactory(unit=unit, year=YEAR, indicator=companies)
    fields = fields_of(operator.get(ADDRESS))
    assert f"target-{companies.pk}-TW1" in fields
    assert f"target-{number.pk}-TW1" not in fields
    assert fill(operator, row_of(companies, "4")).status_code == 302


def test_a_lower_unit_is_shown_with_its_name_and_not_written(operator, unit):
    child = UnitFactory(parent=unit, code="BAWAH", name="Balai Bawah")
    indicator = IndicatorFactory(plan__unit=child, plan__in_force=(YEAR,))
    page = operator.get(f"{ADDRESS}?unit=BAWAH")
    assert "Balai Bawah" in page.content.decode()
    assert f"{ADDRESS}?unit=BAWAH" in page.content.decode()
    typed = row_of(indicator, "5")
    assert operator.post(f"{ADDRESS}?unit=BAWAH", typed).status_code == 403


# Proposals


def propose(client, typed=None):
    return fill(client, typed or {}, propose="1")


def test_a_sum_is_split_into_four_and_the_rest_repeated(
    operator, companies, number, grade
):
    page = propose(operator)
    fields = fields_of(page)
    assert [fields[name] for name in row_of(companies, *"1234")] == list("2323")
    assert [fields[name] for name in row_of(number, *"1234")] == ["3,6"] * 4
    assert [fields[name] for name in row_of(grade, *"1234")] == ["B-"] * 4
    assert "Usulan untuk 3 indikator, belum disimpan" in page.content.decode()
    assert not QuarterlyTarget.objects.exists()
    assert operator.post(ADDRESS, fields).status_code == 302
    assert QuarterlyTarget.objects.count() == 12
    assert "berbeda dari target" not in operator.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("10", ["2", "3", "2", "3"]),
        ("1.5", ["0,3", "0,4", "0,4", "0,4"]),
        ("3", ["0", "1", "1", "1"]),
        ("1200", ["300"] * 4),
    ],
)
def test_the_parts_give_the_whole_exactly(operator, companies, target, parts):
    companies.targets.update(value=D(target))
    fields = fields_of(propose(operator))
    assert [fields[name] for name in row_of(companies, *"1234")] == parts


@pytest.mark.parametrize(
    "options",
    [
        {"unit_of_measure": "Persen"},
        {"accumulation": "entered"},
    ],
)
def test_nothing_is_proposed_where_quarters_give_no_year(operator, companies, options):
    for name, value in options.items():
        setattr(companies, name, value)
    companies.save()
    page = propose(operator)
    assert "Tidak ada baris kosong" in page.content.decode()
    assert fields_of(page)[f"target-{companies.pk}-TW1"] == ""


def test_what_is_typed_or_stored_is_not_replaced_by_a_proposal(
    operator, companies, number
):
    QuarterlyTargetFactory(indicator=number, year=YEAR, period="TW3", value=3)
    fields = fields_of(propose(operator, row_of(companies, "", "7")))
    assert [fields[name] for name in row_of(companies, *"1234")] == ["", "7", "", ""]
    assert [fields[name] for name in row_of(number, *"1234")] == ["", "", "3", ""]


def test_proposals_respect_charge_and_lock(operator, companies, number, unit):
    companies.person_in_charge = UserFactory(unit=unit)
    companies.save()
    LockFactory(unit=unit, year=YEAR, period="TW2")
    assert "Tidak ada baris kosong" in propose(operator).content.decode()


# Cost


def test_the_page_asks_as_often_over_many_indicators(
    operator, companies, number, grade, django_assert_max_num_queries
):
    multiply_indicators(companies.plan.unit, 8)
    with django_assert_max_num_queries(20):
        assert operator.get(ADDRESS).status_code == 200


def test_saving_asks_as_often_over_many_indicators(
    operator, companies, django_assert_max_num_queries
):
    multiply_indicators(companies.plan.unit, 10)
    fields = fields_of(propose(operator))
    with django_assert_max_num_queries(40):
        assert operator.post(ADDRESS, fields).status_code == 302
    assert QuarterlyTarget.objects.count() == 40
