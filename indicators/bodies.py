"""Requests that carry files, looked at before their body is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

PIECE_BYTES = 64 * 1024
DRAIN_BYTES = 100 * 1024 * 1024


def is_longer(request: HttpRequest, most_bytes: int) -> bool:
    """Whether the body is longer than the largest file with the form's other fields around it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) > most_bytes + PIECE_BYTES


def drain(request: HttpRequest) -> None:
    """Read an oversized body away without keeping it, so that the browser gets to see the answer."""
    left = DRAIN_BYTES
    while left > 0 and (piece := request.read(PIECE_BYTES)):
        left -= len(piece)
