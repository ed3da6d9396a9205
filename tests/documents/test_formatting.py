"""Formatted text: a few marks stay, everything else goes, and cleaning twice changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.formatting import clean_body


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Satu.\n\nDua\nbaris.", "<p>Satu.</p><p>Dua<br>baris.</p>"),
        ("3 > 2 & 1", "<p>3 &gt; 2 &amp; 1</p>"),
        (
            "<p onclick=x>a <b>b</b> <i>c</i></p>",
            "<p>a <strong>b</strong> <em>c</em></p>",
        ),
        ("<div>a</div><ul><li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>"),
        ("<script>alert(1)</script><p>a</p><style>p{}</style>", "<p>a</p>"),
        ('<a href="javascript:x">tautan</a>', "<p>tautan</p>"),
        ("<h1>Judul</h1><table><tr><td>sel</td></tr></table>", "<p>Judulsel</p>"),
        ("<p><br></p><p>&nbsp;</p>", ""),
        ("   ", ""),
        ("<img src=x onerror=alert(1)>", ""),
    ],
)
def test_only_a_few_marks_are_kept(typed, kept):
    assert clean_body(typed) == kept


@given(st.text(alphabet="<>&;/pbiul \n\"'=a1", max_size=60))
def test_cleaning_twice_changes_nothing_and_nothing_acts(text):
    once = clean_body(text)
    assert clean_body(once) == once
    assert "<script" not in once
    assert "on" not in once
