"""The reconciliation from the command line."""

import json

import pytest
from django.core.management import CommandError, call_command

from documents.models import PublishedTable
from reports.catalogue import REPORTS
from reports.reconciliation.engine import reconcile
from tests.document_factories import AnswerFactory


def run(capsys, **options):
    """Run the command; return its exit code and what it wrote."""
    code = 0
    try:
        call_command("reconcile", **options)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def answer(unit, *kinds):
    for found in reconcile(unit, REPORTS).findings:
        if found.kind in kinds:
            AnswerFactory(
                unit=unit, fingerprint=found.fingerprint, reason="Menurut Biro"
            )


def test_a_line_for_each_finding_and_one_for_what_was_compared(lab, capsys):
    code, text = run(capsys, unit="LAB-TIMUR")
    *lines, compared, counted = text.splitlines()
    assert code == 1
    assert [line.partition(" LAB-TIMUR")[0] for line in lines] == [
        "Salah hitung", "Bertentangan", "Beda sebutan", "Salah tulis",
    ]  # fmt: skip
    assert "Target 2025: SS1.1 Contoh yang diuji tepat waktu: Tercetak “95”" in lines[1]
    assert lines[1].endswith("tetapi tidak memenuhi target 95.")
    assert compared.startswith("LAB-TIMUR: 3 tabel dibandingkan")
    assert compared.endswith("Dari 1 pernyataan 1 dapat dinilai.")
    assert counted == "LAB-TIMUR: 1 salah hitung, 1 bertentangan, 0 tidak tercetak, 1 beda sebutan, 1 salah tulis; 0 sudah dijawab."  # fmt: skip


def test_answered_grave_findings_end_with_zero_and_stay_in_sight(lab, capsys):
    answer(lab, "arithmetic")
    assert run(capsys)[0] == 1
    answer(lab, "contradiction")
    code, text = run(capsys)
    assert code == 0
    assert text.count("[dijawab: terima yang tercetak: Menurut Biro]") == 2
    assert "2 sudah dijawab." in text


def test_a_table_that_cannot_be_compared_ends_with_one(lab, capsys):
    answer(lab, "arithmetic", "contradiction")
    PublishedTable.objects.filter(report="target").update(part="lain")
    code, text = run(capsys)
    assert code == 1
    assert text.startswith("Kesalahan LAB-TIMUR · Tabel 1: Laporan target tidak")


def test_json_gives_every_finding_with_both_places_and_its_answer(lab, capsys):
    answer(lab, "contradiction")
    code, text = run(capsys, format="json", unit="LAB-TIMUR")
    (found,) = json.loads(text)
    assert code == 1
    assert found["statements"] == found["judged_statements"] == 1
    assert {table["report"]: table["different"] for table in found["tables"]} == {
        "target": 2, "pnbp": 1, "aktivitas": 1,
    }  # fmt: skip
    (target,) = (row for row in found["findings"] if row["kind"] == "contradiction")
    assert (target["printed"], target["reference"]) == ("95", "90")
    assert [place["table"] for place in target["places"]] == ["", "T1"]
    assert target["source"] == "Tabel 1 (baris 12)"
    assert target["answered"]["decision"] == "printed"
    (total,) = (row for row in found["findings"] if row["kind"] == "arithmetic")
    # 500 and 250 million are 750, not 755.
    assert (total["printed"], total["reference"]) == ("755.000.000", "750.000.000")
    assert total["answered"] is None


def test_without_a_unit_those_that_have_published_are_compared(unit, lab, capsys):
    _, text = run(capsys)
    assert "BALAI-UJI" not in text
    assert "0 tabel dibandingkan" in run(capsys, unit="BALAI-UJI")[1]
    with pytest.raises(CommandError, match="“TIDAK-ADA” tidak ada"):
        call_command("reconcile", unit="TIDAK-ADA")
