"""Text that people wrote, made harmless for spreadsheets and word processors."""

import re

# The full-width signs count too: spreadsheets with an Asian keyboard read them as the plain ones.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMLESS = re.compile(r"-|[+-]?[0-9][0-9.,]*%?")
# What XML 1.0 cannot hold, and the marks that turn the order of letters and digits around.
HIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text; "-" alone and plain numbers it would not."""
    return text.startswith(STARTS) and not HARMLESS.fullmatch(text)


def clean(text: str) -> str:
    """Return the text without characters that a file cannot hold or that hide what it says."""
    return HIDDEN.sub("", text)
