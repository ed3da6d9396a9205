"""The kinds of files that an installation keeps beside its database, and a backup with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.issued_files import ISSUED
from documents.issued_files import known_files as issued_files
from indicators.evidence.files import EVIDENCE
from indicators.models import Evidence, EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.stored_files import StoredFiles


@dataclass(frozen=True)
class Kind:
    """A kind of kept files: its name in the backup, its place, the hash of every file that rows know, its words."""

    name: str
    files: StoredFiles
    known: Callable[[], dict[str, str]]
    words: str

    @property
    def folder(self) -> str:
        """The folder inside the backup."""
        return f"{self.name}/"

    @property
    def flaws_key(self) -> str:
        """Under which the manifest names what is missing or altered."""
        return f"{self.name}_flaws"

    def owns(self, member: str) -> bool:
        """Whether a file of the backup is of this kind, by its name."""
        stored = member.removeprefix(self.folder)
        is_known = self.files.name_pattern.fullmatch(stored) is not None
        return stored != member and is_known


def evidence_files() -> dict[str, str]:
    """Return the hash of every evidence file that a row knows, by its stored name."""
    rows = Evidence.objects.filter(kind=EvidenceKind.FILE).order_by("file")
    return dict(rows.values_list("file", "sha256"))


KINDS = (
    Kind("evidence", EVIDENCE, evidence_files, "bukti"),
    Kind("issued", ISSUED, issued_files, "laporan terbit"),
)
