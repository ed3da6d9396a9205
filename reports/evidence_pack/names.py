"""Names inside the pack: readable, alike on every system, never leading out of the folder."""

from __future__ import annotations

import re

from indicators.evidence.names import clean_name

MAX_PART = 60
NOT_IN_FOLDERS = re.compile(r"[^A-Za-z0-9.-]+")


def folder(text: str) -> str:
    """Return a code as the name of a folder: no slash, no point at either end."""
    return NOT_IN_FOLDERS.sub("-", text)[:MAX_PART].strip(".-") or "tanpa-kode"


def numbered(number: int, name: str) -> str:
    """Return "01-laporan.pdf": with a number before it no name is one that Windows keeps for devices."""
    cleaned = clean_name(name)
    stem, dot, ending = cleaned.rpartition(".")
    if not dot:
        return f"{number:02}-{cleaned[:MAX_PART]}"
    return f"{number:02}-{stem[:MAX_PART].rstrip(' .')}.{ending[:10].strip()}"


class Names:
    """Gives every file a name of its own, also where capitals do not count."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def in_folder(self, path: str, name: str) -> str:
        """Return a name in the folder, numbered there."""
        place = path.casefold()
        self._taken[place] = self._taken.get(place, 0) + 1
        return f"{path}/{numbered(self._taken[place], name)}"
