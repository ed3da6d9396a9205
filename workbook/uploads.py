"""Files that wait between preview and confirmation: on disk by a random name, bound to one person."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User

KEPT_SECONDS = 24 * 60 * 60
SALT = "workbook.uploads"


class UploadGoneError(Exception):
    """The file of a preview is no longer there, or was never this person's."""


@dataclass(frozen=True)
class Upload:
    """A file that waits for confirmation."""

    token: str
    user_id: int
    file_name: str

    @property
    def path(self) -> Path:
        """Where the file lies; outside of everything that is served."""
        return folder() / f"{self.token}.xlsx"

    def discard(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Waiting:
    """An upload with the hash of its contents and the mark of the differences that were shown."""

    upload: Upload
    sha256: str
    digest: str


def folder() -> Path:
    """Return the folder of waiting files."""
    return Path(settings.VAR_DIR) / "uploads"


def store(file: UploadedFile[bytes], user: User) -> Upload:
    """Keep an uploaded file, and delete those that nobody confirmed within a day."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in _expired():
        old.unlink(missing_ok=True)
    upload = Upload(secrets.token_urlsafe(24), user.pk, (file.name or "")[:255])
    with upload.path.open("xb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return upload


def seal(upload: Upload, sha256: str, digest: str) -> str:
    """Return a signed text that names the file, its contents, and the differences that were shown."""
    return signing.dumps(
        asdict(upload) | {"sha256": sha256, "digest": digest}, salt=SALT
    )


def unseal(sealed: str, user: User) -> Waiting:
    """Return what waits; raises UploadGoneError for another's, an old or a forged one."""
    try:
        named = signing.loads(sealed, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise UploadGoneError from error
    sha256, digest = named.pop("sha256"), named.pop("digest")
    upload = Upload(**named)
    if upload.user_id != user.pk or not upload.path.is_file():
        raise UploadGoneError
    return Waiting(upload, sha256, digest)


def _expired() -> Iterator[Path]:
    limit = time.time() - KEPT_SECONDS
    for path in folder().glob("*.xlsx"):
        if path.stat().st_mtime < limit:
            yield path
