"""Rows of published tables, cell by cell as printed."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from documents.models.tables import PublishedTable
from indicators.models.base import UnitOwned

if TYPE_CHECKING:
    PrintedText = models.TextField[str, str]

CELLS = tuple(f"cell_{place}" for place in range(1, 17))


class RowKind(models.TextChoices):
    """What a printed row is."""

    HEAD = "head", "Judul"
    HEADING = "heading", "Kelompok"
    DATA = "data", "Data"
    TOTAL = "total", "Jumlah"


def cell_field(place: int) -> PrintedText:
    """Return the text of the cell at this printed position."""
    return models.TextField(f"sel {place}", blank=True)


class PublishedRow(UnitOwned):
    """A printed row of a published table; each cell holds the printed text at its printed position.

    ``key`` names what the row speaks of as the report's own row is keyed, whatever code it prints; a row that
    is broken over two pages is two rows with the same key. The cells are sixteen columns of the database, not
    one field of many values, because people enter, paste and correct rows cell by cell, and history says which
    cell was changed.
    """

    unit_path: ClassVar[str] = "table__document__unit"

    table = models.ForeignKey(
        PublishedTable,
        verbose_name="tabel",
        on_delete=models.PROTECT,
        related_name="rows",
    )
    order = models.PositiveSmallIntegerField("urutan")
    line = models.PositiveIntegerField(
        "baris naskah",
        null=True,
        blank=True,
        help_text="Nomor baris dalam naskah dokumen.",
    )
    key = models.CharField(
        "kunci",
        max_length=80,
        blank=True,
        help_text="Kunci baris laporan yang dimaksud, misalnya SK3.4; kosong bila laporan tidak memilikinya.",
    )
    kind = models.CharField(
        "jenis", max_length=10, choices=RowKind.choices, default=RowKind.DATA
    )
    cell_1 = cell_field(1)
    cell_2 = cell_field(2)
    cell_3 = cell_field(3)
    cell_4 = cell_field(4)
    cell_5 = cell_field(5)
    cell_6 = cell_field(6)
    cell_7 = cell_field(7)
    cell_8 = cell_field(8)
    cell_9 = cell_field(9)
    cell_10 = cell_field(10)
    cell_11 = cell_field(11)
    cell_12 = cell_field(12)
    cell_13 = cell_field(13)
    cell_14 = cell_field(14)
    cell_15 = cell_field(15)
    cell_16 = cell_field(16)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat baris tabel terbit"
    )

    class Meta:
        verbose_name = "baris tabel terbit"
        verbose_name_plural = "baris tabel terbit"
        ordering = ["table", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "order"],
                name="published_row_order_once_per_table",
                violation_error_message="Urutan baris ini sudah dipakai di tabel ini.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RowKind.values), name="published_row_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=RowKind.HEAD) | Q(key=""),
                name="published_row_head_without_key",
                violation_error_message="Baris judul tidak memakai kunci.",
            ),
            models.CheckConstraint(
                condition=reduce(or_, (~Q(**{name: ""}) for name in CELLS)),
                name="published_row_not_empty",
                violation_error_message="Isi paling sedikit satu sel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table.code}, baris ke-{self.order}"

    @property
    def cells(self) -> list[str]:
        """The printed texts by position, to the last cell that has one."""
        texts: list[str] = [getattr(self, name) for name in CELLS]
        while texts and not texts[-1]:
            texts.pop()
        return texts
