"""Long reports that a person wants issued: asked for, made by the worker, then an issued document."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from documents.models.issued import IssuedDocument
from documents.models.particulars import IssueParticulars
from documents.models.work import RenderState, Work


class IssueRequest(IssueParticulars, Work):
    """A request to issue a report as the person has seen it; ``seen`` is the mark of that content."""

    seen = models.CharField("tanda isi yang dilihat", max_length=64)
    supersedes = models.ForeignKey(
        IssuedDocument,
        verbose_name="menggantikan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    issued = models.ForeignKey(
        IssuedDocument,
        verbose_name="hasilnya",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "permintaan terbit"
        verbose_name_plural = "permintaan terbit"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RenderState.values),
                name="issue_request_state_known",
                violation_error_message="Keadaan permintaan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(issued__isnull=False),
                name="issue_request_done_is_issued",
                violation_error_message="Permintaan yang selesai menyebut hasilnya.",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="issue_request_progress_at_most_100",
                violation_error_message="Kemajuan paling tinggi 100 persen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} · {self.number}"
