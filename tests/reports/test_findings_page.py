"""The page "Pemeriksaan": what it shows, and what a person says about a finding."""

import re

import pytest
from django.urls import reverse

from accounts.models import AuditBatch, Role
from indicators import findings
from indicators.models import FindingAcknowledgement
from tests import factories as make
from tests.checks import scenes_of_indicators as scenes
from tests.many import multiply_indicators

ADDRESS = "/pemeriksaan/"


@pytest.fixture
def error(unit):
    """The page's unit has one error, and warnings besides."""
    scenes.a_value_that_is_not_the_mean(unit)
    return findings.run(unit)[0]


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def say(client, found, query="", **typed):
    fields = {"fingerprint": found.fingerprint, "deed": "acknowledge", **typed}
    return client.post(f"{ADDRESS}{query}", fields, follow=True)


def test_the_page_groups_findings_by_rule_and_leads_to_the_indicator(sign_in, error):
    client = sign_in(Role.PIMPINAN)
    page = text_of(client.get(ADDRESS))
    assert error.title in page
    assert "Tercatat 45,5, hasil hitung 45" in page
    assert '<a href="/indikator/RENSTRA-UJI/SK1.1/">' in page
    assert page.index(error.title) < page.index("Realisasi tanpa target")
    assert "Tandai" not in page


def test_the_choosers_count_and_narrow(sign_in, error):
    client = sign_in(Role.PIMPINAN)
    page = client.get(ADDRESS).context["page"]
    labels = [choice.label for choice in page.severities]
    assert labels == ["Semua 4", "Kesalahan 1", "Peringatan 3", "Catatan 0"]
    assert [choice.label for choice in page.years] == ["Semua", "2023"]
    errors = client.get(ADDRESS, {"tingkat": "kesalahan"})
    assert [group.title for group in errors.context["page"].groups] == [error.title]
    year = client.get(ADDRESS, {"tahun": "2023", "tingkat": "peringatan"})
    assert "tingkat=kesalahan&amp;tahun=2023" in year.content.decode()
    none = text_of(client.get(ADDRESS, {"tahun": "2022"}))
    assert "Dengan pilihan ini tidak ada temuan" in none


@pytest.mark.parametrize(
    "query", ["tingkat=gawat", "tahun=dua", "tahun=20233", "tahun=²⁰²³", "tingkat=%00"]
)
def test_unknown_choices_do_not_exist(sign_in, error, query):
    assert sign_in(Role.PIMPINAN).get(f"{ADDRESS}?{query}").status_code == 404


def test_nothing_is_saved_under_an_unknown_choice(sign_in, error):
    client = sign_in(Role.OPERATOR)
    assert say(client, error, "?tingkat=gawat", reason="Sudah").status_code == 404
    assert not FindingAcknowledgement.objects.exists()


def test_a_unit_without_findings_says_so(sign_in, unit):
    page = text_of(sign_in(Role.OPERATOR).get(ADDRESS))
    assert "Tidak ada temuan terbuka" in page


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIKATOR])
def test_a_finding_is_acknowledged_with_a_reason(sign_in, unit, error, role):
    client = sign_in(role)
    response = say(client, error, "?tahun=2023", reason="Dibulatkan di dokumen")
    assert response.redirect_chain == [(f"{ADDRESS}?tahun=2023", 302)]
    page = response.context["page"]
    assert error.title not in [group.title for group in page.groups]
    assert [row.finding for row in page.acknowledged] == [error]
    assert "Dibulatkan di dokumen" in text_of(response)
    row = FindingAcknowledgement.objects.get()
    assert (row.unit, row.acknowledged_by) == (unit, client.user)
    assert (row.code, row.fingerprint) == (error.code, error.fingerprint)
    assert "Tercatat 45,5" in row.message
    batch = AuditBatch.objects.get()
    assert (batch.user, batch.reason) == (client.user, "Dibulatkan di dokumen")
    assert row.history.get().batch == batch


