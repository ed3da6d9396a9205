"""Texts with a few marks become paragraphs and lists, and nothing else."""

import pytest

from reports.documents import Items, Paragraph, Run
from reports.lakip.formatted import blocks_of


def looks(block):
    return [(run.text, run.is_bold, run.is_italic) for run in block.runs]


def test_paragraphs_keep_bold_italic_and_their_lines():
    first, second = blocks_of(
        "<p>Satu <strong>tebal <em>miring</em></strong>,\n lalu<br>baris.</p><p>Dua&nbsp;&amp; tiga</p>"
    )
    assert looks(first) == [
        ("Satu ", False, False), ("tebal ", True, False), ("miring", True, True), (", lalu", False, False),
        ("\n", False, False), ("baris.", False, False),
    ]  # fmt: skip
    assert second.text == "Dua\u00a0& tiga"


def test_lists_are_one_list_each_whatever_stands_inside():
    bullets, numbered, after = blocks_of(
        "<ul><li>satu</li><li><p>dua</p><p>lagi</p><ol><li>dalam</li></ol></li></ul>"
        "<ol><li><strong>tiga</strong></li></ol><p>sesudah</p>"
    )
    assert isinstance(bullets, Items)
    assert [entry.text for entry in bullets.entries] == ["satu", "dua", "lagi", "dalam"]
    assert (bullets.is_ordered, numbered.is_ordered) == (False, True)
    assert numbered.entries[0].runs == (Run("tiga", is_bold=True),)
    assert after == Paragraph((Run("sesudah"),))


def test_text_without_marks_becomes_paragraphs():
    assert [block.text for block in blocks_of("satu\nbaris\n\ndua")] == ["satu\nbaris", "dua"]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    ["", "  ", "<p> </p><ul><li></li></ul>", "<script>alert(1)</script>", "<p>&nbsp;</p>"],
)  # fmt: skip
def test_a_text_without_words_is_none(body):
    assert blocks_of(body) == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p onclick='x()'>halo <a href='javascript:1'>di sini</a></p>", "halo di sini"),
        ("<p>a<script>alert(1)</script>b</p>", "ab"),
        ("<img src=x onerror=alert(1)>gambar", "gambar"),
        ("<p>tak <strong>tertutup", "tak tertutup"),
        ("</p></ul>lepas<li>satu", "lepas satu"),
        ("<p>=HYPERLINK(\"x\") { DDEAUTO c }</p>", "=HYPERLINK(\"x\") { DDEAUTO c }"),
    ],
)  # fmt: skip
def test_hostile_marks_leave_their_words_at_most(body, words):
    found = blocks_of(body)
    runs = [run for block in found for run in _runs(block)]
    assert _without_space("".join(run.text for run in runs)) == _without_space(words)
    assert not any(run.url for run in runs)


def _without_space(text):
    return "".join(text.split())


def _runs(block):
    if isinstance(block, Items):
        return [run for entry in block.entries for run in entry.runs]
    return block.runs
