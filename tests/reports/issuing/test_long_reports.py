"""A long report is issued by the worker; the page says how far it is, and what went wrong."""

from dataclasses import replace

import pytest
from django.urls import reverse

from documents.models import IssuedDocument, IssueRequest, RenderState
from reports import catalogue
from reports.issuing import tasks
from reports.rendering.tasks import BROKEN
from tests.document_factories import IssueRequestFactory
from tests.factories import UnitFactory
from tests.reports.issuing.conftest import change_the_figure


@pytest.fixture
def long_report(monkeypatch):
    report = replace(catalogue.REPORTS["capaian"], is_long=True)
    monkeypatch.setitem(catalogue.REPORTS, "capaian", report)


@pytest.fixture
def queued(issue, long_report, django_capture_on_commit_callbacks):
    """Send the form; return the address of the page that waits, and the deeds of the worker."""

    def send(**typed):
        with django_capture_on_commit_callbacks() as deeds:
            answer = issue(**typed)
        assert answer.status_code == 302
        return answer.url, deeds

    return send


def work(deeds):
    for deed in deeds:
        deed()


def test_it_is_asked_for_watched_and_issued(queued, issue, issuer):
    page = issue.open().content.decode()
    assert "dibuat di latar belakang" in page
    assert "Pratinjau PDF" not in page
    where, deeds = queued()
    row = IssueRequest.objects.get()
    assert (row.number, row.signatory_name, row.state) == (
        "B/1/BSPJI/2024", "Ibu Kepala", RenderState.WAITING,
    )  # fmt: skip
    text = issuer.get(where).content.decode()
    assert "Menunggu giliran" in text
    progress = reverse("issue_request_progress", args=[row.pk])
    assert f'data-progress="{progress}"' in text
    assert issuer.get(progress).json()["is_over"] is False
    assert not IssuedDocument.objects.exists()
    work(deeds)
    issued = IssuedDocument.objects.get()
    assert issuer.get(where).url == reverse("issued", args=[issued.pk])
    assert issuer.get(progress).json()["is_over"] is True
    assert (issued.number, issued.issued_by) == ("B/1/BSPJI/2024", issuer.user)


def test_asked_for_twice_it_waits_once(queued, issue):
    page = issue.open()
    (first, _), (second, deeds) = queued(page=page), queued(page=page)
    assert first == second
    assert IssueRequest.objects.count() == 1
    assert deeds == []


def test_data_that_changed_while_it_waited_are_not_issued(queued, issuer, plan):
    where, deeds = queued()
    change_the_figure(plan)
    work(deeds)
    assert not IssuedDocument.objects.exists()
    text = issuer.get(where).content.decode()
    assert "Isi laporan berubah" in text
    assert f"{reverse('issue', args=['capaian'])}?year=2023&amp;unit=" in text


def test_what_fails_is_said_without_its_details(queued, issuer, monkeypatch, caplog):
    def fail(order, tell):
        raise RuntimeError("rahasia")

    where, deeds = queued()
    monkeypatch.setattr(tasks, "issue", fail)
    work(deeds)
    text = issuer.get(where).content.decode()
    assert BROKEN in text
    assert "rahasia" not in text


def test_a_request_that_is_gone_or_of_a_year_that_is_no_more_harms_nobody(unit, plan):
    tasks.make_issue.call(10**9)
    row = IssueRequestFactory(
        unit=unit, choices="year=1999", requested_by_id=None, state="failed"
    )
    tasks.make_issue.call(row.pk)
    row.refresh_from_db()
    assert row.issued is None


def test_requests_are_seen_by_those_who_issue_in_the_unit(queued, sign_in, unit):
    where, _ = queued()
    assert sign_in("verifikator").get(where).status_code == 200
    assert sign_in("pimpinan").get(where).status_code == 404
    assert sign_in("verifikator", of_unit=UnitFactory()).get(where).status_code == 404
