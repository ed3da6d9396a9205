"""The real Renstra: how much of the list that was made by hand the rules find, and what else they find."""

import re
from collections import Counter
from itertools import product

from reports.catalogue import REPORTS
from reports.reconciliation.comparing import CellState
from reports.reconciliation.engine import reconcile
from tests.document_factories import PublishedDocumentFactory
from tests.reports.reconciliation.by_hand import LIST, TOLD, entries, score
from tests.reports.reconciliation.office import PRINTED, Office

# Kind: listed, found of these, findings, of these in the list.
BY_KIND = {
    "arithmetic": (10, 10, 10, 10),
    "contradiction": (63, 63, 66, 63),
    "wording": (23, 22, 26, 22),
    "format": (19, 17, 17, 17),
    "missing": (15, 14, 14, 14),
}
# In a document that prints the reports as they are; each is a contradiction that the data carry.
OF_OWN_PRINT = {
    "arithmetic": 1,
    "contradiction": 13,
    "missing": 4,
    "wording": 7,
    "format": 2,
}
MISSED = [95, 113, 115, 129]
# What is in no entry: its lines, and what is printed there.
BEYOND = {
    (569, "BKSJI"),
    (649, "BKPJI"),
    (666, "nilai (huruf)"),
    (700, "satu"),
    (704, "Tercapainya Indeks Kepuasan Masyarakat"),
    (712, "lima"),
    (1536, "Nilai laporan keuangan BSKJI"),
}


def test_the_rules_find_what_the_list_says_and_how_much_is_told(real_data):
    result = reconcile(real_data, REPORTS)
    listed = entries()
    assert [entry.number for entry in listed] == list(range(1, 131))
    found = score(listed, result.findings)
    assert found.table == BY_KIND
    assert [entry.number for entry in found.missed] == MISSED
    assert {(item.places[0].line, item.printed) for item in found.beyond} == BEYOND
    assert told() == {
        **BY_KIND,
        "all": tuple(map(sum, zip(*BY_KIND.values(), strict=True))),
    }
    check_counts(result)
    check_own_print(real_data)


def told():
    """Return the counts by kind that the document tells."""
    text = LIST.read_text(encoding="utf-8").partition(TOLD)[2]
    rows = re.findall(
        r"^\| (\w+) \| (\d+) \| (\d+) \| [\d,]+ \| (\d+) \| (\d+) \| [\d,]+ \|$",
        text,
        re.M,
    )
    return {kind: tuple(map(int, counts)) for kind, *counts in rows}


def check_counts(result):
    """Everything is compared, and what is not is said."""
    assert result.errors == ()
    assert len(result.tables) == 27
    assert result.cell_counts == {
        CellState.SAME: 2978,
        CellState.DIFFERENT: 66,
        CellState.NOT_PRINTED: 8,
        CellState.UNKNOWN: 23,
    }
    assert (result.statement_count, result.judged_count) == (380, 337)
    # No mark is given twice, and each finding says what follows.
    assert len({found.fingerprint for found in result.findings}) == len(result.findings)
    assert all(found.consequence.endswith(".") for found in result.findings)
    effects = {(found.thing.key.rpartition("/")[2], found.year): found.consequence for found in result.findings if found.aspect == "target" and found.year}  # fmt: skip
    assert (
        effects["SK8.1", 2023]
        == "Realisasi 2023 (76,8) memenuhi target 75, tetapi tidak memenuhi target 80.4."
    )
    assert (
        effects["SK2.1", 2023]
        == "Realisasi 2023 (2) memenuhi target 1 perusahaan, tetapi tidak memenuhi target 3."
    )
    assert (
        effects["SK8.2", 2022]
        == "Realisasi 2022 (96,5) memenuhi keduanya: tidak berpengaruh."
    )
    assert (
        effects["SK4.1", 2024]
        == "Belum ada realisasi 2024, jadi pengaruhnya belum dapat dinilai."
    )
    assert (
        effects["SK7.1", 2021]
        == "Realisasi 2021 tercatat pada indikator sebelum didefinisikan ulang, jadi tidak dinilai."
    )


def check_own_print(unit):
    """A document that prints the reports as they are differs in no cell; what is left are contradictions of the data."""
    office = Office.of(unit)
    plan = office.document.plan
    office.document = PublishedDocumentFactory(unit=unit, code="CETAKAN", plan=plan)
    for slug, part, year in PRINTED:
        years = range(2020, 2024) if year else [None]
        parts = [f"BSKJI-{n}" for n in range(1, 6)] if part == "ARAH-1" else [part]
        for own_year, own_part in product(years, parts):
            office.print(slug, own_part, own_year)
    result = reconcile(unit, REPORTS)
    own = [table for table in result.tables if table.document == "CETAKAN"]
    assert len(own) == 23
    assert {cell.state for table in own for cell in table.cells} == {CellState.SAME}
    kinds = Counter(str(f.kind) for f in result.findings if f.document == "CETAKAN")
    assert kinds == OF_OWN_PRINT
