"""Sending the evidence page as a browser would."""

from django.urls import reverse

from tests.indicators.evidence.samples import upload


def add(client, indicator, period="TAHUN", year=2023, **fields):
    """Add a file, or with ``tautan`` a link."""
    file = {} if "tautan" in fields or "berkas" in fields else {"berkas": upload()}
    where = reverse("evidence_add", args=[indicator.pk, year, period])
    return client.post(where, {"judul": "Laporan IKM 2023", **file, **fields})


def remove(client, row, **fields):
    return client.post(reverse("evidence_remove", args=[row.pk]), fields)


def errors(page):
    """Return every sentence that the refused form shows."""
    form = page.context["panel"].form
    return [sentence for found in form.errors.values() for sentence in found]
