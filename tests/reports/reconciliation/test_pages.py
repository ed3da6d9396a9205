"""The page "Rekonsiliasi": what it shows, how findings are answered; a table beside the computed one."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditBatch, Role
from documents.models import Decision, PublishedRow, ReconciliationAnswer
from indicators.models import AnnualTarget
from reports.catalogue import REPORTS
from reports.reconciliation.engine import reconcile
from tests.document_factories import AnswerFactory
from tests.reports.reconciliation.office import Office, alter

ADDRESS = "/rekonsiliasi/"


@pytest.fixture
def person(sign_in, lab):
    """Return a function that signs a person of the office in and returns the client."""
    return lambda role, **options: sign_in(role, of_unit=lab, **options)


def finding(lab, aspect="target"):
    (found,) = (f for f in reconcile(lab, REPORTS).findings if f.aspect == aspect)
    return found


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def messages_of(response):
    return " ".join(map(str, get_messages(response.wsgi_request)))


def say(client, found, query="", follow=True, **typed):
    fields = {"fingerprint": found.fingerprint, "deed": "answer", **typed}
    return client.post(f"{ADDRESS}{query}", fields, follow=follow)


def shown(response):
    """Return aspect and count of the findings on the page."""
    groups = response.context["page"].groups
    return {part.label: len(part.rows) for group in groups for part in group.aspects}


def test_the_page_shows_both_values_both_places_and_what_follows(person, lab, target):
    response = person(Role.OPERATOR).get(ADDRESS)
    page = text_of(response)
    assert shown(response) == {"Jumlah": 1, "Target": 1, "Nama": 1, "Penomoran": 1}
    found = finding(lab)
    # The table and the text say the same wrong target: one finding with both places.
    assert len(found.places) == 2
    assert (
        f"Tercetak “95” di Bab II (baris {found.places[0].line}), {target.label} (baris"
        in page
    )
    assert "sedangkan menurut Tabel 1 (baris 12): “90”" in page
    assert (
        "Realisasi 2025 (93) memenuhi target 90, tetapi tidak memenuhi target 95."
        in page
    )
    assert (
        f'<a href="/rekonsiliasi/RS-LT/{target.code}/">Bandingkan {target.label}</a>'
        in page
    )
    assert re.search(r'"/admin/indicators/annualtarget/\d+/change/">Buka data<', page)
    assert "/admin/documents/publishedrow/" in page
    # A letter more may be the scan's, and so may a number.
    assert "dapat juga salah pindai" in finding(lab, "name").consequence
    assert "naskah" not in found.consequence
    assert (
        page.index("Salah hitung")
        < page.index("Bertentangan")
        < page.index("Salah tulis")
    )
    assert page.count("<summary>Jawab</summary>") == 4


def test_choices_narrow_what_is_shown_and_unknown_ones_do_not_exist(person, target):
    client = person(Role.PIMPINAN)
    assert shown(client.get(ADDRESS, {"jenis": "wording"})) == {"Nama": 1}
    at_table = {"letak": f"RS-LT/{target.code}", "jawaban": "semua"}
    assert shown(client.get(ADDRESS, at_table)) == {"Target": 1, "Nama": 1}
    assert shown(client.get(ADDRESS, {"letak": "teks"})) == {"Target": 1}
    answered = client.get(ADDRESS, {"jawaban": "dijawab"})
    assert shown(answered) == {}
    assert "Dengan pilihan ini tidak ada temuan" in text_of(answered)
    labels = [choice.label for choice in answered.context["page"].kinds]
    assert labels == ["Semua 0", "Salah hitung 0", "Bertentangan 0", "Tidak tercetak 0", "Beda sebutan 0", "Salah tulis 0"]  # fmt: skip
    for query in ("jenis=gawat", "jawaban=mungkin", "jenis=%00"):
        assert client.get(f"{ADDRESS}?{query}").status_code == 404
    # Nothing is saved under an unknown choice either.
    assert client.post(f"{ADDRESS}?jenis=gawat").status_code in (403, 404)


@pytest.mark.parametrize(
    ("role", "decision", "reason", "message"),
    [
        (Role.OPERATOR, Decision.COMPUTED, "", "Temuan dijawab: terima hasil hitung."),
        (Role.VERIFIKATOR, Decision.PRINTED, "Surat Biro <b>", "Temuan dijawab: terima yang tercetak."),
        (Role.OPERATOR, Decision.CORRECT, "Salah salin", "hilang sendiri setelah data"),
    ],
    ids=str,
)  # fmt: skip
def test_a_finding_is_answered_in_three_ways(person, lab, role, decision, reason, message):  # fmt: skip
    client, found = person(role), finding(lab)
    response = say(client, found, "?jenis=contradiction", decision=decision, reason=reason)  # fmt: skip
    assert response.redirect_chain == [(f"{ADDRESS}?jenis=contradiction", 302)]
    assert message in messages_of(response) or message in text_of(response)
    assert shown(response) == {}
    row = ReconciliationAnswer.objects.get()
    assert (row.unit, row.answered_by, row.decision, row.reason) == (lab, client.user, decision, reason)  # fmt: skip
    assert (row.kind, row.fingerprint) == ("contradiction", found.fingerprint)
    assert "Target 2025: SS1.1" in row.message
    assert "“95”" in row.message
    batch = AuditBatch.objects.latest("pk")
    assert (batch.user, batch.reason) == (client.user, reason)
    assert row.history.get().batch == batch
    page = text_of(client.get(ADDRESS, {"jawaban": "dijawab"}))
    assert f"<b>{decision.label}</b>" in page
    assert "Harus dijawab" not in page
    assert "<b> " not in page.partition("Surat Biro")[2][:8]


def test_an_answer_is_withdrawn_and_its_history_stays(person, lab):
    client, found = person(Role.VERIFIKATOR), finding(lab)
    AnswerFactory(unit=lab, fingerprint=found.fingerprint)
    response = say(client, found, "?jawaban=dijawab", deed="withdraw")
    assert "temuan terbuka lagi" in text_of(response)
    assert not ReconciliationAnswer.objects.exists()
    gone = ReconciliationAnswer.history.filter(history_type="-").get()
    assert gone.history_user == client.user


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"decision": "printed", "reason": "  "}, "Alasan harus diisi bila yang tercetak yang diterima."),
        ({"decision": "", "reason": "Sudah benar"}, "Pilih salah satu jawaban."),
        ({"decision": "maybe", "reason": "Sudah benar"}, "Pilih salah satu jawaban."),
        ({"decision": "printed", "reason": "a" * 501}, "paling panjang 500"),
        ({"decision": "printed", "reason": "a\x00b"}, "null"),
    ],
)  # fmt: skip
def test_a_refused_answer_stays_beside_its_finding(person, lab, typed, message):
    client, found = person(Role.OPERATOR), finding(lab)
    response = say(client, found, **typed)
    page = text_of(response)
    assert response.status_code == 422
    assert message in page
    assert page.count('<details class="mark" open>') == 1
    if "\x00" not in typed["reason"]:
        assert f'value="{typed["reason"]}"' in response.content.decode()
    if typed["decision"] == "printed":
        assert 'value="printed" required checked' in page
    assert not ReconciliationAnswer.objects.exists()


def test_a_finding_that_is_gone_is_a_message_with_what_was_typed(person, lab):
    client, found = person(Role.OPERATOR), finding(lab)
    AnswerFactory(unit=lab, fingerprint=found.fingerprint, reason="Pertama")
    late = say(client, found, decision="printed", reason="Kedua <b>")
    assert "Temuan itu sudah tidak ada" in text_of(late)
    assert "Alasan yang Anda tulis: “Kedua &lt;b&gt;”." in text_of(late)
    # What is refused besides is not lost either.
    refused = say(client, found, reason="Ketiga")
    assert refused.status_code == 422
    assert "Alasan yang Anda tulis: “Ketiga”." in text_of(refused)
    assert "sudah tidak ada" in text_of(client.post(ADDRESS, {"fingerprint": "\x00", "decision": "computed"}, follow=True))  # fmt: skip
    assert ReconciliationAnswer.objects.get().reason == "Pertama"


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.AUDITOR, Role.ADMINISTRATOR])
def test_readers_answer_nothing(person, lab, role):
    client = person(role)
    assert "<summary>Jawab</summary>" not in text_of(client.get(ADDRESS))
    answer = say(client, finding(lab), decision="computed", reason="Saya")
    assert answer.status_code == 403
    assert not ReconciliationAnswer.objects.exists()


def test_a_finding_goes_when_print_or_data_are_corrected(person, lab, target):
    client = person(Role.OPERATOR)
    PublishedRow.objects.filter(key="2/a").update(cell_1="2")
    alter(target, "SS2.1", indicator="Indeks kompetensi pegawai")
    assert shown(client.get(ADDRESS)) == {"Jumlah": 1, "Target": 1}
    AnnualTarget.objects.filter(indicator__code="SS1.1", year=2025).update(value=95)
    assert shown(client.get(ADDRESS)) == {"Jumlah": 1}


def test_links_to_the_administration_are_for_its_people(person, target):
    client = person(Role.PIMPINAN, is_staff=False)
    for address in (ADDRESS, f"{ADDRESS}RS-LT/{target.code}/"):
        page = text_of(client.get(address))
        assert "Tabel" in page
        assert "/admin/documents" not in page


def test_a_table_stands_beside_the_computed_one(person, target):
    client = person(Role.OPERATOR)
    address = f"{ADDRESS}RS-LT/{target.code}/"
    response = client.get(address)
    page = text_of(response)
    assert page.count("≠ berbeda") == 3  # two cells, and the legend
    assert "2 temuan di tabel ini" in page
    assert "2 sel berbeda</span></p>" in response.content.decode()
    rows = client.get(address, {"baris": "berbeda"}).context["page"].rows
    assert [len(row.lines) for row in rows] == [1, 1]
    printed = {(cell.printed, cell.computed) for row in rows for cell in row.cells if cell.is_different}  # fmt: skip
    assert printed == {("95", "90"), ("Indeks kompetensi para pegawai", "Indeks kompetensi pegawai")}  # fmt: skip
    for elsewhere in ("RS-LT/TIDAK-ADA/", "LAIN/T1/"):
        assert client.get(f"{ADDRESS}{elsewhere}").status_code == 404
    assert client.get(address, {"baris": "sebagian"}).status_code == 404


def test_a_unit_that_has_published_nothing_says_so(sign_in, unit):
    page = text_of(sign_in(Role.OPERATOR).get(ADDRESS))
    assert "belum ada dokumen terbit yang dicatat" in page
    assert "Catat dahulu dokumen terbit" in page


def test_a_table_that_cannot_be_compared_is_shown(person, target):
    target.report = "tidak-ada"
    target.save()
    page = text_of(person(Role.OPERATOR).get(ADDRESS))
    assert f"<b>{target.label}</b> (RS-LT) tidak dapat dibandingkan: Laporan “tidak-ada” tidak ada." in page  # fmt: skip


def test_the_queries_of_a_page_do_not_grow_with_what_it_shows(person, lab, target):
    client = person(Role.OPERATOR)
    table = f"{ADDRESS}RS-LT/{target.code}/"
    client.get(ADDRESS)
    before = [queries_of(client, address) for address in (ADDRESS, table)]
    office = Office.of(lab)
    for n in range(8):
        office.say("target", f"{70 + n} persen", indicator="SS1.1", year=2025)
    for n in range(8):
        AnswerFactory(unit=lab, fingerprint=f"lama{n}", answered_by=client.user)
    assert [queries_of(client, address) for address in (ADDRESS, table)] == before
    assert shown(client.get(ADDRESS))["Target"] == 9


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
