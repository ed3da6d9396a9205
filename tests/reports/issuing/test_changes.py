"""What changed since the issue: cells, rows, columns and words, old and new; in pure data, then on the page."""

import pytest
from django.urls import reverse

from documents.models import IssuedDocument
from indicators.models import Indicator
from reports.formats import FORMATS, TABLE_FORMATS
from reports.issuing import since_issue
from reports.issuing.changes import (
    HEADING,
    PROSE,
    WHOLE_COLUMN,
    WHOLE_TABLE,
    Change,
    Kind,
    compare,
)
from tests.factories import IndicatorFactory, TargetFactory
from tests.issued import stored_issue, tamper
from tests.reports.issuing.conftest import change_the_figure

NAMES = ("no", "name", "value")


def table(
    *rows, key="", title="Tabel", columns=NAMES, kinds=("label", "text", "number")
):
    """Return a table's data; a row is its key and its cells."""
    return {
        "kind": "table",
        "key": key,
        "title": title,
        "columns": [
            {"key": name, "label": name.title(), "kind": kind}
            for name, kind in zip(columns, kinds, strict=True)
        ],
        "rows": [
            {"key": row_key, "kind": "data", "cells": list(cells)}
            for row_key, *cells in rows
        ],
    }  # fmt: skip


def text(*lines):
    return {"kind": "text", "lines": list(lines)}


A, B, C = ("A1", "1", "Alfa", "10"), ("b", "2", "Beta", "20"), ("C3", "3", "Ceta", "30")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param([table(A, B)], [table(A, B)], [], id="nothing"),
        pytest.param(
            [table(A, B)], [table(A, ("b", "2", "Beta", "21"))],
            [Change(Kind.CHANGED, "Tabel", "Beta", "Value", "20", "21")], id="a cell",
        ),
        pytest.param(
            [table(A, C)], [table(A, B, C)],
            [Change(Kind.ADDED, "Tabel", "Beta", "", "", "2 · Beta · 20")], id="a new row in the middle",
        ),
        pytest.param(
            [table(A, B, C)], [table(C, A)],
            [Change(Kind.REMOVED, "Tabel", "Beta", "", "2 · Beta · 20", "")], id="a row gone, the order another",
        ),
        pytest.param(
            [table(A, columns=("no", "name", "2023"))], [table(A, columns=("no", "name", "2024"))],
            [Change(Kind.REMOVED, "Tabel", WHOLE_COLUMN, "2023", "", ""), Change(Kind.ADDED, "Tabel", WHOLE_COLUMN, "2024", "", "")],
            id="a column for another",
        ),
        pytest.param(
            [table(A, key="x", title="Satu"), table(B, key="y", title="Dua")], [table(A, key="x", title="Satu")],
            [Change(Kind.REMOVED, "Dua", WHOLE_TABLE, "", "", "")], id="a table",
        ),
        pytest.param(
            [table(("", "1", "Alfa", "10"), ("", "1", "Alfa", "11"))],
            [table(("", "1", "Alfa", "10"), ("", "1", "Alfa", "12"))],
            [Change(Kind.CHANGED, "Tabel", "1", "Value", "11", "12")], id="rows of one name, the second with the second",
        ),
        pytest.param(
            [table(A)], [table(("A1", "1", "Alfa", "–"))],
            [Change(Kind.CHANGED, "Tabel", "A1 · Alfa", "Value", "10", "–")], id="a row with a code",
        ),
        pytest.param(
            [text("Satu", "Dua", "Tiga")], [text("Satu", "Dua lagi", "Tiga", "Empat")],
            [Change(Kind.CHANGED, PROSE, "", "", "Dua", "Dua lagi"), Change(Kind.ADDED, PROSE, "", "", "", "Empat")],
            id="words",
        ),
        pytest.param(
            [text("Satu", "Dua")], [text("Dua")], [Change(Kind.REMOVED, PROSE, "", "", "Satu", "")], id="words gone",
        ),
    ],
)  # fmt: skip
def test_what_differs_is_named_by_its_place(old, new, found):
    assert compare(old, new) == found


