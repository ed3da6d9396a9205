"""The audit trail on the site: the log, a batch, the history of a row, the files."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts import audit
from accounts.models import AuditBatch, AuditPart, Role, User
from accounts.roles import setup_roles
from indicators.models import AnnualTarget, Realization
from tests import factories as make
from workbook.writing import bulk_create_with_history

pytestmark = pytest.mark.django_db
Path = AuditBatch.Path
LOG = "/jejak/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def operator(unit):
    return make.UserFactory(
        unit=unit, username="siti", first_name="Siti", last_name="Aminah"
    )


@pytest.fixture
def row(unit):
    indicator = make.IndicatorFactory(
        plan=make.PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2023,)),
        code="SK9.7",
    )
    return make.RealizationFactory(indicator=indicator, value=Decimal("1234.5"))


def change(row, user, value="20.25", path=Path.GRID, **details):
    with audit.batch(path, user=user, **details) as opened:
        row.value = Decimal(value)
        row.save()
    return opened


@pytest.fixture
def auditor(sign_in):
    return sign_in(Role.AUDITOR)


# The log


def test_the_log_says_who_when_how_why_and_what(auditor, operator, row):
    opened = change(row, operator, reason="Salah ketik")
    page = text_of(auditor.get(LOG))
    assert "Siti Aminah (siti)" in page
    assert "Isi realisasi" in page
    assert "Salah ketik" in page
    assert "Realisasi 1" in page
    assert f'<a href="/jejak/{opened.pk}/">' in page


def test_the_newest_stands_first_and_pages_keep_the_filter(auditor, operator, row):
    for number in range(51):
        change(row, operator, value=str(number))
    first = auditor.get(f"{LOG}?oleh=siti")
    numbers = [entry.batch.pk for entry in first.context["entries"]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 50
    assert "?oleh=siti&amp;hal=2" in first.content.decode()
    second = auditor.get(f"{LOG}?oleh=siti&hal=2")
    assert len(second.context["entries"]) == 1
    assert auditor.get(f"{LOG}?hal=abc").status_code == 200


def found(client, query):
    return [entry.batch for entry in client.get(f"{LOG}?{query}").context["entries"]]


def test_the_log_is_filtered(auditor, operator, row, unit):
    other = make.UserFactory(unit=unit, username="budi")
    grid = change(row, operator, reason="Salah ketik")
    file = change(row, other, "3", Path.IMPORT, file_name="tw3.xlsx")
    with audit.batch(Path.FORM, user=other) as target:
        make.TargetFactory(indicator=row.indicator)
    today, tomorrow = "2026-11-23", "2026-11-24"
    AuditBatch.objects.update(created_at="2026-11-23T10:00:00+08:00")
    assert found(auditor, "") == [target, file, grid]
    assert found(auditor, "oleh=budi") == [target, file]
    assert found(auditor, "jalur=import") == [file]
    assert found(auditor, "jenis=indicators.annualtarget") == [target]
    assert found(auditor, "jenis=indicators.realization") == [file, grid]
    assert found(auditor, "cari=ketik") == [grid]
    assert found(auditor, "cari=TW3") == [file]
    assert found(auditor, "cari=sk9.7") == [target, file, grid]
    assert found(auditor, "cari=sk9.7&jenis=indicators.annualtarget") == [target]
    assert found(auditor, f"dari={today}&sampai={today}") == [target, file, grid]
    assert found(auditor, f"dari={tomorrow}") == []
    assert found(auditor, "cari=tidak-ada") == []


def test_a_day_begins_and_ends_in_the_office(auditor, operator, row):
    opened = change(row, operator)
    # 23.30 in Makassar is 15.30 in Greenwich.
    AuditBatch.objects.update(created_at="2026-11-22T23:30:00+08:00")
    assert found(auditor, "dari=2026-11-22&sampai=2026-11-22") == [opened]
    assert found(auditor, "dari=2026-11-23") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("dari=2026-13-45", "tanggal yang valid"),
        ("dari=0001-01-01", "Tanggal paling awal"),
        ("sampai=9999-12-31", "Tanggal paling akhir"),
        ("dari=2026-02-02&sampai=2026-02-01", "mendahului"),
        ("oleh=tidak-ada", "tidak dikenal"),
        ("oleh=%00", "Perbaiki pilihan"),
        ("jalur=surat", "surat"),
        ("jenis=a.b", "a.b"),
        ("cari=%00", "Perbaiki pilihan"),
        ("cari=" + "a" * 101, "Perbaiki pilihan"),
    ],
)
def test_what_cannot_be_understood_is_said_and_finds_nothing(
    auditor, operator, row, query, words
):
    change(row, operator)
    response = auditor.get(f"{LOG}?{query}")
    assert response.status_code == 422
    assert words in text_of(response)
    assert response.context["entries"] == []
    for form in ("csv", "xlsx"):
        assert auditor.get(f"{LOG}jejak-audit.{form}?{query}").status_code == 400


def test_what_people_wrote_is_shown_as_text(auditor, operator, row):
    opened = change(row, operator, reason="<script>x</script>")
    assert "<script>x" not in text_of(auditor.get(LOG))
    assert "&lt;script&gt;x" in text_of(auditor.get(f"{LOG}{opened.pk}/"))


# Units


def test_only_what_was_written_in_visible_units_is_there(sign_in, unit, operator, row):
    other = make.UnitFactory(code="LAIN")
    theirs = make.RealizationFactory(indicator__plan__unit=other)
    stranger = make.UserFactory(unit=other)
    own, foreign = change(row, operator), change(theirs, stranger)
    below = make.UnitFactory(code="BAWAH", parent=unit)
    lower = change(make.RealizationFactory(indicator__plan__unit=below), stranger)
    client = sign_in(Role.ADMINISTRATOR)
    assert found(client, "") == [lower, own]
    assert found(client, "unit=BAWAH") == [lower]
    for where in (LOG, f"{LOG}jejak-audit.csv"):
        assert client.get(f"{where}?unit=LAIN").status_code == 404
        assert client.get(f"{where}?unit=TIDAK-ADA").status_code == 404
    assert client.get(f"{LOG}{foreign.pk}/").status_code == 404
    assert client.get(f"{LOG}{lower.pk}/").status_code == 200
    assert (
        client.get(f"/riwayat/indicators.realization/{theirs.pk}/").status_code == 404
    )
    client.force_login(make.UserFactory(is_superuser=True, unit=None))
    assert found(client, "") == [lower, foreign, own]


def test_of_a_batch_over_several_units_the_own_rows_are_shown(auditor, unit, row):
    theirs = make.RealizationFactory(indicator__code="SK5.5")
    with audit.batch(Path.COMMAND, user=None) as opened:
        for each in (row, theirs):
            each.value = Decimal(7)
            each.save()
    page = auditor.get(f"{LOG}{opened.pk}/")
    assert [line.subject for line in page.context["page"].lines] == [str(row)]
    assert "Realisasi 1" in text_of(page)
    assert "SK5.5" not in text_of(page)
    assert found(auditor, "cari=SK5.5") == []
    rows = list(csv.reader(io.StringIO(download(auditor, "csv").decode())))
    assert {line[9] for line in rows[1:]} == {str(row)}


def test_commands_for_the_whole_installation_are_for_every_auditor(no_roles, auditor):
    setup_roles()
    (opened,) = found(auditor, "")
    page = text_of(auditor.get(f"{LOG}{opened.pk}/"))
    assert "Menyiapkan peran" in page
    assert "Peran" in page


# A batch


def test_a_batch_shows_every_field_from_what_to_what(auditor, operator, row):
    opened = change(
        row, operator, reason="Reviu", file_sha256="ab" * 32, file_name="a.xlsx"
    )
    page = text_of(auditor.get(f"{LOG}{opened.pk}/"))
    assert "<dt>Nilai</dt><dd><del>1.234,5</del>" in page
    assert "<ins>20,25</ins>" in page
    assert f'<a href="/riwayat/indicators.realization/{row.pk}/">SK9.7 2023' in page
    opened.refresh_from_db()
    for text in ("Reviu", "a.xlsx", "ab" * 32, opened.digest, opened.previous_digest):
        assert text in page


def test_foreign_keys_and_choices_are_words(auditor, operator, unit, row):
    with audit.batch(Path.FORM, user=operator) as opened:
        make.MeasurementFactory(realization=row, label="Kegiatan 7")
        unit.kind = "centre"
        unit.save()
    page = text_of(auditor.get(f"{LOG}{opened.pk}/"))
    assert f"<dt>Realisasi</dt><dd>{row}" in page
    assert "<del>Balai</del>" in page
    assert "<ins>Pusat</ins>" in page


def test_a_role_is_shown_by_name(auditor, unit):
    setup_roles()
    person = make.UserFactory(unit=unit, role=Role.OPERATOR)
    with audit.batch(Path.FORM, user=auditor.user) as opened:
        person.groups.set([Group.objects.get(name="pimpinan")])
    page = text_of(auditor.get(f"{LOG}{opened.pk}/"))
    assert "<dt>Peran</dt>" in page
    assert "<ins>pimpinan</ins>" in page


def test_a_deleted_row_shows_what_was_there(auditor, operator, unit):
    scale = make.SignatoryFactory(unit=unit, name="Pejabat Lama")
    with audit.batch(Path.FORM, user=operator) as opened:
        number = scale.pk
        scale.delete()
    page = text_of(auditor.get(f"{LOG}{opened.pk}/"))
    assert "dihapus" in page
    assert "<del>Pejabat Lama</del>" in page
    where = f"/riwayat/accounts.signatory/{number}/"
    assert "Pejabat Lama" in text_of(auditor.get(where))


def test_a_row_whose_parent_is_gone_is_called_by_its_number(auditor, operator):
    plan = make.PlanFactory(unit=operator.unit)
    goal = make.GoalFactory(plan=plan)
    number = make.CascadeEntryFactory(plan=plan).pk
    with audit.batch(Path.FORM, user=operator) as opened:
        plan.cascade_entries.all().delete()
        goal.delete()
        plan.delete()
    page = text_of(auditor.get(f"{LOG}{opened.pk}/"))
    assert f"#{number}" in page


def test_a_batch_that_does_not_exist_is_not_found(auditor):
    for number in ("1", "9" * 19, "9" * 40):
        assert auditor.get(f"{LOG}{number}/").status_code == 404
    assert auditor.get(f"{LOG}abc/").status_code == 404


def test_an_import_is_shown_row_by_row(auditor, unit, row):
    rows = [
        Realization(indicator=row.indicator, year=year, value=Decimal(year))
        for year in range(1990, 2020)
    ] + [
        Realization(indicator=row.indicator, year=year, period=f"TW{n}")
        for year in range(2010, 2018)
        for n in range(1, 5)
    ]
    with audit.batch(Path.IMPORT, user=auditor.user, file_name="b.xlsx") as opened:
        bulk_create_with_history(rows, Realization)
    page = auditor.get(f"{LOG}{opened.pk}/").context["page"]
    assert (len(page.lines), page.page.paginator.count) == (50, 62)
    second = auditor.get(f"{LOG}{opened.pk}/?hal=2").context["page"]
    assert len(second.lines) == 12


def count(client, where):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_pages_ask_as_often_over_many_rows(auditor, operator, row):
    few = change(row, operator)
    with audit.batch(Path.IMPORT, user=operator) as many:
        for year in range(1990, 2020):
            make.RealizationFactory(indicator=row.indicator, year=year)
    assert count(auditor, f"{LOG}{many.pk}/") <= count(auditor, f"{LOG}{few.pk}/")
    before = count(auditor, LOG)
    where = f"/riwayat/indicators.realization/{row.pk}/"
    versions = count(auditor, where)
    for number in range(20):
        change(row, operator, value=str(number))
    assert count(auditor, LOG) == before
    assert count(auditor, where) == versions


# The history of a row


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PIMPINAN, Role.AUDITOR])
def test_every_version_of_a_figure_is_shown(sign_in, operator, row, role):
    with audit.batch(Path.IMPORT, user=None, file_name="lama.xlsx"):
        row.save()
    opened = change(row, operator, reason="Salah ketik")
    client = sign_in(role)
    page = text_of(client.get(f"/riwayat/indicators.realization/{row.pk}/"))
    assert "3 versi" in page
    assert "Siti Aminah" in page
    assert "Salah ketik" in page
    assert "lama.xlsx" in page
    assert "<del>1.234,5</del>" in page
    assert '<a href="/indikator/RENSTRA-UJI/SK9.7/">' in page
    assert (f"/jejak/{opened.pk}/" in page) is (role == Role.AUDITOR)


@pytest.mark.parametrize(
    "where",
    [
        "indicators.realization/999999",
        "indicators.realization/" + "9" * 40,
        "indicators.tidakada/1",
        "auth.permission/1",
        "sessions.session/1",
        "accounts.auditbatch/1",
        "%00/1",
    ],
)
def test_a_history_that_does_not_exist_is_not_found(auditor, where):
    assert auditor.get(f"/riwayat/{where}/").status_code == 404


def test_accounts_are_for_those_who_read_them(sign_in, unit):
    where = f"/riwayat/accounts.user/{make.UserFactory(unit=unit).pk}/"
    assert sign_in(Role.OPERATOR).get(where).status_code == 403
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        assert sign_in(role).get(where).status_code == 200


def test_an_account_without_a_unit_is_for_superusers(sign_in, unit):
    root = make.UserFactory(unit=None, is_superuser=True)
    where = f"/riwayat/accounts.user/{root.pk}/"
    client = sign_in(Role.AUDITOR)
    assert client.get(where).status_code == 404
    client.force_login(root)
    assert client.get(where).status_code == 200


def test_figures_lead_to_their_history(sign_in, operator, row):
    target = make.TargetFactory(indicator=row.indicator)
    page = sign_in(Role.PIMPINAN).get("/indikator/RENSTRA-UJI/SK9.7/").content.decode()
    assert f'href="/riwayat/indicators.realization/{row.pk}/"' in page
    assert f'href="/riwayat/indicators.annualtarget/{target.pk}/"' in page
    assert AnnualTarget.objects.count() == 1


def test_the_administration_leads_to_the_history(sign_in, row):
    client = sign_in(Role.OPERATOR)
    where = f"/admin/indicators/realization/{row.pk}/history/"
    page = client.get(where).content.decode()
    assert f'href="/riwayat/indicators.realization/{row.pk}/"' in page


# Files


def download(client, form, query=""):
    response = client.get(f"{LOG}jejak-audit.{form}{query}")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def sheet_of(data):
    return [
        list(row)
        for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    ]


def test_the_files_hold_every_field_of_every_line(auditor, operator, row):
    opened = change(row, operator, reason="=1+1", file_name="@a.xlsx")
    opened.refresh_from_db()
    head, *lines = csv.reader(io.StringIO(download(auditor, "csv").decode()))
    (line,) = [dict(zip(head, line, strict=True)) for line in lines]
    assert line["Catatan"] == str(opened.pk)
    assert line["Nomor segel"] == "1"
    assert line["Oleh"] == "Siti Aminah (siti)"
    assert (line["Alasan"], line["Nama berkas"]) == ("'=1+1", "'@a.xlsx")
    assert (line["Jenis data"], line["Data"]) == ("Realisasi", str(row))
    assert (line["Tindakan"], line["Kolom"]) == ("Diubah", "Nilai")
    assert (line["Sebelum"], line["Sesudah"]) == ("1.234,5", "20,25")
    assert line["SHA-256 segel"] == opened.digest
    top, *rows = sheet_of(download(auditor, "xlsx"))
    assert top == head
    assert dict(zip(head, rows[0], strict=True))["Alasan"] == "=1+1"
    cell = load_workbook(io.BytesIO(download(auditor, "xlsx"))).active["F2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


@pytest.mark.parametrize("text", ["#N/A", "=A1", "+62 812", "-", "a\x07b", "1,5"])
def test_text_stays_text_in_a_workbook(auditor, operator, row, text):
    change(row, operator, reason=text)
    sheet = load_workbook(io.BytesIO(download(auditor, "xlsx"))).active
    cell = sheet["F2"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\x07", ""))


def test_the_files_hold_what_was_asked_for(auditor, operator, row):
    change(row, operator)
    change(row, None, "5", Path.COMMAND)
    data = download(auditor, "csv", "?jalur=command").decode()
    assert "Perintah" in data
    assert "Siti" not in data
    assert len(sheet_of(download(auditor, "xlsx", "?jalur=command"))) == 2


def test_the_files_hold_no_secret(auditor, unit, operator):
    administrator = make.UserFactory(unit=unit)
    with audit.batch(Path.FORM, user=administrator):
        operator.set_password("jeruk-manis-7")
        operator._change_reason = "Kata sandi dibuatkan oleh orang lain"
        operator.save()
    data = download(auditor, "csv").decode()
    assert "Kata sandi dibuatkan" in data
    for hidden in User.objects.values_list("password", flat=True):
        assert hidden not in data


def test_an_unknown_format_does_not_exist(auditor):
    assert auditor.get(f"{LOG}jejak-audit.pdf").status_code == 404


def test_reading_and_downloading_write_nothing(auditor, operator, row):
    change(row, operator)
    before = AuditBatch.objects.count()
    download(auditor, "csv")
    auditor.get(LOG)
    auditor.get(f"{LOG}keutuhan/")
    assert AuditBatch.objects.count() == before


# The check


def test_the_check_says_that_the_trail_is_whole(auditor, unit):
    page = text_of(auditor.get(f"{LOG}keutuhan/"))
    # The test's own rows stand outside any batch.
    assert "Riwayat tanpa jalur penulisan" in page
    assert "Kesalahan" not in page


def test_the_check_leads_to_nothing_that_the_person_may_not_see(auditor, operator, row):
    root = make.UserFactory(unit=None, is_superuser=True)
    opened = change(row, root)
    AuditBatch.objects.filter(pk=opened.pk).update(reason="Diganti")
    AuditPart.objects.filter(batch=opened).update(unit_number=None)
    page = text_of(auditor.get(f"{LOG}keutuhan/"))
    history, batch = f"/riwayat/accounts.user/{root.pk}/", f"{LOG}{opened.pk}/"
    assert f"Pengguna #{root.pk}" in page
    assert f"Catatan #{opened.pk}" in page
    for where in (history, batch):
        assert f'href="{where}"' not in page
        assert auditor.get(where).status_code == 404
    auditor.force_login(root)
    page = text_of(auditor.get(f"{LOG}keutuhan/"))
    for where in (history, batch):
        assert f'href="{where}"' in page
        assert auditor.get(where).status_code == 200


def test_the_check_shows_what_was_tampered_with(auditor, operator, row):
    opened = change(row, operator)
    other = make.UnitFactory(code="LAIN")
    theirs = make.RealizationFactory(indicator__plan__unit=other)
    Realization.objects.update(value=99)
    AuditBatch.objects.filter(pk=opened.pk).update(reason="Diganti")
    page = text_of(auditor.get(f"{LOG}keutuhan/"))
    assert "Data diubah tanpa riwayat" in page
    assert f'href="/riwayat/indicators.realization/{row.pk}/"' in page
    assert f"/riwayat/indicators.realization/{theirs.pk}/" not in page
    assert f"Catatan #{opened.pk} berbeda dari segelnya: reason." in page
