"""The report "Daftar temuan": the same findings in every format, with what was decided."""

import io
import json

import openpyxl

from documents.models import PublishedRow, PublishedStatement, PublishedTable
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.reconciliation.engine import reconcile
from tests.document_factories import AnswerFactory


def build(unit):
    report = REPORTS["daftar-temuan"]
    return report.build(report.read(unit, {}))


def test_the_report_says_what_was_decided_in_every_format(lab):
    """The cells of all formats are compared in tests/reports/test_same_figures.py."""
    findings = reconcile(lab, REPORTS).findings
    answered = next(item for item in findings if item.aspect == "target")
    AnswerFactory(unit=lab, fingerprint=answered.fingerprint, reason="=Menurut Biro")
    document = build(lab)
    assert (document.summary["findings"], document.summary["open"]) == (4, 3)
    rows = [row for row in document.tables[1].rows if row.record]
    assert [row.key for row in rows] == [item.fingerprint for item in findings]
    records = json.loads(FORMATS["json"].render(document))["tables"][1]["rows"]
    (record,) = (row for row in records if row.get("aspect") == "target")
    said = ("printed", "reference", "source", "answer", "reason")
    assert [record[name] for name in said] == ["95", "90", "Tabel 1 (baris 12)", "printed", "=Menurut Biro"]  # fmt: skip
    assert record["places"] == answered.places_text
    assert record["consequence"] == answered.consequence
    sheets = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(document)))
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    (cell,) = (cell for cell in cells if "=Menurut Biro" in str(cell.value))
    assert (cell.value, cell.data_type) == ("Terima yang tercetak: =Menurut Biro", "s")


def test_findings_stand_under_their_kind_and_aspect(lab):
    rows = build(lab).tables[1].rows
    headings = [row.cells[0].text for row in rows if not row.record]
    assert headings == ["Salah hitung: jumlah", "Bertentangan: target", "Beda sebutan: nama", "Salah tulis: penomoran"]  # fmt: skip


def test_a_unit_without_documents_or_without_findings_is_told_so(unit, lab):
    assert "belum mempunyai dokumen terbit" in FORMATS["html"].render(build(unit)).decode()  # fmt: skip
    PublishedRow.objects.all().delete()
    PublishedTable.objects.all().delete()
    PublishedStatement.objects.all().delete()
    assert "Tidak ada temuan" in FORMATS["html"].render(build(lab)).decode()
