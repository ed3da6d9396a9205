"""Files of a private storage, kept by random names that rows remember."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.storage import storages

if TYPE_CHECKING:
    from django.core.files import File
    from django.core.files.storage import Storage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class StoredFiles:
    """The files of one kind: the storage they are in, how their names end, the folder that is theirs alone."""

    alias: str
    endings: tuple[str, ...]
    folder: str = ""

    @property
    def storage(self) -> Storage:
        """The storage, wherever it is."""
        return storages[self.alias]

    @property
    def name_pattern(self) -> re.Pattern[str]:
        """How stored names look."""
        endings = "|".join(self.endings)
        return re.compile(
            rf"{re.escape(self.folder)}[0-9a-f]{{2}}/[0-9a-f]{{32}}\.(?:{endings})"
        )

    def store(self, file: File[bytes], ending: str) -> str:
        """Keep a file by a random name and return the name."""
        token = secrets.token_hex(16)
        return self.storage.save(f"{self.folder}{token[:2]}/{token}.{ending}", file)

    def open(self, name: str) -> File[Any]:
        """Open a stored file; raises FileNotFoundError when it is gone."""
        return self.storage.open(name)

    def hash_of(self, name: str) -> str | None:
        """Return the SHA-256 of a stored file, None when it is gone."""
        digest = hashlib.sha256()
        try:
            with self.storage.open(name) as file:
                for chunk in file.chunks():
                    digest.update(chunk)
        except FileNotFoundError:
            return None
        return digest.hexdigest()

    def discard(self, name: str) -> None:
        """Delete a stored file; a storage that refuses is logged: the row that knew the file is gone."""
        try:
            self.storage.delete(name)
        except Exception:  # every storage raises its own kind of error
            logger.exception("The stored file %s could not be deleted.", name)
