"""Texts as databases keep them, many of which a spreadsheet would take for formulas."""

from hypothesis import strategies as st

# No database keeps NUL or half a character.
STORED = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
_starts = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'=", "''+", "_x003D_"])
_bodies = st.sampled_from(
    ["cmd|' /C calc'!A0", "1+1", "62 431", '"a",b;c', "-", "2,5", ""]
)

risky = st.builds("{}{}".format, _starts, _bodies | st.text(STORED, max_size=9))
texts = st.text(STORED, max_size=40) | risky


def words(longest=300):
    """Return texts that a column of that length holds, often none."""
    return st.just("") | texts.map(lambda text: text[:longest])


def names(longest):
    """Return texts that are more than spaces."""
    return words(longest - 1).map(lambda text: f"{text}x")
