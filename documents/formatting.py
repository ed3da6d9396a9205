"""Formatted text that people type: a few marks, and nothing else that a browser would act on."""

from __future__ import annotations

import nh3

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li"}
# What editors and pasted pages write for the same.
SYNONYMS = {"b": "strong", "i": "em", "div": "p"}
_KNOWN = TAGS | set(SYNONYMS)


def clean_body(text: str) -> str:
    """Return the text with only the marks that we keep; text without any becomes paragraphs.

    Attributes, links, styles and scripts go; the words inside unknown marks stay, those of scripts do not.
    "" where no word is left. What has been cleaned once stays as it is.
    """
    kept = nh3.clean(text.replace("\r", ""), tags=_KNOWN, attributes={}).strip()
    for name, ours in SYNONYMS.items():
        kept = kept.replace(f"<{name}>", f"<{ours}>").replace(
            f"</{name}>", f"</{ours}>"
        )
    if not _has_words(kept):
        return ""
    return kept if "<" in kept else _paragraphs(kept)


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in text.split("\n\n"))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


def _has_words(text: str) -> bool:
    return bool(nh3.clean(text, tags=set()).replace("&nbsp;", " ").strip())
