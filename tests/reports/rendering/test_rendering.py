"""Long documents: asked for once, made by the worker, kept while the data stay the same."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
import time_machine
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from accounts.audit import batch
from accounts.models import AuditBatch
from documents.models import RenderedDocument, RenderState
from reports import catalogue
from reports.formats import FORMATS
from reports.parameters import ParameterError
from reports.rendering import tasks
from reports.rendering.progress import pages_told, silent
from reports.rendering.requests import ask_for, described, ready_file
from reports.rendering.versions import code_version, data_version
from tests.document_factories import RenderedDocumentFactory
from tests.factories import (
    IndicatorFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UnitFactory,
    UserFactory,
)


@pytest.fixture
def plan(unit):
    plan = PlanFactory(unit=unit, in_force=(2023,))
    item = IndicatorFactory(plan=plan)
    TargetFactory(indicator=item, value=Decimal(6))
    RealizationFactory(indicator=item, value=Decimal(56))
    return plan


@pytest.fixture
def long_report(monkeypatch):
    """Make the capaian a long report."""
    report = replace(catalogue.REPORTS["capaian"], is_long=True)
    monkeypatch.setitem(catalogue.REPORTS, "capaian", report)
    return report


@pytest.fixture
def wanted(unit, plan, long_report):
    def describe(form="xlsx", **choices):
        return described(long_report, long_report.read(unit, choices), form)

    return describe


def make(row, callbacks):
    """Ask for a document and let the worker do what is queued."""
    with callbacks(execute=True):
        found = ask_for(row)
    found.refresh_from_db()
    return found


def write_something(unit):
    with batch(AuditBatch.Path.COMMAND, user=None):
        PlanFactory(unit=unit)


def test_a_document_is_made_once_and_then_served_from_its_file(
    wanted, django_capture_on_commit_callbacks
):
    row = make(wanted(), django_capture_on_commit_callbacks)
    assert (row.state, row.progress, row.error) == (RenderState.DONE, 100, "")
    assert row.file_name == "capaian-2023-BALAI-UJI.xlsx"
    with row.file.open("rb") as file:
        content = file.read()
    assert content.startswith(b"PK")
    assert len(content) == row.size
    assert len(row.sha256) == 64
    assert "capaian" not in row.file.name
    again = make(wanted(), django_capture_on_commit_callbacks)
    assert again.pk == row.pk
    other = make(wanted("csv"), django_capture_on_commit_callbacks)
    assert other.pk != row.pk


def test_what_is_written_to_the_unit_or_above_makes_a_new_version(unit, plan):
    parent = UnitFactory(code="INDUK")
    unit.parent = parent
    unit.save()
    other = UnitFactory(code="LAIN")
    first = data_version(unit)
    write_something(other)
    assert data_version(unit) == first
    write_something(parent)
    second = data_version(unit)
    assert second != first
    write_something(unit)
    assert data_version(unit) != second
    assert data_version(parent) == data_version(unit)


def test_another_day_or_another_program_is_another_document(
    wanted, django_capture_on_commit_callbacks
):
    row = make(wanted(), django_capture_on_commit_callbacks)
    assert ready_file(wanted()) == row
    later = wanted()
    later.day += datetime.timedelta(days=1)
    assert ready_file(later) is None
    newer = wanted()
    newer.code_version = "lain"
    assert ready_file(newer) is None
    assert len(code_version()) == 16


def test_a_lost_file_is_made_again(wanted, django_capture_on_commit_callbacks):
    row = make(wanted(), django_capture_on_commit_callbacks)
    storages["documents"].delete(row.file.name)
    again = make(wanted(), django_capture_on_commit_callbacks)
    assert again.pk != row.pk
    assert again.is_ready


def test_one_that_is_under_way_is_waited_for_and_a_stuck_one_is_not(wanted):
    row = wanted()
    row.state = RenderState.RUNNING
    row.save()
    assert ask_for(wanted()).pk == row.pk
    row.heard_at = timezone.now() - datetime.timedelta(minutes=3)
    row.save()
    assert row.is_stuck
    assert row.is_over
    assert ask_for(wanted()).pk != row.pk


def test_only_the_newest_files_are_kept(
    unit, wanted, django_capture_on_commit_callbacks
):
    names = []
    for _ in range(5):
        write_something(unit)
        names.append(make(wanted(), django_capture_on_commit_callbacks).file.name)
    assert RenderedDocument.objects.count() == tasks.KEEP
    kept = [storages["documents"].exists(name) for name in names]
    assert kept == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("error", "words"),
    [(ParameterError("Tahun itu tidak ada."), "Tahun itu tidak ada."), (RuntimeError("x" * 400), tasks.BROKEN)],
)  # fmt: skip
def test_what_goes_wrong_is_said_and_the_next_request_tries_again(
    monkeypatch, wanted, django_capture_on_commit_callbacks, error, words, caplog
):
    def fail(row, tell):
        raise error

    monkeypatch.setattr(tasks, "draw", fail)
    row = make(wanted(), django_capture_on_commit_callbacks)
    assert (row.state, row.error) == (RenderState.FAILED, words)
    monkeypatch.undo()
    assert "xxx" not in row.error


def test_a_request_that_is_gone_or_done_is_left_alone(
    wanted, django_capture_on_commit_callbacks
):
    tasks.make.call(10**9)
    row = make(wanted(), django_capture_on_commit_callbacks)
    before = row.finished_at
    tasks.make.call(row.pk)
    row.refresh_from_db()
    assert row.finished_at == before


def test_progress_is_written_at_most_once_a_second(wanted):
    row = wanted()
    row.save()
    tell = tasks.teller(row)
    with time_machine.travel("2024-01-01", tick=False):
        tell(10, "Membaca data")
        tell(50, "Menata halaman 3")
    row.refresh_from_db()
    assert (row.state, row.progress, row.words) == (
        RenderState.RUNNING,
        10,
        "Membaca data",
    )


def test_pages_that_weasyprint_lays_out_are_told():
    told = []
    with pages_told(lambda percent, words: told.append((percent, words)), 20, 90):
        FORMATS["pdf"].render(document_of_two_pages())
    assert told[0] == (23, "Menata halaman 1")
    assert (26, "Menata halaman 2") in told
    assert told[-1] == (90, "Menulis berkas PDF")
    percents = [percent for percent, _ in told]
    assert percents == sorted(percents)
    assert silent(1, "") is None


def document_of_two_pages():
    from reports.documents import PageBreak, Paragraph, Run
    from tests.reports.samples import document

    return document(Paragraph((Run("satu"),)), PageBreak(), Paragraph((Run("dua"),)))


def address(form, query=""):
    return reverse("report_file", args=["capaian", form]) + query


def test_a_person_asks_waits_and_downloads(
    sign_in, plan, long_report, django_capture_on_commit_callbacks
):
    client = sign_in("pimpinan")
    page = client.get(reverse("report_page", args=["capaian"])).content.decode()
    assert f'formaction="{address("pdf")}?year=2023"' in page
    waiting = client.get(address("xlsx"), follow=True).content.decode()
    assert "Dokumen ini dibuat dahulu" in waiting
    with django_capture_on_commit_callbacks() as queued:
        progress = client.post(address("xlsx", "?year=2023"), follow=True)
    where = progress.redirect_chain[-1][0]
    text = progress.content.decode()
    assert "Menunggu giliran" in text
    assert "data-progress" in text
    row = RenderedDocument.objects.get()
    assert row.requested_by == client.user
    answer = client.get(reverse("rendered_progress", args=[row.pk])).json()
    assert answer == {
        "state": "waiting", "label": "Menunggu giliran", "progress": 0, "words": "", "is_over": False,
    }  # fmt: skip
    not_yet = client.get(reverse("rendered_file", args=[row.pk]))
    assert not_yet.url == where
    for deed in queued:
        deed()
    text = client.get(where).content.decode()
    assert "capaian-2023-BALAI-UJI.xlsx" in text
    assert "siap" in text
    file = client.get(reverse("rendered_file", args=[row.pk]))
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert (
        file["Content-Disposition"]
        == 'attachment; filename="capaian-2023-BALAI-UJI.xlsx"'
    )
    straight = client.get(address("xlsx", "?year=2023"))
    assert b"".join(straight.streaming_content).startswith(b"PK")


def test_failure_and_a_lost_file_are_said_on_the_page(sign_in, unit):
    client = sign_in("auditor")
    row = RenderedDocumentFactory(
        unit=unit, state=RenderState.FAILED, error="Tahun itu tidak ada."
    )
    assert (
        "Tahun itu tidak ada."
        in client.get(reverse("rendered", args=[row.pk])).content.decode()
    )
    row.heard_at -= datetime.timedelta(hours=1)
    row.state, row.error = RenderState.RUNNING, ""
    row.save()
    assert "terhenti" in client.get(reverse("rendered", args=[row.pk])).content.decode()
    row.state, row.file, row.sha256 = RenderState.DONE, "hilang.pdf", "0" * 64
    row.save()
    answer = client.get(reverse("rendered_file", args=[row.pk]))
    assert answer.status_code == 302
    assert "capaian" in answer.url


def test_a_short_report_is_not_asked_for(sign_in, plan):
    assert sign_in("pimpinan").post(address("csv")).status_code == 405


def test_files_of_other_units_do_not_exist(sign_in, unit):
    below, other = UnitFactory(parent=unit), UnitFactory()
    client = sign_in("pimpinan")
    for owner, status in ((below, 200), (other, 404)):
        row = RenderedDocumentFactory(unit=owner)
        for name in ("rendered", "rendered_progress"):
            assert client.get(reverse(name, args=[row.pk])).status_code == status
        expected = 302 if status == 200 else 404
        assert (
            client.get(reverse("rendered_file", args=[row.pk])).status_code == expected
        )


def test_a_file_of_a_report_that_is_no_more_does_not_exist(sign_in, unit):
    row = RenderedDocumentFactory(unit=unit, slug="lama")
    assert (
        sign_in("pimpinan").get(reverse("rendered", args=[row.pk])).status_code == 404
    )


def test_a_person_without_unit_sees_no_file(client, unit):
    row = RenderedDocumentFactory(unit=unit)
    client.force_login(UserFactory(unit=None))
    assert client.get(reverse("rendered", args=[row.pk])).status_code == 404
