"""The hash of an uploaded file, taken while it arrives; nothing of it is kept."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler


class HashingHandler(FileUploadHandler):
    """Hashes the first file of a form's field; no file reaches ``request.FILES``."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field
        self._digest: Any = None
        self._is_current = False
        self.size = 0

    @property
    def sha256(self) -> str:
        """The hash of what arrived, "" where no file did."""
        return self._digest.hexdigest() if self._digest else ""

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin to hash if this is the file that was asked for."""
        super().new_file(field_name, *args, **kwargs)
        self._is_current = field_name == self._field and self._digest is None
        if self._is_current:
            self._digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece into the hash; whoever handles files after this one gets nothing."""
        if self._is_current:
            self._digest.update(raw_data)
            self.size += len(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Return no file."""
