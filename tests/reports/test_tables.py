"""Columns, cells and rows, before anyone draws them."""

from decimal import Decimal

import pytest

from reports.tables import Cell, Column, Kind, Row, RowKind, Table, decimals_of, plain

PERCENT = Column("Capaian (%)", "achievement", Kind.PERCENT)
NUMBER = Column("Target", "target", Kind.NUMBER)
MONEY = Column("2023", "2023", Kind.MONEY, group="Penerimaan")
TEXT = Column("Nama", "name")


@pytest.mark.parametrize(
    ("cell", "column", "shown", "canonical", "for_programs"),
    [
        (Cell(Decimal("933.33333")), PERCENT, "933,33", "933,33", "933.33"),
        (Cell(Decimal("102.405")), PERCENT, "102,41", "102,41", "102.41"),
        (Cell(Decimal("120.0000")), NUMBER, "120", "120", "120"),
        (Cell(Decimal("16.8500")), NUMBER, "16,85", "16,85", "16.85"),
        (Cell(Decimal("76.8"), decimals=2), NUMBER, "76,80", "76,8", "76.8"),
        (Cell(Decimal("-3.5")), NUMBER, "-3,5", "-3,5", "-3.5"),
        (Cell(Decimal(0)), NUMBER, "0", "0", "0"),
        (Cell(Decimal(1199509750)), MONEY, "1.199.509.750", "1199509750", "1199509750"),
        (Cell(Decimal("91.2204"), kind=Kind.PERCENT), MONEY, "91,22", "91,22", "91.22"),
        (Cell(None, "80–90"), NUMBER, "80–90", "80–90", None),
        (Cell(None, "-"), MONEY, "-", "-", None),
        (Cell(text="Sasaran"), TEXT, "Sasaran", "Sasaran", "Sasaran"),
    ],
)
def test_a_cell_is_the_same_figure_for_people_for_csv_and_for_programs(
    cell, column, shown, canonical, for_programs
):
    assert cell.text_in(column) == shown
    assert cell.canonical_in(column) == canonical
    assert cell.plain_in(column) == for_programs


def test_decimals_are_counted_without_trailing_zeros():
    assert [
        decimals_of(Decimal(text)) for text in ("16.8500", "100", "1E+2", "0.0001")
    ] == [2, 0, 0, 4]


def test_plain_writes_no_exponent_and_none_for_unknown():
    assert plain(Decimal("1E+2")) == "100"
    assert plain(None) is None
    assert plain(Decimal("933.335"), 2) == "933.34"


def test_columns_in_a_group_stand_under_one_heading():
    table = Table(
        "Judul",
        (TEXT, MONEY, Column("2024", "2024", Kind.MONEY, group="Penerimaan")),
        (),
    )
    upper, lower = table.heading_rows
    assert [(h.label, h.columns, h.rows) for h in upper] == [
        ("Nama", 1, 2),
        ("Penerimaan", 2, 1),
    ]
    assert [h.label for h in lower] == ["2023", "2024"]
    assert MONEY.full_label == "Penerimaan 2023"


def test_columns_without_labels_stand_under_their_groups_heading_alone():
    bare = tuple(Column("", f"part_{n}", group="Uraian") for n in (1, 2))
    alone = Table("Judul", (TEXT, *bare), ()).heading_rows
    assert [[(h.label, h.columns, h.rows) for h in row] for row in alone] == [
        [("Nama", 1, 1), ("Uraian", 2, 1)]
    ]
    beside = Table("Judul", (*bare, MONEY), ()).heading_rows
    assert [[(h.label, h.columns, h.rows) for h in row] for row in beside] == [
        [("Uraian", 2, 2), ("Penerimaan", 1, 1)],
        [("2023", 1, 1)],
    ]


def test_a_table_without_groups_has_one_heading_row_and_numbers_its_columns_when_asked():
    table = Table("Judul", (TEXT, NUMBER), (), is_numbered=True)
    assert len(table.heading_rows) == 1
    assert table.numbering == ["(1)", "(2)"]
    assert Table("Judul", (TEXT,), ()).numbering == []


def test_rows_under_a_merged_cell_stay_in_one_block():
    rows = (
        Row((Cell(text="1", rows=2), Cell(text="a"))),
        Row((Cell(text="1", rows=0), Cell(text="b"))),
        Row((Cell(text="2"), Cell(text="c"))),
    )
    total = Row((Cell(text="Jumlah"), Cell()), RowKind.TOTAL)
    table = Table("Judul", (TEXT, TEXT), rows, totals=(total,))
    assert [len(block) for block in table.blocks] == [2, 1, 1]


def test_programs_get_the_rows_own_records_or_every_row_by_column_keys():
    own = Table(
        "Judul",
        (NUMBER,),
        (Row((Cell(Decimal(1)),), record={"a": True}),),
        totals=(Row((Cell(),)),),
    )
    assert own.records == [{"a": True}]
    by_keys = Table(
        "Judul",
        (NUMBER,),
        (Row((Cell(Decimal(1)),)),),
        totals=(Row((Cell(Decimal(2)),)),),
    )
    assert by_keys.records == [{"target": "1"}, {"target": "2"}]
