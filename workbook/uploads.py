"""Files that wait: for the confirmation of their preview, or to be given back with their faults marked.

On disk by a random name, bound to one person, for a day.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from workbook.findings import Fault, RefusedFile
from workbook.limits import MAX_MARKS

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User

KEPT_SECONDS = 24 * 60 * 60
KEPT_FILES = 10  # of one person; a disk does not fill up with one person's attempts
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
        return folder() / f"{self.user_id}-{self.token}.xlsx"

    @property
    def faults_path(self) -> Path:
        """Where the faults of a refused file lie."""
        return self.path.with_suffix(".json")

    def keep_faults(self, faults: list[Fault]) -> None:
        """Keep why the file was refused beside it; the first faults are enough."""
        listed = [asdict(fault) for fault in faults[:MAX_MARKS]]
        text = json.dumps({"total": len(faults), "faults": listed})
        self.faults_path.write_text(text, encoding="utf-8")

    def discard(self) -> None:
        """Delete the file and its faults."""
        _delete(self.path)


@dataclass(frozen=True)
class Waiting:
    """An upload with the hash of its contents and the mark of the differences that were shown."""

    upload: Upload
    sha256: str
    digest: str

    def refused(self) -> RefusedFile:
        """Return the file with its faults; raises UploadGoneError where it has none."""
        try:
            content = self.upload.path.read_bytes()
            kept = json.loads(self.upload.faults_path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise UploadGoneError from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise UploadGoneError
        faults = [Fault(**fault) for fault in kept["faults"]]
        return RefusedFile(self.upload.file_name, content, faults, kept["total"])


def folder() -> Path:
    """Return the folder of waiting files."""
    return Path(settings.VAR_DIR) / "uploads"


def store(file: UploadedFile[bytes], user: User) -> Upload:
    """Keep an uploaded file; delete those of yesterday, and the oldest of a person who has many."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in [*_expired(), *_too_many(user)]:
        _delete(old)
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


def _expired() -> list[Path]:
    limit = time.time() - KEPT_SECONDS
    return [path for path in folder().glob("*.xlsx") if _age(path) < limit]


def _too_many(user: User) -> list[Path]:
    own = sorted(folder().glob(f"{user.pk}-*.xlsx"), key=_age, reverse=True)
    return own[KEPT_FILES - 1 :]


def _age(path: Path) -> float:
    """Return when the file was written; one that another process has just deleted is the oldest."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".json").unlink(missing_ok=True)
