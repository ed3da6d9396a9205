"""What a template is made of, and the empty one for a whole office."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook.column_words import SHEETS, Definition
from workbook.sheets import RESOURCES

if TYPE_CHECKING:
    from workbook.resources.base import SheetResource


@dataclass(frozen=True)
class TemplateLine:
    """A row that stands there already.

    ``closed`` says why it may not be changed, "" where it may; ``lists`` are drop-down lists of its
    own, an empty one locks the cell.
    """

    cells: dict[str, str]
    closed: str = ""
    lists: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TemplateSheet:
    """A sheet: columns for people after the key, lines, and how many free lines follow (None: all)."""

    resource: SheetResource
    lines: list[TemplateLine] = field(default_factory=list)
    helpers: tuple[str, ...] = ()
    free_lines: int | None = None


@dataclass(frozen=True)
class Template:
    """A workbook to be filled in; ``codes`` are those that exist already, by where they are defined."""

    title: str
    steps: tuple[str, ...]
    sheets: list[TemplateSheet]
    codes: dict[Definition, list[str]] = field(default_factory=dict)


OFFICE_STEPS = (
    "Isi lembar dari kiri ke kanan: lembar yang di kanan merujuk kode di lembar sebelah kirinya.",
    "Kolom kunci mengenali baris dan tidak boleh sama pada dua baris. Kolom wajib tidak boleh kosong.",
    "Lembar yang tidak diperlukan boleh dihapus; kolom tidak boleh dihapus atau diganti namanya.",
    "Tulis angka seperti biasa: 16,85 atau 1.199.509.750; “-” berarti tidak ditargetkan. Rumus ditolak.",
    "Simpan sebagai .xlsx, lalu unggah di menu Impor. Semua perubahan ditampilkan sebelum ada yang ditulis.",
)


def office_template() -> Template:
    """Return the empty sheets of the whole exchange."""
    sheets = [TemplateSheet(SHEETS[resource.sheet]) for resource in RESOURCES]
    return Template("Templat buku kerja", OFFICE_STEPS, sheets)
