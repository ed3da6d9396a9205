"""Reading evidence: the page, the file with safe headers, and whose it is."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from indicators.evidence import files
from indicators.models import Evidence
from tests import factories as make
from tests.indicators.evidence.pages import add
from tests.indicators.evidence.samples import GOOD, pdf, upload


def stored(realization, content=None, **fields):
    """Return a file's evidence with its file in the storage."""
    data = pdf() if content is None else content
    name = files.store(ContentFile(data), "pdf")
    return make.EvidenceFactory(
        is_file=True, realization=realization, file=name, size=len(data), **fields
    )


def fetch(client, row):
    return client.get(reverse("evidence_file", args=[row.pk]))


@pytest.fixture
def auditor(sign_in):
    return sign_in("auditor")


def test_a_file_is_sent_whole_to_be_saved(auditor, realization):
    row = stored(realization, original_name="laporan IKM.pdf")
    answer = fetch(auditor, row)
    assert b"".join(answer.streaming_content) == pdf()
    assert answer["Content-Length"] == str(len(pdf()))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="laporan IKM.pdf"'


def test_a_file_cannot_run_in_our_name(auditor, realization):
    answer = fetch(auditor, stored(realization))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "name", ['a"; filename="b.exe', "lapor\u00e9.pdf", "a\r\nX-A: 1.pdf", "a;b.pdf"]
)
def test_a_name_cannot_write_headers(auditor, realization, name):
    answer = fetch(auditor, stored(realization, original_name=name))
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "\n" not in disposition
    assert "X-A" not in answer


def test_what_the_browser_claimed_is_not_what_is_sent(sign_in, realization):
    client = sign_in("operator")
    claimed = upload(GOOD["png"], "gambar.png")
    assert claimed.content_type == "text/html"
    add(client, realization.indicator, berkas=claimed)
    assert fetch(client, Evidence.objects.get())["Content-Type"] == "image/png"


def test_a_lost_file_is_a_message(auditor, realization, storage, caplog):
    row = stored(realization)
    storage.delete(row.file)
    answer = auditor.get(reverse("evidence_file", args=[row.pk]), follow=True)
    assert "tidak ada lagi di tempat penyimpanan" in answer.content.decode()
    assert row.file in caplog.text


def test_a_link_is_no_file(auditor, realization):
    assert (
        fetch(auditor, make.EvidenceFactory(realization=realization)).status_code == 404
    )


def test_files_of_other_units_do_not_exist_and_lower_ones_are_read(
    sign_in, realization
):
    row = stored(realization)
    client = sign_in("operator", of_unit=make.UnitFactory())
    assert fetch(client, row).status_code == 404
    unit = realization.indicator.plan.unit
    unit.parent = make.UnitFactory()
    unit.save()
    client = sign_in("pimpinan", of_unit=unit.parent)
    assert fetch(client, row).status_code == 200


def test_the_page_shows_who_when_and_what(auditor, realization):
    row = stored(realization, title="Laporan <i>", satisfies="Berita acara")
    link = make.EvidenceFactory(
        realization=realization, url="https://contoh.go.id/?a=1&b=2"
    )
    text = auditor.get(reverse("evidence", args=[realization.pk])).content.decode()
    assert "Laporan &lt;i&gt;" in text
    assert "Memenuhi: Berita acara" in text
    assert row.sha256 in text
    assert row.uploaded_by.first_name in text
    assert (
        'href="https://contoh.go.id/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"'
        in text
    )
    assert link.title in text
    assert 'type="file"' not in text
    assert "Hapus" not in text


def test_the_page_says_that_evidence_is_wanted(auditor, realization):
    where = reverse("evidence", args=[realization.pk])
    assert (
        "Bukti dukung wajib ada, tetapi belum ada."
        in auditor.get(where).content.decode()
    )
    make.EvidenceFactory(realization=realization)
    assert "belum ada" not in auditor.get(where).content.decode()


def test_the_page_asks_as_often_for_much_evidence(
    auditor, realization, django_assert_max_num_queries
):
    where = reverse("evidence", args=[realization.pk])
    auditor.get(where)
    for _ in range(5):
        stored(realization)
    with django_assert_max_num_queries(17):
        auditor.get(where)


def test_a_page_without_figure_yet_says_so(auditor, indicator):
    where = reverse("evidence_add", args=[indicator.pk, 2023, "TW1"])
    text = auditor.get(where).content.decode()
    assert "Triwulan I 2023" in text
    assert "Realisasi belum diisi" in text
    assert "Belum ada bukti dukung" in text
