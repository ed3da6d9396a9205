"""The comparison held against itself: every table was read whole, and the known contradictions are all there is."""

from verify.comparison import Comparison

# How many figures each table of the document holds: a check that finds fewer has not read its table.
COMPARED = {
    "PK targets, value": 45, "realizations, value": 45, "plan targets": 52, "plan targets against Lampiran II": 52,
    "goal targets": 12, "goal baselines": 4, "manual: unit, class, in charge": 17, "revenue": 60, "revenue totals": 6, "budget": 4,
    "funding": 8, "cascade, texts": 25, "cascade, marks": 225, "components": 63, "allocations": 125,
    "printed sums and percentages": 28, "units of measure": 13, "published cells": 3896, "captions": 27, "published keys": 345,
    "published keys, names": 211, "columns of years": 51, "figures of section 2.4": 28, "names of section 2.4": 19,
    "statements found again: Judul di daftar tabel": 22, "statements found again: Rujukan tabel": 17,
    "policy directions": 9, "policy activities": 59,
    "policy outcomes": 103, "planned activities": 22, "regulations": 8, "staff categories": 22, "staff": 110,
}  # fmt: skip
KNOWN_CONTRADICTIONS = [
    "Tabel 5: TA. 2020 prints 97.47 %, computed 91.22 %",
    "Tabel 5: TA. 2021 prints 91.22 %, computed 86.69 %",
    "Tabel 5: TA. 2022 prints 95.64 %, computed 95.38 %",
    "Tabel 6: 2023 prints 1199509750, computed 1110964250",
    "Tabel 7: 2023 prints 54, computed 53",
    "people in 2021: Tabel 7 prints 47, Tabel 8 53",
    "Lampiran II: 2021 prints 12530730000, computed 11953940000",
    "Lampiran II: 2022 prints 11603799000, computed 10699840000",
    "Lampiran II: 2023 prints 11997581000, computed 11890760000",
    "Lampiran II: 2024 prints 12021267000, computed 13111260000",
    "Lampiran II, first matrix: SK7.1 2023 prints B3,56, Tabel 21 3,56",
    "Lampiran II, first matrix: SK8.2 2022 prints 80, Tabel 21 82",
]


def check_itself(check: Comparison) -> None:
    """Every table was found whole, and contradicts itself where we know it does."""
    for subject, count in COMPARED.items():
        check.same("tables read whole", subject, count, check.compared[subject])
    known, found = sorted(KNOWN_CONTRADICTIONS), sorted(check.contradictions)
    check.same("list of contradictions", "all", known, found)
