"""What people were told, by e-mail and on their home page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from indicators.models.base import year_validators
from indicators.models.choices import NoticeKind, Period
from indicators.models.indicator import Indicator


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by what is still to be done with them."""

    def unsent(self) -> NoticeQuerySet:
        """Return those that no e-mail has carried, to people who have an address and want mail."""
        wants = Q(user__is_active=True, user__receives_notices=True)
        return self.filter(wants, sent_at=None).exclude(user__email="")


class Notice(models.Model):
    """One thing that one person was told about one figure; ``occasion`` keeps it from being told twice."""

    user = models.ForeignKey(
        User,
        verbose_name="penerima",
        on_delete=models.PROTECT,
        related_name="notices",
    )
    kind = models.CharField("jenis", max_length=10, choices=NoticeKind.choices)
    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        related_name="notices",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    period = models.CharField("periode", max_length=5, choices=Period.choices)
    occasion = models.CharField("peristiwa", max_length=40)
    text = models.TextField("isi")
    created_at = models.DateTimeField("dibuat pada", auto_now_add=True)
    sent_at = models.DateTimeField("dikirim pada", null=True, blank=True)
    seen_at = models.DateTimeField("dibaca pada", null=True, blank=True)

    objects: ClassVar[models.Manager[Notice]] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "indicator", "year", "period", "occasion"],
                name="notice_once_per_occasion",
                violation_error_message="Pemberitahuan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(period__in=Period.values), name="notice_period_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.indicator.code} {self.year} {self.period}"
