"""The home page: what waits for whom."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.audit import batch
from accounts.models import AuditBatch, Role, SignIn
from indicators.models import Notice, Realization
from indicators.seals import seals
from indicators.workflow import Asked, Deed, perform
from tests.factories import (
    IndicatorFactory,
    NoticeFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    TeamFactory,
    UnitFactory,
    UserFactory,
)
from workbook.last_backup import LastBackup, remember

pytestmark = pytest.mark.django_db
HOME = "/beranda/"


@pytest.fixture
def plan(unit):
    return PlanFactory(unit=unit, in_force=(2023,))


@pytest.fixture
def indicator(plan):
    found = IndicatorFactory(plan=plan, code="SK1.1", name="Kepuasan masyarakat")
    TargetFactory(indicator=found)
    return found


def text_of(page):
    main = page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def home(client):
    answer = client.get(HOME)
    assert answer.status_code == 200
    return text_of(answer)


def do(deed, user, row, note=""):
    stored = Realization.objects.get(pk=row.pk)
    assert perform(Asked(Deed(deed), user, seals([stored]), note)).is_done


def test_people_come_here_after_signing_in(client, unit):
    user = UserFactory(role=Role.OPERATOR, unit=unit)
    typed = {"username": user.username, "password": "sandi-uji-123"}
    assert client.post(reverse("login"), typed).url == HOME


def test_an_operator_sees_first_what_came_back_with_its_note(sign_in, indicator, unit):
    client = sign_in(Role.OPERATOR)
    checker = UserFactory(
        role=Role.VERIFIKATOR, unit=unit, first_name="Sari", last_name=""
    )
    row = RealizationFactory(indicator=indicator)
    do("submit", client.user, row)
    do("return", checker, row, "Lampirkan laporan survei.")
    page = home(client)
    first = page.index("Dikembalikan, perlu diperbaiki")
    note = page.index("Lampirkan laporan survei.")
    name = page.index("SK1.1 Kepuasan masyarakat")
    assert first < note < name
    assert "2023 · dikembalikan Sari" in page
    # What stands there already is not told a second time.
    assert "Kabar" not in page


def test_an_operator_sees_what_is_overdue_and_what_is_not_handed_in(
    sign_in, indicator, plan
):
    filled = IndicatorFactory(plan=plan, code="SK2.1", name="Mutu")
    TargetFactory(indicator=filled)
    RealizationFactory(indicator=filled)
    page = home(sign_in(Role.OPERATOR))
    assert (
        "Terlambat 2023 1 indikator jatuh tempo 31-01-2024 SK1.1 Kepuasan masyarakat"
        in page
    )
    assert "Terisi, belum diajukan Ajukan 2023 1 indikator" in page
    assert page.index("SK2.1 Mutu") > page.index("Terisi, belum diajukan")


def test_what_falls_due_within_thirty_days_is_shown_before(sign_in, indicator):
    client = sign_in(Role.OPERATOR)
    for day, word in (
        ("2023-12-31T00:00:00Z", "Tidak ada yang menunggu Anda"),
        ("2024-01-01T00:00:00Z", "Segera jatuh tempo 2023 1 indikator sampai"),
        ("2024-01-31T00:00:00Z", "Segera jatuh tempo"),
        ("2024-02-01T00:00:00Z", "Terlambat"),
    ):
        with time_machine.travel(day, tick=False):
            client.force_login(client.user)
            assert word in home(client), day


def test_the_work_of_others_does_not_wait_for_an_operator(sign_in, indicator, unit):
    client = sign_in(Role.OPERATOR)
    indicator.person_in_charge = UserFactory(unit=unit)
    indicator.save()
    assert "Kepuasan" not in home(client)
    indicator.person_in_charge = client.user
    indicator.save()
    assert "Kepuasan" in home(client)


def test_a_verifikator_sees_what_waits_is_ready_and_late(
    sign_in, indicator, plan, unit
):
    client = sign_in(Role.VERIFIKATOR)
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    late = IndicatorFactory(plan=plan, team=TeamFactory(unit=unit, name="Tim Mutu"))
    TargetFactory(indicator=late)
    row = RealizationFactory(indicator=indicator)
    do("submit", operator, row)
    page = home(client)
    assert "Menunggu verifikasi 1 2023 1 realisasi" in page
    assert "Belum ada periode yang seluruhnya terverifikasi." in page
    assert "Tim Mutu 1 – 31-01-2024" in page
    do("verify", client.user, row)
    page = home(client)
    assert "Tidak ada realisasi yang menunggu." in page
    assert "Semua realisasinya terverifikasi: 2023." in page


def test_a_reader_sees_the_year_and_the_units_below(sign_in, indicator, unit):
    RealizationFactory(indicator=indicator, value=1)
    lower = UnitFactory(parent=unit, code="BAWAH", name="Balai Bawah")
    PlanFactory(unit=lower, in_force=(2023,))
    page = home(sign_in(Role.PIMPINAN))
    assert "0 dari 1 indikator mencapai target" in page
    assert "Tidak tercapai: 1 dari target 6" in page
    assert "Balai Bawah" in page
    assert "Ajukan" not in page


def test_an_auditor_sees_what_was_written_and_the_open_findings(
    sign_in, indicator, unit
):
    writer = UserFactory(unit=unit, first_name="Rina", last_name="")
    with batch(AuditBatch.Path.FORM, user=writer, reason="Koreksi dokumen"):
        indicator.name = "Mutu"
        indicator.save()
    page = home(sign_in(Role.AUDITOR))
    assert "Rina" in page
    assert "Koreksi dokumen" in page
    assert "Temuan terbuka" in page
    assert re.search(r"Kesalahan \d+ Peringatan [1-9]\d* Catatan \d+", page)


def test_an_auditor_sees_nothing_of_other_units(sign_in, unit):
    stranger = UserFactory(first_name="Asing", last_name="")
    with batch(AuditBatch.Path.FORM, user=stranger):
        PlanFactory(unit=stranger.unit).save()
    assert "Asing" not in home(sign_in(Role.AUDITOR))


def test_an_administrator_sees_accounts_sign_ins_and_the_backup(
    sign_in, unit, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    client = sign_in(Role.ADMINISTRATOR)
    person = UserFactory(unit=unit, username="tanpaperan", must_change_password=True)
    UserFactory(username="unitlain")
    SignIn.objects.create(user=person, outcome="failure")
    page = home(client)
    assert "tanpaperan tanpa peran" in page
    assert "unitlain" not in page
    assert "1 akun belum mengganti kata sandi pertamanya" in page
    assert "2 akun tanpa verifikasi dua langkah" in page
    assert "1 kata sandi salah" in page
    assert "Belum pernah dibuat." in page
    remember(LastBackup("2026-11-20T10:00:00+00:00", "a.zip", 2048, "0" * 64))
    assert "Terakhir 20-11-2026 18.00" in home(client)


def test_who_must_wait_after_wrong_passwords_is_named(client, sign_in, unit, settings):
    settings.AXES_ENABLED = True
    person = UserFactory(unit=unit, username="lupa")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("login"), {"username": person.username, "password": "x"})
    settings.AXES_ENABLED = False
    until = timezone.localtime() + settings.AXES_COOLOFF_TIME
    page = home(sign_in(Role.ADMINISTRATOR))
    minute = datetime.timedelta(minutes=1)
    near = {f"{moment:%H.%M}" for moment in (until - minute, until)}
    assert any(f"lupa sampai {each}" in page for each in near)


def test_an_account_without_duty_is_told_so(client):
    client.force_login(UserFactory(unit=None))
    assert "belum mempunyai peran atau unit kerja" in home(client)


def test_news_is_put_aside_and_no_other_person_s(sign_in, unit):
    client = sign_in(Role.OPERATOR)
    mine = NoticeFactory(user=client.user, text="SK1.1 Mutu, 2023: diverifikasi.")
    NoticeFactory(user=client.user, kind="overdue", text="Sudah lewat.")
    theirs = NoticeFactory()
    page = home(client)
    assert "Kabar 1" in page
    assert "diverifikasi." in page
    assert "Sudah lewat." not in page
    answer = client.post("/beranda/dibaca/", {"sampai": theirs.pk + 5})
    assert answer.url == HOME
    assert "Kabar" not in home(client)
    assert Notice.objects.get(pk=mine.pk).seen_at
    assert Notice.objects.get(pk=theirs.pk).seen_at is None


@pytest.mark.parametrize("text", ["", "abc", "²", "9" * 30, "1\x00"])
def test_hostile_input_puts_nothing_aside(sign_in, text):
    client = sign_in(Role.OPERATOR)
    NoticeFactory(user=client.user)
    assert client.post("/beranda/dibaca/", {"sampai": text}).status_code == 302
    assert Notice.objects.get().seen_at is None


@pytest.mark.parametrize("role", Role.values)
def test_the_number_of_queries_does_not_grow(
    sign_in, plan, unit, role, django_assert_max_num_queries
):
    client = sign_in(role)
    checker = UserFactory(role=Role.VERIFIKATOR, unit=unit)
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    team = TeamFactory(unit=unit)
    team.members.add(client.user)
    for number in range(24):
        row = RealizationFactory(indicator__plan=plan, indicator__team=team)
        TargetFactory(indicator=row.indicator)
        NoticeFactory(user=client.user)
        if number % 3 == 1:
            team.members.add(operator)
            do("submit", operator, row)
            do("return", checker, row, "Cek")
        if number % 3 == 2:
            Realization.objects.filter(pk=row.pk).update(value=None)
    client.get(HOME)
    with django_assert_max_num_queries(34):
        client.get(HOME)
