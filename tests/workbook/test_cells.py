import datetime
from decimal import Decimal

import pytest

from workbook.cells import as_text, has_control_characters, protect, tidy, unprotect


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62 431 1",
        "-kurang",
        "@a",
        "'=1+1",
        "''-x",
        "-3,5 Persen",
        "'-3",
        "=",
        "@",
    ],
)
def test_text_that_would_run_is_protected_and_comes_back(text):
    assert protect(text) == f"'{text}"
    assert unprotect(protect(text)) == text


@pytest.mark.parametrize(
    "text", ["-", "-3,5", "+2", "-1.200", "-5 %", "'kutip", "a=b", "", "Rp 5"]
)
def test_harmless_text_stays_as_it_is(text):
    assert protect(text) == text
    assert unprotect(text) == text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (Decimal("16.8500"), "16,85"),
        (Decimal("2.599"), "2,5990"),
        (datetime.date(2023, 12, 21), "2023-12-21"),
        (2023, "2023"),
        (2023.0, "2023"),
        (12.5, "12,5"),
        ("teks", "teks"),
    ],
)
def test_values_are_written_canonically(cell, expected):
    assert as_text(cell) == expected


def test_pasted_line_ends_become_newlines():
    assert tidy(" a\r\nb\x0bc\u2028d ") == "a\nb\nc\nd"
    assert not has_control_characters("a\x0bb\tc")
    assert has_control_characters("a\x00b")