def test_a_heading_of_a_column_that_is_called_otherwise_is_a_change():
    new = table(A)
    new["columns"][2]["label"] = "Nilai"
    assert compare([table(A)], [new]) == [
        Change(Kind.CHANGED, "Tabel", HEADING, "Nilai", "Value", "Nilai")
    ]


@pytest.fixture
def where(issued):
    return reverse("issued_changes", args=[issued.pk])


def test_a_report_just_issued_has_not_changed(issuer, where):
    text = issuer.get(where).content.decode()
    assert "Tidak ada yang berubah sejak terbit." in text


def test_the_page_shows_old_and_new(issuer, issued, where, plan):
    change_the_figure(plan)
    other = IndicatorFactory(plan=plan, code="SK1.2", name="Indikator baru")
    TargetFactory(indicator=other)
    found = since_issue.changes_since(issued)
    changed = {
        (c.row, c.column): (c.old, c.new) for c in found if c.kind is Kind.CHANGED
    }
    assert changed["SK1.1 · Produktivitas", "Realisasi"] == ("56", "57")
    assert changed["SK1.1 · Produktivitas", "Capaian (%)"] == ("933,33", "950,00")
    added = [c.row for c in found if c.kind is Kind.ADDED and c.table != PROSE]
    assert added == ["SK1.2 · Indikator baru"]
    text = issuer.get(where).content.decode()
    assert "<del>56</del>" in text
    assert "<ins>57</ins>" in text
    assert f"{len(found)} perubahan" in text
    # The issued report itself is what it was.
    assert IssuedDocument.objects.get().pdf_sha256 == issued.pdf_sha256
    for form in TABLE_FORMATS:
        answer = issuer.get(reverse("issued_changes_file", args=[issued.pk, form]))
        assert answer.status_code == 200, form
        assert answer["Content-Type"] == FORMATS[form].content_type
        assert "perubahan-sejak-terbit-2023-BALAI-UJI" in answer["Content-Disposition"]
    lines = issuer.get(reverse("issued_changes_file", args=[issued.pk, "csv"]))
    assert "Berubah,SK1.1 · Produktivitas,Realisasi,56,57" in lines.content.decode()


def test_a_report_that_cannot_be_made_any_more_is_said(issuer, unit):
    row = stored_issue(unit=unit, slug="lama")
    page = issuer.get(reverse("issued_changes", args=[row.pk]))
    assert "tidak ada lagi dalam aplikasi" in page.content.decode()
    file = reverse("issued_changes_file", args=[row.pk, "csv"])
    assert issuer.get(file).url == reverse("issued", args=[row.pk])
    assert issuer.get(reverse("issued", args=[row.pk])).status_code == 200


def test_a_year_that_counts_no_more_is_said(issuer, unit):
    row = stored_issue(unit=unit, choices="year=1999")
    where = reverse("issued_changes", args=[row.pk])
    assert "Tahun “1999” tidak ada" in issuer.get(where).content.decode()


@pytest.mark.parametrize("content", [None, b"{}"])
def test_data_that_are_lost_or_altered_are_not_compared(issuer, issued, where, content):
    tamper(issued, content, "data_file")
    text = issuer.get(where).content.decode()
    assert "hilang atau bukan lagi yang diterbitkan" in text


def test_formulas_and_program_that_changed_are_said(issuer, issued, where, monkeypatch):
    monkeypatch.setattr(since_issue, "FORMULA_VERSION", "99")
    monkeypatch.setattr(since_issue, "application_version", lambda: "9.9")
    text = issuer.get(where).content.decode()
    assert "terbit dengan versi 1, sekarang versi 99" in text
    assert "sekarang versi 9.9" in text


def test_an_unknown_format_does_not_exist(issuer, issued):
    for form in ("exe", "svg"):
        file = reverse("issued_changes_file", args=[issued.pk, form])
        assert issuer.get(file).status_code == 404


def test_the_page_asks_as_often_for_a_larger_report(
    issuer, issued, where, plan, django_assert_max_num_queries
):
    issuer.get(where)
    for number in range(5):
        TargetFactory(indicator=IndicatorFactory(plan=plan, code=f"SK2.{number}"))
    assert Indicator.objects.count() == 6
    with django_assert_max_num_queries(22):
        issuer.get(where)
