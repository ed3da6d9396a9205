"""Text that a spreadsheet would take for a formula."""

import re

# The full-width signs count too: spreadsheets with an Asian keyboard read them as the plain ones.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMLESS = re.compile(r"-|[+-]?[0-9][0-9.,]*%?")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text; "-" alone and plain numbers it would not."""
    return text.startswith(STARTS) and not HARMLESS.fullmatch(text)
