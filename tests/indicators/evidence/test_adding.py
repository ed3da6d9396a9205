"""Adding evidence: files, links, refusals that keep what was typed, and nothing left behind."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditBatch
from indicators.evidence import deeds, files
from indicators.evidence.forms import offered_sources
from indicators.models import Evidence, Realization
from tests import factories as make
from tests.entry_sheet import fields_of
from tests.indicators.evidence.pages import add, errors, remove
from tests.indicators.evidence.samples import GOOD, pdf, upload


@pytest.fixture
def operator(sign_in):
    return sign_in("operator")


def test_a_file_is_kept_by_a_random_name_with_its_hash(operator, realization, storage):
    page = add(operator, realization.indicator, sumber="Berita acara")
    row = Evidence.objects.get()
    assert page.url == reverse("evidence", args=[realization.pk])
    assert files.STORED_NAME.fullmatch(row.file)
    assert "laporan" not in row.file
    assert row.original_name == "laporan.pdf"
    assert (row.content_type, row.size) == ("application/pdf", len(pdf()))
    assert row.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert (row.satisfies, row.uploaded_by) == ("Berita acara", operator.user)
    with storage.open(row.file) as kept:
        assert kept.read() == pdf()


def test_every_accepted_kind_is_kept(operator, realization, kept):
    for ending, content in GOOD.items():
        page = add(
            operator, realization.indicator, berkas=upload(content, f"a.{ending}")
        )
        assert page.status_code == 302, errors(page)
    assert Evidence.objects.count() == len(kept()) == len(GOOD)


def test_a_link_is_kept(operator, realization, kept):
    add(operator, realization.indicator, tautan=" https://contoh.go.id/a?b=1#c ")
    row = Evidence.objects.get()
    assert (row.kind, row.url) == ("link", "https://contoh.go.id/a?b=1#c")
    assert kept() == []


def test_history_says_who_and_by_which_way(operator, realization):
    add(operator, realization.indicator)
    record = Evidence.history.get()
    assert record.batch.user == operator.user
    assert record.batch.path == AuditBatch.Path.FORM


def test_a_figure_that_is_not_there_yet_gets_an_empty_draft(operator, indicator):
    page = add(operator, indicator, period="TW2")
    row = Realization.objects.get()
    assert (row.period, row.workflow, row.carries_figure) == ("TW2", "draft", False)
    assert page.url == reverse("evidence", args=[row.pk])
    assert Realization.history.get().batch == Evidence.history.get().batch


def test_an_empty_draft_is_as_closed_as_any_figure(operator, indicator, kept):
    make.LockFactory(unit=indicator.plan.unit)
    page = add(operator, indicator)
    assert page.status_code == 422
    assert "dikunci" in page.content.decode()
    assert not Realization.objects.exists()
    assert kept() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tautan": ""}, "Pilih berkas, atau isi tautan."),
        ({"berkas": upload(b"")}, "Berkas ini kosong."),
        ({"berkas": upload(b"x")}, "bukan PDF"),
        ({"berkas": upload(name="a.exe")}, "tidak diterima"),
        ({"tautan": "ftp://contoh.go.id"}, "https://"),
        ({"tautan": "javascript:alert(1)"}, "https://"),
        ({"tautan": "contoh.go.id"}, "https://"),
        ({"tautan": "https://siti:sandi@contoh.go.id/"}, "kata sandi"),
        ({"tautan": "https://[::1"}, "https://"),
        ({"tautan": "https://contoh.go.id/" + "a" * 1000}, "Paling banyak 1000"),
        ({"judul": " "}, "Judul bukti harus diisi."),
        ({"judul": "a" * 201}, "Paling banyak 200"),
        ({"judul": "a\x00"}, "tidak dapat disimpan"),
        ({"sumber": "Karangan"}, "tidak ada pada pedoman"),
        ({"sumber": "Laporan IKM", "sumber_lain": "Lain"}, "Pilih “Lainnya”"),
    ],
    ids=str,
)
def test_a_refusal_says_why_and_writes_nothing(
    operator, indicator, kept, fields, sentence
):
    page = add(operator, indicator, **fields)
    assert page.status_code == 422
    assert any(sentence in found for found in errors(page)), errors(page)
    assert not Evidence.objects.exists()
    assert not Realization.objects.exists()
    assert kept() == []


def test_file_and_link_are_not_added_at_once(operator, indicator):
    page = add(operator, indicator, berkas=upload(), tautan="https://contoh.go.id")
    assert "tidak keduanya" in errors(page)[0]


def test_what_was_typed_stays(operator, indicator):
    page = add(
        operator,
        indicator,
        judul="Laporan <b>",
        berkas=upload(b"x"),
        sumber="lain",
        sumber_lain="Risalah rapat",
    )
    text = page.content.decode()
    assert 'value="Laporan &lt;b&gt;"' in text
    assert 'value="Risalah rapat"' in text
    assert "berkas harus dipilih lagi" in text


def test_own_words_are_taken_as_the_source(operator, indicator):
    add(operator, indicator, sumber="lain", sumber_lain="Risalah rapat")
    assert Evidence.objects.get().satisfies == "Risalah rapat"


def test_the_lines_of_the_manual_are_offered():
    text = "1. Laporan\n\n  – Berita acara\na) Daftar hadir\n2024 dalam angka\nLaporan"
    found = offered_sources(text)
    assert found == ["Laporan", "Berita acara", "Daftar hadir", "2024 dalam angka"]


@pytest.mark.parametrize("fields", [{}, {"tautan": "https://contoh.go.id/"}])
def test_the_same_evidence_is_not_added_twice(operator, indicator, kept, fields):
    add(operator, indicator, **fields)
    before = kept()
    page = add(operator, indicator, judul="Lain", **fields)
    assert page.status_code == 422
    assert "sudah menjadi bukti realisasi ini" in errors(page)[0]
    assert Evidence.objects.count() == 1
    assert kept() == before


def test_a_file_above_the_limit_is_refused_with_what_was_typed(
    operator, indicator, settings, kept
):
    settings.EVIDENCE_MAX_MB = 0
    page = add(operator, indicator)
    assert page.status_code == 422
    assert errors(page) == ["Berkas lebih besar daripada 0 MB."]
    assert 'value="Laporan IKM 2023"' in page.content.decode()
    assert kept() == []


def test_a_far_too_large_body_is_not_even_read(operator, indicator, settings, kept):
    settings.EVIDENCE_MAX_MB = 0
    page = add(operator, indicator, berkas=upload(b"x" * 200_000))
    assert page.status_code == 413
    assert "lebih besar daripada 0 MB" in page.content.decode()
    assert kept() == []


def test_no_file_stays_behind_when_the_row_cannot_be_written(
    operator, indicator, kept, monkeypatch
):
    def fail(*args, **kwargs):
        assert len(kept()) == 1
        raise RuntimeError

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(RuntimeError):
        add(operator, indicator)
    assert kept() == []
    assert not Realization.objects.exists()
    assert not AuditBatch.objects.exists()


def test_evidence_that_another_person_added_meanwhile_is_a_message(
    operator, indicator, kept, monkeypatch
):
    add(operator, indicator)
    monkeypatch.setattr(Evidence, "full_clean", lambda self: None)
    page = add(operator, indicator)
    assert errors(page) == [deeds.CHANGED_MEANWHILE]
    assert len(kept()) == 1


def verify(row):
    row.workflow, row.submitted_at = "verified", timezone.now()
    row.verified_at, row.verified_by = timezone.now(), make.UserFactory()
    row.save()


def test_a_verified_figure_gets_no_more(operator, realization, kept):
    verify(realization)
    page = add(operator, realization.indicator)
    assert page.status_code == 422
    assert "Sudah diverifikasi" in page.content.decode()
    assert kept() == []
    shown = operator.get(reverse("evidence", args=[realization.pk])).content.decode()
    assert "Sudah diverifikasi" in shown
    assert 'type="file"' not in shown


def test_who_is_not_in_charge_cannot_add(operator, indicator):
    indicator.person_in_charge = make.UserFactory(unit=indicator.plan.unit)
    indicator.save()
    assert "menjadi tugas" in add(operator, indicator).content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("period", ["TW5", "tahun", "x'"])
def test_an_unknown_period_does_not_exist(operator, indicator, period):
    assert add(operator, indicator, period=period).status_code == 404


@pytest.mark.parametrize("year", [2022, 99999999999999999999])
def test_a_year_of_no_plan_does_not_exist(operator, indicator, year):
    assert add(operator, indicator, year=year).status_code == 404


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/realisasi/2023/", "/realisasi/2023/"),
        ("https://jahat.example/", "/bukti/"),
        ("//jahat.example/", "/bukti/"),
        ("javascript:alert(1)", "/bukti/"),
    ],
)
def test_the_way_back_stays_on_this_site(operator, indicator, back, leads):
    assert add(operator, indicator, next=back).url.startswith(leads)


def test_a_figure_typed_meanwhile_is_no_conflict_with_the_empty_draft(
    operator, indicator
):
    where = reverse("entry_year", args=[2023])
    seen = fields_of(operator.get(where))
    add(operator, indicator)
    (value,) = (name for name in seen if name.startswith("value-"))
    assert operator.post(where, {**seen, value: "0"}).status_code == 302
    row = Realization.objects.get()
    assert (row.value, row.evidence.count()) == (0, 1)
    assert row.digest


def test_evidence_beside_a_form_is_no_change_of_what_is_typed_there(
    operator, indicator
):
    where = reverse("entry_indicator", args=[2023, "RENSTRA-UJI", "SK1.1"])
    seen = operator.get(where)
    # Without JavaScript the answer opens in another tab, and what is typed stays in this one.
    assert seen.content.decode().count('target="_blank"') == 1
    first, typed = fields_of(seen), {"value": "7", "note": "Diketik sebelumnya"}
    add(operator, indicator, next=where)
    assert operator.post(where, {**first, **typed}).status_code == 302
    second = fields_of(operator.get(where))
    add(operator, indicator, tautan="https://contoh.go.id/")
    remove(operator, Evidence.objects.get(kind="file"))
    assert operator.post(where, {**second, "value": "8"}).status_code == 302
    row = Realization.objects.get()
    assert (row.value, row.note) == (8, "Diketik sebelumnya")
    assert row.evidence.get().kind == "link"
