"""Where evidence files are kept: in the storage "evidence", wherever that is, by random names."""

from __future__ import annotations

from accounts.stored_files import StoredFiles

EVIDENCE = StoredFiles("evidence", ("pdf", "jpg", "png", "xlsx", "docx"))
STORED_NAME = EVIDENCE.name_pattern
store = EVIDENCE.store
open_stored = EVIDENCE.open
hash_of = EVIDENCE.hash_of
discard = EVIDENCE.discard
