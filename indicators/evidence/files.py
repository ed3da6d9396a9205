"""Where evidence files are kept: in the storage "evidence", wherever that is, by random names."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import storages

if TYPE_CHECKING:
    from django.core.files import File
    from django.core.files.storage import Storage

logger = logging.getLogger(__name__)
STORED_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.(?:pdf|jpg|png|xlsx|docx)")


def evidence_storage() -> Storage:
    """Return the storage of evidence files."""
    return storages["evidence"]


def store(file: File[bytes], ending: str) -> str:
    """Keep a file by a random name and return the name."""
    token = secrets.token_hex(16)
    return evidence_storage().save(f"{token[:2]}/{token}.{ending}", file)


def open_stored(name: str) -> IO[Any]:
    """Open a stored file; raises FileNotFoundError when it is gone."""
    return evidence_storage().open(name)


def hash_of(name: str) -> str | None:
    """Return the SHA-256 of a stored file, None when it is gone."""
    digest = hashlib.sha256()
    try:
        with evidence_storage().open(name) as file:
            for chunk in file.chunks():
                digest.update(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def discard(name: str) -> None:
    """Delete a stored file; a storage that refuses is logged: the row that knew the file is gone."""
    try:
        evidence_storage().delete(name)
    except Exception:  # every storage raises its own kind of error
        logger.exception("The evidence file %s could not be deleted.", name)
