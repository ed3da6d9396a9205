"""Runs of text as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.documents import Run

register = template.Library()


@register.filter
def as_html(runs: Iterable[Run]) -> str:
    """Return the runs with their looks and links, and no space around them.

    WeasyPrint breaks a line after its first word where space follows text that fills it.
    """
    return mark_safe("".join(map(_run, runs)))  # noqa: S308 - what people wrote is escaped below


def _run(run: Run) -> str:
    lines = (escape(line) for line in run.text.split("\n"))
    text = mark_safe("<br>".join(lines))  # noqa: S308 - escaped line by line
    if run.url:
        return format_html('<a href="{}">{}</a>', run.url, text)
    if run.is_bold:
        text = format_html("<strong>{}</strong>", text)
    return format_html("<em>{}</em>", text) if run.is_italic else text
