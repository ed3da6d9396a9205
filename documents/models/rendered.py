"""Files of long documents: asked for by a person, made by the worker, kept while the data stay the same."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from accounts.models import Unit
from documents.models.work import RenderState, Work
from indicators.models.base import UnitOwnedQuerySet


def document_storage() -> Storage:
    """Return the storage of documents that were made here: private, like evidence."""
    return storages["documents"]


class RenderedDocumentQuerySet(UnitOwnedQuerySet["RenderedDocument"]):
    """Files by what they hold."""

    def same(self, document: RenderedDocument) -> RenderedDocumentQuerySet:
        """Return the files that hold the same report of the same data in the same format."""
        names = (
            "unit",
            "slug",
            "choices",
            "format",
            "data_version",
            "code_version",
            "day",
        )
        return self.filter(**{name: getattr(document, name) for name in names})


class RenderedDocument(Work):
    """A report as a file: what it was asked to hold, of which data, how far it is, where it lies.

    ``choices`` is the report's query, canonical; with unit, format and versions it says what the file
    holds. The states of figures depend on the day, so the day belongs to it too.
    """

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="rendered_documents",
    )
    slug = models.SlugField("laporan", max_length=60)
    choices = models.CharField("pilihan", max_length=300, blank=True)
    format = models.CharField("format berkas", max_length=20)
    data_version = models.CharField("versi data", max_length=64)
    code_version = models.CharField("versi aplikasi", max_length=64)
    day = models.DateField("hari")
    file = models.FileField(
        "berkas", storage=document_storage, max_length=100, blank=True
    )
    file_name = models.CharField("nama berkas", max_length=200, blank=True)
    size = models.PositiveBigIntegerField("ukuran", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    objects: ClassVar[Any] = RenderedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas laporan"
        verbose_name_plural = "berkas laporan"
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(
                fields=["unit", "slug", "format", "data_version"],
                name="rendered_by_content",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RenderState.values),
                name="rendered_state_known",
                violation_error_message="Keadaan berkas tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(file="") & ~Q(sha256=""),
                name="rendered_done_has_a_file",
                violation_error_message="Berkas yang siap harus ada isinya.",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="rendered_progress_at_most_100",
                violation_error_message="Kemajuan paling tinggi 100 persen.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or f"{self.slug}.{self.format}"
