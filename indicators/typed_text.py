"""Texts that people type into a page of many cells: made one kind, refused in words where they cannot be kept."""

from __future__ import annotations

from indicators.forms import MAX_TEXT

UNPRINTABLE = "Memuat karakter yang tidak dapat disimpan; ketik ulang."


def tidy(text: str) -> str:
    """Return the text without outer spaces; line ends are the browser's affair."""
    return "\n".join(text.strip().splitlines())


def figure_error(text: str) -> str:
    """Return why the text of a figure is not even read, "" when it is."""
    if "\x00" in text:
        return UNPRINTABLE
    return f"Paling banyak {MAX_TEXT} karakter." if len(text) > MAX_TEXT else ""


def text_error(name: str, text: str, limit: int) -> str:
    """Return why a text cannot be kept, with the name of its field; "" when it can."""
    if "\x00" in text:
        return UNPRINTABLE
    if len(text) > limit:
        return f"{name} paling banyak {limit} karakter; sekarang {len(text)}."
    return ""
