"""The published Renstra: its tables as printed lead from every row and statement to what it means."""

from collections import Counter

from documents.models import (
    PublishedDocument,
    PublishedRow,
    PublishedStatement,
    PublishedTable,
    RowKind,
    StatementKind,
)
from indicators.models import ActivityTarget, Indicator

REVISION = "BSPJI-MANADO-2021-R2023"


def indicator_keys():
    """Return every indicator as rows and statements name it."""
    rows = Indicator.objects.values_list("plan__code", "code")
    return {code if plan == REVISION else f"{plan}:{code}" for plan, code in rows}


def test_every_table_is_there_as_printed_and_every_key_means_something(real_data):
    document = PublishedDocument.objects.get()
    assert (document.plan.code, document.unit) == (REVISION, real_data)
    tables = {table.code: table for table in PublishedTable.objects.all()}
    assert len(tables) == 27
    rows = list(PublishedRow.objects.select_related("table").order_by("pk"))
    assert len(rows) == 528
    assert Counter(row.kind for row in rows)[RowKind.TOTAL] == 6
    by_key = {(row.table.code, row.key): row for row in rows}

    # Printed at the printed position: shifted rows of Tabel 21 and Lampiran II, a letter in a figure, broken rows.
    unmoved, shifted = by_key["T21", "SK4.1"], by_key["T21", "SK3.4"]
    assert unmoved.cells[:2] == ["", "1"]
    assert unmoved.cells[3:] == ["Persen", "91,5", "92", "97", "98"]
    assert shifted.cells[0] == "4"
    assert shifted.cells[2:] == ["Persen", "40", "40", "90", "91"]
    assert by_key["L2A", "SK7.1"].cells[6] == "B3,56"
    assert by_key["T6", "total"].cells[-1] == "1,199,509,750"
    broken = [row.line for row in rows if row.key == "komponen:6"]
    assert broken == [1260, 1265]
    # Identity is what is spoken of: Tabel 9 prints SK6 for what the plan calls SK4.
    assert by_key["T9", "SK4"].cells[1].startswith("SK6: Tercapainya Pengawasan")

    known = indicator_keys()
    named = {
        row.key for row in rows if row.table.report in ("capaian", "tujuan-sasaran")
    }
    assert named - {""} <= known
    assert all(len(row.cells) <= len(row.table.column_keys) for row in rows)
    check_statements(tables, known)


def check_statements(tables, known):
    statements = list(PublishedStatement.objects.order_by("order"))
    assert len(statements) == 380
    assert {row.indicator for row in statements} - {""} <= known
    goals = set(
        ActivityTarget.objects.filter(plan__code=REVISION).values_list(
            "code", flat=True
        )
    )
    assert {row.activity_target for row in statements} - {""} == goals
    of_tables = [
        row
        for row in statements
        if row.kind in (StatementKind.TABLE_REFERENCE, StatementKind.CAPTION)
    ]
    assert {row.subject for row in of_tables} <= set(tables)
    said_right = Counter(
        row.stated == tables[row.subject].label
        for row in of_tables
        if row.kind == StatementKind.TABLE_REFERENCE
    )
    assert said_right == {True: 7, False: 13}
    counted = {row.subject for row in statements if row.kind == StatementKind.COUNT}
    listed = {
        row.subject.partition("/")[0]
        for row in statements
        if row.kind == StatementKind.ITEM
    }
    assert listed <= counted
