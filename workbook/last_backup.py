"""When the last backup of this installation was made.

A file of the installation, not a row: a row would be in the next backup, and a
restored installation would claim a backup that it never made.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class LastBackup:
    """The last backup: when (ISO, with its zone), the file's name, its size and hash.

    ``flaws`` is how many kept files (evidence, issued reports) were missing or altered when it was made.
    """

    made_at: str
    file_name: str
    file_bytes: int
    sha256: str
    flaws: int = 0

    @property
    def time(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)


def _path() -> Path:
    return Path(settings.VAR_DIR) / "last_backup.json"


def remember(backup: LastBackup) -> None:
    """Keep what was made; the file is replaced in one step."""
    _path().parent.mkdir(parents=True, exist_ok=True)
    draft = _path().with_suffix(".part")
    draft.write_text(json.dumps(asdict(backup), indent=2) + "\n", encoding="utf-8")
    draft.replace(_path())


def last_backup() -> LastBackup | None:
    """Return the last backup, None when none was made or its record cannot be read."""
    try:
        found = LastBackup(**json.loads(_path().read_text(encoding="utf-8")))
        found.time.timestamp()
    except (OSError, ValueError, TypeError):
        return None
    return found