def test_an_acknowledgement_is_withdrawn_and_its_history_stays(sign_in, unit, error):
    client = sign_in(Role.VERIFIKATOR)
    make.AcknowledgementFactory(
        unit=unit, code=error.code, fingerprint=error.fingerprint
    )
    response = say(client, error, deed="withdraw")
    assert "temuan terbuka lagi" in text_of(response)
    assert not FindingAcknowledgement.objects.exists()
    gone = FindingAcknowledgement.history.filter(history_type="-").get()
    assert gone.history_user == client.user


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("", "Alasan harus diisi."),
        ("  ", "Alasan harus diisi."),
        ("a" * 501, "paling panjang 500"),
        ("a\x00b", "null"),
    ],
)
def test_a_refused_reason_stays_beside_its_finding(sign_in, error, reason, message):
    client = sign_in(Role.OPERATOR)
    response = say(client, error, reason=reason)
    assert response.status_code == 422
    assert message in text_of(response)
    assert '<details class="mark" open>' in text_of(response)
    assert not FindingAcknowledgement.objects.exists()


def test_a_finding_that_is_gone_is_a_message(sign_in, error):
    client = sign_in(Role.OPERATOR)
    client.post(ADDRESS, {"fingerprint": "\x00", "reason": "Sudah"})
    assert "sudah tidak ada" in text_of(client.get(ADDRESS))
    assert "sudah tidak ada" in text_of(say(client, error, deed="withdraw"))
    say(client, error, reason="Pertama")
    page = text_of(say(client, error, reason="Kedua <b>"))
    assert "sudah tidak ada" in page
    assert "Alasan yang Anda tulis: “Kedua &lt;b&gt;”." in page
    assert FindingAcknowledgement.objects.get().reason == "Pertama"


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.AUDITOR, Role.ADMINISTRATOR])
def test_readers_acknowledge_nothing(sign_in, error, role):
    assert say(sign_in(role), error, reason="Saya").status_code == 403
    assert not FindingAcknowledgement.objects.exists()


def test_links_to_the_administration_are_for_its_people(sign_in, unit):
    make.BudgetFactory(unit=unit, initial_ceiling=1, spending=2)
    assert "/admin/budgets/annualbudget/" in text_of(sign_in("operator").get(ADDRESS))
    outsider = sign_in("pimpinan", is_staff=False)
    page = text_of(outsider.get(ADDRESS))
    assert "Anggaran 2023" in page
    assert "/admin/budgets" not in page


def test_what_people_wrote_is_shown_as_text(sign_in, error):
    client = sign_in(Role.OPERATOR)
    page = text_of(say(client, error, reason="<b>tebal</b>"))
    assert "&lt;b&gt;tebal" in page


def test_the_navigation_leads_to_the_page(sign_in, unit):
    page = sign_in(Role.OPERATOR).get(ADDRESS).content.decode()
    assert (
        f'<a href="{reverse("findings")}" aria-current="page">Pemeriksaan</a>' in page
    )


def test_the_page_asks_as_often_over_many_indicators(
    client, real_data, django_assert_max_num_queries
):
    client.force_login(make.UserFactory(role=Role.OPERATOR, unit=real_data))
    with django_assert_max_num_queries(23):
        client.get(ADDRESS)
    multiply_indicators(real_data, 3)
    with django_assert_max_num_queries(23):
        client.get(ADDRESS)


def test_an_acknowledgement_cannot_be_typed_in_the_administration(client, db):
    row = make.AcknowledgementFactory()
    client.force_login(make.UserFactory(is_superuser=True))
    where = "/admin/indicators/findingacknowledgement/"
    assert client.get(f"{where}add/").status_code == 403
    assert client.get(f"{where}{row.pk}/change/").status_code == 200
    assert client.post(f"{where}{row.pk}/change/", {}).status_code == 403
    assert client.get(f"{where}{row.pk}/delete/").status_code == 403
